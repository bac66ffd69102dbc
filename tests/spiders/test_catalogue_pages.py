"""Catalogues of courses and certificates through the crawl, where they are asked, and where they are seen."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from spiders.catalogue import sources
from spiders.discovery import boards_in
from spiders.source_spider import Page
from tests.spiders.conftest import Crawled, Site, board

HERE = Path(__file__).parent


def start_of(**stated: str) -> str:
    return str(board(json.dumps(stated))().start_urls[0])


@pytest.mark.parametrize(
    ("platform", "name", "start"),
    [
        ("courseleaf", "/degrees/certificates/", "http://a.test/degrees/certificates/"),
        ("courseleaf", "coursesaz", "http://a.test/coursesaz/"),
        ("acalog", "12-345", "http://a.test/content.php?catoid=12&navoid=345"),
        ("acalog", "12&navoid=345", "http://a.test/content.php?catoid=12&navoid=345"),
        ("moodle", "", "http://a.test/course/index.php"),
        ("moodle", "/learn/", "http://a.test/learn/course/index.php"),
        ("destiny_one", "", "http://a.test/public/listProgramAreas.do?method=load"),
        (
            "destiny_one",
            "search/publicCourseCertificateSearch.do",
            "http://a.test/search/publicCourseCertificateSearch.do?method=load",
        ),
    ],
)
def test_a_catalogue_is_asked_at_its_list(platform: str, name: str, start: str) -> None:
    assert start_of(platform=platform, board=name) == start


@pytest.mark.parametrize("held", ["b.test=1F2E", "1F2E", "", "b.test=1, c.test=2"])
def test_a_token_is_shown_to_no_other_moodle(monkeypatch: pytest.MonkeyPatch, held: str) -> None:
    monkeypatch.setenv("CREDSCOPE_MOODLE_TOKEN", held)
    assert start_of(platform="moodle", board="") == "http://a.test/course/index.php"


def test_a_token_opens_the_list_of_its_moodle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDSCOPE_MOODLE_TOKEN", "b.test=1, a.test=1F2E")
    start = start_of(platform="moodle", board="learn")
    assert start.startswith("http://a.test/learn/webservice/rest/server.php?")
    assert start.endswith("&wsfunction=core_course_get_courses_by_field&wstoken=1F2E")


def test_the_token_of_careeronestop_is_no_part_of_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDSCOPE_CAREERONESTOP_KEY", "user:secret")
    (ask,) = sources()["careeronestop"]().first
    assert "secret" not in ask.url
    assert ask.headers["Authorization"] == "Bearer secret"


@pytest.mark.parametrize(
    ("url", "page", "found"),
    [
        (
            "https://catalog.hedgerow.example/programs/?x=1",
            '<link rel="stylesheet" href="/css/courseleaf.css">',
            ("courseleaf", "/programs/", "catalog.hedgerow.example"),
        ),
        (
            "https://www.hedgerow.example/study",
            '<a href="https://catalog.hedgerow.example/content.php?catoid=12&amp;navoid=345">Catalog</a>',
            ("acalog", "12&navoid=345", "catalog.hedgerow.example"),
        ),
        (
            "https://www.hedgerow.example/study",
            '<a href="https://learn.hedgerow.example/moodle/course/index.php?categoryid=7">Courses</a>',
            ("moodle", "moodle", "learn.hedgerow.example"),
        ),
        (
            "https://www.hedgerow.example/study",
            '<a href="https://ce.hedgerow.example/search/publicCourseSearchDetails.do?method=load&amp;courseId=1">A</a>',
            ("destiny_one", "", "ce.hedgerow.example"),
        ),
    ],
)
def test_a_catalogue_is_seen_behind_a_page(url: str, page: str, found: tuple[str, str, str]) -> None:
    assert boards_in(Page(url, page.encode())) == [found]


def case(name: str) -> bytes:
    return (HERE / name).read_bytes().replace(b"https://moodle.test/acme", b"http://a.test")


def test_a_list_of_programmes_is_walked_to_its_end(site_server: Site, crawl_board: Callable[..., Crawled]) -> None:
    listed = "/content.php?catoid=12&navoid=345"
    for path, page in {
        listed: "programmes",
        f"{listed}&filter%5Bcpage%5D=2": "last_list",
        "/preview_program.php?catoid=12&poid=3402": "certificate",
    }.items():
        site_server.add(path, case(f"acalog/{page}_synthetic.html"))
    crawled = crawl_board(platform="acalog", board="12-345")
    assert crawled.identifiers() == ["Topiary, Career Studies Certificate"]
    assert sorted(site_server.paths()) == [
        "/content.php?catoid=12&navoid=345",
        "/content.php?catoid=12&navoid=345&filter%5Bcpage%5D=2",
        "/preview_program.php?catoid=12",
        *(f"/preview_program.php?catoid=12&poid={number}" for number in (3402, 3404, 3410, 3411)),
        "/robots.txt",
    ]


def test_a_challenge_ends_the_crawl_of_a_catalogue(site_server: Site, crawl_board: Callable[..., Crawled]) -> None:
    challenge = {"x-amzn-waf-action": "challenge"}
    site_server.answers["/content.php?catoid=12&navoid=345"] = (202, challenge, b"<html></html>")
    crawled = crawl_board(platform="acalog", board="12-345")
    assert (crawled.run.status, crawled.run.parsed) == ("blocked", 0)
    assert "turned away by a.test" in (crawled.run.reason or "")
    assert len(site_server.paths()) == 2


def test_a_catalogue_that_asks_for_two_minutes_is_left_alone(
    site_server: Site, crawl_board: Callable[..., Crawled]
) -> None:
    site_server.add("/robots.txt", "User-agent: *\nCrawl-delay: 120\n", kind="text/plain")
    crawled = crawl_board(platform="acalog", board="12-345")
    assert crawled.run.status == "blocked"
    assert "asks for 120 s between requests" in (crawled.run.robots or "")
    assert site_server.paths() == ["/robots.txt"]


def test_categories_without_courses_are_no_rejects(site_server: Site, crawl_board: Callable[..., Crawled]) -> None:
    top = case("moodle/categories_synthetic.html").replace(b"/acme/course", b"/course")
    site_server.add("/course/index.php", top.replace(b"categoryid=5", b"categoryid=4"))
    whole = case("moodle/category_synthetic.html").replace(b"/acme/course", b"/course")
    site_server.add(
        "/course/index.php?categoryid=4", whole.replace(b"&amp;page=1", b"").replace(b"categoryid=9", b"categoryid=4")
    )
    site_server.add("/course/index.php?categoryid=4&browse=courses&perpage=20", whole)
    crawled = crawl_board(platform="moodle", board="")
    assert sorted(set(crawled.identifiers())) == ["21", "23"]
    assert set(crawled.reasons().values()) <= {"a box without a course's name", "HTTP 404"}
    assert not any("sesskey" in path for path in site_server.paths())


def test_sessions_are_no_part_of_what_is_asked(site_server: Site, crawl_board: Callable[..., Crawled]) -> None:
    area = "selectedProgramAreaId=16994"
    for path, page in {
        "/public/listProgramAreas.do?method=load": "areas",
        f"/public/category/programArea.do?method=load&{area}": "stream",
        f"/public/category/programStream.do?method=load&{area}&selectedProgramStreamId=17127": "stream",
        "/search/publicCourseSearchDetails.do?method=load&courseId=17780": "course",
        "/public/category/courseCategoryCertificateProfile.do?method=load&certificateId=26577": "certificate",
        "/public/category/courseCategoryCertificateProfile.do?method=load&certificateId=26578": "gone",
    }.items():
        site_server.add(path, case(f"destiny_one/{page}_synthetic.html"))
    crawled = crawl_board(platform="destiny_one", board="")
    assert sorted(crawled.identifiers()) == ["certificateId=26577", "courseId=17780"]
    assert [*crawled.reasons().values()] == ["neither a certificate's nor a course's page"]
    assert len(site_server.paths()) == 7


def test_a_list_that_names_certificates_leads_to_these_alone(
    site_server: Site, crawl_board: Callable[..., Crawled]
) -> None:
    site_server.add("/programs/", case("courseleaf/programmes_synthetic.html"))
    site_server.add("/graduate/hedges/hedge-analytics-certificate/", case("courseleaf/certificate_synthetic.html"))
    site_server.add("/graduate/hedges/topiary/", case("courseleaf/policy_synthetic.html"))
    crawled = crawl_board(platform="courseleaf", board="/programs/")
    (offer,) = crawled.landed.records()
    assert (offer.name, offer.credit_value) == ("Hedge Analytics, Graduate Certificate", 12)  # type: ignore[union-attr]
    assert offer.offered_by == "Acme"  # type: ignore[union-attr]
    assert len(site_server.paths()) == 4
