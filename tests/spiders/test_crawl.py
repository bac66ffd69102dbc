"""A crawl seen from outside: polite, conserving, never hanging, and made good by the same command after a kill."""

import os
import signal
import sys
import time
from collections.abc import Callable
from email.utils import formatdate
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import Any

import pytest

from spiders.archive import ArchiveReader
from spiders.crawl import crawl
from spiders.environment import NO_CONTACT, WrongUsageError
from spiders.landing import landed_runs
from tests.spiders.conftest import DAY, DEPTH, Crawled, Site, job_page

Crawl = Callable[..., Crawled]
SITEMAP = "site:http://a.test/sitemap.xml"


def gaps(site: Site) -> list[float]:
    return [later.at - earlier.at for earlier, later in zip(site.asked, site.asked[1:], strict=False)]


def test_one_request_a_second_under_our_name(site_server: Site, crawl_site: Crawl) -> None:
    site_server.add_job("/1")
    site_server.add_job("/2")
    site_server.add_sitemap("/1", "/2")
    crawled = crawl_site()
    assert site_server.paths() == ["/robots.txt", "/sitemap.xml", "/1", "/2"]
    assert min(gaps(site_server)) >= 1.0
    assert {asked.host for asked in site_server.asked} == {"a.test"}
    agent = site_server.asked[0].headers["User-Agent"]
    assert agent.startswith("credscope/0.1.0 (")
    assert agent.endswith("tests@example.org)")
    assert crawled.identifiers() == ["/1", "/2"]
    assert crawled.run.model_dump(
        include={"source", "status", "reason", "fetched", "parsed", "rejected", "requests"}
    ) == {
        "source": "site:a.test",
        "status": "complete",
        "reason": None,
        "fetched": 2,
        "parsed": 2,
        "rejected": 0,
        "requests": 4,
    }
    assert [page.url for page in ArchiveReader(crawled.landed.folder / "responses.warc.gz")] == [
        f"http://a.test{path}" for path in site_server.paths()
    ]


def test_a_crawl_delay_is_kept(site_server: Site, crawl_site: Crawl) -> None:
    site_server.add("/robots.txt", "User-agent: *\nCrawl-delay: 1.5\n", kind="text/plain")
    site_server.add_job("/1")
    site_server.add_sitemap("/1")
    assert crawl_site().run.robots == "http://a.test/robots.txt of 2026-11-23 obeyed, 1.5 s between requests"
    assert min(gaps(site_server)) >= 1.5


def test_without_a_contact_nothing_is_asked(site_server: Site, crawl_site: Crawl) -> None:
    crawled = crawl_site(CREDSCOPE_CONTACT=" ")
    assert (crawled.run.status, crawled.run.reason) == ("failed", NO_CONTACT)
    assert site_server.asked == []


@pytest.mark.parametrize(
    "hosts",
    [
        "a.example=127.0.0.1:80",
        "localhost=127.0.0.1:80",
        "a.test=10.0.0.1:80",
        "a.test=127.0.0.1",
        "a.test=127.0.0.1:0",
        "a.test=127.0.0.1:70000",
        "a.test=localhost:80",
        ".test=127.0.0.1:80",
        "a.test",
        "a.test=127.0.0.1:80;b.test=127.0.0.1:80",
    ],
)
def test_only_reserved_names_lead_to_loopback(tmp_path: Path, hosts: str) -> None:
    with pytest.raises(WrongUsageError, match=r"name\.test=127\.0\.0\.1:PORT"):
        crawl(SITEMAP, tmp_path, DAY, env={"CREDSCOPE_TEST_HOSTS": hosts, "CREDSCOPE_CONTACT": "x@a.test"})
    assert landed_runs(tmp_path) == []


@pytest.mark.parametrize("name", ["CREDSCOPE_MAX_PAGES", "CREDSCOPE_MAX_SECONDS"])
def test_a_cap_is_a_whole_number(crawl_site: Crawl, name: str) -> None:
    with pytest.raises(WrongUsageError, match=f"{name}: '-1' is not a whole number above 0"):
        crawl_site(**{name: "-1"})


