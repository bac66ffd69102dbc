"""What does each word and number mean?"""

from reports.files.dictionary import meaning
from reports.findings import Findings
from reports.page import Cell, Column, Page, Table
from reports.pages.cells import counted
from reports.rows import rows
from reports.sentences import mixed
from reports.voice import count, text

QUESTION = "Method"
_TAGGING = (Column("Method"), Column("Made of"), Column("Postings", True), Column("Offers", True))
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
        extra={"dictionary": _dictionary(findings), "tagging": _tagging(findings)},
    )


def _tagging(findings: Findings) -> Table:
    methods = findings.market.methods
    cells = [
        [Cell(text(r["name"])), Cell(text(r["made_of"])), counted(r["posting_count"]), counted(r["offer_count"])]
        for r in rows(methods)
    ]
    note = f"{mixed(methods)}. credscope retag reads them again." if len(methods) > 1 else None
    caption = "What tagged the records of this report"
    return Table("tagging", caption, _TAGGING, cells, note=note, empty="No record has been read yet.")


def _dictionary(findings: Findings) -> Table:
    cells = [
        [
            Cell(column),
            Cell(f"{name}.csv", f"{name}.csv"),
            Cell(count(len(frame)), order=len(frame)),
            Cell(meaning(name, column)),
        ]
        for name, frame in findings.csvs().items()
        for column in frame.columns
    ]
    return Table("columns", "Data dictionary", _COLUMNS, cells, filters=1)
