"""A second crawl: what has not changed is neither sent nor kept again, and the run is what a full one would be."""

import gzip
import json
import os
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from spiders.archive import ArchiveReader
from spiders.earlier import Earlier
from spiders.landing import ARCHIVE, landed_runs
from spiders.members import members
from spiders.replay import replay
from spiders.revisits import Original
from spiders.source_spider import Page
from tests.spiders.conftest import Crawled, Site, job_page

Crawl = Callable[..., Crawled]
HTML, JSON = {"Content-Type": "text/html"}, {"Content-Type": "application/json"}
FIRST, SECOND, THIRD = (date(2026, 11, day) for day in (21, 22, 23))
XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
pytestmark = pytest.mark.usefixtures("unhurried_command")


def tagged(name: str, more: dict[str, str] | None = None) -> Callable[[Any], tuple[int, dict[str, str], bytes]]:
    """A page that is only sent to who does not have it."""

    def answer(handler: Any) -> tuple[int, dict[str, str], bytes]:
        headers = {**HTML, "ETag": f'"{name}"', **(more or {})}
        known = handler.headers.get("If-None-Match") == headers["ETag"]
        return (304, headers | {"X-Seen": "again"}, b"") if known else (200, headers, job_page(name).encode())

    return answer


def dated(site: Site, **lastmods: str) -> None:
    """A sitemap that says when its pages last changed."""
    listed = "".join(f"<url><loc>/{name}</loc><lastmod>{at}</lastmod></url>" for name, at in lastmods.items())
    site.add("/sitemap.xml", f'<urlset xmlns="{XMLNS}">{listed}</urlset>', kind="application/xml")


def kinds(crawled: Crawled) -> dict[str, str]:
    """How each page is kept, by path: in full, or as what it refers to."""
    with (crawled.landed.folder / ARCHIVE).open("rb") as file:
        records = [r.rec_headers for r in ArchiveIterator(file, check_digests="raise")]
    return {
        headers.get_header("WARC-Target-URI").removeprefix("http://a.test"): " ".join(
            filter(
                None,
                [
                    headers.get_header("WARC-Type"),
                    (headers.get_header("WARC-Profile") or "").rpartition("/")[2],
                    headers.get_header("WARC-Refers-To-Filename", "").partition("/")[0],
                ],
            )
        )
        for headers in records
        if headers.get_header("WARC-Target-URI") and "robots" not in headers.get_header("WARC-Target-URI")
    }


def aged(archive: Path, days: int) -> None:
    """Make an archive look as if it had been written days ago."""

    def earlier(stated: re.Match[bytes]) -> bytes:
        then = datetime.fromisoformat(stated[2].decode()) - timedelta(days=days)
        return stated[1] + f"{then:%Y-%m-%dT%H:%M:%SZ}".encode()

    whole = b""
    for member in members(archive):
        assert member.content
        content = re.sub(rb"((?:WARC-Date|X-Crawl-Answered): )(\S+)", earlier, member.content)
        whole += gzip.compress(content)
    archive.write_bytes(whole)


def today(days: int = 0) -> str:
    return f"{datetime.now(UTC) + timedelta(days=days):%Y-%m-%d}"


def headers_of(site: Site, path: str) -> list[dict[str, str]]:
    return [asked.headers for asked in site.asked if asked.path == path]


def test_what_has_not_changed_is_not_sent_again(site_server: Site, crawl_site: Crawl, tmp_path: Path) -> None:
    site_server.answers |= {"/1": tagged("1"), "/2": tagged("2")}
    site_server.add_job("/3", Last_Modified="Mon, 16 Nov 2026 08:00:00 GMT")
    site_server.add_job("/4")
    site_server.add_sitemap("/1", "/2", "/3", "/4")
    full = crawl_site(day=FIRST)
    site_server.answers["/2"] = tagged("changed")
    again = crawl_site(day=SECOND)
    assert [asked.get("If-None-Match") for asked in headers_of(site_server, "/1")] == [None, '"1"']
    assert headers_of(site_server, "/3")[1]["If-Modified-Since"] == "Mon, 16 Nov 2026 08:00:00 GMT"
    assert kinds(again) == {
        "/sitemap.xml": "revisit identical-payload-digest 2026-11-21",
        "/1": "revisit server-not-modified 2026-11-21",
        "/2": "response",
        "/3": "revisit identical-payload-digest 2026-11-21",
        "/4": "revisit identical-payload-digest 2026-11-21",
    }
    assert [crawled.identifiers() for crawled in (full, again)] == [
        ["1", "2", "/3", "/4"],
        ["1", "changed", "/3", "/4"],
    ]
    assert (again.run.status, again.run.requests, again.run.not_asked) == ("complete", 5, 0)
    anew = crawl_site(home=tmp_path / "anew", day=SECOND)
    assert anew.run.model_dump(exclude={"requests", "robots"}) == again.run.model_dump(exclude={"requests", "robots"})


