"""The tables of changes: by the market, by the sources, by the method; verdicts, and what entered and closed."""

from typing import Any

from reports.findings import Findings
from reports.language import _
from reports.page import Cell, Column, Table
from reports.pages.cells import counted, figure, word_cell
from reports.pages.changed import (
    MARKS,
    SHARES,
    cause_name,
    changed,
    event_name,
    kind_name,
    name_of,
    point_range,
    points,
    subject_href,
)
from reports.rows import Row, rows
from reports.voice import NOT_STATED, absent, number, place_name, share, text

MOST = 100
LEAST = 0.0001
_SHARES = (
    *(Column("What"), Column("Of"), Column("Event"), Column("Place")),
    *(Column("Before", True, "share on the earlier day"), Column("After", True, "share on the later day")),
    Column("Change", True, "percentage points, with their 95 % interval; both days linearised together"),
    *(Column("Count before", True, "vacancies or offers that name it"), Column("Count after", True)),
    *(Column("Organisations before", True, "distinct employers or providers"), Column("Organisations after", True)),
    Column("p", True, "of no change, before the correction for many tests"),
    Column("Evidence", hint="thin below 10 records of 3 organisations"),
)
_VERDICTS = (
    *(Column("Skill"), Column("Verdict before"), Column("Verdict now")),
    *(Column("Gap before", True, "ln(asked ÷ taught), shrunk"), Column("Gap now", True)),
    *(Column("Vacancies before", True), Column("Vacancies now", True)),
    Column("By", hint="a margin: it crossed its line, but no share of it moved beyond chance"),
)
_OFFERS = (
    *(Column("Provider"), Column("Event"), Column("Offers", True, "that entered or closed")),
    *(Column("All before", True, "offers that the provider had"), Column("All now", True), Column("By")),
)


def moved_table(findings: Findings) -> Table:
    """Shares that moved beyond chance on the sources that show both days whole."""
    places = [cut for cut in findings.cuts if cut.kind == "place"]
    local = {cut.key: changed(findings, "market", place=cut.code) for cut in places}
    return Table(
        "moved",
        _("Moved beyond chance: shares on the sources that show both days whole"),
        _SHARES,
        [_share(findings, row) for row in changed(findings, "market")],
        "changes.csv",
        filters=1,
        note=_("Benjamini–Hochberg at 5 % over all that was tested. Credentials are compared in all places together."),
        empty=_("No share moved beyond chance."),
        cuts={key: [_share(findings, row) for row in found[:MOST]] for key, found in local.items()},
    )


def elsewhere_table(findings: Findings, cause: str) -> Table:
    """Shares that moved by the `sources` or by the `method` alone, in any place."""
    frame = findings.measures.changes
    found = rows(frame[frame["kind"].isin(SHARES) & (frame["cause"] == cause)])
    sources = cause == "sources"
    return Table(
        f"by-{cause}",
        _("Moved by the sources only: it did not where these show both days whole")
        if sources
        else _("Moved by the method only: the same records, read otherwise"),
        _SHARES,
        [_share(findings, row) for row in found],
        "changes.csv",
        filters=1,
        empty=_("No share moved by the sources only.") if sources else _("No share moved by the method only."),
    )


def _share(findings: Findings, row: Row) -> list[Cell]:
    href = subject_href(findings, row)
    before, after = ((row[f"count_{at}"], row[f"organization_count_{at}"]) for at in ("before", "after"))
    return [
        Cell(name_of(row), href),
        Cell(kind_name(row["kind"])),
        Cell(event_name(row["event"]), mark=MARKS.get(str(row["event"]))),
        Cell(place_name(row["place"])),
        *(Cell(share(row[at]), order="" if absent(row[at]) else row[at]) for at in ("before", "after")),
        Cell(f"{points(row['change'])} ({point_range(row)})", href, order=row["change"]),
        *(counted(before[0], href), counted(after[0], href), counted(before[1]), counted(after[1])),
        _chance(row["p"]),
        _evidence(row),
    ]


def _chance(p: Any) -> Cell:
    """A probability, never said to be nothing."""
    if absent(p) or p >= LEAST:
        return figure(p, 4)
    return Cell(f"< {number(LEAST, 4)}", order=p)


def _evidence(row: Row) -> Cell:
    if absent(row["evidence"]):
        return Cell(NOT_STATED)
    return word_cell(row["evidence"])


def verdicts_table(findings: Findings) -> Table:
    """Markets that won, lost or changed their verdict; those by a margin last."""
    found = changed(findings, None, ("class",))
    margin = any(row["cause"] == "margin" for row in found)
    return Table(
        "verdicts",
        _("Verdicts that changed, all places"),
        _VERDICTS,
        [_verdict(findings, row) for row in found],
        "changes.csv",
        filters=7,
        note=_("What crossed a line by a margin is noise until it lasts.") if margin else None,
        empty=_("No verdict changed."),
    )


def _verdict(findings: Findings, row: Row) -> list[Cell]:
    href = subject_href(findings, row)
    classes = [row["class_before"], row["class_after"]]
    return [
        Cell(name_of(row), href),
        *(Cell(_("no verdict")) if absent(word) else word_cell(word) for word in classes),
        *(_gap(row[at], href) for at in ("before", "after")),
        *(counted(row[f"count_{at}"], href) for at in ("before", "after")),
        Cell(cause_name(row["cause"])),
    ]


def _gap(value: Any, href: str | None) -> Cell:
    return Cell(NOT_STATED, order="") if absent(value) else Cell(number(value), href, value)


def offers_table(findings: Findings) -> Table:
    """Providers that came or went, and offers that the others added or ended."""
    found = [row for kind in ("provider", "offers") for row in changed(findings, None, (kind,))]
    return Table(
        "offers",
        _("Entered and closed: providers and offers"),
        _OFFERS,
        [_offers(findings, row) for row in found],
        "changes.csv",
        filters=1,
        empty=_("No offer entered or closed."),
    )


def _offers(findings: Findings, row: Row) -> list[Cell]:
    href = subject_href(findings, row)
    event = {
        ("provider", "entered"): _("provider entered"),
        ("provider", "closed"): _("provider closed"),
        ("offers", "entered"): _("offers entered"),
        ("offers", "closed"): _("offers closed"),
    }
    entered = row["event"] == "entered"
    return [
        Cell(_("of sources that do not show both days") if absent(row["provider"]) else str(row["provider"]), href),
        Cell(event.get((row["kind"], row["event"]), text(row["event"])), mark=MARKS.get(str(row["event"]))),
        counted(row["count_after" if entered else "count_before"], href),
        *(counted(row[name], href) for name in ("total_before", "total_after")),
        Cell(cause_name(row["cause"])),
    ]
