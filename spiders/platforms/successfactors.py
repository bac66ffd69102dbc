"""SAP SuccessFactors career sites, once Jobs2web: a search in pages, and a page of microdata for each posting."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from spiders.marked_pages import MarkedPages
from spiders.source_spider import Page

_ROW = re.compile(r"(?<=startrow=)\d{1,6}")
_PLACE = ".jobLocation, .jobGeoLocation, [id$='-desktop-section-location-value']"


class SuccessFactors(MarkedPages):
    """`host` is the career site's own; `board` is what its addresses have before `/search/`, if anything."""

    platform = "successfactors"
    terms_url = "https://help.sap.com/docs/successfactors-recruiting"
    numbered = re.compile(r"/job/[^/?#]{1,300}/(\d{4,15})")

    def starts(self, row: int = 0) -> Iterable[str]:
        """A page of the search for everything, the first by default."""
        site = f"{self.scheme}://{self.host}{self.board and '/'}{self.board}"
        return (f"{site}/search/?q=&sortColumn=referencedate&sortDirection=desc&startrow={row}",)

    def links(self, page: Page) -> Iterable[str]:
        """The postings of a list, and the next page. One without a total, as of tiles, is not walked to its end."""
        if not self.holds_records(page):
            found, total = self.rows(page), self.expected(page)
            yield from filter(None, (row.css("a.jobTitle-link::attr(href)").get() for row in found))
            if total is None:
                raise ValueError("a list without a total")
            after = int((_ROW.search(page.url) or ["0"])[0]) + len(found)
            yield from self.starts(after) if found and after < total else ()

    def expected(self, page: Page) -> int | None:
        """The last number of a label such as `Results 1 – 25 of 391`, in whatever language."""
        numbers = re.findall(r"\d[\d.,]*", page.html().css(".paginationLabel").xpath("string()").get(""))
        return int(re.sub(r"\D", "", numbers[-1])) if numbers else None

    def rows(self, page: Page) -> Any:
        """The rows or tiles of a list; the posting of a page, whose microdata has its place whole in one field only."""
        return page.html().css("[itemtype$=JobPosting]" if self.holds_records(page) else "tr.data-row, .job-tile")

    candidates = rows

    def row(self, row: Any, page: Page) -> dict[str, Any]:
        """What a row or a page states."""
        said = {name: row.css(f"[itemprop={name}]::attr(content)").get() for name in ("datePosted", "streetAddress")}
        url = urljoin(page.url, row.css("a.jobTitle-link::attr(href)").get(page.url))
        return {
            "identifier": self.number(url),
            "title": row.css("a.jobTitle-link, [itemprop=title]").xpath("string()").get(),
            "description": row.css(".jobdescription").get(),
            "job_location": said["streetAddress"] or row.css(_PLACE).xpath("string()").get(),
            "date_posted": said["datePosted"] or row.css(".jobDate").xpath("string()").get(),
            "occupation": row.css("[data-careersite-propertyid=department]").xpath("string()").get(),
            "url": url,
        }