def test_a_revisit_refers_to_the_full_record_whatever_lies_between(site_server: Site, crawl_site: Crawl) -> None:
    site_server.answers["/1"] = tagged("1")
    site_server.add_job("/2")
    site_server.add_sitemap("/1", "/2")
    crawls = [crawl_site(day=day) for day in (FIRST, SECOND, THIRD)]
    assert kinds(crawls[2])["/1"] == "revisit server-not-modified 2026-11-21"
    assert kinds(crawls[2])["/2"] == "revisit identical-payload-digest 2026-11-21"
    assert {crawled.run.input_sha256 for crawled in crawls} == {crawls[0].run.input_sha256}
    with (crawls[0].landed.folder / ARCHIVE).open("rb") as file:
        full = {
            r.rec_headers["WARC-Target-URI"]: r.rec_headers for r in ArchiveIterator(file) if r.rec_type == "response"
        }
    with (crawls[2].landed.folder / ARCHIVE).open("rb") as file:
        for revisit in (r.rec_headers for r in ArchiveIterator(file) if r.rec_type == "revisit"):
            original = full[revisit["WARC-Target-URI"]]
            assert revisit["WARC-Refers-To"] == original["WARC-Record-ID"]
            assert revisit["WARC-Refers-To-Date"] == original["WARC-Date"]
            assert revisit["WARC-Payload-Digest"] == original["WARC-Payload-Digest"]


def test_an_archive_with_revisits_replays_to_what_the_crawl_gave(
    site_server: Site, crawl_site: Crawl, tmp_path: Path
) -> None:
    site_server.answers["/1"] = tagged("1")
    site_server.add_job("/2")
    site_server.add("/about", "<p>us")
    site_server.add_sitemap("/1", "/2", "/about")
    crawl_site(day=FIRST)
    crawled = crawl_site(day=SECOND)
    same = {"source", "as_of", "status", "reason", "fetched", "parsed", "rejected", "input_sha256"}
    (elsewhere,) = replay(crawled.landed.folder / ARCHIVE, tmp_path / "elsewhere")
    (in_place,) = replay(crawled.landed.folder / ARCHIVE, tmp_path)
    kept = landed_runs(tmp_path / "elsewhere")[0].folder / ARCHIVE
    (twice,) = replay(kept, tmp_path / "twice")
    for run in (elsewhere, in_place, twice):
        assert run.model_dump(include=same) == crawled.run.model_dump(include=same)


