"""The tables of the credentials page: named, implied and how broadly; and what each part names more than all."""

from reports.charts.marks import REQUIREMENTS
from reports.credential_types import type_name
from reports.findings import Findings
from reports.language import _
from reports.page import Cell, Column, Table
from reports.pages.cells import counted, evidence_cell, shared
from reports.pages.peculiar import peculiar
from reports.rows import Row, credential_key
from reports.voice import NOT_STATED, absent, count, number, text

IMPLIED = ("half", "three_quarters", "all")
_COLUMNS = (
    Column("Credential"),
    Column("Kind", hint="as our list or the catalogue that offers it has it"),
    Column("Issuer"),
    Column("Named", True, "explicit: open vacancies that name it, a lower bound"),
    Column("Share of vacancies", True, "explicit, with its 95 % interval"),
    Column("Required", True, "vacancies in which the credential is required"),
    Column("Preferred", True, "vacancies in which the credential, or an equivalent, is preferred"),
    Column("Mentioned", True, "vacancies in which the credential is mentioned"),
    Column("Implied ½ / ¾ / all", True, "vacancies whose skills cover at least half, three quarters, all it teaches"),
    Column("Employers", True, "distinct employers that name it, and how many equal ones would be as concentrated"),
    Column("Industries", True, "distinct industries that name it"),
    Column("Evidence", hint="thin below 10 vacancies or 3 employers"),
)
_WEIGHTED = Column("Weighted share", True, "as if the vacancies were made up as official vacancies are")


def everywhere(findings: Findings, parts: dict[str, list[Row]]) -> Table:
    """Credentials named anywhere, most named first, then some that are implied; and those of each part."""
    found = findings.credentials
    demand = findings.measures.credential_demand
    total, weighted = (demand["place"] == "all").sum(), "weighted_share" in demand.columns
    note = _("Shown: {} of {}, those named, then those implied most.").format(count(len(found)), count(total))

    def cells(row: Row) -> list[Cell]:
        return _cells(findings, row, weighted)

    return Table(
        name="credentials",
        caption=_("Credentials named in open vacancies or implied by them"),
        columns=(*_COLUMNS[:5], _WEIGHTED, *_COLUMNS[5:]) if weighted else _COLUMNS,
        rows=[cells(row) for row in found],
        csv="credential_demand.csv",
        filters=1,
        note=note if len(found) < total else None,
        empty=_("No open vacancy names or implies a credential of our list or of the catalogues."),
        cuts={key: [cells(row) for row in named] for key, named in parts.items()},
    )


def more_than_all(findings: Findings) -> Table:
    """What each part of the market names more than all vacancies do."""
    whole = {credential_key(row): row for row in findings.credentials}
    words = Table(
        name="parts",
        caption=_("Named more in a part of the market than in all: quotients whose whole interval lies above 1"),
        columns=(),
        rows=(),
        csv="credential_demand.csv",
        empty=_("No credential is named in any one part more than in all, beyond chance."),
    )

    def subject(row: Row) -> tuple[str, str | None, str]:
        key = credential_key(row)
        return str(row["credential"]), findings.href("credential", key), key

    return peculiar(findings, findings.credentials_within, subject, _COLUMNS[0], whole, words)


def _cells(findings: Findings, row: Row, weighted: bool) -> list[Cell]:
    href = findings.href("credential", credential_key(row))
    kind = row["credential_type"]
    return [
        Cell(str(row["credential"]), href),
        Cell(_("not stated") if absent(kind) else type_name(kind)),
        Cell(text(row["issuer"])),
        counted(row["explicit_count"], href),
        shared(row, href if row["explicit_count"] else None),
        *([_weighted(row)] if weighted else []),
        *(counted(row[f"{word}_count"], href) for word in REQUIREMENTS),
        _implied(row, href),
        _employers(row, href),
        counted(row["industry_count"], href) if "industry_count" in row else _uncounted(),
        evidence_cell(row),
    ]


def _implied(row: Row, href: str | None) -> Cell:
    """`72 / 8 / 1`: vacancies that ask half, three quarters, all of what it teaches."""
    if "implied_half_count" not in row:
        return _uncounted()
    counts = [row[f"implied_{part}_count"] for part in IMPLIED]
    if absent(counts[0]):
        return Cell(NOT_STATED, order="", hint=_("its offers teach fewer than 3 skills, or it has none"))
    return Cell(" / ".join(map(count, counts)), href if counts[0] else None, counts[0])


def _employers(row: Row, href: str | None) -> Cell:
    """`110 (75.2)`: distinct and effective."""
    plain = counted(row["employer_count"], href)
    return Cell(f"{plain.text} ({number(row['effective_employers'], 1)})", plain.href, plain.order)


def _uncounted() -> Cell:
    return Cell(NOT_STATED, order="", hint=_("counted by place alone"))


def _weighted(row: Row) -> Cell:
    if absent(row.get("weighted_share")):
        return Cell(NOT_STATED, order="")
    return shared({end: row[f"weighted_{end}"] for end in ("share", "share_low", "share_high")})
