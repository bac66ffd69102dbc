"""Archives through the parse functions: ours give what the crawl gave, foreign ones what their markup says."""

import shutil
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from spiders.archive import ArchiveWriter
from spiders.catalogue import CatalogueError
from spiders.landing import ARCHIVE, effective_runs, landed_runs
from spiders.members import members, record_in
from spiders.replay import replay, replay_all
from spiders.revisits import SAME, Original
from spiders.source_spider import Page
from tests.spiders.conftest import Crawled, Site, job_page
from warehouse.records import Run, RunStatus, Side

DAY = date(2026, 11, 16)
HTML = {"Content-Type": "text/html"}


def archive(path: Path, pages: list[Page], source: str = "site:a.test", as_of: date = DAY) -> Path:
    with ArchiveWriter(path, source, as_of, "schema_org", at=datetime(2026, 11, 16, tzinfo=UTC)) as writer:
        for page in pages:
            writer.write(page)
    return path


def jobs(count: int) -> list[Page]:
    return [Page(f"http://a.test/{n}", job_page(str(n)).encode(), 200, HTML) for n in range(count)]


def foreign(path: Path, pages: list[tuple[str, str]]) -> Path:
    buffer = BytesIO()
    warc = WARCWriter(buffer, gzip=True)
    for url, body in pages:
        content = body.encode()
        warc.write_record(
            warc.create_warc_record(
                url,
                "response",
                payload=BytesIO(content),
                length=len(content),
                warc_headers_dict={"WARC-Date": "2026-10-03T12:00:00Z"},
                http_headers=StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1"),
            )
        )
    path.write_bytes(buffer.getvalue())
    return path


@pytest.mark.usefixtures("unhurried_command")
def test_a_replay_gives_what_the_crawl_gave(
    site_server: Site, crawl_site: Callable[..., Crawled], tmp_path: Path
) -> None:
    answers = iter([503, 200])
    site_server.answers["/late"] = lambda _: (next(answers), HTML, job_page("late").encode())
    site_server.add_job("/1")
    site_server.add("/about", "<p>us")
    site_server.add_sitemap("/1", "/late", "/gone", "/about")
    crawled = crawl_site()
    (run,) = replay(crawled.landed.folder / "responses.warc.gz", tmp_path / "again")
    (landed,) = landed_runs(tmp_path / "again")
    same = {"source", "as_of", "status", "reason", "fetched", "parsed", "rejected", "input_sha256"}
    assert run.model_dump(include=same) == crawled.run.model_dump(include=same)
    assert run.method == "replay"
    assert list(landed.records()) == list(crawled.landed.records())
    assert {r["url"]: r["reason"] for r in landed.rejects()} == crawled.reasons()
    assert (landed.folder / "responses.warc.gz").read_bytes() == (
        crawled.landed.folder / "responses.warc.gz"
    ).read_bytes()


def test_a_replay_in_place_becomes_the_run_that_counts(tmp_path: Path) -> None:
    (first,) = replay(archive(tmp_path / "a.warc.gz", jobs(2)), tmp_path)
    (second,) = replay(landed_runs(tmp_path)[0].folder / "responses.warc.gz", tmp_path)
    assert first == second
    assert [run.name for run in effective_runs(tmp_path)] == ["2026-11-16.2"]


def test_the_replay_of_a_partial_run_is_partial(tmp_path: Path) -> None:
    replay(archive(tmp_path / "a.warc.gz", jobs(2)), tmp_path)
    (landed,) = landed_runs(tmp_path)
    ledger = landed.folder / "run.json"
    partial = landed.run.model_copy(update={"status": RunStatus.PARTIAL, "reason": "stopped after 2 pages"})
    ledger.write_text(partial.model_dump_json())
    (run,) = replay(landed.folder / "responses.warc.gz", tmp_path)
    assert (run.status, run.reason, run.parsed) == ("partial", "stopped after 2 pages", 2)


def test_the_archive_of_a_killed_crawl_is_partial(tmp_path: Path) -> None:
    folder = tmp_path / "landing" / "site:a.test" / "2026-11-16"
    folder.mkdir(parents=True)
    (run,) = replay(archive(folder / "responses.warc.gz", jobs(2)), tmp_path)
    assert (run.status, run.reason) == ("partial", "the crawl that wrote the archive did not end")
    assert [landed.name for landed in landed_runs(tmp_path)] == ["2026-11-16.2"]


