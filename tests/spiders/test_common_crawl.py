"""Other crawlers' archives: few of their pages say what we look for, and these are found, kept and replayed."""

import gzip
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import brotli
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from spiders.landing import ARCHIVE, effective_runs, landed_runs
from spiders.replay import replay, replay_all
from tests.spiders.conftest import job_page

HTML = {"Content-Type": "text/html"}
FOREIGN = "a foreign archive shows only a part of a site"


def member(
    url: str, body: bytes, kind: str = "response", status: str = "HTTP/1.1 200 OK", packed: bool = True, **more: str
) -> bytes:
    headers = HTML | {name.replace("_", "-"): value for name, value in more.items()}
    buffer = BytesIO()
    warc = WARCWriter(buffer, gzip=packed)
    protocol, _, said = status.partition(" ")
    http: Any = StatusAndHeaders(said, [*headers.items()], protocol=protocol)
    fields = {"WARC-Date": "2026-10-03T12:00:00Z"}
    of_http = http if kind in {"response", "revisit"} else None
    record = warc.create_warc_record(
        url, kind, BytesIO(body), len(body), warc_headers_dict=fields, http_headers=of_http
    )
    warc.write_record(record)
    return buffer.getvalue()


def chunked(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:9], body[9:], b""))


def microdata(name: str) -> str:
    return f'<div itemscope itemtype="https://schema.org/Course"><b itemprop="name">{name}</b></div>'


def escaped(name: str) -> str:
    return job_page(name).replace('"', "&quot;").replace("=&quot;application/ld+json&quot;", '="application/ld+json"')


FOUND = [
    member("https://b.example/plain", job_page("plain").encode()),
    member("https://b.example/gzip", gzip.compress(job_page("gzip").encode()), Content_Encoding="gzip"),
    member("https://b.example/br", brotli.compress(job_page("br").encode()), Content_Encoding="br"),
    member("https://b.example/chunked", chunked(job_page("chunked").encode()), Transfer_Encoding="chunked"),
    member("https://b.example/http10", job_page("http10").encode(), status="HTTP/1.0 200 OK"),
    member("https://b.example/http2", job_page("http2").encode(), status="HTTP/2 200"),
    member("https://b.example/escaped", escaped("escaped").encode()),
    member("https://b.example/json", job_page("json")[41:-16].encode(), Content_Type="application/ld+json"),
    member("https://c.example/microdata", microdata("Welding").encode()),
]
LEFT = [
    member("https://b.example/request", b"POST / HTTP/1.1\r\n\r\n" + job_page("x").encode(), kind="request"),
    member("https://b.example/conversion", job_page("x").encode(), kind="conversion"),
    member("https://b.example/metadata", b"fetchTimeMs: 3", kind="metadata"),
    member("https://b.example/revisit", b"", kind="revisit"),
    member("https://b.example/gone", job_page("x").encode(), status="HTTP/1.1 404 Not Found"),
    member("https://b.example/text", b'<p>A "Course" on "JobPosting" markup'),
    member("https://b.example/courses", b'<script type="application/ld+json">{"@type": "Courses"}</script>'),
    member("https://b.example/picture", job_page("x").encode(), Content_Type="image/png"),
    member("https://b.example/torn", gzip.compress(job_page("x").encode())[:-30], Content_Encoding="gzip"),
    member("https://..%2f/../../x", job_page("x").encode()),
    member("urn:x", job_page("x").encode()),
]


def identifiers(home: Path, source: str) -> list[str]:
    return [str(r.url).rpartition("/")[2] for landed in landed_runs(home, source) for r in landed.records()]


def test_only_pages_with_markup_land_a_run_a_site(tmp_path: Path) -> None:
    path = tmp_path / "CC-MAIN.warc.gz"
    path.write_bytes(b"".join([*LEFT, *FOUND, *LEFT[:-3]]))
    runs = replay(path, tmp_path)
    assert [(r.source, str(r.as_of), r.parsed, r.rejected, r.status, r.reason) for r in runs] == [
        ("site:b.example", "2026-10-03", 8, 1, "partial", FOREIGN),
        ("site:c.example", "2026-10-03", 1, 0, "partial", FOREIGN),
    ]
    assert identifiers(tmp_path, "site:b.example") == [
        "plain",
        "gzip",
        "br",
        "chunked",
        "http10",
        "http2",
        "escaped",
        "json",
    ]


