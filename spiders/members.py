"""The members of a WARC file, gzipped one by one or plain, streamed: memory holds one, whatever the file's size."""

import re
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

import brotli  # type: ignore[import-untyped]
from warcio.bufferedreaders import BufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException
from warcio.warcwriter import WARCWriter

BODY_LIMIT = 32 * 2**20  # bytes of an answer, decoded
UNREADABLE = (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError, AttributeError, zlib.error)
_CHUNK = 32 * 2**10
_LEVEL = 4  # packs a page of 100 kB in 0.8 ms; warcio's own 9 takes 2.2 ms and saves 6 %
_MOST = BODY_LIMIT + 2 * _CHUNK  # bytes of a member: the longest answer and its headers
_BUFFER = 2**20
_GZIP, _PLAIN = b"\x1f\x8b\x08", b"WARC/1."
_LENGTH = re.compile(rb"\r\nContent-Length: *(\d{1,18})", re.I)


class _Brotli:
    """warcio's own way to Brotli fails: it adds an attribute to what takes none."""

    unused_data = None

    def __init__(self) -> None:
        self._unpack = brotli.Decompressor()

    def decompress(self, packed: bytes) -> bytes:
        return bytes(self._unpack.process(packed, output_buffer_limit=_MOST))


BufferedReader.DECOMPRESSORS["br"] = _Brotli


class Member(NamedTuple):
    """One record's bytes, unpacked and cut at `_MOST`, and where they lie in the file; None where it is damaged."""

    start: int
    end: int
    content: bytes | None


def members(path: Path) -> Iterator[Member]:
    """The members of a file in its order. After a damaged one the next that begins like a member follows."""
    with path.open("rb", _BUFFER) as file:
        size = file.seek(0, 2)
        file.seek(0)
        packed = file.read(2) == _GZIP[:2]
        yield from _gzipped(file, size) if packed else _plain(file, size)


def member_at(path: Path, start: int) -> Member:
    """The member that begins there; its content is None where none does. Raises `OSError`."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, start))
        if file.read(2) == _GZIP[:2]:
            return Member(start, *_unpacked(file, start))
        return _plain_at(file, start, size)


def packed(url: str, kind: str, body: bytes, fields: Mapping[str, str], http: StatusAndHeaders | None = None) -> bytes:
    """A record as a gzip member, the same for the same input."""
    plain = BytesIO()
    warc = WARCWriter(plain, gzip=False, warc_version="1.1")
    headers = {"warc_headers_dict": dict(fields), "http_headers": http}
    warc.write_record(warc.create_warc_record(url, kind, BytesIO(body), len(body), **headers))
    pack = zlib.compressobj(_LEVEL, zlib.DEFLATED, 31)
    return pack.compress(plain.getbuffer()) + pack.flush()


def record_in(content: bytes) -> ArcWarcRecord:
    """The record that a member holds, of whatever HTTP version. Raises one of `UNREADABLE`."""
    return ArcWarcRecordLoader(verify_http=False).parse_record_stream(BytesIO(content), known_format="warc")


def body_of(record: ArcWarcRecord) -> bytes | None:
    """The body of an answer, decoded; None where it is larger than we read. Raises one of `UNREADABLE`."""
    body: bytes = record.content_stream().read(BODY_LIMIT + 1)
    return body if len(body) <= BODY_LIMIT else None


def _gzipped(file: BinaryIO, size: int) -> Iterator[Member]:
    start = 0
    while start < size:
        end, content = _unpacked(file, start)
        if content is None:
            following = _find(file, _GZIP, start + 1)
            end = following if following > 0 else size
        yield Member(start, end, content)
        start = end


def _unpacked(file: BinaryIO, start: int) -> tuple[int, bytes | None]:
    """The end and the content of the member that begins there."""
    file.seek(start)
    unpack, content = zlib.decompressobj(31), bytearray()
    while not unpack.eof:
        packed = file.read(_CHUNK)
        if not packed:
            return start, None
        try:
            content += unpack.decompress(packed)[: _MOST - len(content)]
        except zlib.error:
            return start, None
    return file.tell() - len(unpack.unused_data), bytes(content)


def _plain(file: BinaryIO, size: int) -> Iterator[Member]:
    start = _find(file, _PLAIN, 0)
    while start >= 0:
        member = _plain_at(file, start, size)
        yield member
        start = _find(file, _PLAIN, start + len(_PLAIN) if member.content is None else member.end)


def _plain_at(file: BinaryIO, start: int, size: int) -> Member:
    file.seek(start)
    head = file.read(_CHUNK)
    body = head.find(b"\r\n\r\n") + 4
    length = _LENGTH.search(head[:body]) if body > 3 and head.startswith(_PLAIN) else None
    end = start + body + int(length[1]) if length else size
    if not length or end > size:
        return Member(start, size, None)
    kept = min(end - start, _MOST)
    return Member(start, end, (head + file.read(max(0, kept - len(head))))[:kept])


def _find(file: BinaryIO, wanted: bytes, start: int) -> int:
    """Where these bytes stand next; -1 where nowhere."""
    file.seek(start)
    known = b""
    while chunk := file.read(_BUFFER):
        known += chunk
        if (at := known.find(wanted)) >= 0:
            return start + at
        start += max(0, len(known) - len(wanted) + 1)
        known = known[-len(wanted) + 1 :]
    return -1
