"""What a report says that the one before it did not: changes of the market, and sources that no longer speak for it."""

import csv
import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from reports.language import _
from reports.voice import joined, place_name, plural, share

Row = dict[str, str]
NAMED = 10  # changes that a message names
ILL = ("failed", "blocked")
TESTED = ("skill share", "credential share", "offer share", "class")  # what came or went is told on the page alone
SAME = ("kind", "event", "place", "concept_uri", "credential", "issuer", "provider_key", "class_before", "class_after")


class Reported(NamedTuple):
    """Of one report: its changes with cause market, what ails which source, and what it was asked for."""

    changes: list[Row]
    ill: dict[str, str]
    manifest: dict[str, object]


NOTHING_BEFORE = Reported([], {}, {})


def reported(folder: Path) -> Reported:
    """What the report in a folder says."""
    changes = [row for row in _rows(folder / "changes.csv") if row["cause"] == "market"]
    ill = {row["source"]: told for row in _rows(folder / "source_health.csv") if (told := _ailment(row))}
    return Reported(changes, ill, json.loads((folder / "manifest.json").read_text(encoding="utf-8")))


def report_before(out: Path, as_of: date) -> Reported:
    """What the newest report in `out` of a day up to `as_of` said; that day's own is about to be replaced."""
    dated = [f for f in out.glob("*/manifest.json") if re.fullmatch(r"\d{4}-\d\d-\d\d", f.parent.name)]
    earlier = sorted(f.parent for f in dated if f.parent.name <= as_of.isoformat())
    return reported(earlier[-1]) if earlier else NOTHING_BEFORE


def news(before: Reported, now: Reported) -> tuple[list[Row], dict[str, str]]:
    """The changes that stand a test, and the ailing sources, of `now` that were not in `before`."""
    known = {_key(row) for row in before.changes}
    changes = [row for row in now.changes if row["kind"] in TESTED and _key(row) not in known]
    return changes, {source: told for source, told in now.ill.items() if before.ill.get(source) != told}


def message(changes: list[Row], ill: dict[str, str], report: str, address: str) -> tuple[str, str] | None:
    """Subject and text, of skills, credentials, places and sources alone: nobody is named. None: there is no news."""
    if not changes and not ill:
        return None
    counted = [plural(len(changes), "significant change")] * bool(changes)
    counted += [plural(len(ill), "source failed or stale", "sources failed or stale")] * bool(ill)
    lines = [f"• {change_told(row)}" for row in changes[:NAMED]]
    if len(changes) > len(lines):
        lines.append(_("and {} more on the page of changes").format(len(changes) - len(lines)))
    lines += [f"• {source}: {told}" for source, told in sorted(ill.items())]
    return f"credscope, {report}: {joined(counted)}", "\n".join([*lines, "", _("The report: {}").format(address)])


def change_told(row: Row) -> str:
    """`SQL: skill share, rose, from 4.1 % to 6.0 % (all places)`."""
    told = _("{subject}: {kind}, {event}, from {before} to {after} ({place})")
    names = {"subject": subject(row), "kind": _(row["kind"]), "event": _(row["event"])}
    before, after = days_told(row)
    return told.format(**names, before=before or _("none"), after=after or _("none"), place=place_name(row["place"]))


def days_told(row: Row) -> tuple[str, str]:
    """What stood on either day: shares, or classes; nothing for what is counted alone."""
    if row["kind"] == "class":
        return _(row["class_before"]), _(row["class_after"])
    if not row["before"] and not row["after"]:
        return "", ""
    return share(row["before"] and float(row["before"])), share(row["after"] and float(row["after"]))


def subject(row: Row) -> str:
    """What a change is of: a skill, a credential, a provider, or the offers of sources that give no provider."""
    return row["preferred_label"] or row["credential"] or row["provider"] or _("offers")


def _rows(file: Path) -> Iterable[Row]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        yield from csv.DictReader(opened)


def _key(row: Row) -> tuple[str, ...]:
    return tuple(row[name] for name in SAME)


def _ailment(row: Row) -> str:
    """In our own words: what a server answered is no part of a message."""
    if row["status"] in ILL:
        return _(row["status"])
    return _("in quarantine") if row["quarantined"] == "true" else _("stale") if row["stale"] == "true" else ""
