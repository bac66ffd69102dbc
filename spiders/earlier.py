"""What the last complete run of a source archived, so that what has not changed is neither sent nor kept twice.

Of each answer memory holds where it lies, a hundred bytes; headers and bodies are read when they are asked for.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from spiders.landing import ARCHIVE, LandedRun
from spiders.members import UNREADABLE, member_at, members, record_in
from spiders.revisits import ANSWERED, Original, Originals, page_in
from spiders.source_spider import ASKED, Page

SEEN_AGAIN = timedelta(days=30)  # a site whose `lastmod` lies is asked again after these
_DAY_ANYWHERE = timedelta(days=1, hours=12)  # from the day's beginning in UTC to its end in the last time zone
_HOURS_ANYWHERE = timedelta(hours=12)
_VALIDATORS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
CONDITIONS = (*_VALIDATORS.values(),)


def asked_key(url: str, posted: str = "") -> str:
    """What stands for a request: its address, and what was posted with it."""
    return f"{url} {posted}".rstrip()


@dataclass(frozen=True)
class Earlier:
    """An answer of an earlier run."""

    page: Page
    original: Original
    answered: datetime  # when its server last said so

    def conditions(self) -> dict[str, str]:
        """The headers that ask for the page only where it changed since; empty where the server offered none."""
        stated = {name.lower(): value for name, value in self.page.headers.items()}
        return {asks: stated[name.lower()] for name, asks in _VALIDATORS.items() if name.lower() in stated}

    def confirmed(self, headers: Mapping[str, str]) -> Page:
        """The page, its headers brought up to date by those of a 304 (RFC 9111)."""
        news = {name: value for name, value in headers.items() if not name.lower().startswith("content-")}
        return replace(self.page, headers={**self.page.headers, **news})

    def is_of(self, lastmod: str, now: datetime) -> bool:
        """Whether the page was seen after its last change, which the publisher dates, and not too long ago."""
        changed = _latest(lastmod)
        return changed is not None and changed < self.answered and now - self.answered <= SEEN_AGAIN


class EarlierRun:
    """The answers of a run, found by what was asked."""

    def __init__(self, landed: LandedRun | None) -> None:
        self._archive = landed.folder / ARCHIVE if landed else Path()
        self._places: dict[int, int] = {}
        if landed and self._archive.exists():
            self._originals = Originals(self._archive)
            self._places = dict(_answers(self._archive))

    def find(self, key: str) -> Earlier | None:
        """The whole answer to a request (`asked_key`) where the run had one; None also where it is damaged."""
        place = self._places.get(_short(key))
        if place is None:
            return None
        try:
            record = record_in(member_at(self._archive, place).content or b"")
            page = page_in(record, self._originals)
            headers = record.rec_headers
            answered = datetime.fromisoformat(headers.get_header(ANSWERED) or headers.get_header("WARC-Date"))
            if record.rec_type == "revisit":
                original = Original.stated_by(headers)
            else:
                original = Original.of(record, self._archive.parent.name, place)
        except (OSError, *UNREADABLE):
            return None
        same = page is not None and asked_key(page.url, page.headers.get(ASKED, "")) == key
        return Earlier(page, original, answered) if page and same else None


def _answers(archive: Path) -> Iterator[tuple[int, int]]:
    """The short key and the place of every answer that was good."""
    for member in members(archive):
        try:
            record = record_in(member.content or b"")
        except UNREADABLE:
            continue
        good = {"response": {"200"}, "revisit": {"200", "304"}}.get(record.rec_type, set())
        if record.http_headers and record.http_headers.get_statuscode() in good:
            posted = record.http_headers.get_header(ASKED, "")
            yield _short(asked_key(record.rec_headers.get_header("WARC-Target-URI"), posted)), member.start


def _short(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest())


def _latest(lastmod: str) -> datetime | None:
    """The latest moment that a stated day or time can mean, whatever its zone; None where it is neither."""
    stated = re.fullmatch(r"\s*(\d{4}-\d\d-\d\d)([T ].{1,40})?\s*", lastmod, re.A)
    try:
        at = datetime.fromisoformat("".join(filter(None, stated.groups()))) if stated else None
        if at is None or at.tzinfo:
            return at
        return at.replace(tzinfo=UTC) + (_HOURS_ANYWHERE if stated and stated[2] else _DAY_ANYWHERE)
    except (ValueError, OverflowError):
        return None
