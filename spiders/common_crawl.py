"""Pages with schema.org markup of postings and offers in other crawlers' archives, Common Crawl's above all.

Such a file holds thirty thousand pages of which few say what we look for, so that bytes are searched before anything is
decoded, and only the places of those few are held.
"""

import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from spiders.guard import hostname
from spiders.members import UNREADABLE, body_of, member_at, members, record_in
from spiders.revisits import page_in
from spiders.source_spider import Page

_HOST = re.compile(r"[a-z0-9][a-z0-9.:_-]{0,189}")  # what can be a part of a source's name
_RESPONSE = re.compile(rb"\r\nWARC-Type: *response\r", re.I)
_CODED = re.compile(rb"\r\n(?:Content|Transfer)-Encoding:", re.I)
_TYPES = {  # a word, searched for as the bytes it is, and what must stand around it for a type: a quote, a slash …
    word: re.compile(rb"""%s(?<=["'/:#;]%s)%s(?!\w)""" % (word, word, rest))
    for word, rest in (
        (b"JobPosting", b""),
        (b"Course", b"(?:Instance)?"),
        (b"EducationalOccupational", b"(?:Credential|Program)"),
    )
}
_MARKUP = re.compile(rb"ld\+json|itemtype|\A\s*[{\[]", re.I)


class Place(NamedTuple):
    """Where a member begins."""

    archive: Path
    start: int


def marked_places(archives: Iterable[Path]) -> tuple[dict[str, list[Place]], int]:
    """Where pages that may hold markup lie, by host in the names' order; and how many members are damaged."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    damaged = 0
    for archive in archives:
        for member in members(archive):
            damaged += member.content is None
            if member.content and (host := _marked_host(member.content)):
                places[host].append(Place(archive, member.start))
    return dict(sorted(places.items())), damaged


def page_at(place: Place) -> Page | None:
    """The page that lies there; None where it is none that answered well."""
    try:
        page = page_in(record_in(member_at(*place).content or b""))
    except UNREADABLE:
        return None
    return page if page and page.status == 200 else None


def raw_members(places: Iterable[Place]) -> Iterator[bytes]:
    """The members that lie there as they are, gzipped."""
    for archive, start in places:
        member = member_at(archive, start)
        with archive.open("rb") as file:
            file.seek(start)
            raw = file.read(member.end - start)
        yield raw if raw[:2] == b"\x1f\x8b" else gzip.compress(raw, mtime=0)


def _marked_host(content: bytes) -> str:
    """The host of a response whose body may hold markup; empty for all else."""
    head = content.find(b"\r\n\r\n")
    if not _RESPONSE.search(content, 0, head + 2):
        return ""
    body = content.find(b"\r\n\r\n", head + 4) + 4
    coded = _CODED.search(content, head, body)
    if not coded and not _marked(content[body:]):
        return ""
    try:
        record = record_in(content)
        if coded and not _marked(body_of(record) or b""):
            return ""
    except UNREADABLE:
        return ""
    host = hostname(record.rec_headers.get_header("WARC-Target-URI", ""))
    return host if _HOST.fullmatch(host) else ""


def _marked(body: bytes) -> bool:
    return any(word in body and typed.search(body) for word, typed in _TYPES.items()) and bool(_MARKUP.search(body))
