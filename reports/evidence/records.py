"""What a reader sees of one posting or offer: its facts in a line, the matched words, and where it came from."""

import re
from dataclasses import dataclass
from typing import Any

from reports.credential_types import type_name
from reports.evidence.addresses import web_link
from reports.evidence.quoting import in_sentence, plain, short
from reports.language import _
from reports.measures.time.standing import EVERGREEN
from reports.pages.amounts import money
from reports.rows import Row
from reports.voice import absent, count, day, joined, number, plural

_BULLET = re.compile(r"^\s*(?:[•·*–—-]\s+)+")


@dataclass(frozen=True)
class EvidenceRecord:
    """One posting or offer: its facts, what lets one doubt it, the matched words in their sentence, and its source."""

    title: str
    url: str | None
    facts: str
    flags: list[str]
    before: str
    matched: str
    after: str
    source: str


def posting_record(row: Row, text: str | None) -> EvidenceRecord:
    """What a reader sees of one posting, and of the vacancy that it and its copies are."""
    stated = [
        *(_said(row["hiring_organization"]), _said(row["job_location"]), _pay(row)),
        _("posted {}").format(day(row["date_posted"])) if not absent(row["date_posted"]) else "",
        _seen(row),
        _asked(row.get("requirement")),
    ]
    return _record(row, str(row["title"]), stated, _doubts(row), text)


def offer_record(row: Row, text: str | None) -> EvidenceRecord:
    """What a reader sees of one offer."""
    stated = [
        *(_said(row["offered_by"]), "" if absent(row["credential_type"]) else plain(type_name(row["credential_type"]))),
        *(_said(row["delivery_mode"]), _price(row), *_hours(row), _seen(row)),
    ]
    listings = row.get("listing_count") or 1
    flags = [_("listed {} times, counted once").format(count(listings))] if listings > 1 else []
    return _record(row, str(row["name"]), stated, flags, text)


def asking(record: EvidenceRecord, labels: list[str], size: int) -> EvidenceRecord:
    """The record of a vacancy that asks these of the `size` skills that a credential teaches."""
    before = _("Asks {} of {}: ").format(count(len(labels)), plural(size, "skill it teaches", "skills it teaches"))
    return EvidenceRecord(**{**vars(record), "before": before, "matched": joined(labels), "after": ""})


def _said(value: Any) -> str:
    return "" if absent(value) else short(str(value))


def _seen(row: Row) -> str:
    first, last = day(row["first_seen"]), day(row["last_seen"])
    return _("seen on {}").format(last) if first == last else _("seen {} to {}").format(first, last)


def _asked(requirement: Any) -> str:
    words = {
        "required": _("required"),
        "preferred": _("preferred"),
        "equivalent": _("or an equivalent"),
        "mentioned": _("mentioned"),
    }
    return words.get(str(requirement), "")


def _pay(row: Row) -> str:
    amounts = [number(row[n], 0) for n in ("pay_low", "pay_high") if not absent(row[n])]
    money = " ".join(filter(None, ("–".join(dict.fromkeys(amounts)), _said(row["pay_currency"]))))
    return _a_period(money, row["pay_unit"]) if amounts and not absent(row["pay_unit"]) else ""


def _a_period(money: str, period: Any) -> str:
    patterns = {
        "hour": _("{} an hour"),
        "day": _("{} a day"),
        "week": _("{} a week"),
        "month": _("{} a month"),
        "year": _("{} a year"),
    }
    return patterns.get(str(period), "{}").format(money)


def _price(row: Row) -> str:
    if row["price_kind"] == "free" or row["price"] == 0:
        return _("free")
    if absent(row["price"]):
        return ""
    return _a_period(" ".join(filter(None, (number(row["price"]), _said(row["price_currency"])))), row["price_unit"])


def _hours(row: Row) -> list[str]:
    """The length, and what an hour costs: price (of the whole, in the report's currency) by hours."""
    hours, price = row.get("unit_hours"), row.get("unit_price")
    if absent(hours) or not hours:
        return []
    length = plural(hours, "hour")
    return [length] if absent(price) or not price else [length, _("{} an hour").format(money(price / hours))]


def _doubts(row: Row) -> list[str]:
    """What the vacancy's copies and its long standing say of it."""
    copies, reason = row.get("posting_count") or 1, str(row.get("reason") or "")
    flags = [_("one vacancy of {} postings").format(count(copies))] if copies > 1 else []
    if row.get("evergreen") and (row.get("days_open") or 0) > EVERGREEN:
        flags.append(_("advertised for more than {} days").format(EVERGREEN))
    if again := re.search(r"anew (\d+) times", reason):
        flags.append(_("advertised anew {} times").format(count(int(again[1]))))
    if row.get("suspected_ghost"):
        expected = number(row["expected_closings"], 1)
        ghost = _("suspected ghost: its employer closed no ad while it stood, where {} closings were to be expected")
        flags.append(ghost.format(expected))
    return flags


def _record(row: Row, title: str, stated: list[str], flags: list[str], text: str | None) -> EvidenceRecord:
    words = row.get("matched_text")
    before, matched, after = "", "" if absent(words) else str(words), ""
    told = title if row.get("field") in ("title", "name") else text or ""
    if matched and not absent(row["start"]) and told[row["start"] : row["end"]] == matched:
        before, matched, after = in_sentence(told, row["start"], row["end"])
        before = _BULLET.sub("", before)
    return EvidenceRecord(
        title=short(title),
        url=web_link(row["url"]),
        facts=", ".join(filter(None, stated)),
        flags=flags,
        before=_unspaced(before),
        matched=plain(matched),
        after=_unspaced(after),
        source=_source(row),
    )


def _unspaced(part: str) -> str:
    """A part of a sentence in one line, with its space at either end kept."""
    return (" " if part[:1].isspace() else "") + plain(part) + (" " if part[-1:].isspace() and part.strip() else "")


def _source(row: Row) -> str:
    """Source and run, whose archive holds the answer, and the record's identifier there, unless its address has it."""
    told = plain(str(row["source"] if absent(row.get("archive")) else row["archive"]))
    identifier = short(str(row["identifier"]))
    return told if identifier in str(row["url"]) else f"{told}, {identifier}"
