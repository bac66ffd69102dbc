"""What holds for each source there is: where it may ask, and what the worst answers do to it."""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import TextResponse

from spiders.catalogue import platforms, sources
from spiders.guard import own_hosts, refusal
from spiders.source_spider import Reject, SourceSpider
from tests.spiders.conftest import board
from tests.spiders.test_platforms import CASES, page_of, spider_for

SIZE = 100_000
PIECES = [
    *(
        "<",
        "<a href=",
        '<script type="application/ld+json">',
        "<div>",
        "&",
        "&amp;",
        "<!--",
        "<![CDATA[",
        "<p class='x' ",
    ),
    *(
        "[",
        '{"a":',
        '"',
        "\\",
        '{"@type": "JobPosting", ',
        "9",
        "1,",
        " ",
        "\n",
        "a",
        "a@",
        "a.",
        "\x00",
        "\ud83d\ude00",
    ),
    *("<item><title>", "<url><loc>", "/", "?page=", "https://", "$1", "2026-", "(", ","),
]


def everyone() -> dict[str, type[SourceSpider]]:
    """Each platform at a host that exists nowhere, and each real source that is a class of its own."""
    described = {name: f'{{"platform": "{name}", "host": "a.test"}}' for name in platforms()}
    own = {name: source for name, source in sources(sample=False).items() if source.__module__.startswith("spiders.so")}
    return {name: board(description) for name, description in described.items()} | own


EVERYONE = everyone()


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key for every source that wants one."""
    for spider in EVERYONE.values():
        if spider.key:
            monkeypatch.setenv(spider.key, "fictional:key")


@pytest.mark.parametrize("sample", [True, False])
def test_every_source_begins_at_its_own_hosts(sample: bool) -> None:
    found = {name: source() for name, source in sources(sample=sample).items() if source.basis != "off"}
    assert [name for name, spider in found.items() if not spider.start_urls] == []
    asked = [(name, url, own_hosts(spider)) for name, spider in found.items() for url in spider.start_urls]
    assert [(name, url) for name, url, hosts in asked if refusal(url, hosts)] == []
    assert [(name, url) for name, url, _ in asked if not sample and not url.startswith("https://")] == []


def hostile_bodies() -> Iterator[bytes]:
    for piece in PIECES:
        body = piece.encode("utf-8", "surrogatepass")
        yield body * (SIZE // len(body))
    yield from (
        b"",
        b"null",
        b"7",
        b'"x"',
        b"[[[]]]",
        b'{"jobs": 7, "results": {"a": null}, "data": "x", "items": [[]]}',
    )
    yield os.urandom(SIZE)


@pytest.mark.parametrize("name", EVERYONE)
def test_the_worst_answers_cost_little_time_and_give_no_record(name: str) -> None:
    """No body of 100 kB takes a second, and none stops more than itself."""
    spider: Any = EVERYONE[name]()
    url = spider.start_urls[0] if spider.start_urls else "http://a.test/"
    slow = {}
    for body in hostile_bodies():
        begin = time.process_time()
        response = TextResponse(url, body=body, headers={"Content-Type": "text/html; charset=utf-8"})
        outputs = list(spider.parse(response))
        taken = time.process_time() - begin
        if taken >= 1:
            slow[body[:30]] = taken
        assert [out for out in outputs if hasattr(out, "identifier")] == [], body[:30]
        assert outputs == [] or all(
            isinstance(out, Reject) or hasattr(out, "url") or hasattr(out, "count") for out in outputs
        )
    assert slow == {}


WORDS = ("a", " ", "0", "<", "&", "/", "a-", "https://")


def spoiled(value: Any, word: str) -> Any:
    """JSON with each of its texts as long as a page, of nothing but a word."""
    if isinstance(value, str):
        return word * (SIZE // 10 // len(word))
    if isinstance(value, list):
        return [spoiled(each, word) for each in value]
    return {key: spoiled(each, word) for key, each in value.items()} if isinstance(value, dict) else value


def spoiled_markup(body: bytes, word: str) -> bytes:
    """HTML or XML with 100 kB of a word between two of its tags."""
    middle = body.find(b"<", len(body) // 2)
    return body[:middle] + word.encode() * (SIZE // len(word)) + body[middle:]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_long_texts_where_short_ones_belong_cost_little_time(case: Path) -> None:
    spider, body = spider_for(case.parent.name), case.read_bytes()
    for word in WORDS:
        if case.suffix == ".json":
            changed = json.dumps(spoiled(json.loads(body), word)).encode()
        else:
            changed = spoiled_markup(body, word)
        page = page_of(case.parent.name, case.stem, changed, {})
        begin = time.process_time()
        list(spider.parse(TextResponse(page.url, body=changed)))
        assert time.process_time() - begin < 1 + len(changed) / 1e6
