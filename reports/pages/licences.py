"""The licence ledger: who publishes each source, under which terms, and how it asks to be named."""

from reports.evidence.addresses import web_link
from reports.language import _
from reports.page import Cell, Column, Table
from reports.pages.cells import counted
from reports.rows import Row
from reports.voice import text


def licences(newest: list[Row]) -> Table:
    """One row a source, of its newest run."""
    columns = (
        Column("Source"),
        Column("Publisher", hint="leads to the terms"),
        Column("Licence"),
        Column("Attribution"),
        Column("Robots"),
        Column("Kept", True, hint="days that archived answers are kept"),
        Column("Closing", hint="shown by the source, or assumed after 42 days"),
    )

    def cells(run: Row) -> list[Cell]:
        source, *terms, closing = (
            Cell(text(run[n])) for n in ("source", "licence", "attribution", "robots", "closing")
        )
        return [
            source,
            Cell(text(run["publisher"]), web_link(run["terms_url"])),
            *terms,
            counted(run["retention_days"]),
            closing,
        ]

    found = [cells(run) for run in newest]
    return Table("licences", _("Licences and attributions"), columns, found, empty=_("No source, no licence."))
