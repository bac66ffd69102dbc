"""The postings and offers behind a figure: a sample of records, each with its matched words in their sentence."""

import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from reports.evidence.addresses import web_link
from reports.voice import absent, day, number

Row = dict[str, Any]
RECORDS_IN_ALL = 4_000  # so that a report of thousands of subjects stays a folder one can send
MOST, LEAST = 20, 4
_AROUND = 160  # code points shown on either side of the matched words, at most
_SENTENCE_END = re.compile(r"[.!?…]\s|\n")


@dataclass(frozen=True)
class EvidenceRecord:
    """One posting or offer: its facts in a line, the matched words in their sentence, and where it came from."""

    title: str
    url: str | None
    facts: str
    before: str
    matched: str
    after: str
    source: str


def records_each(subjects: int) -> int:
    """How many records a subject shows of each side: fewer, the more subjects there are."""
    return max(LEAST, min(MOST, RECORDS_IN_ALL // max(1, 2 * subjects)))


def in_sentence(text: str, start: int, end: int) -> tuple[str, str, str]:
    """What stands before the span in its sentence, the span, and what stands behind it; long sentences are cut."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text, max(0, start - _AROUND), start)]
    first = ends[-1] if ends else max(0, start - _AROUND)
    found = _SENTENCE_END.search(text, end, end + _AROUND)
    last = found.start() + 1 if found else min(len(text), end + _AROUND)
    before, after = text[first:start].lstrip(), text[end:last].rstrip()
    return (
        ("…" if first and not ends else "") + before,
        text[start:end],
        after + ("…" if last < len(text) and not found else ""),
    )


def sample(mentions: pd.DataFrame, each: int) -> pd.DataFrame:
    """At most `each` records a subject, one of a unit, first one of every organisation, newest first.

    mentions: subject, unit_id (a vacancy or linked offer), cluster_id (its organisation), record_id, last_seen, start
    and what is shown of the record.
    """
    order = ["subject", "last_seen", "record_id", "start"]
    found = mentions.sort_values(order, ascending=[True, False, True, True], kind="stable", na_position="last")
    found = found.drop_duplicates(["subject", "unit_id"])
    turn = found.groupby(["subject", "cluster_id"], sort=False).cumcount()
    found = found.assign(_turn=turn).sort_values(["subject", "_turn"], kind="stable")
    return found.groupby("subject", sort=False).head(each)


def by_source(mentions: pd.DataFrame) -> pd.DataFrame:
    """Units a subject and source: subject, source, count, most first."""
    counts = mentions.groupby(["subject", "source"], sort=True)["unit_id"].nunique().rename("count").reset_index()
    return counts.sort_values(["subject", "count", "source"], ascending=[True, False, True], kind="stable")


def posting_record(row: Row, text: str | None) -> EvidenceRecord:
    """What a reader sees of one posting."""
    pay = [number(row[n], 0) for n in ("pay_low", "pay_high") if not absent(row[n])]
    stated = [
        *(row["hiring_organization"], row["job_location"]),
        f"{'–'.join(dict.fromkeys(pay))} {row['pay_currency']} a {row['pay_unit']}"
        if pay and not absent(row["pay_unit"])
        else None,
        f"posted {day(row['date_posted'])}" if not absent(row["date_posted"]) else None,
        f"seen {day(row['first_seen'])} to {day(row['last_seen'])}",
        row.get("requirement"),
    ]
    return _record(row, str(row["title"]), stated, text)


def offer_record(row: Row, text: str | None) -> EvidenceRecord:
    """What a reader sees of one offer."""
    price = (
        None
        if absent(row["price"])
        else f"{number(row['price'])} {'' if absent(row['price_currency']) else row['price_currency']}".strip()
    )
    stated = [
        *(row["offered_by"], row["credential_type"], row["delivery_mode"], price),
        f"seen {day(row['first_seen'])} to {day(row['last_seen'])}",
    ]
    return _record(row, str(row["name"]), stated, text)


def _record(row: Row, title: str, stated: list[Any], text: str | None) -> EvidenceRecord:
    words = row.get("matched_text")
    before, matched, after = "", "" if absent(words) else str(words), ""
    told = title if row.get("field") in ("title", "name") else text or ""
    if matched and not absent(row["start"]) and told[row["start"] : row["end"]] == matched:
        before, matched, after = in_sentence(told, row["start"], row["end"])
    archive = row.get("archive")
    return EvidenceRecord(
        title=title,
        url=web_link(row["url"]),
        facts=", ".join(str(s) for s in stated if not absent(s)),
        before=before,
        matched=matched,
        after=after,
        source=f"{row['source']}, identifier {row['identifier']}"
        + (f", archived in {archive}" if not absent(archive) else ""),
    )
