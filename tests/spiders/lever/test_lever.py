"""How a Lever board is walked."""

import json
from pathlib import Path

from spiders.catalogue import named
from spiders.source_spider import Page, Reject

BOARD = Path(__file__).parent / "board_synthetic.json"


def test_full_pages_are_followed_and_an_empty_one_after_them_is_no_fault() -> None:
    case = json.loads(BOARD.read_bytes())[0]
    spider = named("spotify")()
    assert spider.start_urls == ["https://api.lever.co/v0/postings/spotify?mode=json&skip=0&limit=100"]
    full = Page(spider.start_urls[0], json.dumps([case] * 100).encode())
    assert [url.partition("?")[2] for url in spider.links(full)] == ["mode=json&skip=100&limit=100"]
    assert list(spider.links(Page(full.url, json.dumps([case] * 99).encode()))) == []
    assert list(spider.outputs(Page(full.url.replace("skip=0", "skip=100"), b"[]"))) == []
    assert [type(r) for r in spider.outputs(Page(full.url, b"[]"))] == [Reject]


def test_a_european_board_is_asked_where_its_row_says() -> None:
    assert named("quantinuum")().start_urls == [
        "https://api.eu.lever.co/v0/postings/quantinuum?mode=json&skip=0&limit=100"
    ]
