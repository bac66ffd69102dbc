"""Adzuna's pages: made with the user's key, as many as the key may ask for, as slowly as it must."""

import json

import pytest

from spiders.platforms.adzuna import LIMIT, PAGES, Adzuna
from spiders.politeness import DELAY, pause_of
from spiders.source_spider import Page, SourceSpider
from warehouse.privacy import without_secrets

KEY = "b6f1c2"


@pytest.fixture
def spider(monkeypatch: pytest.MonkeyPatch) -> SourceSpider:
    monkeypatch.setenv(Adzuna.key, f"my-app:{KEY}")
    return type("Case", (Adzuna,), {"name": "adzuna-gb", "board": "gb"})()


def page(number: int, results: int, count: int = 1_000_000) -> Page:
    body = {"count": count, "results": [{}] * results}
    address = f"https://api.adzuna.com/v1/api/jobs/gb/search/{number}?app_id=my-app&results_per_page=50"
    return Page(address, json.dumps(body).encode())


def test_the_next_page_of_an_archived_one_has_the_key_again(spider: SourceSpider) -> None:
    (following,) = spider.links(page(1, LIMIT))
    assert following == spider.start_urls[0].replace("/search/1?", "/search/2?")
    assert KEY in str(following) and KEY not in without_secrets(str(following))


@pytest.mark.parametrize(("number", "results", "goes_on"), [(1, 49, 0), (PAGES - 1, LIMIT, 1), (PAGES, LIMIT, 0)])
def test_it_ends_after_a_page_that_is_not_full_or_the_last_one(
    spider: SourceSpider, number: int, results: int, goes_on: int
) -> None:
    assert len(list(spider.links(page(number, results)))) == goes_on


def test_a_total_is_expected_only_where_all_of_it_is_asked_for(spider: SourceSpider) -> None:
    assert spider.expected(page(1, LIMIT, LIMIT * PAGES)) == LIMIT * PAGES
    assert spider.expected(page(1, LIMIT, LIMIT * PAGES + 1)) is None


def test_a_source_may_be_asked_more_slowly_but_never_faster(spider: SourceSpider) -> None:
    assert 60 / pause_of(spider) <= 25
    assert pause_of(type("Hasty", (SourceSpider,), {"name": "hasty", "pause": 0.1})()) == DELAY
    assert pause_of(type("Ours", (SourceSpider,), {"name": "ours", "pause": 0.0, "sample": True})()) == 0
