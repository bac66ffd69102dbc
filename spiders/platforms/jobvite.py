"""Jobvite career sites: a search in pages of fifty, and a page for each posting."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from spiders.marked_pages import MarkedPages
from spiders.source_spider import Page

_ROWS = "//a[contains(@href, '/job/')]/ancestor::*[self::tr or self::li][1]"


class Jobvite(MarkedPages):
    """`board` is the site's name in its address, `jobs.jobvite.com/<board>`; `/jobs` lists less than `/search`."""

    platform = "jobvite"
    basis = "captured"
    host = "jobs.jobvite.com"
    terms_url = "https://www.jobvite.com/terms-of-use/"
    licence = "none: the terms are reported to forbid scraping; ask the employer or Jobvite before a live crawl"
    seen_at = {r"jobs\.jobvite\.com/(?:careers/)?(?P<board>(?!careers/|api/|support/)[\w-]+)": ""}
    numbered = re.compile(r"/[\w.-]{1,100}/job/(\w{1,40})")
    shown = ".jv-page-body:has(.jv-job-detail-description)"

    def starts(self) -> Iterable[str]:
        """The search for everything."""
        return (f"{self.scheme}://{self.host}/{self.board}/search",)

    def links(self, page: Page) -> Iterable[str]:
        """Every posting of a list, by its address, which alone is alike in all templates, and the next page."""
        if not self.holds_records(page):
            if "jv-" not in page.text:
                raise ValueError("not a page of Jobvite's")
            yield from dict.fromkeys(found[0] for found in self.numbered.finditer(page.text))
            yield from page.html().xpath("//a[contains(@class, 'jv-pagination-next')]/@href").getall()

    def expected(self, page: Page) -> int | None:
        """The last number of a counter such as `1-50 of 2,831`, in whatever language."""
        numbers = re.findall(r"\d[\d,]*", page.html().css(".jv-pagination-text").xpath("string()").get(""))
        return int(numbers[-1].replace(",", "")) if numbers else None

    def rows(self, page: Page) -> Iterable[Any]:
        """The rows or items of a list."""
        return page.html().xpath(_ROWS)

    def row(self, row: Any, page: Page) -> dict[str, Any]:
        """A row, whose cell for the place shows it last; or a page, which says the department, then the places."""
        if self.holds_records(page):
            department, *places = row.css(".jv-job-detail-meta").xpath("text()").getall() or [None]
            title, text = row.css(".jv-header").xpath("text()").get(), row.css(".jv-job-detail-description").get()
            stated = {"occupation": department, "job_location": [place for place in places if "Req" not in place]}
            return stated | {"identifier": self.number(page.url), "title": title, "description": text, "url": page.url}
        url = urljoin(page.url, row.css("a::attr(href)").get("").partition("?")[0])
        title = (row.css(".jv-job-list-name") or row.css("a")).xpath("string()").get()
        place = row.css(".jv-job-list-location").xpath("string((descendant-or-self::*)[last()])").get()
        return {"identifier": self.number(url), "title": title, "job_location": place, "url": url}
