"""Destiny One (Modern Campus Lifelong Learning): certificates and courses by areas and streams.

Addresses, the way from area to course, and the ids of a course's page are known from public programs that read such
sites. Of a certificate's page only the address is: it is read by its headings, in the order of its text.
"""

from collections.abc import Iterable
from typing import Any

from spiders.catalogue_mapping import own_links
from spiders.destiny_mapping import CERTIFICATE, COURSE, bare, linked, page_kind, profile
from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import Side

_HELD = {CERTIFICATE, COURSE}
_SEEN = rf"https?://(?P<host>[\w.-]{{4,100}})/(?:public/category|search)/(?:{CERTIFICATE}|{COURSE})(?P<board>)"


class DestinyOne(SourceSpider):
    """`host` is the institution's; `board` the path of a list, where it does not begin at its list of areas."""

    platform = "destiny_one"
    side = Side.SUPPLY
    basis = "contested"
    well_known = "/public/listProgramAreas.do?method=load"
    seen_at = {_SEEN: "{host}"}

    def starts(self) -> Iterable[str]:
        """The list of areas."""
        path = f"/{self.board.strip('/')}?method=load" if self.board else self.well_known
        return (f"{self.scheme}://{self.host}{path}",)

    def holds_records(self, page: Page) -> bool:
        """Whether it is the page of a certificate or a course."""
        return page_kind(page.url) in _HELD

    def _led(self, page: Page) -> dict[str, Any]:
        led: dict[str, Any] = {}
        for url, link in own_links(page, page.html().css("a[href*='.do']")):
            if page_kind(url):
                led.setdefault(bare(url), link)
        return led

    def links(self, page: Page) -> Iterable[str]:
        """From a list to the lists, certificates and courses in it, by addresses without session."""
        return self._led(page) if not self.holds_records(page) else ()

    def candidates(self, page: Page) -> Iterable[Any]:
        """The certificate or course; of a list its links to such."""
        if self.holds_records(page):
            return (None,)
        return [(url, link) for url, link in self._led(page).items() if page_kind(url) in _HELD]

    def record(self, block: Any, page: Page) -> Record:
        """The certificate or course; of a link its text."""
        if block is None:
            return profile(page, self.organization, self.country)
        url, link = block
        return linked(url, link, self.organization)
