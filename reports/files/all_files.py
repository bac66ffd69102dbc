"""All files of a report that machines open, but its manifest."""

from pathlib import Path

from reports.files.csv_files import write_csv
from reports.findings import Findings


def write_files(folder: Path, findings: Findings) -> dict[str, int]:
    """Write them into the folder; the number of rows of each that is a table."""
    counts = {}
    for name, frame in findings.csvs().items():
        write_csv(frame, folder / f"{name}.csv")
        counts[f"{name}.csv"] = len(frame)
    return counts
