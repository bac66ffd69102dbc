"""Paylocity's job boards: a page whose script holds the list, and a page for each job, marked up or plain."""

import json
import re
from collections.abc import Iterable
from typing import Any

from spiders.marked_pages import MarkedPages
from spiders.source_spider import Page

_PAGE = "/Recruiting/Jobs/Details/"
_DATA = re.compile(r"window\.pageData\s{0,9}=\s{0,9}")
_PLACE = {"addressLocality": "City", "addressRegion": "State", "addressCountry": "Country"}


class Paylocity(MarkedPages):
    """`board` is the company's number in `recruiting.paylocity.com/recruiting/jobs/All/<number>`."""

    platform = "paylocity"
    host = "recruiting.paylocity.com"
    terms_url = "https://developer.paylocity.com/"
    seen_at = {r"\brecruiting\.paylocity\.com/recruiting/jobs/(?:all|list)/(?P<board>[\da-f]{8}[\da-f-]{28})": ""}
    numbered = re.compile(r"/jobs/details/(\d{1,19})", re.I)
    shown = "body:has(.job-preview-title)"

    def starts(self) -> Iterable[str]:
        """The page with the list."""
        return (f"{self.scheme}://{self.host}/recruiting/jobs/All/{self.board}",)

    def rows(self, page: Page) -> Iterable[Any]:
        """The list in the page's script."""
        if not (found := _DATA.search(page.text)):
            raise ValueError("no list of jobs in the page")
        yield from json.JSONDecoder().raw_decode(page.text, found.end())[0]["Jobs"]

    def links(self, page: Page) -> Iterable[str]:
        """The jobs of the list that are open to all."""
        rows = () if self.holds_records(page) else self.rows(page)
        return [f"{_PAGE}{row['JobId']}" for row in rows if "JobId" in row and not row.get("IsInternal")]

    def row(self, row: Any, page: Page) -> dict[str, Any]:
        """An entry of the list, whose text is but the beginning; or what stands out in a page."""
        if self.holds_records(page):
            words = {"title": ".job-preview-title", "job_location": ".preview-location"}
            said = {key: row.css(where).xpath("normalize-space()").get() for key, where in words.items()}
            text = row.css(".job-preview-details").get()
            return said | {"identifier": self.number(page.url), "description": text, "url": page.url}
        return {
            "identifier": str(row["JobId"]),
            "title": row["JobTitle"],
            "job_location": {word: (row.get("JobLocation") or {}).get(key) for word, key in _PLACE.items()},
            "remote": row.get("IsRemote") or None,
            "date_posted": row.get("PublishedDate"),
            "occupation": row.get("HiringDepartment"),
            "url": f"https://{self.host}{_PAGE}{row['JobId']}",
        }
