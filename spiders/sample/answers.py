"""What each fictional source answers in each week: every page that a crawl would see, byte for byte."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from spiders.sample import wire_courses, wire_pages
from spiders.sample.offers import Offer
from spiders.sample.postings import Posting
from spiders.sample.texts import advert
from spiders.sample.wire_jobs import FORMATS, broken
from spiders.source_spider import Page, SourceSpider

PAGES = 24  # that a site with a sitemap spreads its postings or offers over
PAGE_SIZE = 100
FAILED = ("sample-kestrel", 11)  # answers 503 all week
COLLAPSED = ("sample-tririvers", 17)  # shows a fifth of what it has
_BROKEN_EACH = 140  # one in so many is followed by an unreadable copy
_JSON, _HTML, _XML, _TEXT = "application/json", "text/html; charset=utf-8", "application/xml", "text/plain"
Shown = Posting | Offer
Block = dict[str, Any] | None


def number(shown: Shown) -> int:
    """A number that stays with a posting or offer, and decides on its page and its luck."""
    return crc32((shown.identifier if isinstance(shown, Posting) else shown.key).encode())


def has_broken_copy(shown: Shown) -> bool:
    """Whether an unreadable copy follows in the same answer."""
    return number(shown) % _BROKEN_EACH == 0


@dataclass(frozen=True)
class Shelf:
    """One source, what it ever shows, and the addresses of resold offers' originals."""

    spider: type[SourceSpider]
    everything: tuple[Shown, ...]
    originals: Mapping[str, str]
    _written: dict[str, str] = field(default_factory=dict)  # postings' blocks, the same in each week

    @property
    def root(self) -> str:
        """The site's address."""
        return f"http://{self.spider.host}"

    def shown(self, week: int) -> list[Shown]:
        """What the source shows in a week; nothing while it fails."""
        name = str(self.spider.name)
        if (name, week) == FAILED:
            return []
        there = [s for s in self.everything if s.first_week <= week <= s.last_week]
        return [s for s in there if number(s) % 5 == 0] if (name, week) == COLLAPSED else there

    def pages(self, week: int) -> Iterator[Page]:
        """Every answer of a week, in the order of a crawl."""
        if (self.spider.name, week) == FAILED:
            headers = {"Content-Type": _HTML}
            yield Page(self._starts()[0], b"<html><body>Service Unavailable</body></html>", 503, headers)
            return
        for url, body, kind in _ANSWERS[self.spider.platform](self, week):
            yield Page(url, body, 200, {"Content-Type": kind})

    def _starts(self) -> list[str]:
        return list(self.spider().start_urls)

    def block(self, shown: Posting) -> str:
        """A posting's block as JSON."""
        if shown.identifier not in self._written:
            sections = advert(shown.vacancy)
            block = FORMATS[self.spider.platform](shown, sections, self.root, self.spider.board)
            self._written[shown.identifier] = _json(block)
        return self._written[shown.identifier]

    def blocks(self, shown: list[Shown], write: Callable[[Any], Any]) -> list[str]:
        """The blocks as JSON, each broken copy after the whole one."""
        written = []
        for one in shown:
            whole = write(one)
            text = whole if isinstance(whole, str) else _json(whole)
            written.append(text)
            if has_broken_copy(one):
                written.append(_json(broken(json.loads(text))))
        return written


Answer = tuple[str, bytes, str]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _board(shelf: Shelf, week: int) -> Iterator[Answer]:
    """Greenhouse and Ashby: one answer holds the board."""
    blocks = shelf.blocks(shelf.shown(week), shelf.block)
    body = f'{{"jobs": [{", ".join(blocks)}], "meta": {{"total": {len(blocks)}}}}}'
    yield shelf._starts()[0], body.encode(), _JSON


def _lever(shelf: Shelf, week: int) -> Iterator[Answer]:
    blocks = shelf.blocks(shelf.shown(week), shelf.block)
    for skip in range(0, len(blocks) + 1, PAGE_SIZE):
        url = shelf._starts()[0].replace("skip=0", f"skip={skip}")
        yield url, f"[{', '.join(blocks[skip : skip + PAGE_SIZE])}]".encode(), _JSON