def test_a_crawl_that_cannot_start_leaves_a_failed_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site_server: Site
) -> None:
    monkeypatch.setattr("spiders.crawl.COMMAND", [sys.executable, "-c", "raise ImportError('no such parser')"])
    run = crawl(SITEMAP, tmp_path, DAY, [].append, site_server.env())
    assert run.status == "failed"
    assert run.reason == "the crawl did not run (exit code 1): ImportError: no such parser"
    assert [landed.run for landed in landed_runs(tmp_path)] == [run]


@pytest.mark.usefixtures("unhurried_command")
class TestUnhurried:
    """The same command without the pause, where the pause is not what matters."""

    def test_what_an_answer_means_for_the_run(self, site_server: Site, crawl_site: Crawl) -> None:
        site_server.add_job("/1")
        site_server.add("/about", "<p>who we are")
        site_server.add_sitemap("/1", "/gone", "/about")
        crawled = crawl_site()
        assert (crawled.run.status, crawled.run.parsed, crawled.run.rejected) == ("complete", 1, 2)
        assert crawled.reasons() == {
            "http://a.test/gone": "HTTP 404",
            "http://a.test/about": "no record in the answer",
        }

    @pytest.mark.parametrize(
        ("status", "ended", "reason"),
        [
            (403, "blocked", "turned away by a.test: HTTP 403 (2)"),
            (451, "blocked", "HTTP 451 (2)"),
            (200, "failed", "no record in the answer (2)"),
        ],
    )
    def test_a_run_without_a_record(
        self, site_server: Site, crawl_site: Crawl, status: int, ended: str, reason: str
    ) -> None:
        site_server.add("/1", status=status)
        site_server.add("/2", status=status)
        site_server.add_sitemap("/1", "/2")
        run = crawl_site().run
        assert (run.status, run.reason, run.fetched, run.rejected) == (ended, reason, 2, 2)

    def test_a_start_that_is_not_there(self, crawl_site: Crawl) -> None:
        run = crawl_site().run
        assert (run.status, run.reason, run.parsed) == ("failed", "HTTP 404 (1)", 0)

    def test_a_page_is_tried_three_times_and_its_neighbours_arrive(self, site_server: Site, crawl_site: Crawl) -> None:
        answers = iter([503, 502, 200])
        site_server.answers["/late"] = lambda _: (
            next(answers),
            {"Content-Type": "text/html"},
            job_page("late").encode(),
        )
        site_server.add("/never", status=500)
        site_server.add_job("/1")
        site_server.add_job("/2")
        site_server.add_sitemap("/1", "/late", "/never", "/2")
        crawled = crawl_site()
        assert site_server.paths().count("/never") == 3
        assert crawled.identifiers() == ["/1", "late", "/2"]
        assert (crawled.run.status, crawled.run.reason) == (
            "partial",
            "not all that was asked for was answered: HTTP 500 (1)",
        )

    def test_a_host_that_fails_everywhere_is_left_alone(self, site_server: Site, crawl_site: Crawl) -> None:
        site_server.add_sitemap(*(f"/{n}" for n in range(8)))
        for n in range(8):
            site_server.add(f"/{n}", status=503)
        run = crawl_site().run
        assert len(site_server.asked) == 2 + 3 * 3
        assert run.status == "failed"
        assert run.reason == "a.test rests: 3 addresses in a row failed (5), HTTP 503 (3)"
        assert (run.fetched, run.rejected) == (8, 8)

    def test_retry_after_is_honoured_in_seconds_and_as_a_date(self, site_server: Site, crawl_site: Crawl) -> None:
        page = (200, {"Content-Type": "text/html"}, job_page("1").encode())
        hurried = iter([lambda: (429, {"Retry-After": "1"}, b""), lambda: page])
        until = iter([lambda: (503, {"Retry-After": formatdate(time.time() + 3, usegmt=True)}, b""), lambda: page])
        site_server.answers |= {"/1": lambda _: next(hurried)(), "/2": lambda _: next(until)()}
        site_server.add_sitemap("/1", "/2")
        assert crawl_site().run.status == "complete"
        first, second = (gap for gap in gaps(site_server) if gap >= 1)
        assert 1 <= first < 2 <= second <= 3.5

    def test_a_host_that_asks_for_hours_is_left_alone(self, site_server: Site, crawl_site: Crawl) -> None:
        site_server.add("/1", status=429, Retry_After="7200")
        site_server.add_job("/2")
        site_server.add_sitemap("/1", "/2")
        run = crawl_site().run
        assert site_server.paths() == ["/robots.txt", "/sitemap.xml", "/1"]
        assert run.status == "blocked"
        assert run.reason == "HTTP 429: a.test asks to wait 7200 s, more than 120 s (2)"

    def test_a_page_cap_makes_the_run_partial(self, site_server: Site, crawl_site: Crawl) -> None:
        site_server.add_sitemap(*(f"/{n}" for n in range(9)))
        for n in range(9):
            site_server.add_job(f"/{n}")
        crawled = crawl_site(CREDSCOPE_MAX_PAGES="4")
        assert crawled.identifiers() == ["/0", "/1", "/2"]
        assert (crawled.run.status, crawled.run.reason) == ("partial", "stopped after 4 pages (CREDSCOPE_MAX_PAGES)")
        assert len(site_server.asked) == 5

    def test_no_more_addresses_are_kept_than_may_be_asked(self, site_server: Site, crawl_site: Crawl) -> None:
        site_server.add("/robots.txt", "User-agent: *\nDisallow: /private", kind="text/plain")
        site_server.add_sitemap("/0", *(f"/private/{n}" for n in range(99)), "/1")
        site_server.add_job("/0")
        crawled = crawl_site(CREDSCOPE_MAX_PAGES="4")
        assert crawled.identifiers() == ["/0"]
        assert (crawled.run.status, crawled.run.reason) == (
            "partial",
            "more addresses were found than may be asked for (CREDSCOPE_MAX_PAGES)",
        )

    def test_a_time_cap_makes_the_run_partial(self, site_server: Site, crawl_site: Crawl) -> None:
        def slow(handler: Any) -> tuple[int, dict[str, str], bytes]:
            time.sleep(0.4)
            return 200, {"Content-Type": "text/html"}, job_page(handler.path).encode()

        site_server.add_sitemap(*(f"/{n}" for n in range(20)))
        site_server.answers |= {f"/{n}": slow for n in range(20)}
        crawled = crawl_site(CREDSCOPE_MAX_SECONDS="2")
        assert (crawled.run.status, crawled.run.reason) == ("partial", "stopped after 2 s (CREDSCOPE_MAX_SECONDS)")
        assert 0 < crawled.run.parsed < 8

    def test_sitemaps_that_lead_to_sitemaps_without_end_stop_at_the_depth_that_is_too_much(
        self, site_server: Site, crawl_site: Crawl
    ) -> None:
        def index(handler: Any) -> tuple[int, dict[str, str], bytes]:
            number = int(handler.path.partition("=")[2] or 0) + 1
            listed = f"<sitemap><loc>http://a.test/sitemap.xml?n={number}</loc></sitemap>"
            if number == 1:
                listed = f"<sitemap><loc>http://a.test/good.xml</loc></sitemap>{listed}"
            return 200, {"Content-Type": "text/xml"}, f"<sitemapindex>{listed}</sitemapindex>".encode()

        site_server.answers |= {"/sitemap.xml": index} | {f"/sitemap.xml?n={n}": index for n in range(100)}
        site_server.add_sitemap("/1", path="/good.xml")
        site_server.add_job("/1")
        crawled = crawl_site()
        assert crawled.identifiers() == ["/1"]
        assert (crawled.run.status, crawled.run.reason) == ("partial", f"stopped at {DEPTH} links from the start")
        assert len(site_server.asked) == DEPTH + 4

    def test_nothing_listens_while_a_crawl_goes_on(self, site_server: Site, crawl_site: Crawl) -> None:
        def listening(handler: Any) -> tuple[int, dict[str, str], bytes]:
            mine = [p for p in Path("/proc").glob("[0-9]*") if b"scrapy" in (p / "cmdline").read_bytes()]
            names = {str(fd.readlink()) for p in mine for fd in (p / "fd").glob("*") if fd.exists()}
            rows = [
                row.split() for file in ("tcp", "tcp6") for row in Path(f"/proc/net/{file}").read_text().splitlines()
            ]
            found.append((len(mine), [row[1] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in names]))
            return 200, {"Content-Type": "text/html"}, job_page("1").encode()

        found: list[tuple[int, list[str]]] = []
        site_server.answers["/1"] = listening
        site_server.add_sitemap("/1")
        assert crawl_site().run.status == "complete"
        assert found[0][0] >= 1
        assert found[0][1] == []

    def test_what_the_crawl_says_holds_no_secrets(self, site_server: Site, crawl_site: Crawl) -> None:
        site_server.add("/1?token=s3cret&mail=jane@a.test", status=500)
        site_server.add_sitemap("/1?token=s3cret&amp;mail=jane@a.test")
        said = " ".join(crawl_site().said)
        assert "Gave up retrying" in said
        assert "s3cret" not in said
        assert "jane" not in said