class TestLastmod:
    """Pages whose sitemap dates their last change."""

    def test_what_has_not_changed_since_we_had_it_is_not_asked_for(self, site_server: Site, crawl_site: Crawl) -> None:
        for name in ("old", "same_day", "new", "odd"):
            site_server.add_job(f"/{name}")
        dated(site_server, old=today(-3), same_day=today(), new=today(-3), odd="last Tuesday")
        full = crawl_site(day=FIRST)
        dated(site_server, old=today(-3), same_day=today(), new=today(1), odd="last Tuesday")
        site_server.asked.clear()
        again = crawl_site(day=SECOND)
        assert [path for path in site_server.paths() if path != "/robots.txt"] == [
            "/sitemap.xml",
            "/same_day",
            "/new",
            "/odd",
        ]
        assert kinds(again)["/old"] == "revisit server-not-modified 2026-11-21"
        assert again.identifiers() == full.identifiers()
        assert (again.run.status, again.run.requests, again.run.not_asked) == ("complete", 4, 1)

    @pytest.mark.parametrize(("days", "asked"), [(29, False), (31, True)])
    def test_a_site_whose_dates_lie_is_seen_again(
        self, site_server: Site, crawl_site: Crawl, days: int, asked: bool
    ) -> None:
        site_server.add_job("/1")
        dated(site_server, **{"1": "2020-01-01T12:00:00Z"})
        first = crawl_site(day=FIRST)
        aged(first.landed.folder / ARCHIVE, days=days)
        second = crawl_site(day=SECOND)
        assert second.run.not_asked == (not asked)
        aged(second.landed.folder / ARCHIVE, days=2)  # not asked for then, it was last seen with the first
        third = crawl_site(day=THIRD)
        assert third.run.not_asked == asked
        assert [crawled.identifiers() for crawled in (first, second, third)] == [["/1"]] * 3

    def test_robots_rules_apply_to_what_is_not_asked_for(
        self, site_server: Site, crawl_site: Crawl, tmp_path: Path
    ) -> None:
        site_server.add_job("/1")
        site_server.add_job("/2")
        dated(site_server, **{"1": "2020-01-01", "2": "2020-01-01"})
        crawl_site(day=FIRST)
        for kept in (tmp_path / "robots").iterdir():
            kept.unlink()
        site_server.add("/robots.txt", "User-agent: *\nDisallow: /1\n", kind="text/plain")
        again = crawl_site(day=SECOND)
        assert (again.identifiers(), again.run.not_asked) == (["/2"], 1)
        assert again.reasons() == {"http://a.test/1": "robots.txt disallows it"}

    def test_only_a_complete_run_is_built_on(self, site_server: Site, crawl_site: Crawl) -> None:
        site_server.add_job("/1")
        site_server.add("/2", status=500)
        dated(site_server, **{"1": "2020-01-01", "2": "2020-01-01"})
        assert crawl_site(day=FIRST).run.status == "partial"
        site_server.add_job("/2")
        assert crawl_site(day=SECOND).run.not_asked == 0

    def test_where_the_original_is_gone_the_page_is_asked_for(self, site_server: Site, crawl_site: Crawl) -> None:
        site_server.answers["/1"] = tagged("1")
        site_server.add_job("/2")
        dated(site_server, **{"1": today(), "2": "2020-01-01"})
        first = crawl_site(day=FIRST)
        crawl_site(day=SECOND)
        (first.landed.folder / ARCHIVE).unlink()
        third = crawl_site(day=THIRD)
        assert kinds(third) == {"/sitemap.xml": "response", "/1": "response", "/2": "response"}
        assert (third.run.status, third.run.not_asked, third.identifiers()) == ("complete", 0, ["1", "/2"])


NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lastmod", "answered", "unchanged"),
    [
        ("2026-11-20T11:59:59Z", NOON, True),
        ("2026-11-20T12:00:00Z", NOON, False),
        ("2026-11-20T13:00:00+02:00", NOON, True),
        ("2026-11-20T07:00:00-06:00", NOON, False),
        ("2026-11-20T01:00:00", NOON, False),  # of no zone: it may still have been that hour elsewhere
        ("2026-11-19 23:59:59", NOON, True),
        ("2026-11-19", NOON, False),
        (" 2026-11-18\n", NOON, True),
        ("2026-11-19", NOON + timedelta(seconds=1), True),
        ("2027-01-01", NOON, False),
        ("9999-12-31", NOON, False),
        ("2026-11", NOON, False),
        ("2026", NOON, False),
        ("20 Nov 2019", NOON, False),
        ("2026-02-30", NOON, False),
        ("", NOON, False),
        ("2019-01-01", NOON - timedelta(days=20), True),
        ("2019-01-01", NOON - timedelta(days=20, seconds=1), False),
    ],
)
def test_what_a_stated_day_or_time_says_of_an_answer(lastmod: str, answered: datetime, unchanged: bool) -> None:
    earlier = Earlier(Page("http://a.test/1", b""), Original("2026-11-20", 0, "", "", "", ""), answered)
    assert earlier.is_of(lastmod, now=NOON + timedelta(days=10)) == unchanged


def test_conditions_are_not_carried_to_where_a_redirect_leads(site_server: Site, crawl_site: Crawl) -> None:
    site_server.answers["/1"] = tagged("1")
    site_server.add_sitemap("/1")
    crawl_site(day=FIRST)
    site_server.add("/1", status=301, Location="/2")
    site_server.answers["/2"] = tagged("2")
    assert crawl_site(day=SECOND).identifiers() == ["2"]
    assert "If-None-Match" not in headers_of(site_server, "/2")[0]


