"""Every source by name; a wrong row is one sentence with its line."""

from pathlib import Path

import pytest

from spiders.catalogue import CatalogueError, Loader, named, platforms, rows, sources
from warehouse.records import Side

HEADER = "source,platform,board,organization,country,side,host\n"
GOOD = "acme,lever,acme,Acme,SE,demand,\n"


PEOPLE_LOOK_FOR = """
    greenhouse lever ashby smartrecruiters workable recruitee personio teamtailor workday bamboohr pinpoint jobvite
    icims rippling paylocity oracle_cloud eightfold phenom usajobs usajobs_search arbeitnow remotive remoteok himalayas
    jobicy the_muse we_work_remotely working_nomads hacker_news adzuna justjoin_it nofluffjobs rocketjobs schema_org
    ctdl credential_registry open_badges credly canvas_catalog open_edx mit_prolearn courseleaf acalog moodle
    destiny_one ibm_skillsbuild microsoft_learn coursera nea colorado_state_online suny wvu digital_promise futurelearn
    careeronestop udacity udemy
"""
NAMED_SOURCES = """
    edx alison simplilearn tess accredible class-central comptia-certifications pmi-certifications aws-certifications
    google-certificates cisco-certifications
"""


def test_every_name_that_people_look_for_has_its_row() -> None:
    real = sources(sample=False)
    assert set(PEOPLE_LOOK_FOR.split()) <= {cls.platform for cls in real.values()}
    assert set(NAMED_SOURCES.split()) <= real.keys()


def test_hundreds_of_real_boards_of_many_countries_and_platforms_are_listed() -> None:
    real = sources(sample=False)
    rows = [cls for cls in real.values() if cls.__module__ == "spiders.catalogue"]
    employers = [cls for cls in rows if cls.side is Side.DEMAND]
    assert len(rows) >= 300
    assert len({cls.platform for cls in employers}) >= 12
    assert len({cls.country for cls in rows} - {None}) >= 15
    assert all(cls.organization and cls.name == name for name, cls in real.items())


def test_whatever_is_crawled_has_a_start_and_whatever_is_off_says_why() -> None:
    for name, cls in sources(sample=False).items():
        assert cls.off if cls.basis == "off" else cls().start_urls, name
        assert cls.terms_url.startswith("https://"), name


def test_real_sources_are_asked_over_https_and_by_one_host_each() -> None:
    assert all(url.startswith("https://") for cls in sources(sample=False).values() for url in cls().start_urls)


def test_a_source_is_sample_or_real() -> None:
    assert sources().keys() == sources(sample=True).keys() | sources(sample=False).keys()
    assert not sources(sample=True).keys() & sources(sample=False).keys()
    assert list(sources()) == sorted(sources())


def test_a_row_takes_its_platforms_host_unless_it_names_one(tmp_path: Path) -> None:
    board = tmp_path / "boards.csv"
    board.write_text(HEADER + GOOD + "acme-test,lever,acme,Acme,,demand,lever.sample.test\n")
    found = rows(board, sample=True)
    assert found["acme"]().start_urls == ["https://api.lever.co/v0/postings/acme?mode=json&skip=0&limit=100"]
    assert found["acme-test"]().start_urls[0].startswith("http://lever.sample.test/")
    assert found["acme"].sample


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("Acme,lever,acme,Acme,SE,demand,\n", "boards.csv line 3: source: lower-case letters, digits, - _ . only"),
        ("b,leverr,b,B,SE,demand,\n", "boards.csv line 3: unknown platform 'leverr'; known are "),
        ("b,lever,,B,SE,demand,\n", "boards.csv line 3: a board or a host must be given"),
        ("b,lever,b,,SE,demand,\n", "boards.csv line 3: organization: who hires or teaches must be given"),
        ("b,lever,b,B,Sweden,demand,\n", "boards.csv line 3: country: two capital letters"),
        ("b,lever,b,B,SE,both,\n", "boards.csv line 3: side: demand or supply"),
        ("b,lever,b,B,SE,demand,https://x.org/\n", "boards.csv line 3: host: a host name without scheme or path"),
        ("b,lever,b c,B,SE,demand,\n", "boards.csv line 3: board: "),
        ("b,lever,b,B,SE\n", "boards.csv line 3: a row has 7 cells"),
        ("b,lever,b,B,SE,demand,,x\n", "boards.csv line 3: a row has 7 cells"),
        (GOOD, "boards.csv line 3: 'acme' is already in line 2"),
    ],
)
def test_a_wrong_row_is_one_sentence_with_its_line(tmp_path: Path, row: str, sentence: str) -> None:
    board = tmp_path / "boards.csv"
    board.write_text(HEADER + GOOD + row)
    with pytest.raises(CatalogueError) as caught:
        rows(board)
    assert str(caught.value).startswith(sentence)


def test_wrong_columns_are_named(tmp_path: Path) -> None:
    board = tmp_path / "boards.csv"
    board.write_text("name,url\nx,y\n")
    with pytest.raises(CatalogueError, match="line 1: the columns must be source,platform"):
        rows(board)


@pytest.mark.parametrize(
    ("asked", "name", "start"),
    [
        ("site:http://a.test/sitemap.xml", "site:a.test", "http://a.test/sitemap.xml"),
        ("site:https://b.org", "site:b.org", "https://b.org/robots.txt"),
        ("site:https://b.org/", "site:b.org", "https://b.org/robots.txt"),
        ("site:http://c.test:8080/course/1", "site:c.test", "http://c.test:8080/course/1"),
    ],
)
def test_any_site_can_be_tried_by_its_address(asked: str, name: str, start: str) -> None:
    spider = named(asked)()
    assert (spider.name, spider.start_urls, spider.platform) == (name, [start], "schema_org")


@pytest.mark.parametrize("name", ["nobody", "site:", "site:file:///etc/passwd", "site:a.test", "site:ftp://a.test/x"])
def test_an_unknown_name_or_address_is_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(CatalogueError):
        named(name)
    with pytest.raises(KeyError):
        Loader().load(name)


def test_scrapy_sees_the_same_sources() -> None:
    assert list(Loader.from_settings(None).list()) == list(sources())
    assert Loader().load("spotify") is named("spotify")


def test_every_platform_says_what_it_is() -> None:
    for name, cls in platforms().items():
        assert cls.platform == name
        assert cls.__doc__
        assert not hasattr(cls, "name")
