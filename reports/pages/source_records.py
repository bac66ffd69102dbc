"""What the sources gave: what of it was refused, and what the open vacancies are made of."""

from reports.findings import Findings
from reports.language import _
from reports.page import Cell, Column, Table
from reports.pages.cells import counted, part
from reports.rows import rows
from reports.voice import absent, text


def iso_day(value: object) -> str:
    """A day as ISO 8601 writes it."""
    return str(value)[:10] if not absent(value) else text(None)


def rejects(findings: Findings) -> Table:
    """Records refused in parsing or loading, by reason."""
    refused = findings.market.rejects.sort_values(["count", "source", "reason"], ascending=[False, True, True])
    columns = (Column("Source"), Column("As of", True), Column("Stage"), Column("Reason"), Column("Records", True))
    found = [
        [
            Cell(text(r["source"])),
            Cell(iso_day(r["as_of"])),
            *(Cell(text(r[n])) for n in ("stage", "reason")),
            counted(r["count"]),
        ]
        for r in rows(refused.head(300))
    ]
    note, empty = _("The 300 most frequent.") if len(refused) > 300 else None, _("No record was rejected.")
    return Table("rejects", _("Why records were rejected"), columns, found, note=note, empty=empty)


def made_of(findings: Findings) -> Table:
    """The shares of the open vacancies that one source, industry, country, employer or language makes up."""
    columns = (Column("Of the open vacancies, by"), Column("Value"), Column("Vacancies", True), Column("Share", True))
    found = [
        [
            Cell(_(row["aspect"])),
            Cell(row["value"] or _("not stated")),
            counted(row["vacancy_count"]),
            part(row["share"]),
        ]
        for row in rows(findings.measures.coverage)
    ]
    caption = _("What the open vacancies are made of, and so what these figures over-represent")
    note, empty = _("The ten largest of each."), _("No vacancy is open.")
    return Table("made-of", caption, columns, found, filters=0, note=note, empty=empty)