def test_a_304_may_name_the_coding_of_what_it_does_not_send(site_server: Site, crawl_site: Crawl) -> None:
    codings = ["gzip", "deflate", "br", "zstd", "gzip, br"]

    def answer(handler: Any) -> tuple[int, dict[str, str], bytes]:
        status, headers, body = tagged(handler.path)(handler)
        coding = {"Content-Encoding": codings[int(handler.path[1:])]} if status == 304 else {}
        return status, headers | coding, body

    site_server.answers |= {f"/{n}": answer for n in range(len(codings))}
    site_server.add_sitemap(*site_server.answers)
    first, second = (crawl_site(day=day) for day in (FIRST, SECOND))
    assert first.identifiers() == second.identifiers() == ["/0", "/1", "/2", "/3", "/4"]
    assert {kind for path, kind in kinds(second).items() if path != "/sitemap.xml"} == {
        "revisit server-not-modified 2026-11-21"
    }


KILLED = """
import sys
from datetime import date
from pathlib import Path
from spiders import crawl
crawl.COMMAND = eval(sys.argv[2])
crawl.crawl("site:http://a.test/sitemap.xml", Path(sys.argv[1]), date(2026, 11, 22))
"""


def test_a_killed_second_crawl_is_made_good_by_the_same_command(
    root: Path, tmp_path: Path, site_server: Site, crawl_site: Crawl, unhurried_command: list[str]
) -> None:
    def slow(handler: Any) -> tuple[int, dict[str, str], bytes]:
        time.sleep(0.1)
        return tagged(handler.path)(handler)

    names = [f"n{n}" for n in range(12)]
    site_server.answers |= {f"/{name}": slow for name in names}
    dated(site_server, **{name: "2020-01-01" if n % 2 else today() for n, name in enumerate(names)})
    homes = [tmp_path / "killed", tmp_path / "whole"]
    for home in homes:
        crawl_site(home=home, day=FIRST)
    site_server.asked.clear()
    arguments = [sys.executable, "-c", KILLED, str(homes[0]), repr(unhurried_command)]
    process = Popen(arguments, cwd=root, env=os.environ | site_server.env(), stdout=DEVNULL, stderr=DEVNULL)
    while len(site_server.asked) < 5 and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    killed, whole = (crawl_site(home=home, day=SECOND) for home in homes)
    assert (killed.run.status, killed.run.not_asked, killed.run.requests) == ("complete", 6, 7)
    assert killed.run == whole.run
    archives = [list(ArchiveReader(crawled.landed.folder / ARCHIVE)) for crawled in (killed, whole)]
    assert [page.body for page in archives[0]] == [page.body for page in archives[1]]


def test_posted_lists_are_told_apart_by_what_was_posted(site_server: Site, crawl_board: Crawl) -> None:
    texts = {f"/job/{n}": "as ever" for n in range(21)}

    def listing(_: Any) -> tuple[int, dict[str, str], bytes]:
        start = json.loads(site_server.asked[-1].posted)["offset"]
        shown = [{"title": f"Job {path}", "externalPath": path} for path in [*texts][start : start + 20]]
        return 200, JSON, json.dumps({"total": len(texts), "jobPostings": shown}).encode()

    def posting(handler: Any) -> tuple[int, dict[str, str], bytes]:
        path = handler.path.removeprefix("/wday/cxs/a/acme")
        info = {"jobPostingId": path, "title": path, "jobDescription": texts[path], "externalUrl": path}
        return 200, JSON, json.dumps({"jobPostingInfo": info}).encode()

    site_server.answers |= {f"/wday/cxs/a/acme{path}": posting for path in texts}
    site_server.answers["/wday/cxs/a/acme/jobs"] = listing
    crawls = [crawl_board(platform="workday", day=FIRST)]
    texts |= {"/job/7": "changed", "/job/21": "new"}
    site_server.answers["/wday/cxs/a/acme/job/21"] = posting
    crawls.append(crawl_board(platform="workday", day=SECOND))
    with (crawls[1].landed.folder / ARCHIVE).open("rb") as file:  # two pages of the list, and two postings, are new
        types = [record.rec_type for record in ArchiveIterator(file)]
    assert Counter(types) == {"warcinfo": 1, "revisit": 20, "response": 4, "request": 2}
    assert [(c.run.status, c.run.expected, c.run.parsed) for c in crawls] == [
        ("complete", 21, 21),
        ("complete", 22, 22),
    ]
    assert {record.description for record in crawls[1].landed.records()} == {"as ever", "changed", "new"}
