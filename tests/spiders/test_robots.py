"""robots.txt by RFC 9309: the rules alone, then a crawl that obeys them."""

import json
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.permission import Permission
from spiders.robots import SIZE_LIMIT, Rules
from tests.spiders.conftest import Crawled, Site

Crawl = Callable[..., Crawled]


def test_the_reference_suite_of_matching_rules(shared: Path) -> None:
    cases = json.loads((shared / "conformance" / "robots-cases.json").read_text(encoding="utf-8"))
    wrong = [case for case in cases if Rules.parse(case["robots"], case["ua"]).allow(case["url"]) != case["allowed"]]
    assert len(cases) == 140
    assert wrong == []


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "/x", True),
        ("user-agent: *\ndisallow: /", "/x", False),
        ("user-agent: *\ndisallow:", "/x", True),
        ("user-agent: credscope\nallow: /\nuser-agent: *\ndisallow: /", "/x", True),
        ("user-agent: CredScope/1.0\ndisallow: /", "/x", False),
        ("user-agent: a\nuser-agent: credscope\ndisallow: /x\nuser-agent: b\ndisallow: /y", "/y", True),
        ("user-agent: *\ndisallow: /a*b*c$", "/a1b2c", False),
        ("user-agent: *\ndisallow: /a*b*c$", "/a1b2cd", True),
        ("user-agent: *\ndisallow: /*?page=", "/list?page=2", False),
        ("user-agent: *\ndisallow: /p\nallow: /p", "/p", True),
        ("\ufeffuser-agent: *\rdisallow: /x # no", "/x", False),
        ("user-agent: *\ncrawl-delay: 5\ndisallow: /x", "/x", False),
        ("disallow: /", "/x", True),
    ],
)
def test_rules(robots: str, path: str, allowed: bool) -> None:
    assert Rules.parse(robots, "credscope").allow(f"http://a.test{path}") is allowed


@pytest.mark.parametrize(
    ("robots", "delay"),
    [
        ("user-agent: *\ncrawl-delay: 5", 5.0),
        ("user-agent: *\ncrawl-delay: 2.5\nuser-agent: credscope\ndisallow:", None),
        ("user-agent: *\ncrawl-delay: soon", None),
        ("user-agent: credscope\ncrawl-delay: 1\ncrawl-delay: 3", 3.0),
    ],
)
def test_crawl_delay(robots: str, delay: float | None) -> None:
    assert Rules.parse(robots, "credscope").delay == delay


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    Rules.parse(text, "credscope").allow(f"http://a.test/{text}")


@pytest.mark.parametrize("line", ["user-agent: *\n", "disallow: /" + "a*" * 40 + "\n", " ", "user agent", "a:\n", "#"])
def test_a_large_file_takes_little_time(line: str) -> None:
    start = process_time()
    rules = Rules.parse("user-agent: *\n" + line * (200_000 // len(line)), "credscope")
    rules.allow("http://a.test/" + "a" * 2_000)
    assert process_time() - start < 2.0


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        (200, True),
        (204, True),
        (301, False),
        (400, True),
        (404, True),
        (410, True),
        (429, True),
        (500, False),
        (0, False),
    ],
)
def test_what_the_status_of_the_file_means(status: int, allowed: bool) -> None:
    assert (Permission.of("http://a.test", status, "").text is not None) is allowed