def test_a_torn_archive_gives_what_is_whole_and_is_partial(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.warc.gz", jobs(3))
    path.write_bytes(path.read_bytes()[:-9])
    (run,) = replay(path, tmp_path)
    assert (run.status, run.reason, run.parsed) == ("partial", "1 members of the archive are damaged", 2)


RUN = Run(source="site:a.test", as_of=DAY, side=Side.DEMAND, platform="schema_org", status="complete").model_dump_json()


def with_revisit(path: Path, run: str, offset: int, identity: str, digest: str) -> Path:
    """The archive of a landed run: a page in full, and one that refers to another run's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    original = Original(run, offset, identity, "http://a.test/1", "2026-11-09T06:00:00Z", digest)
    with ArchiveWriter(path, "site:a.test", DAY, "schema_org") as writer:
        writer.write(jobs(1)[0])
        writer.revisit(jobs(2)[1], original, SAME)
    return path


def full_member(path: Path) -> tuple[int, str, str]:
    """Writes what `with_revisit` refers to: where it lies, its identity and its digest."""
    path.parent.mkdir(parents=True)
    archive(path, jobs(2)[1:], source="site:b.test")
    _, member = members(path)
    record = record_in(member.content or b"")
    return member.start, record.rec_headers["WARC-Record-ID"], record.rec_headers["WARC-Payload-Digest"]


def test_what_a_revisit_refers_to_is_a_reject_where_it_is_gone(tmp_path: Path) -> None:
    landing = tmp_path / "landing" / "site:a.test"
    path = with_revisit(landing / "2026-11-16" / ARCHIVE, "2026-11-09", 0, "<urn:uuid:1>", "sha1:X")
    (landing / "2026-11-16" / "run.json").write_text(RUN)
    (run,) = replay(path, tmp_path)
    assert (run.status, run.parsed, run.rejected) == ("partial", 1, 1)
    assert run.reason == "not all that was asked for was answered: its original is in no archive beside (1)"
    (reject,) = landed_runs(tmp_path)[-1].rejects()
    assert (reject["url"], reject["reason"]) == ("http://a.test/1", "its original is in no archive beside")


@pytest.mark.parametrize(
    "run", ["../site:b.test/2026-11-09", "2026-11-09/../../site:b.test/2026-11-09", "..", "", "2026-11-09"]
)
def test_what_a_revisit_refers_to_is_looked_for_beside_it_only(tmp_path: Path, run: str) -> None:
    landing = tmp_path / "landing"
    member = full_member(landing / "site:b.test" / "2026-11-09" / ARCHIVE)
    path = with_revisit(landing / "site:a.test" / "2026-11-16" / ARCHIVE, run, *member)
    (landing / "site:a.test" / "2026-11-16" / "run.json").write_text(RUN)
    assert replay(path, tmp_path)[0].parsed == 1
    shutil.copytree(landing / "site:b.test" / "2026-11-09", landing / "site:a.test" / "2026-11-09")
    assert replay(path, tmp_path)[0].parsed == (2 if run == "2026-11-09" else 1)


def test_an_answer_that_failed_to_the_end_is_a_reject(tmp_path: Path) -> None:
    pages = [*jobs(2), Page("http://a.test/0", b"", 503, HTML), Page("http://a.test/9", b"", 404, HTML)]
    again = replace(jobs(1)[0], url="http://a.test/5")
    failed_first = [Page("http://a.test/5", b"", 503, HTML), again]
    (run,) = replay(archive(tmp_path / "a.warc.gz", [*pages[3:], *failed_first]), tmp_path)
    assert (run.status, run.parsed, run.rejected) == ("complete", 1, 1)


def test_many_archives_in_one_process(tmp_path: Path) -> None:
    archives = [archive(tmp_path / f"{day}.warc.gz", jobs(day), as_of=date(2026, 11, day)) for day in range(1, 8)]
    runs = replay_all(archives, tmp_path)
    assert [(run.as_of.day, run.parsed) for run in runs] == [(day, day) for day in range(1, 8)]
    assert runs == [landed.run for landed in landed_runs(tmp_path)]


def test_same_archive_same_bytes(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.warc.gz", jobs(4))
    for home in "ab":
        replay(path, tmp_path / home)
    files = [sorted(p for p in (tmp_path / home).rglob("*") if p.is_file()) for home in "ab"]
    assert [p.read_bytes() for p in files[0]] == [p.read_bytes() for p in files[1]]


def test_a_foreign_archive_gives_a_run_a_site(tmp_path: Path) -> None:
    path = foreign(
        tmp_path / "CC-MAIN.warc.gz",
        [
            ("https://b.example/1", job_page("1")),
            ("https://shop.example/", "<p>no markup"),
            ("https://c.example/x", job_page("x")),
            ("https://words.example/", "<p>a Course on JobPosting markup"),
            ("https://b.example/2", job_page("2")),
        ],
    )
    runs = replay(path, tmp_path)
    assert [(r.source, r.as_of, r.parsed, r.rejected, r.status) for r in runs] == [
        ("site:b.example", date(2026, 10, 3), 2, 0, "partial"),
        ("site:c.example", date(2026, 10, 3), 1, 0, "partial"),
    ]
    assert [r.source for r in replay(path, tmp_path / "named", "common-crawl")] == ["common-crawl"]
    (named,) = landed_runs(tmp_path / "named")
    assert [record.identifier for record in named.records()] == ["1", "x", "2"]


@pytest.mark.parametrize("content", [b"", b"not an archive"])
def test_what_is_no_archive_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"x\.warc\.gz is no WARC file"):
        replay(path, tmp_path)


def test_an_unknown_source_is_said_and_nothing_lands(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="no source is called 'nobody'"):
        replay(archive(tmp_path / "a.warc.gz", jobs(1), source="nobody"), tmp_path)
    assert landed_runs(tmp_path) == []


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = archive(tmp_path / f"{count}.warc.gz", [replace(p, body=p.body + bytes(20_000)) for p in jobs(count)])
        tracemalloc.start()
        replay(path, tmp_path / str(count))
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        shutil.rmtree(tmp_path / str(count))
        return highest

    peak(10)
    assert peak(400) < peak(40) + 500_000