class Outside:
    """A crawl in a process of its own, as a shell would start it."""

    CODE = """
import sys, signal
from datetime import date
from pathlib import Path
from spiders import crawl
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
crawl.COMMAND = eval(sys.argv[2])
crawl.crawl("site:http://a.test/sitemap.xml", Path(sys.argv[1]), date(2026, 11, 23))
"""

    def __init__(self, root: Path, home: Path, site: Site, command: list[str]) -> None:
        arguments = [sys.executable, "-c", self.CODE, str(home), repr(command)]
        self.process = Popen(arguments, cwd=root, env=os.environ | site.env(), stdout=DEVNULL, stderr=DEVNULL)

    def signal_after(self, site: Site, requests: int, number: int) -> None:
        while len(site.asked) < requests and self.process.poll() is None:
            time.sleep(0.02)
        self.process.send_signal(number)
        self.process.wait(30)


def twelve_pages(site: Site) -> None:
    def page(handler: Any) -> tuple[int, dict[str, str], bytes]:
        time.sleep(0.1)
        return 200, {"Content-Type": "text/html"}, job_page(handler.path).encode()

    site.add_sitemap(*(f"/{n}" for n in range(12)))
    site.answers |= {f"/{n}": page for n in range(12)}


@pytest.mark.parametrize("requests", [1, 8])
def test_a_killed_crawl_is_made_good_by_the_same_command(
    root: Path, tmp_path: Path, site_server: Site, unhurried_command: list[str], requests: int
) -> None:
    twelve_pages(site_server)
    Outside(root, tmp_path / "killed", site_server, unhurried_command).signal_after(
        site_server, requests, signal.SIGKILL
    )
    assert landed_runs(tmp_path / "killed") == []
    killed = crawl(SITEMAP, tmp_path / "killed", DAY, [].append, site_server.env())
    asked = site_server.paths()
    assert len(asked) <= 14 + 1  # the request under way at the kill is the only one that may be asked again
    whole = crawl(SITEMAP, tmp_path / "whole", DAY, [].append, site_server.env())
    assert killed == whole
    files = [
        (tmp_path / home / "landing/site:a.test/2026-11-23/records.jsonl.gz").read_bytes()
        for home in ("killed", "whole")
    ]
    assert files[0] == files[1]


def test_a_stopped_crawl_closes_its_books_and_leaves_no_orphan(
    root: Path, tmp_path: Path, site_server: Site, unhurried_command: list[str]
) -> None:
    twelve_pages(site_server)
    outside = Outside(root, tmp_path, site_server, unhurried_command)
    outside.signal_after(site_server, 5, signal.SIGTERM)
    assert outside.process.returncode == 143
    (landed,) = landed_runs(tmp_path)
    assert (landed.run.status, landed.run.reason) == ("partial", "stopped from outside")
    assert landed.run.parsed == len(list(landed.records())) > 0
    asked = len(site_server.asked)
    time.sleep(0.5)
    assert len(site_server.asked) == asked
