"""robots.txt by RFC 9309: the rules alone, then a crawl that obeys them."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.permission import Permission, RobotsAnswer
from spiders.robots import SIZE_LIMIT, Rules
from tests.spiders.conftest import Crawled, Site, cut_short, drip, hang_up, job_page

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
    answer = RobotsAnswer(status, "", "2026-11-23")
    assert (Permission.of("http://a.test", answer).text is not None) is allowed


DAY_OF_RUN = "2026-11-23"
RULES = b"User-agent: *\nDisallow: /private\n"
FILLER = b"# nothing to see here, move along\n" * (520_000 // 34)
TEXT = {"Content-Type": "text/plain"}


def moved(status: int, to: str) -> tuple[int, dict[str, str], bytes]:
    return status, {"Location": to}, b""


# host: (the answers that lead to its robots file, what is asked of the host after that, what is said of it)
ROBOTS: dict[str, tuple[dict[str, Any], set[str], str]] = {
    "rules": ({"": (200, TEXT, RULES)}, {"/1"}, "obeyed"),
    "empty": ({"": (204, {}, b"")}, {"/1", "/private"}, "obeyed"),
    "five-hops": (
        {"": moved(301, "/r1")}
        | {f"/r{n}": moved(302 + n % 2 * 5, f"/r{n + 1}") for n in range(1, 5)}
        | {"/r5": (200, TEXT, RULES)},
        {"/1"},
        "obeyed",
    ),
    "six-hops": (
        {"": moved(301, "/r1")}
        | {f"/r{n}": moved(302, f"/r{n + 1}") for n in range(1, 6)}
        | {"/r6": (200, TEXT, RULES)},
        {"/1", "/private"},
        "all allowed",
    ),
    "elsewhere": ({"": moved(302, "http://rules.test/robots.txt")}, {"/1"}, "obeyed"),
    "inside": ({"": moved(302, "http://localhost:PORT/in")}, set(), "refused: not a public address"),
    "into-a-file": ({"": moved(302, "file:///etc/passwd")}, set(), "refused: only http and https"),
    "bad-request": ({"": (400, {}, b"")}, {"/1", "/private"}, "HTTP 400): all allowed"),
    "locked": ({"": (401, {}, RULES)}, {"/1", "/private"}, "HTTP 401): all allowed"),
    "forbidden": ({"": (403, {}, RULES)}, {"/1", "/private"}, "HTTP 403): all allowed"),
    "missing": ({"": (404, {}, RULES)}, {"/1", "/private"}, "HTTP 404): all allowed"),
    "gone": ({"": (410, {}, RULES)}, {"/1", "/private"}, "HTTP 410): all allowed"),
    "hasty": ({"": (429, {}, b"")}, {"/1", "/private"}, "HTTP 429): all allowed"),
    "broken": ({"": (500, {}, b"")}, set(), "HTTP 500): all disallowed"),
    "busy": ({"": (503, {}, b"")}, set(), "HTTP 503): all disallowed"),
    "silent": ({"": hang_up}, set(), "the connection failed (DownloadFailedError)): all disallowed"),
    "slow": ({"": drip}, set(), "no whole answer in time): all disallowed"),
    "half": ({"": cut_short}, set(), "the connection failed (ResponseDataLossError)): all disallowed"),
    "challenged": (
        {"": (403, {"CF-Mitigated": "challenge"}, b"")},
        set(),
        "turned away by challenged.test: a challenge (cf-mitigated)): all disallowed",
    ),
    "challenged-softly": (
        {"": (200, {}, b"<!doctype html><head><title>Making sure you&#39;re not a bot!</title>")},
        set(),
        "a challenge page): all disallowed",
    ),
    "too-patient": (
        {"": (200, TEXT, b"User-agent: *\nCrawl-delay: 60\n")},
        set(),
        "asks for 60 s between requests, more than 30 s: not fetched",
    ),
    "long": ({"": (200, TEXT, b"User-agent: *\n" + FILLER + b"Disallow: /private\n")}, {"/1"}, "obeyed"),
    "endless": ({"": (200, TEXT, RULES + b"Allow: /private-not\n" * (3 * SIZE_LIMIT // 20))}, {"/1"}, "obeyed"),
    "torn-rule": ({"": (200, TEXT, RULES + b"#" * (SIZE_LIMIT - 45) + b"\nDisallow: /1-not-read")}, {"/1"}, "obeyed"),
    "html": (
        {"": (200, {"Content-Type": "text/html"}, b"<html>Not a robots file</html>")},
        {"/1", "/private"},
        "obeyed",
    ),
    "binary": ({"": (200, TEXT, bytes(range(256)) + b"\n" + RULES)}, {"/1"}, "obeyed"),
}


def test_what_the_answer_for_the_file_means(site_server: Site, crawl_board: Crawl) -> None:
    """One crawl of many hosts, each with a page that is always free and one that its robots file, if read, forbids."""
    site_server.add_job("/1")
    site_server.add_job("/private")
    for name, (answers, _, _) in ROBOTS.items():
        for path, answer in answers.items():
            if isinstance(answer, tuple):
                where = {k: v.replace("PORT", str(site_server.port)) for k, v in answer[1].items()}
                answer = (answer[0], where, answer[2])
            site_server.answers[f"{name}.test{path or '/robots.txt'}"] = answer
    hosts = tuple(f"{name}.test" for name in ROBOTS)
    starts = [f"http://{host}{path}" for host in hosts for path in ("/1", "/private")]
    crawled = crawl_board(hosts, start_urls=starts)
    asked = {name: {p for p in site_server.paths(f"{name}.test") if p in {"/1", "/private"}} for name in ROBOTS}
    assert asked == {name: expected for name, (_, expected, _) in ROBOTS.items()}
    sentences = (crawled.run.robots or "").split("; ")
    said = {name: next(s for s in sentences if s.startswith(f"http://{name}.test")) for name in ROBOTS}
    assert {name: said[name] for name, (_, _, words) in ROBOTS.items() if words not in said[name]} == {}
    assert [name for name in ROBOTS if f" {DAY_OF_RUN} " not in f"{said[name]} "] == []
    assert "/in" not in site_server.paths()
    assert site_server.paths("busy.test").count("/robots.txt") == 3
    assert site_server.paths("slow.test") == ["/robots.txt"]
    assert crawled.run.fetched == crawled.run.rejected + crawled.run.parsed == len(starts)


def test_the_reference_suite_is_obeyed_by_the_crawl(site_server: Site, crawl_board: Crawl, shared: Path) -> None:
    """Each case at a host of its own, our name in place of the robot's; one crawl of them all.

    Left out are the cases without an address or with a robot's name that none may have, and addresses beyond ASCII,
    which are never asked for as they stand.
    """
    cases = json.loads((shared / "conformance" / "robots-cases.json").read_text(encoding="utf-8"))
    cases = [case for case in cases if case["ua"].isalpha() and case["url"] and case["url"].isascii()]
    starts, expected = [], {}
    for number, case in enumerate(cases):
        host = f"c{number}.test"
        ours = re.sub(
            case["ua"], lambda name: "CREDSCOPE" if name[0].isupper() else "credScope", case["robots"], flags=re.I
        )
        site_server.add(f"{host}/robots.txt", ours, kind="text/plain")
        url = urlsplit(case["url"])._replace(scheme="http", netloc=host).geturl()
        starts.append(url)
        expected[host] = case["allowed"]
    crawl_board(tuple(expected), start_urls=starts)
    asked = {host: any(path != "/robots.txt" for path in site_server.paths(host)) for host in expected}
    assert len(expected) >= 130
    assert asked == expected


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
        assert crawled.run.robots == "http://a.test/robots.txt of 2026-11-23 obeyed; disallowed addresses: 2"
        assert set(crawled.reasons().values()) == {"robots.txt disallows it"}

    def test_no_page_leads_past_the_file(self, site_server: Site, crawl_site: Crawl) -> None:
        """Not by a canonical or alternate link, a refresh, a base, a frame, a header, nor by a record's address."""
        links = "".join(
            f'<link rel="{rel}" href="/private/{rel}">' for rel in ("canonical", "alternate", "next", "amphtml")
        )
        meta = '<meta http-equiv="refresh" content="0; url=/private/refresh"><base href="/private/">'
        page = job_page("/1").replace('"title"', '"url": "http://a.test/private/u", "title"')
        frame = '<iframe src="/private/frame"></iframe><a href="/private/a">more</a>'
        header = {
            "Link": '</private/link>; rel="next"',
            "Refresh": "0; url=/private/header",
            "Content-Location": "/private/",
        }
        site_server.add("/1", f"<head>{links}{meta}</head>{page}{frame}", **header)
        site_server.add("/robots.txt", "User-agent: *\nDisallow: /private\n", kind="text/plain")
        site_server.add_sitemap("/1", path="/private/sitemap.xml")
        index = "".join(
            f"<sitemap><loc>http://a.test{path}</loc></sitemap>" for path in ("/private/sitemap.xml", "/s.xml")
        )
        site_server.add("/sitemap.xml", f"<sitemapindex>{index}</sitemapindex>", kind="text/xml")
        site_server.add_sitemap("/1", path="/s.xml")
        crawled = crawl_site()
        assert site_server.paths() == ["/robots.txt", "/sitemap.xml", "/s.xml", "/1"]
        assert crawled.identifiers() == ["/1"]

    def test_an_api_is_not_followed_to_a_next_page_that_the_file_forbids(
        self, site_server: Site, crawl_board: Crawl
    ) -> None:
        site_server.add("/robots.txt", "User-agent: *\nDisallow: /*skip=100\n", kind="text/plain")
        posting = {"text": "Welder", "categories": {"location": "Graz"}, "hostedUrl": "http://a.test/1"}
        page = json.dumps([posting | {"id": str(number)} for number in range(100)])
        first = "/v0/postings/acme?mode=json&skip=0&limit=100"
        site_server.add(first, page, kind="application/json")
        crawled = crawl_board(platform="lever")
        assert site_server.paths() == ["/robots.txt", first]
        assert len(crawled.identifiers()) == 100
        assert [*crawled.reasons().values()] == ["robots.txt disallows it"]

    def test_the_file_is_asked_for_once_a_day(self, site_server: Site, crawl_site: Crawl, tmp_path: Path) -> None:
        site_server.add("/robots.txt", "User-agent: *\nDisallow: /private\n")
        first = crawl_site().run
        (cached,) = (tmp_path / "robots").iterdir()
        kept = json.loads(cached.read_text())
        assert (kept["origin"], kept["day"]) == ("http://a.test", DAY_OF_RUN)
        cached.write_text(json.dumps(kept | {"day": "2026-11-22"}))
        second = crawl_site().run
        assert site_server.paths().count("/robots.txt") == 1
        assert (first.status, first.fetched) == (second.status, second.fetched)
        assert second.robots == "http://a.test/robots.txt of 2026-11-22 obeyed; disallowed addresses: 2"
        cached.write_text(json.dumps(kept | {"fetched_at": kept["fetched_at"] - 24 * 3600}))
        crawl_site()
        assert site_server.paths().count("/robots.txt") == 2

    def test_a_start_at_the_robots_file_needs_no_second_request(self, site_server: Site, crawl_site: Crawl) -> None:
        site_server.add("/robots.txt", "User-agent: *\nDisallow: /private\nSitemap: http://a.test/sitemap.xml\n")
        crawled = crawl_site("http://a.test/")
        assert site_server.paths() == ["/robots.txt", "/sitemap.xml", "/1", "/go"]
        assert crawled.identifiers() == ["/1"]
