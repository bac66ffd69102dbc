"""iCIMS portals: a search in pages, and a page for each posting, both without the employer's frame around them."""

import re
from collections.abc import Iterable
from typing import Any

from spiders.marked_pages import MarkedPages
from spiders.source_spider import Page

_PAGES = re.compile(r"Page\s{1,20}(\d{1,6})\s{1,20}of\s{1,20}(\d{1,6})")


class Icims(MarkedPages):
    """`host` is the portal's own, e.g. `careers-<employer>.icims.com`; `board` is that name, and not needed."""

    platform = "icims"
    basis = "captured"
    terms_url = "https://www.icims.com/legal/terms-of-use/"
    licence = "none: the terms are reported to forbid robots; ask the employer or iCIMS before a live crawl"
    seen_at = {r"(?<![\w-])(?P<host>(?P<board>(?!www\.|api\.|developer)[\w-]{1,63})\.icims\.com)/jobs": "{host}"}
    numbered = re.compile(r"/jobs/(\d{1,12})/")

    def starts(self) -> Iterable[str]:
        """The first page."""
        return (f"{self.scheme}://{self.host}/jobs/search?pr=0&in_iframe=1",)

    def links(self, page: Page) -> Iterable[str]:
        """The postings of a list, and the next page: shown numbers count from 1, those in the address from 0."""
        if not self.holds_records(page):
            if "iCIMS_" not in page.text:
                raise ValueError("not a page of iCIMS's")
            yield from (row.attrib["href"] for row in self.rows(page))
            if (shown := _PAGES.search(page.text)) and int(shown[1]) < int(shown[2]):
                yield f"/jobs/search?pr={shown[1]}&in_iframe=1"

    def rows(self, page: Page) -> Iterable[Any]:
        """The links to postings."""
        return page.html().css("a.iCIMS_Anchor[href*='/jobs/']")

    def row(self, row: Any, page: Page) -> dict[str, Any]:
        """Title, address, and the places beside the title, of which a bar stands between two."""
        beside = row.xpath("ancestor::*[contains(@class, 'row')][1]//span[contains(., 'Location')]")
        places = beside.xpath("string(following-sibling::span[1])").get("")
        return {
            "identifier": self.number(row.attrib["href"]),
            "title": row.css("h2, h3").xpath("string()").get(),
            "job_location": places.split("|"),
            "url": row.attrib["href"].partition("?")[0],
        }
