"""Answers as they came: WARC 1.1 out, any WARC in.

An archive of ours opens with a `warcinfo` record that names the source, its platform and the day it shows. Bodies
are kept as decoded for HTTP's own compression, the former coding in `X-Crawl-Content-Encoding` as Common Crawl does.
"""

import logging
import mmap
import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Self
from uuid import NAMESPACE_URL, uuid5

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException
from warcio.warcwriter import WARCWriter

from spiders.source_spider import Page

BODY_LIMIT = 32 * 2**20
_CHUNK = 64 * 2**10
_GZIP = b"\x1f\x8b\x08"
_CODING = "X-Crawl-Content-Encoding"
_NOT_KEPT = {"content-length", "content-encoding", "transfer-encoding", "set-cookie"}
_READABLE = re.compile(r"text/|html|json|xml|gzip|octet-stream|^$", re.I)
_LENGTH = re.compile(rb"\r\nContent-Length: *(\d{1,18})", re.I)
_REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 404: "Not Found", 429: "Too Many Requests"}
_UNREADABLE = (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError, AttributeError, zlib.error)

log = logging.getLogger(__name__)


class ArchiveWriter:
    """Appends answers to a WARC file, one gzip member each; a member torn by a kill is cut off first.

    With a fixed `at` the same answers give the same bytes; without it each carries the moment it was written.
    """

    def __init__(self, path: Path, source: str, as_of: date, platform: str = "", at: datetime | None = None) -> None:
        self._at = at
        self._key = f"{source}/{as_of}"
        self.answers = max(0, cut_torn_end(path) - 1) if path.exists() else 0  # in the file, earlier ones included
        self._file = path.open("ab")
        self._warc = WARCWriter(self._file, gzip=True, warc_version="1.1")
        if not self._file.tell():
            fields = {"software": "credscope", "format": "WARC File Format 1.1", "source": source}
            fields |= {"as_of": str(as_of), "platform": platform}
            info = "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()
            self._append("", "warcinfo", info, None)

    def write(self, page: Page, request_headers: Mapping[str, str] | None = None) -> None:
        """Append an answer, and after it the request that asked for it where its headers are given."""
        coding = ((_CODING, value) for name, value in page.headers.items() if name.lower() == "content-encoding")
        kept = ((name, value) for name, value in page.headers.items() if name.lower() not in _NOT_KEPT)
        headers = [(name, re.sub(r"[\r\n]", " ", value)) for name, value in (*kept, *coding)]
        headers.append(("Content-Length", str(len(page.body))))
        self.answers += 1
        status = StatusAndHeaders(f"{page.status} {_REASONS.get(page.status, '')}".strip(), headers, "HTTP/1.1")
        identity = self._append(page.url, "response", page.body, status)
        if request_headers is not None:
            path = re.sub(r"^https?://[^/?#]*", "", page.url) or "/"
            asked = StatusAndHeaders(f"GET {path} HTTP/1.1", [*request_headers.items()], is_http_request=True)
            self._append(page.url, "request", b"", asked, {"WARC-Concurrent-To": identity})

    def _append(
        self, url: str, kind: str, body: bytes, http: StatusAndHeaders | None, more: Mapping[str, str] | None = None
    ) -> str:
        at = self._at or datetime.now(UTC)
        identity = f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{self._key}/{self._file.tell()}')}>"
        fields = {"WARC-Record-ID": identity, "WARC-Date": f"{at:%Y-%m-%dT%H:%M:%SZ}", **(more or {})}
        record = self._warc.create_warc_record(
            url, kind, payload=BytesIO(body), length=len(body), warc_headers_dict=fields, http_headers=http
        )
        self._warc.write_record(record)
        return identity

    def close(self) -> None:
        """Close the file; what was written stays readable also without this."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class ArchiveReader:
    """The answers of a WARC file, streamed; `.damaged` members are counted while iterating.

    `.info` holds the fields of its `warcinfo` record, and `as_of`, which is its first record's day where not stated.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.damaged = 0
        self.info = self._read_info()

    def __iter__(self) -> Iterator[Page]:
        """HTML, JSON, XML and text answers, of whatever status; a damaged member costs only itself."""
        self.damaged = 0
        for _, member in _members(self._path):
            try:
                page = None if member is None else _page(_record(member))
            except _UNREADABLE:
                member = None
            if member is None:
                self.damaged += 1
            elif page:
                yield page
        if self.damaged:
            log.warning("%s: %d damaged or torn members left out", self._path.name, self.damaged)

    def _read_info(self) -> dict[str, str]:
        for _, member in _members(self._path):
            try:
                record = _record(member or b"")
            except _UNREADABLE:
                continue
            info = {"as_of": record.rec_headers.get_header("WARC-Date", "")[:10]}
            if record.rec_type == "warcinfo":
                lines = record.raw_stream.read(_CHUNK).decode("utf-8", "replace").splitlines()
                info |= {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            return info
        return {}


def read_archive(path: Path) -> tuple[dict[str, str], Iterator[Page]]:
    """The fields of a WARC's `warcinfo` record and its readable answers, streamed. Raises `OSError`."""
    reader = ArchiveReader(path)
    return reader.info, iter(reader)


def cut_torn_end(path: Path) -> int:
    """Cut what stands after the last whole member, so that further ones can be appended; how many are whole."""
    ends = [end for end, member in _members(path) if member is not None]
    with path.open("r+b") as file:
        file.truncate(ends[-1] if ends else 0)
    return len(ends)


def _record(member: bytes) -> ArcWarcRecord:
    return ArcWarcRecordLoader().parse_record_stream(BytesIO(member), known_format="warc")


def _page(record: ArcWarcRecord) -> Page | None:
    """The answer that a record holds; None for other records, pictures and the like."""
    if record.rec_type != "response" or not record.http_headers:
        return None
    if not _READABLE.search(record.http_headers.get_header("Content-Type", "")):
        return None
    body = record.content_stream().read(BODY_LIMIT + 1)
    if len(body) > BODY_LIMIT:
        return None
    kept = (header for header in record.http_headers.headers if header[0].lower() not in _NOT_KEPT)
    url = record.rec_headers.get_header("WARC-Target-URI")
    return Page(url, body, int(record.http_headers.get_statuscode()), dict(kept))


def _members(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """The end and the content of each member of a file, cut at the body limit; None where one is damaged."""
    if not path.stat().st_size:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield from _gzip_members(data) if data[:2] == _GZIP[:2] else _plain_members(data)


def _gzip_members(data: mmap.mmap) -> Iterator[tuple[int, bytes | None]]:
    start = 0
    while 0 <= start < len(data):
        unpack, content, at = zlib.decompressobj(31), bytearray(), start
        try:
            while not unpack.eof and at < len(data):
                piece = unpack.decompress(data[at : at + _CHUNK])
                at += _CHUNK
                content += piece[: BODY_LIMIT + _CHUNK - len(content)]
        except zlib.error:
            pass
        if unpack.eof:
            start = min(at, len(data)) - len(unpack.unused_data)
            yield start, bytes(content)
        else:
            start = data.find(_GZIP, start + 1)
            yield start, None


def _plain_members(data: mmap.mmap) -> Iterator[tuple[int, bytes | None]]:
    start = data.find(b"WARC/1.")
    while start >= 0:
        body = data.find(b"\r\n\r\n", start) + 4
        length = _LENGTH.search(data[start : min(body, start + _CHUNK)])
        end = body + int(length[1]) if length and body > 3 else start + 7
        whole = length is not None and end <= len(data)
        yield end, data[start : min(end, start + BODY_LIMIT + _CHUNK)] if whole else None
        start = data.find(b"WARC/1.", end if whole else start + 7)
