"""The archive: what is written comes back, other tools read it, and damage costs only what it hit."""

import gzip
import json
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as warcio
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from spiders.archive import ArchiveReader, ArchiveWriter, read_archive
from spiders.members import BODY_LIMIT
from spiders.revisits import NOT_MODIFIED, SAME, Original, payload_digest
from spiders.source_spider import ASKED, Page

AT = datetime(2026, 11, 23, tzinfo=UTC)
ORIGINAL = Original(
    "2026-11-16", 12, "<urn:uuid:1>", "http://a.test/0", "2026-11-16T06:00:00Z", payload_digest(b"<h1>")
)
REVISIT = {"warc-type": "revisit", "warc-target-uri": "http://a.test/0", "warc-refers-to": "<urn:uuid:1>"}
HTML = {"Content-Type": "text/html; charset=utf-8"}


def pages(count: int) -> list[Page]:
    return [Page(f"http://a.test/{n}", f"<h1>Größe {n}</h1>".encode() * 50, 200, HTML) for n in range(count)]


def write(path: Path, answers: list[Page]) -> Path:
    with ArchiveWriter(path, "nordwind", date(2026, 11, 23), "lever", at=AT) as archive:
        for page in answers:
            archive.write(page)
    return path


def body_and_url(path: Path) -> list[tuple[str, bytes]]:
    return [(page.url, page.body) for page in ArchiveReader(path)]


def member_starts(path: Path) -> list[int]:
    data, starts, at = path.read_bytes(), [], 0
    while at < len(data):
        starts.append(at)
        unpack = zlib.decompressobj(31)
        unpack.decompress(data[at:])
        at = len(data) - len(unpack.unused_data)
    return starts


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    answers = [*pages(3), Page("http://a.test/gone", b"", 404, {"Retry-After": "3"})]
    info, read = read_archive(write(tmp_path / "a.warc.gz", answers))
    assert info["source"] == "nordwind"
    assert info["as_of"] == "2026-11-23"
    assert info["platform"] == "lever"
    assert list(read) == answers


def test_same_answers_same_bytes(tmp_path: Path) -> None:
    first, second = (write(tmp_path / name, pages(5)).read_bytes() for name in ("a.warc.gz", "b.warc.gz"))
    assert first == second


def test_other_tools_read_it_and_its_digests_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    posted = replace(pages(1)[0], url="http://a.test/search?q", headers=HTML | {ASKED: '{"page": 1}'})
    with ArchiveWriter(tmp_path / "a.warc.gz", "nordwind", date(2026, 11, 23)) as archive:
        archive.write(pages(1)[0])
        archive.write(posted)
        archive.revisit(pages(1)[0], ORIGINAL, SAME)
        archive.revisit(pages(1)[0], ORIGINAL, NOT_MODIFIED)
    with (tmp_path / "a.warc.gz").open("rb") as file:
        records = list(ArchiveIterator(file, check_digests="raise"))
    assert {record.rec_headers.protocol for record in records} == {"WARC/1.1"}
    with pytest.raises(SystemExit) as checked:
        warcio(["check", "-v", str(tmp_path / "a.warc.gz")])
    assert checked.value.code == 0
    assert capsys.readouterr().out.count("digest pass") == 4
    warcio(["index", "-f", "warc-type,warc-target-uri,http:status,warc-refers-to", str(tmp_path / "a.warc.gz")])
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"warc-type": "warcinfo"},
        {"warc-type": "response", "warc-target-uri": "http://a.test/0", "http:status": "200"},
        {"warc-type": "response", "warc-target-uri": "http://a.test/search?q", "http:status": "200"},
        {"warc-type": "request", "warc-target-uri": "http://a.test/search?q"},
        {**REVISIT, "http:status": "200"},
        {**REVISIT, "http:status": "304"},
    ]
    assert (records[3].http_headers.protocol, records[3].http_headers.statusline) == ("POST", "/search?q HTTP/1.1")


