"""What changed, as the rows that the page's sentences, pictures and tables share."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from reports.findings import Findings
from reports.language import _
from reports.measures.units.counting import ALL
from reports.page import Sentence, link, says
from reports.pages.names import told_apart
from reports.rows import Row, credential_key, rows
from reports.voice import NOT_STATED, absent, brief, count, number, plural, quoted, share, text

SHARES = ("skill share", "credential share", "offer share")
MARKS = {"rose": "rising", "entered": "rising", "fell": "falling", "closed": "falling"}


def changed(findings: Findings, cause: str | None = None, kinds: Iterable[str] = SHARES, place: str = ALL) -> list[Row]:
    """The changes of some kinds in a place (None: of any cause), the largest first within a kind."""
    frame = findings.measures.changes
    here = frame[frame["kind"].isin([*kinds]) & (frame["place"] == place)]
    return rows(here if cause is None else here[here["cause"] == cause])


def name_of(row: Row) -> str:
    """What a change is of: a skill, a credential or a provider."""
    return next((str(row[name]) for name in ("preferred_label", "credential", "provider") if not absent(row[name])), "")


def subject_href(findings: Findings, row: Row) -> str | None:
    """The evidence of what a change is of."""
    if not absent(row["concept_uri"]):
        return findings.href("skill", row["concept_uri"])
    if not absent(row["credential"]):
        return findings.href("credential", credential_key(row))
    return None if absent(row["provider_key"]) else findings.href("provider", row["provider_key"])


def kind_name(kind: Any) -> str:
    """What it is that changed, as it is read."""
    known = {
        "skill share": _("skill asked"),
        "offer share": _("skill taught"),
        "credential share": _("credential named"),
        "class": _("verdict"),
        "provider": _("provider"),
        "offers": _("offers"),
    }
    return known.get(str(kind), text(kind))


def event_name(event: Any) -> str:
    """What happened to it, as it is read."""
    known = {
        "rose": _("rose"),
        "fell": _("fell"),
        "entered": _("entered"),
        "closed": _("closed"),
        "changed": _("changed"),
    }
    return known.get(str(event), text(event))


def cause_name(cause: Any) -> str:
    """By what it changed, as it is read."""
    known = {
        "market": _("the market"),
        "sources": _("sources only"),
        "method": _("method only"),
        "margin": _("a margin, within chance"),
    }
    return known.get(str(cause), text(cause))


def points(value: Any) -> str:
    """A change of a share in percentage points, with its sign."""
    if absent(value):
        return NOT_STATED
    return f"{'+' if float(value) > 0 else ''}{number(100 * float(value), 1)}"


def point_range(row: Row) -> str:
    """The interval of a change in percentage points."""
    if absent(row["change_low"]) or absent(row["change_high"]):
        return NOT_STATED
    return _("{} to {}").format(points(row["change_low"]), points(row["change_high"]))


def both_counts(row: Row) -> str:
    """Of how many, on either day: `41 of 340, before 20 of 380`."""
    told = (count(row[name]) for name in ("count_after", "total_after", "count_before", "total_before"))
    return _("{} of {}, before {} of {}").format(*told)


def moved(findings: Findings, row: Row) -> Sentence:
    """A share that moved, in one sentence."""
    patterns = {
        "skill share": _("{name}: asked in {after} of vacancies, before {before} ({points} points, {range}; {base})."),
        "offer share": _("{name}: taught by {after} of offers, before {before} ({points} points, {range}; {base})."),
        "credential share": _(
            "{name}: named in {after} of vacancies, before {before} ({points} points, {range}; {base})."
        ),
    }
    one, many = ("provider", "providers") if row["kind"] == "offer share" else ("employer", "employers")
    known = row["organization_count_after"] or row["organization_count_before"]
    return says(
        patterns[row["kind"]],
        name=quoted(name_of(row)),
        after=link(share(row["after"]), subject_href(findings, row)),
        before=share(row["before"]),
        points=points(row["change"]),
        range=point_range(row),
        base=f"{both_counts(row)}; {plural(known, one, many)}",
    )


def labels(found: list[Row]) -> list[str]:
    """Names that tell the rows of a picture apart."""
    names = [brief(name_of(row)) for row in found]
    twice = Counter(names)
    return told_apart(
        f"{name} ({kind_name(row['kind'])})" if twice[name] > 1 else name
        for name, row in zip(names, found, strict=True)
    )
