"""First contact with a source, through the real crawl of a local site, in at most four requests."""

import json
from pathlib import Path

import pytest

from spiders.check import INVENTED, NESTED, Check, check, invented
from spiders.fingerprint import fingerprint
from spiders.source_spider import Page
from tests.spiders.conftest import DAY, Site

SITE = "site:http://a.test/sitemap.xml"
JOB = {"title": "Welder", "absolute_url": "https://b.test/1", "location": {"name": "Leeds"}}
BOARD = "/v1/boards/meridianvale/jobs?content=true&pay_transparency=true"


def job_page(**more: object) -> str:
    employer = {"name": "Acme"}
    stated = {"@type": "JobPosting", "title": "Welder", "hiringOrganization": employer, "description": "<p>Weld.</p>"}
    return f'<html><script type="application/ld+json">{json.dumps(stated | more)}</script></html>'


def checked(site: Site, home: Path, name: str = SITE) -> Check:
    return check(name, home, DAY, lambda line: None, site.env("a.test", "greenhouse.sample.test"))


@pytest.fixture
def good_site(site_server: Site) -> Site:
    site_server.add_sitemap(*(f"/jobs/{n}" for n in range(20)))
    for n in range(20):
        site_server.add(f"/jobs/{n}", job_page())
    return site_server


@pytest.mark.usefixtures("unhurried_command")
class TestContact:
    def test_four_requests_tell_that_a_site_is_as_known(self, good_site: Site, tmp_path: Path) -> None:
        found = checked(good_site, tmp_path)
        assert good_site.paths() == ["/robots.txt", "/sitemap.xml", "/jobs/0", f"/jobs/{INVENTED}"]
        assert (found.passed, found.count, found.requests, found.changed) == (True, 20, 4, [])
        assert "ld+json.hiringOrganization.name: text" in found.structure
        assert [Path(answer).read_bytes() for answer in found.answers][1] == job_page().encode()
        assert Check.known(tmp_path, "site:a.test") == found

    def test_a_board_of_one_answer_needs_three(self, site_server: Site, tmp_path: Path) -> None:
        board = {"jobs": [{**JOB, "id": 1, "company_name": "Acme"}], "meta": {"total": 1}}
        site_server.add(BOARD, json.dumps(board), kind="application/json")
        found = checked(site_server, tmp_path, "sample-meridian")
        asked = [f"/v1/boards/{name}/jobs?content=true&pay_transparency=true" for name in ("meridianvale", INVENTED)]
        assert site_server.paths() == ["/robots.txt", *asked]
        assert (found.passed, found.count) == (True, 1)

    def test_a_site_that_answers_200_to_anything_is_not_trusted(self, good_site: Site, tmp_path: Path) -> None:
        good_site.add(f"/jobs/{INVENTED}", job_page())
        found = checked(good_site, tmp_path)
        assert not found.passed
        assert "which is invented, is answered like a real one" in found.reason

    def test_a_changed_structure_is_told_path_by_path(self, good_site: Site, tmp_path: Path) -> None:
        checked(good_site, tmp_path)
        good_site.add("/jobs/0", job_page(baseSalary=5, description=None))
        found = checked(good_site, tmp_path)
        assert [path for path in found.changed if "ld+json" in path] == [
            "+ld+json.baseSalary: number",
            "+ld+json.description: nothing",
            "-ld+json.description: text",
        ]

    @pytest.mark.parametrize(
        ("status", "body", "says"),
        [
            (403, "", "turned away by a.test: HTTP 403"),
            (202, "", "turned away by a.test: HTTP 202"),
            (200, "<html>Trademark policy</html>", "http://a.test/jobs/0: no record in the answer"),
            (200, job_page(hiringOrganization=None), "http://a.test/jobs/0: a record without an employer"),
            (404, "", "http://a.test/jobs/0 answered HTTP 404"),
        ],
    )
    def test_what_is_not_as_known_does_not_pass(
        self, good_site: Site, tmp_path: Path, status: int, body: str, says: str
    ) -> None:
        good_site.add("/jobs/0", body, status=status)
        found = checked(good_site, tmp_path)
        assert (found.passed, found.reason) == (False, says)
        assert len(good_site.paths()) <= 4

    def test_a_robots_file_that_says_no_is_the_end(self, good_site: Site, tmp_path: Path) -> None:
        good_site.add("/robots.txt", "User-agent: *\nDisallow: /", kind="text/plain")
        found = checked(good_site, tmp_path)
        assert not found.passed
        assert "robots.txt disallows it" in found.reason
        assert good_site.paths() == ["/robots.txt"]

    def test_a_nested_listing_is_gone_on_with_by_the_next_check(self, good_site: Site, tmp_path: Path) -> None:
        index = "<sitemapindex><sitemap><loc>http://a.test/sitemap.xml</loc></sitemap></sitemapindex>"
        good_site.add("/index.xml", index, kind="application/xml")
        name = "site:http://a.test/index.xml"
        assert checked(good_site, tmp_path, name).reason == NESTED
        assert good_site.paths() == ["/robots.txt", "/index.xml", "/sitemap.xml", "/jobs/0"]
        assert checked(good_site, tmp_path, name).passed
        assert good_site.paths()[4:] == [f"/jobs/{INVENTED}"]


def test_without_a_key_or_when_off_nothing_is_asked(tmp_path: Path) -> None:
    found = check("adzuna-gb", tmp_path, DAY, lambda line: None, {"CREDSCOPE_CONTACT": "tests@example.org"})
    assert (found.passed, found.requests) == (False, 0)
    assert found.reason.startswith("CREDSCOPE_ADZUNA_KEY is not set")


@pytest.mark.parametrize(
    ("url", "board", "named"),
    [
        ("https://a.test/v1/boards/acme/jobs?x=1", "acme", f"https://a.test/v1/boards/{INVENTED}/jobs?x=1"),
        ("https://a.test/course/welding?lang=en", "", f"https://a.test/course/{INVENTED}"),
        ("https://a.test/course/welding/", "learn", f"https://a.test/course/{INVENTED}"),
        ("https://a.test/", "", f"https://a.test/{INVENTED}"),
    ],
)
def test_an_invented_address_is_like_a_real_one(url: str, board: str, named: str) -> None:
    assert invented(url, board) == named


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        (b'{"jobs": [{"id": 1, "to": null}, {"id": "x", "on": true}]}',
         ["jobs[].id: number", "jobs[].id: text", "jobs[].on: yes or no", "jobs[].to: nothing"]),
        (b'{"by id": {"12345": {"name": "x"}}}', ["*.*.name: text"]),
        (b"<?xml version='1.0'?><a><b><c/></b><b/></a>", ["a", "a/b", "a/b/c"]),
        (b"<html><body><div class='css-80vnnb'><p>x</p></div></body></html>",
         ["html/body/div", "html/body/div/p"]),
    ],
)  # fmt: skip
def test_a_fingerprint_is_structure_without_content(body: bytes, paths: list[str]) -> None:
    assert fingerprint(Page("https://a.test/", body)) == paths