@pytest.mark.usefixtures("unhurried_command")
class TestCrawl:
    """What a crawl makes of the answer; `/1` is always there to be had."""

    @pytest.fixture(autouse=True)
    def pages(self, site_server: Site) -> None:
        site_server.add_job("/1")
        site_server.add_job("/private/2")
        site_server.add_sitemap("/1", "/private/2", "/go")
        site_server.add("/go", status=302, Location="/private/3")

    def test_a_disallowed_page_is_never_asked_for(self, site_server: Site, crawl_site: Crawl) -> None:
        site_server.add("/robots.txt", "User-agent: *\nDisallow: /private\n", kind="text/plain")
        crawled = crawl_site()
        assert site_server.paths() == ["/robots.txt", "/sitemap.xml", "/1", "/go"]
        assert (crawled.run.status, crawled.run.parsed, crawled.run.rejected) == ("complete", 1, 2)
        assert crawled.run.robots == "http://a.test/robots.txt obeyed; disallowed addresses: 2"
        assert set(crawled.reasons().values()) == {"robots.txt disallows it"}

    def test_no_file_for_the_moment_means_no(self, site_server: Site, crawl_site: Crawl) -> None:
        site_server.add("/robots.txt", status=503)
        run = crawl_site().run
        assert site_server.paths() == ["/robots.txt"] * 3
        assert (run.status, run.parsed) == ("blocked", 0)
        assert run.robots == (
            "http://a.test/robots.txt is not available (HTTP 503): all disallowed; disallowed addresses: 1"
        )

    def test_no_answer_means_no(self, site_server: Site, crawl_site: Crawl) -> None:
        def silence(handler: object) -> None:
            handler.close_connection = True  # type: ignore[attr-defined]

        site_server.answers["/robots.txt"] = silence
        run = crawl_site().run
        assert set(site_server.paths()) == {"/robots.txt"}
        assert (run.status, run.robots) == (
            "blocked",
            "http://a.test/robots.txt is not available (the connection failed (DownloadFailedError)): all disallowed; "
            "disallowed addresses: 1",
        )

    def test_no_file_means_yes(self, site_server: Site, crawl_site: Crawl) -> None:
        site_server.add("/robots.txt", status=403)
        crawled = crawl_site()
        assert crawled.identifiers() == ["/1", "/private/2"]
        assert crawled.run.robots == "http://a.test has no robots.txt (HTTP 403): all allowed"

    @pytest.mark.parametrize(("hops", "obeyed"), [(5, True), (6, False)])
    def test_five_redirects_are_followed(self, site_server: Site, crawl_site: Crawl, hops: int, obeyed: bool) -> None:
        site_server.add("/robots.txt", status=301, Location="/r1")
        for hop in range(1, hops):
            site_server.add(f"/r{hop}", status=302, Location=f"/r{hop + 1}")
        site_server.add(f"/r{hops}", "User-agent: *\nDisallow: /private\n")
        crawl_site()
        assert ("/private/2" not in site_server.paths()) is obeyed

    def test_a_redirect_may_lead_to_another_host_but_not_inside(self, site_server: Site, crawl_site: Crawl) -> None:
        site_server.add("/robots.txt", status=301, Location=f"http://localhost:{site_server.port}/r")
        assert crawl_site().run.status == "blocked"
        assert site_server.paths() == ["/robots.txt"]

    def test_a_rule_half_a_megabyte_down_counts(self, site_server: Site, crawl_site: Crawl) -> None:
        filler = "# nothing to see here, move along\n" * (520_000 // 34)
        site_server.add("/robots.txt", f"User-agent: *\n{filler}Disallow: /private\n")
        crawl_site()
        assert "/private/2" not in site_server.paths()

    def test_an_endless_file_is_cut(self, site_server: Site, crawl_site: Crawl) -> None:
        rules = b"User-agent: *\nDisallow: /private\n"
        site_server.add("/robots.txt", rules + b"Allow: /private/2-and-more\n" * (3 * SIZE_LIMIT // 27))
        assert crawl_site().identifiers() == ["/1"]

    def test_the_file_is_asked_for_once_a_day(self, site_server: Site, crawl_site: Crawl, tmp_path: Path) -> None:
        site_server.add("/robots.txt", "User-agent: *\nDisallow: /private\n")
        first, second = crawl_site().run, crawl_site().run
        assert site_server.paths().count("/robots.txt") == 1
        assert (first.status, first.robots, first.fetched) == (second.status, second.robots, second.fetched)
        (cached,) = (tmp_path / "robots").iterdir()
        kept = json.loads(cached.read_text())
        assert kept["origin"] == "http://a.test"
        cached.write_text(json.dumps(kept | {"fetched_at": kept["fetched_at"] - 24 * 3600}))
        crawl_site()
        assert site_server.paths().count("/robots.txt") == 2

    def test_a_host_that_wants_more_patience_than_ours_is_left_alone(
        self, site_server: Site, crawl_site: Crawl
    ) -> None:
        site_server.add("/robots.txt", "User-agent: *\nCrawl-delay: 60\n")
        run = crawl_site().run
        assert site_server.paths() == ["/robots.txt"]
        assert run.status == "blocked"
        assert run.reason == (
            "http://a.test/robots.txt asks for 60 s between requests, more than 30 s: not fetched (1)"
        )

    def test_a_start_at_the_robots_file_needs_no_second_request(self, site_server: Site, crawl_site: Crawl) -> None:
        site_server.add("/robots.txt", "User-agent: *\nDisallow: /private\nSitemap: http://a.test/sitemap.xml\n")
        crawled = crawl_site("http://a.test/")
        assert site_server.paths() == ["/robots.txt", "/sitemap.xml", "/1", "/go"]
        assert crawled.identifiers() == ["/1"]
