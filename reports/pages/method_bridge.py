"""The table of the bridge between two methods of reading."""

from reports.findings import Findings
from reports.language import _
from reports.measures.units.counting import ALL
from reports.page import Cell, Column, Table
from reports.pages.cells import counted
from reports.pages.changed import kind_name, name_of, points, subject_href
from reports.rows import Row, rows
from reports.voice import absent

_BRIDGE = (
    *(Column("What"), Column("Of"), Column("Older method", True, "records that it reads so")),
    *(Column("Newer method", True), Column("Gained", True, "only the newer reads so"), Column("Lost", True)),
    Column("Change", True, "percentage points; the same records, so that no chance is in it"),
)


def bridge_table(findings: Findings) -> Table | None:
    """What two methods of reading do not read alike in the records of the day; None where one read all."""
    frame = findings.measures.method_bridge
    if frame is None:
        return None
    return Table(
        "bridge",
        _("The bridge between two methods: the same records of the day, as either reads them"),
        _BRIDGE,
        [_bridged(findings, row) for row in rows(frame)],
        "method_bridge.csv",
        filters=1,
        empty=_("Both methods read the records of the day alike."),
    )


def _bridged(findings: Findings, row: Row) -> list[Cell]:
    row = {**row, "place": ALL, "provider_key": None, "provider": None}
    href = subject_href(findings, row)
    return [
        Cell(name_of(row), href),
        Cell(kind_name(row["kind"])),
        *(counted(row[name]) for name in ("count_before", "count_after", "gained_count", "lost_count")),
        Cell(points(row["change"]), order="" if absent(row["change"]) else row["change"]),
    ]
