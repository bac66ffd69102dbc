"""How the search is asked: with the user's own key, page by page, up to the last that can be had."""

import json

import pytest

from spiders.catalogue import named
from spiders.source_spider import Ask, Page

URL = "https://data.usajobs.gov/api/Search?ResultsPerPage=500&Page="


@pytest.mark.parametrize(
    ("number", "total", "after"), [(1, 501, [2]), (2, 501, []), (19, 11_204, [20]), (20, 11_204, [])]
)
def test_pages_follow_with_the_key_and_the_address_it_belongs_to(
    number: int, total: int, after: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDSCOPE_USAJOBS_KEY", "own-key")
    monkeypatch.setenv("CREDSCOPE_CONTACT", "me@example.org")
    body = {"SearchResult": {"SearchResultCountAll": total, "SearchResultItems": []}}
    spider = named("usajobs-search")()
    own = {"User-Agent": "me@example.org", "Authorization-Key": "own-key"}
    assert spider.first == [Ask(f"{URL}1", headers=own)]
    links = [*spider.links(Page(f"{URL}{number}", json.dumps(body).encode()))]
    assert links == [Ask(f"{URL}{each}", headers=own) for each in after]