def _edx(shelf: Shelf, week: int) -> Iterator[Answer]:
    """edX discovery, or Open edX's own list: pages that name the next one."""
    shape = wire_courses.discovery if shelf.spider.board else wire_courses.open_edx
    blocks = shelf.blocks(shelf.shown(week), lambda offer: shape(offer, week, shelf.root))
    starts = range(0, max(1, len(blocks)), PAGE_SIZE)
    for page, skip in enumerate(starts, start=1):
        url = shelf._starts()[0] + (f"&page={page}" if page > 1 else "")
        following = f"{shelf._starts()[0]}&page={page + 1}" if page < len(starts) else None
        results = ", ".join(blocks[skip : skip + PAGE_SIZE])
        count = {"count": len(blocks), "next": following}
        around = count if shelf.spider.board else {"pagination": count}
        yield url, f'{{"results": [{results}], {_json(around)[1:]}'.encode(), _JSON


def _graphs(shelf: Shelf, week: int) -> Iterator[Answer]:
    """CTDL: a few graphs, each with its providers."""
    starts = shelf._starts()
    for place, url in enumerate(starts):
        mine = [s for s in shelf.shown(week) if number(s) // 7 % len(starts) == place]
        blocks = shelf.blocks(mine, lambda offer: wire_courses.ctdl(offer, week, shelf.root))
        owners = {o["@id"]: o for o in (wire_courses.ctdl_owner(s, shelf.root) for s in mine if isinstance(s, Offer))}
        graph = ", ".join([*blocks, *map(_json, owners.values())])
        yield (
            url,
            f'{{"@context": "https://credreg.net/ctdl/schema/context/json", "@graph": [{graph}]}}'.encode(),
            _JSON,
        )


def _badges(shelf: Shelf, week: int) -> Iterator[Answer]:
    """Open Badges: lists of achievements."""
    starts = shelf._starts()
    for place, url in enumerate(starts):
        mine = [s for s in shelf.shown(week) if number(s) // 7 % len(starts) == place]
        blocks = shelf.blocks(mine, lambda offer: wire_courses.badge(offer, week, shelf.root))
        context = '"@context": ["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]'
        yield url, f'{{{context}, "achievements": [{", ".join(blocks)}]}}'.encode(), _JSON


def _site(shelf: Shelf, week: int) -> Iterator[Answer]:
    """schema.org: the robots file, the sitemap, and pages of several postings or offers each."""
    spread: dict[int, list[Shown]] = {}
    for one in shelf.shown(week):
        spread.setdefault(number(one) // 7 % PAGES, []).append(one)
    addresses = {place: f"{shelf.root}{shelf.spider.board}page-{place:02d}.html" for place in sorted(spread)}
    yield f"{shelf.root}/robots.txt", wire_pages.robots(shelf.root), _TEXT
    yield f"{shelf.root}/sitemap.xml", wire_pages.sitemap(addresses.values()), _XML
    for place, url in addresses.items():
        blocks: list[Block] = []
        for one in spread[place]:
            whole = _schema_block(shelf, one, week)
            torn = None if number(one) // _BROKEN_EACH % 2 else broken(whole)
            blocks += [whole, torn] if has_broken_copy(one) else [whole]
        yield url, wire_pages.page(f"{shelf.spider.organization} - page {place}", blocks), _HTML


def _schema_block(shelf: Shelf, shown: Shown, week: int) -> dict[str, Any]:
    if isinstance(shown, Posting):
        return wire_pages.job(shown, advert(shown.vacancy), shelf.root, shelf.spider.board)
    original = shelf.originals.get(shown.resale_of, "")
    return wire_pages.offer(shown, week, shelf.root, shelf.spider.board, original)


_ANSWERS: dict[str, Callable[[Shelf, int], Iterator[Answer]]] = {
    "greenhouse": _board,
    "ashby": _board,
    "lever": _lever,
    "open_edx": _edx,
    "ctdl": _graphs,
    "open_badges": _badges,
    "schema_org": _site,
}