def test_a_plain_archive_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "CC-MAIN.warc"
    path.write_bytes(b"".join(gzip.decompress(each) for each in [*LEFT, *FOUND, *LEFT[:-3]]))
    replay(path, tmp_path)
    packed = tmp_path / "CC-MAIN.warc.gz"
    packed.write_bytes(b"".join([*LEFT, *FOUND, *LEFT[:-3]]))
    replay(packed, tmp_path / "packed")
    for source in ("site:b.example", "site:c.example"):
        assert [*landed_runs(tmp_path, source)[0].records()] == [*landed_runs(tmp_path / "packed", source)[0].records()]


def test_the_pages_are_kept_beside_their_records_and_replay(tmp_path: Path) -> None:
    path = tmp_path / "CC-MAIN.warc.gz"
    path.write_bytes(b"".join([*LEFT, *FOUND]))
    first = replay(path, tmp_path)[0]
    (again,) = replay(landed_runs(tmp_path)[0].folder / ARCHIVE, tmp_path / "again")
    same = {"source", "as_of", "parsed", "status", "reason", "input_sha256"}
    assert again.model_dump(include=same) == first.model_dump(include=same)


def test_a_page_that_unpacks_to_more_than_we_read_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "CC-MAIN.warc.gz"
    bomb = job_page("bomb").encode() + bytes(64 * 2**20)
    packed = {"br": brotli.compress(bomb, quality=4), "gzip": gzip.compress(bomb)}
    bombs = [member(f"https://b.example/{coding}", body, Content_Encoding=coding) for coding, body in packed.items()]
    path.write_bytes(b"".join([*bombs, FOUND[0]]))
    replay(path, tmp_path)
    assert identifiers(tmp_path, "site:b.example") == ["plain"]


def test_a_damaged_member_is_said(tmp_path: Path) -> None:
    path = tmp_path / "CC-MAIN.warc.gz"
    torn = bytearray(FOUND[1])
    torn[60:90] = bytes(30)
    path.write_bytes(b"".join([FOUND[0], torn, FOUND[2]]))
    (run,) = replay(path, tmp_path)
    assert (run.parsed, run.reason) == (2, f"{FOREIGN}; 1 members of it are damaged")


def test_a_site_scattered_over_archives_of_a_day_is_one_run(tmp_path: Path) -> None:
    paths = [tmp_path / f"CC-MAIN-{n}.warc.gz" for n in range(3)]
    for path, found in zip(paths, FOUND):
        path.write_bytes(found)
    (run,) = replay_all(paths, tmp_path)
    assert (run.as_of, run.parsed) == (date(2026, 10, 3), 3)
    assert [landed.run for landed in effective_runs(tmp_path)] == [run]


MEASURED = """
import resource, sys
from pathlib import Path
from spiders.replay import replay
replay(Path(sys.argv[1]), Path(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.parametrize("suffix", ["warc.gz", "warc"])
def test_memory_does_not_grow_with_the_archive(root: Path, tmp_path: Path, suffix: str) -> None:
    filling = b"<p>of course, Course and courses</p>" * 2_000
    packed = suffix.endswith("gz")
    some = b"".join(
        member(f"https://b{n}.example/", (job_page("1") if n % 25 == 0 else "").encode() + filling, packed=packed)
        for n in range(100)
    )

    def peak(times: int) -> int:
        path = tmp_path / f"{times}.{suffix}"
        path.write_bytes(some * times)
        command = [sys.executable, "-c", MEASURED, str(path), str(tmp_path / str(times))]
        return int(subprocess.check_output(command, cwd=root).split()[-1])

    assert peak(20) < peak(2) + 4_000  # KiB, of 140 MB
