"""The table of stackable chains: offers that count towards others."""

from reports.credential_types import type_name
from reports.findings import Findings
from reports.language import _
from reports.page import Cell, Column, Table
from reports.pages.amounts import amount_cell
from reports.pages.cells import counted
from reports.pages.ways import hours, money
from reports.rows import Row, rows
from reports.voice import NOT_STATED, absent, count, text

CHAINS = 200
_CHAINS = (
    *(Column("Leads to"), Column("Type"), Column("Provider"), Column("Chain"), Column("Steps", True)),
    Column("Price before it", True, "what the offers before the last sum up to"),
    Column("Hours before it", True),
    Column("Credit", hint="that the offers before the last give, where all state it in one unit"),
)


def chains_table(findings: Findings) -> Table:
    """Offers that count towards others, as their providers say."""
    frame = findings.measures.stackable
    return Table(
        "chains",
        _("Another way up: offers that count towards a larger credential"),
        _CHAINS,
        [_chain(row) for row in rows(frame.head(CHAINS))],
        "stackable.csv",
        note=_("The first {} chains.").format(count(CHAINS)) if len(frame) > CHAINS else None,
        empty=_("No open offer says which other credential it counts towards."),
    )


def _chain(row: Row) -> list[Cell]:
    credit = NOT_STATED
    if not absent(row["credit_value"]):
        credit = f"{count(row['credit_value'])} {text(row['credit_unit'])}"
    return [
        Cell(text(row["final"])),
        Cell(type_name(row["final_type"])),
        Cell(text(row["provider"])),
        Cell(text(row["chain"])),
        counted(row["steps"]),
        amount_cell(row["price"], money),
        amount_cell(row["hours"], hours),
        Cell(credit, order="" if absent(row["credit_value"]) else float(row["credit_value"])),
    ]
