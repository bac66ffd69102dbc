"""Finding the board behind a page: from what the page says, and through the real crawl of a local site."""

from pathlib import Path

import pytest

from spiders.catalogue import CatalogueError
from spiders.discovery import HEADER, PAGES, boards_in, discover
from spiders.source_spider import Page
from tests.spiders.conftest import DAY, Site, job_page


@pytest.mark.parametrize(
    ("text", "board"),
    [
        ('<a href="https://boards.greenhouse.io/acme">Jobs</a>', ("greenhouse", "acme", "")),
        ('<a href="https://job-boards.greenhouse.io/acme/jobs/5311686008">', ("greenhouse", "acme", "")),
        (
            '<script src="https://boards.greenhouse.io/embed/job_board/js?for=acme"></script>',
            ("greenhouse", "acme", ""),
        ),
        ('{"api":"https:\\/\\/boards-api.greenhouse.io\\/v1\\/boards\\/acme\\/jobs"}', ("greenhouse", "acme", "")),
        ('<iframe src="https://jobs.lever.co/acme-co?team=x"></iframe>', ("lever", "acme-co", "api.lever.co")),
        ("fetch('https://api.eu.lever.co/v0/postings/acme?mode=json')", ("lever", "acme", "api.eu.lever.co")),
        ('<a href="https://jobs.ashbyhq.com/Acme%20Works/4f-1">', ("ashby", "Acme Works", "")),
    ],
)
def test_an_address_in_a_page_tells_its_board(text: str, board: tuple[str, str, str]) -> None:
    assert boards_in(Page("https://acme.example/careers", f"<html>{text}</html>".encode())) == [board]


@pytest.mark.parametrize(
    "text", ["<p>Jobs at Acme</p>", '<a href="https://boards.greenhouse.io/">', "greenhouse.io is a company", ""]
)
def test_a_page_that_names_no_board_gives_none(text: str) -> None:
    assert boards_in(Page("https://acme.example/careers", f"<html>{text}</html>".encode())) == []


def test_the_board_named_most_often_is_the_pages_own() -> None:
    links = [f'<a href="https://jobs.lever.co/{board}/{n}">' for n, board in enumerate(("partner", "acme", "acme"))]
    assert boards_in(Page("https://acme.example/", "".join(links).encode())) == [("lever", "acme", "api.lever.co")]


def found(site: Site, home: Path, url: str = "http://a.test/careers", *, again: bool = False) -> tuple[list[str], str]:
    said: list[str] = []
    return discover(url, home, DAY, said.append, again=again, env=site.env()), "\n".join(said)


@pytest.mark.usefixtures("unhurried_command")
class TestDiscovery:
    def test_a_row_is_made_of_the_page(self, site_server: Site, tmp_path: Path) -> None:
        site_server.add(
            "/careers",
            '<html><head><title>Careers - Acme, Works</title></head><a href="https://jobs.lever.co/acme">Jobs</a></html>',
        )
        assert found(site_server, tmp_path)[0] == ['acme-works,lever,acme,"Acme, Works",,demand,']
        assert HEADER == "source,platform,board,organization,country,side,host"
        assert site_server.paths() == ["/robots.txt", "/careers"]

    def test_a_redirect_to_a_board_is_read_and_not_followed(self, site_server: Site, tmp_path: Path) -> None:
        site_server.add("/careers", status=302, Location="https://boards.greenhouse.io/acme")
        assert found(site_server, tmp_path)[0] == ["acme,greenhouse,acme,acme,,demand,"]

    def test_promising_links_and_usual_places_of_the_same_host_are_looked_at(
        self, site_server: Site, tmp_path: Path
    ) -> None:
        site_server.add("/careers", '<a href="/about">Us</a><a href="/jobs">Jobs</a><a href="http://b.test/jobs">B</a>')
        site_server.add("/jobs", "<html><p>No markup.</p></html>")
        courses = (Path(__file__).parent / "open_edx/courses_synthetic.json").read_bytes()
        site_server.add("/api/courses/v1/courses/", courses, kind="application/json")
        assert found(site_server, tmp_path)[0] == ["a-test,open_edx,,a.test,,supply,a.test"]
        assert {"/jobs", "/api/courses/v1/courses/"} < {*site_server.paths()}
        assert "/about" not in site_server.paths()
        assert len(site_server.paths()) <= PAGES + 1

    def test_a_page_with_markup_of_its_own_is_a_schema_org_site(self, site_server: Site, tmp_path: Path) -> None:
        site_server.add("/jobs/1", job_page("1"))
        assert found(site_server, tmp_path, "http://a.test/jobs/1")[0][0] == (
            "a-test,schema_org,/jobs/,a.test,,supply,a.test"
        )

    def test_where_nothing_is_found_is_remembered_for_a_month(self, site_server: Site, tmp_path: Path) -> None:
        site_server.add("/careers", "<html>We hire.</html>")
        rows, said = found(site_server, tmp_path)
        asked = len(site_server.asked)
        assert (rows, "no board that we know" in said) == ([], True)
        assert "not asked before 2026-12-23 unless with --again" in found(site_server, tmp_path)[1]
        assert len(site_server.asked) == asked
        found(site_server, tmp_path, again=True)
        assert len(site_server.asked) > asked

    def test_what_is_listed_already_is_said(self, site_server: Site, tmp_path: Path) -> None:
        site_server.add("/careers", '<a href="https://boards.greenhouse.io/gitlab">')
        assert "already in boards.csv as gitlab" in found(site_server, tmp_path)[1]


def test_what_is_no_address_is_said(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="is not an address: give https://"):
        discover("acme", tmp_path, DAY, print)
