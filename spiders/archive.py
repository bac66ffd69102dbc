"""Answers as they came: WARC 1.1 out, any WARC in.

An archive of ours opens with a `warcinfo` record that names the source, its platform and the day it shows. Bodies
are kept as decoded for HTTP's own compression, the former coding in `X-Crawl-Content-Encoding` as Common Crawl does.
What did not change since an earlier run is a `revisit` record, which refers to the full one (`spiders.revisits`).
"""

import logging
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from warcio.statusandheaders import StatusAndHeaders

from spiders.landing import RUN_NAME
from spiders.members import UNREADABLE, members, packed, record_in
from spiders.revisits import ANSWERED, NOT_KEPT, NOT_MODIFIED, Original, Originals, UnresolvedError, page_in
from spiders.source_spider import ASKED, Page

_CODING = "X-Crawl-Content-Encoding"
_REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 404: "Not Found"}
_INFO_LIMIT = 64 * 2**10

log = logging.getLogger(__name__)


class ArchiveWriter:
    """Appends answers to a WARC file, one gzip member each; a member torn by a kill is cut off first.

    With a fixed `at` the same answers give the same bytes; without it each carries the moment it was written.
    `answers` counts those that a server gave, `not_asked` the others, earlier ones in the file included.
    """

    def __init__(self, path: Path, source: str, as_of: date, platform: str = "", at: datetime | None = None) -> None:
        self._at = at
        run = path.parent.name
        self._key = f"{source}/{run if RUN_NAME.fullmatch(run) else as_of}"
        self.answers = self.not_asked = 0
        if path.exists():
            self._take_up(path)
        self._file = path.open("ab")
        if not self._file.tell():
            self._file.write(info_member({"source": source, "as_of": str(as_of), "platform": platform}, at))
            self._file.flush()

    def write(self, page: Page) -> None:
        """Append an answer in full, and after it what was posted for it."""
        self.answers += 1
        headers = [*_kept(page.headers), ("Content-Length", str(len(page.body)))]
        identity = self._append(page.url, "response", page.body, _http(page.status, headers))
        if ASKED in page.headers:
            parts = urlsplit(page.url)
            posted = page.headers[ASKED].encode()
            stated = [
                ("Host", parts.netloc),
                ("Content-Type", "application/json"),
                ("Content-Length", str(len(posted))),
            ]
            path = page.url.removeprefix(f"{parts.scheme}://{parts.netloc}") or "/"
            asked = StatusAndHeaders(f"POST {path} HTTP/1.1", stated, is_http_request=True)
            self._append(page.url, "request", posted, asked, {"WARC-Concurrent-To": identity})

    def revisit(self, page: Page, original: Original, profile: str, answered: datetime | None = None) -> None:
        """Append that a page is what it was; `answered` says when its server last said so, where it was not asked."""
        self.answers += answered is None
        self.not_asked += answered is not None
        fields = {"WARC-Profile": profile, **original.fields()}
        if answered:
            fields[ANSWERED] = _moment(answered)
        status = 304 if profile == NOT_MODIFIED and not answered else page.status
        self._append(page.url, "revisit", b"", _http(status, _kept(page.headers)), fields)

    def _append(
        self, url: str, kind: str, body: bytes, http: StatusAndHeaders, more: Mapping[str, str] | None = None
    ) -> str:
        identity = _identity(f"{self._key}/{self._file.tell()}")
        fields = {"WARC-Record-ID": identity, "WARC-Date": _moment(self._at), **(more or {})}
        self._file.write(packed(url, kind, body, fields, http))
        self._file.flush()
        return identity

    def _take_up(self, path: Path) -> None:
        """Count what a killed crawl left, and cut what stands after the last whole member."""
        end = 0
        for member in members(path):
            if member.content is not None:
                end = member.end
                head = member.content.partition(b"\r\n\r\n")[0]
                revisit = b"WARC-Type: revisit" in head
                unasked = revisit and ANSWERED.encode() in head
                self.not_asked += unasked
                self.answers += (revisit and not unasked) or b"WARC-Type: response" in head
        with path.open("r+b") as file:
            file.truncate(end)

    def close(self) -> None:
        """Close the file; what was written stays readable also without this."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class ArchiveReader:
    """The answers of a WARC file, streamed.

    While iterating, `.damaged` members, `.revisits` and the `.unresolved` addresses among these are noted.

    `.info` holds the fields of its `warcinfo` record, and `as_of`, which is its first record's day where not stated.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.damaged = self.revisits = 0
        self.unresolved: list[str] = []
        self.info = self._read_info()

    def __iter__(self) -> Iterator[Page]:
        """HTML, JSON, XML and text answers, of whatever status; a damaged member costs only itself."""
        self.damaged, self.revisits, self.unresolved = 0, 0, []
        originals = Originals(self._path) if "source" in self.info else None
        for member in members(self._path):
            page = None
            try:
                record = record_in(member.content or b"")
                self.revisits += record.rec_type == "revisit"
                page = page_in(record, originals)
            except UnresolvedError:
                self.unresolved.append(record.rec_headers.get_header("WARC-Target-URI"))
            except UNREADABLE:
                self.damaged += 1
            if page:
                yield page
        if self.damaged or self.unresolved:
            said = f"{self.damaged} damaged or torn members, {len(self.unresolved)} whose original is not there"
            log.warning("%s: left out %s", self._path.name, said)

    def _read_info(self) -> dict[str, str]:
        for member in members(self._path):
            try:
                record = record_in(member.content or b"")
            except UNREADABLE:
                continue
            info = {"as_of": record.rec_headers.get_header("WARC-Date", "")[:10]}
            if record.rec_type == "warcinfo":
                lines = record.raw_stream.read(_INFO_LIMIT).decode("utf-8", "replace").splitlines()
                info |= {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            return info
        return {}


def read_archive(path: Path) -> tuple[dict[str, str], Iterator[Page]]:
    """The fields of a WARC's `warcinfo` record and its readable answers, streamed. Raises `OSError`."""
    reader = ArchiveReader(path)
    return reader.info, iter(reader)


def info_member(fields: Mapping[str, str], at: datetime | None = None) -> bytes:
    """The `warcinfo` record that opens an archive of ours, as a gzip member."""
    stated = {"software": "credscope", "format": "WARC File Format 1.1", **fields}
    info = "".join(f"{name}: {value}\r\n" for name, value in stated.items()).encode()
    return packed("", "warcinfo", info, {"WARC-Record-ID": _identity(info.decode()), "WARC-Date": _moment(at)})


def _kept(headers: Mapping[str, str]) -> list[tuple[str, str]]:
    """The headers to keep, each on one line; the coding of the body under a name of its own."""
    coding = ((_CODING, value) for name, value in headers.items() if name.lower() == "content-encoding")
    kept = ((name, value) for name, value in headers.items() if name.lower() not in NOT_KEPT)
    return [(name, re.sub(r"[\r\n]", " ", value)) for name, value in (*kept, *coding)]


def _http(status: int, headers: list[tuple[str, str]]) -> StatusAndHeaders:
    return StatusAndHeaders(f"{status} {_REASONS.get(status, '')}".strip(), headers, "HTTP/1.1")


def _moment(at: datetime | None) -> str:
    return f"{at or datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _identity(name: str) -> str:
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, name)}>"