def test_compressed_answers_are_kept_decoded_and_say_so(tmp_path: Path) -> None:
    page = Page("http://a.test/", b"<p>", 200, HTML | {"Content-Encoding": "gzip", "Set-Cookie": "session=1"})
    (read,) = ArchiveReader(write(tmp_path / "a.warc.gz", [page]))
    assert read.body == b"<p>"
    assert read.headers == HTML | {"X-Crawl-Content-Encoding": "gzip"}


@pytest.mark.parametrize("torn", [1, 20, 60])
def test_a_torn_end_is_cut_before_more_is_written(tmp_path: Path, torn: int) -> None:
    path = write(tmp_path / "a.warc.gz", pages(3))
    path.write_bytes(path.read_bytes()[:-torn])
    assert ArchiveReader(path).info["source"] == "nordwind"
    write(path, pages(4)[2:])
    reader = ArchiveReader(path)
    assert list(reader) == pages(4)
    assert reader.damaged == 0


@pytest.mark.parametrize("offset", [0, 3, 12, 80, -20, -8, -1])
def test_damage_costs_only_the_member_it_hit(tmp_path: Path, offset: int) -> None:
    path = write(tmp_path / "a.warc.gz", pages(5))
    starts, data = member_starts(path), bytearray(path.read_bytes())
    at = starts[3] + offset if offset >= 0 else starts[4] + offset
    data[at] ^= 0xFF
    path.write_bytes(data)
    reader = ArchiveReader(path)
    left = list(reader)
    assert left in ([p for p in pages(5) if p.url != "http://a.test/2"], pages(5))
    assert reader.damaged == (0 if left == pages(5) else 1)


def test_an_archive_cut_at_any_byte_reads_up_to_there(tmp_path: Path) -> None:
    whole = write(tmp_path / "a.warc.gz", pages(2)).read_bytes()
    cut = tmp_path / "cut.warc.gz"
    for length in range(0, len(whole), 7):
        cut.write_bytes(whole[:length])
        assert list(ArchiveReader(cut)) == pages(2)[: len(list(ArchiveReader(cut)))]


def foreign(path: Path, compressed: bool = True) -> Path:
    """A WARC/1.0 as other crawlers write it: requests, metadata, pictures, transfer and content codings kept."""
    buffer = BytesIO()
    warc = WARCWriter(buffer, gzip=compressed)
    answers = [
        ("http://b.test/", "text/html", b"<p>plain", {}),
        ("http://b.test/gzip", "text/html", gzip.compress(b"<p>coded", mtime=0), {"Content-Encoding": "gzip"}),
        (
            "http://b.test/chunked",
            "application/json",
            b"4\r\n[1,2\r\n1\r\n]\r\n0\r\n\r\n",
            {"Transfer-Encoding": "chunked"},
        ),
        ("http://b.test/logo", "image/png", b"\x89PNG", {}),
        ("http://b.test/bomb", "text/html", gzip.compress(bytes(BODY_LIMIT + 1)), {"Content-Encoding": "gzip"}),
        ("http://b.test/last", "text/xml", b"<x/>", {}),
    ]
    for url, kind, body, more in answers:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind), *more.items()], protocol="HTTP/1.1")
        warc.write_record(warc.create_warc_record(url, "metadata", payload=BytesIO(b"a: b"), length=4))
        warc.write_record(
            warc.create_warc_record(url, "response", payload=BytesIO(body), length=len(body), http_headers=headers)
        )
    path.write_bytes(buffer.getvalue())
    return path


@pytest.mark.parametrize("compressed", [True, False])
def test_foreign_archives_give_their_readable_answers(tmp_path: Path, compressed: bool) -> None:
    path = foreign(tmp_path / "crawl.warc", compressed)
    assert body_and_url(path) == [
        ("http://b.test/", b"<p>plain"),
        ("http://b.test/gzip", b"<p>coded"),
        ("http://b.test/chunked", b"[1,2]"),
        ("http://b.test/last", b"<x/>"),
    ]
    assert [*read_archive(path)[0]] == ["as_of"]


@pytest.mark.parametrize(
    "content", [b"", b"not an archive", b"\x1f\x8b\x08", gzip.compress(b"no record"), b"WARC/1.0\r\n"]
)
def test_what_is_no_archive_gives_no_answers(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    assert list(ArchiveReader(path)) == []
