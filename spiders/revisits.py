"""What an answer that did not change refers to: the record of an earlier run that holds it in full.

A revisit names that record as WARC 1.1 does, by its identity, address, date and digest, and hints at the sibling run's
archive and the place in it where to look. It always refers to a full record, never to another revisit.
"""

import re
from base64 import b32encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from typing import Self

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders

from spiders.landing import ARCHIVE, RUN_NAME
from spiders.members import UNREADABLE, body_of, member_at, members, packed, record_in
from spiders.source_spider import Page

SAME = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
ANSWERED = "X-Crawl-Answered"  # on the revisit of a page that was not asked for: the moment of its last answer
NOT_KEPT = {"content-length", "content-encoding", "transfer-encoding", "set-cookie"}
_READABLE = re.compile(r"text/|html|json|xml|gzip|octet-stream|^$", re.I)
_IDENTITY = re.compile(rb"\r\nWARC-Record-ID: *(<[^>\r\n]{1,200}>)", re.I)


class UnresolvedError(ValueError):
    """A revisit whose original is not to be had."""


def payload_digest(body: bytes) -> str:
    """What stands for a body in a WARC file."""
    return f"sha1:{b32encode(sha1(body, usedforsecurity=False).digest()).decode()}"


def record_id(content: bytes) -> str:
    """The identity of the record that a member holds; empty where it states none."""
    stated = _IDENTITY.search(content[:4096])
    return stated[1].decode("latin-1") if stated else ""


@dataclass(frozen=True)
class Original:
    """Where an answer stands in full."""

    run: str  # the name of the run's folder
    offset: int  # of the record in that run's archive; after pruning, only a hint
    record_id: str
    url: str
    date: str
    digest: str

    @classmethod
    def of(cls, record: ArcWarcRecord, run: str, offset: int) -> Self:
        """A full record as what later ones refer to."""
        names = ("WARC-Record-ID", "WARC-Target-URI", "WARC-Date", "WARC-Payload-Digest")
        return cls(run, offset, *(record.rec_headers.get_header(name, "") for name in names))

    @classmethod
    def stated_by(cls, headers: StatusAndHeaders) -> Self:
        """What the headers of a revisit refer to. Raises `UnresolvedError` where they name no run beside."""
        run, _, name = headers.get_header("WARC-Refers-To-Filename", "").partition("/")
        offset = headers.get_header("WARC-Refers-To-File-Offset", "")
        if name != ARCHIVE or not RUN_NAME.fullmatch(run) or not re.fullmatch(r"[0-9]{1,15}", offset):
            raise UnresolvedError("a revisit that names no archive of a run beside")
        names = ("WARC-Refers-To", "WARC-Refers-To-Target-URI", "WARC-Refers-To-Date", "WARC-Payload-Digest")
        return cls(run, int(offset), *(headers.get_header(name, "") for name in names))

    def fields(self) -> Mapping[str, str]:
        """The headers of a revisit that refers to it."""
        return {
            "WARC-Refers-To": self.record_id,
            "WARC-Refers-To-Target-URI": self.url,
            "WARC-Refers-To-Date": self.date,
            "WARC-Refers-To-Filename": f"{self.run}/{ARCHIVE}",
            "WARC-Refers-To-File-Offset": str(self.offset),
            "WARC-Payload-Digest": self.digest,
        }


class Originals:
    """The bodies that an archive's revisits refer to, in the archives of the same source's runs."""

    def __init__(self, archive: Path) -> None:
        run = archive.absolute().parent
        landed = archive.name == ARCHIVE and RUN_NAME.fullmatch(run.name) and run.parents[1].name == "landing"
        self._runs = run.parent if landed else None
        self._places: dict[str, dict[str, int]] = {}  # of the records in archives that have been pruned

    def body(self, original: Original) -> bytes:
        """The body of a full record. Raises `UnresolvedError` where it is gone, or not what it was."""
        record = self._record(original)
        body = body_of(record) if record else None
        if body is None or payload_digest(body) != original.digest:
            raise UnresolvedError(f"the original in the run {original.run} is not there, or damaged")
        return body

    def _record(self, original: Original) -> ArcWarcRecord | None:
        if not self._runs:
            return None
        path = self._runs / original.run / ARCHIVE
        if found := _full_record(path, original.offset, original.record_id):
            return found
        if original.run not in self._places:
            self._places[original.run] = _places(path)
        return _full_record(path, self._places[original.run].get(original.record_id, -1), original.record_id)


def page_in(record: ArcWarcRecord, originals: Originals | None = None) -> Page | None:
    """The answer that a record holds or, where `originals` are given, refers to; None for pictures and the like.

    Raises one of `UNREADABLE`, and `UnresolvedError` for a revisit whose original is not to be had.
    """
    revisit = record.rec_type == "revisit"
    if not record.http_headers or not (record.rec_type == "response" or (revisit and originals)):
        return None
    if not _READABLE.search(record.http_headers.get_header("Content-Type", "")):
        return None
    status = int(record.http_headers.get_statuscode())
    if revisit and originals:
        body: bytes | None = originals.body(Original.stated_by(record.rec_headers))
        status = 200 if status == 304 else status
    else:
        body = body_of(record)
    if body is None:
        return None
    kept = (header for header in record.http_headers.headers if header[0].lower() not in NOT_KEPT)
    return Page(record.rec_headers.get_header("WARC-Target-URI"), body, status, dict(kept))


def in_full(archive: Path) -> Iterator[bytes]:
    """The members of an archive as they stand in it, those of its revisits replaced by what they refer to."""
    originals = Originals(archive)
    with archive.open("rb") as file:
        for member in members(archive):
            file.seek(member.start)
            try:
                record = record_in(member.content or b"")
                page = page_in(record, originals) if record.rec_type == "revisit" else None
            except UNREADABLE:
                page = None
            yield _full_member(record, page) if page else file.read(member.end - member.start)


def _full_member(revisit: ArcWarcRecord, page: Page) -> bytes:
    """The revisit as the response that it stands for."""
    kept = ("WARC-Record-ID", "WARC-Date", ANSWERED)
    fields = {name: revisit.rec_headers.get_header(name) for name in kept if revisit.rec_headers.get_header(name)}
    http = StatusAndHeaders(
        f"{page.status} OK", [*page.headers.items(), ("Content-Length", str(len(page.body)))], "HTTP/1.1"
    )
    return packed(page.url, "response", page.body, fields, http)


def _full_record(path: Path, offset: int, record_id: str) -> ArcWarcRecord | None:
    try:
        record = record_in(member_at(path, offset).content or b"")
    except (OSError, *UNREADABLE):
        return None
    stated = record.rec_headers.get_header("WARC-Record-ID")
    return record if record.rec_type == "response" and stated == record_id else None


def _places(path: Path) -> dict[str, int]:
    """Where each record of an archive lies."""
    if not path.exists():
        return {}
    return {record_id(member.content): member.start for member in members(path) if member.content}
