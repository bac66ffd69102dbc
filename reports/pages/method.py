"""What does each word and number mean?"""

import tomllib
from pathlib import Path

from reports.findings import Findings
from reports.page import Cell, Column, Page, Table
from reports.voice import count

QUESTION = "Method"
MEANINGS = Path(__file__).parents[1] / "columns.toml"
_COLUMNS = (Column("Column"), Column("File"), Column("Rows", True), Column("Meaning"))


def page(findings: Findings) -> Page:
    """Definitions, formulas, classes and limits (in the template), and the dictionary of every published column."""
    return Page(
        name="method",
        question=QUESTION,
        title="What each word and number means",
        lead=[
            "Every figure carries its base, the number of distinct organisations behind it and a 95 % interval, and "
            "leads to the postings or offers it was counted from.",
            "Where a definition is ours and not the field's, it says so: the gap and its classes are ours.",
        ],
        template="method.html",
        extra={"dictionary": _dictionary(findings)},
    )


def _dictionary(findings: Findings) -> Table:
    meanings = tomllib.loads(MEANINGS.read_text(encoding="utf-8"))
    cells = [
        [
            Cell(column),
            Cell(f"{name}.csv", f"{name}.csv"),
            Cell(count(len(frame)), order=len(frame)),
            Cell(meanings.get(column, "")),
        ]
        for name, frame in findings.csvs().items()
        for column in frame.columns
    ]
    return Table("columns", "Data dictionary", _COLUMNS, cells, filters=1)
