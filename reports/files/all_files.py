"""All files of a report that machines open, but its manifest."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from reports.files.credentials import write_credentials
from reports.files.csv_files import write_csv
from reports.files.dictionary import Described, dictionary
from reports.files.notes import notes
from reports.files.parquet import write_parquet
from reports.files.schema import schema_json
from reports.files.workbook import shortened, write_workbook
from reports.findings import Findings

if TYPE_CHECKING:
    from warehouse.frames import Market

DICTIONARY, SCHEMA, WORKBOOK, CREDENTIALS = "dictionary.csv", "schema.json", "report.xlsx", "credentials.jsonld"


def write_files(folder: Path, findings: Findings) -> dict[str, int]:
    """Write them into the folder; the number of rows of each that is a table."""
    (folder / "parquet").mkdir()
    totals = (findings.vacancy_total, findings.offer_total)
    counts = write_tables(folder, findings.csvs(), findings.market, totals, parquet=folder / "parquet")
    counts |= {f"parquet/{Path(name).stem}.parquet": rows for name, rows in counts.items() if name != DICTIONARY}
    return counts | {CREDENTIALS: write_credentials(folder / CREDENTIALS, findings)}


def write_tables(
    folder: Path,
    tables: Mapping[str, pd.DataFrame],
    market: "Market",
    totals: Sequence[int],
    what: str | None = None,
    parquet: Path | None = None,
) -> dict[str, int]:
    """The tables as CSV files and as one workbook, with the dictionary and schema of their columns.

    One table after the other, so that each may be made when it is asked for. `totals` and `what` are as in `notes`;
    `parquet` is the folder for the same tables as Parquet, if they are wanted.
    """
    columns: list[Described] = []
    counts, sheets = {}, {}
    for name, frame in tables.items():
        write_csv(frame, folder / f"{name}.csv")
        if parquet:
            write_parquet(frame, parquet / f"{name}.parquet")
        columns += dictionary({name: frame})
        counts[name], sheets[name] = len(frame), shortened(frame)
    write_csv(pd.DataFrame(columns, columns=list(Described._fields), dtype="string"), folder / DICTIONARY)
    (folder / SCHEMA).write_text(schema_json(columns), encoding="utf-8")
    shown = {name: (rows, len(sheets[name])) for name, rows in counts.items()}
    write_workbook(folder / WORKBOOK, sheets, notes(market, shown, totals, what), columns, market.as_of)
    return {f"{name}.csv": rows for name, rows in counts.items()} | {DICTIONARY: len(columns)}
