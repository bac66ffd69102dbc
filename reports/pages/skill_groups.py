"""Groups of skills, as ESCO has them: what is asked and taught of each."""

from reports.findings import Findings
from reports.language import _
from reports.measures.units.counting import ALL
from reports.page import Cell, Column, Table
from reports.pages.cells import counted, shared, trend_cell, word_cell
from reports.rows import Row, rows
from reports.voice import absent, brief, factor, text

_COLUMNS = (
    Column("Group of skills"),
    Column("Part of"),
    Column("Skills", True, "of the group that the market asks or teaches"),
    Column("Vacancies", True, "open vacancies that name any skill of the group"),
    Column("Share of vacancies", True, "with its 95 % interval"),
    Column("Offers", True, "open offers that teach any of them"),
    Column("Providers", True),
    Column("Asked ÷ taught", True, "prominence in demand ÷ in supply, with its 95 % interval"),
    Column("Class"),
    Column("Trend", hint="of the weekly share of new vacancies"),
)


def groups(findings: Findings) -> Table:
    """A row for each group over all places, most vacancies first."""
    frame = findings.measures.skill_groups
    here = frame[(frame["place"] == ALL) & (frame["level"] == "group")]
    order = here.sort_values(["demand_count", "group_uri"], ascending=[False, True], kind="stable", na_position="last")
    return Table(
        name="groups",
        caption=_(
            "Groups of skills, all places: a vacancy counts once in a group, however many of its skills it names"
        ),
        columns=_COLUMNS,
        rows=[_cells(row) for row in rows(order)],
        csv="skill_groups.csv",
        filters=8,
        empty=_("No skill of a group is asked or taught."),
    )


def _cells(row: Row) -> list[Cell]:
    ratio = factor(row["gap"], row["gap_low"], row["gap_high"])
    return [
        Cell(brief(row["group_label"])),
        Cell(text(row["parent_group_label"])),
        counted(row["group_skill_count"]),
        counted(row["demand_count"]),
        shared(row),
        counted(row["offer_count"]),
        counted(row["provider_count"]),
        Cell(ratio, order="" if absent(row["gap"]) else row["gap"]),
        word_cell(row["class"]),
        trend_cell(row),
    ]
