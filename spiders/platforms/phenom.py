"""Phenom career sites: lists in pages of ten with their state inside, and a page of markup for each posting."""

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from spiders.marked_pages import MarkedPages
from spiders.source_spider import Page
from spiders.vocabulary import remote

_STATE = re.compile(r"phApp\.ddo\s{0,9}=\s{0,9}")
_KEYS = {"date_posted": "postedDate", "employment_type": "type", "occupation": "category"}
_FROM = re.compile(r"(?<=[?&]from=)\d{1,9}")


class Phenom(MarkedPages):
    """`host` is the career site's own; `board` is the country and language in its address, e.g. `us/en`."""

    platform, basis = "phenom", "captured"
    terms_url = "https://www.phenom.com/terms--conditions"
    seen_at = {r"(?P<host>[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})/(?P<board>[a-z]{2,10}/[a-z]{2})/search-results": "{host}"}
    numbered = re.compile(r"/job/([\w-]{1,100})")

    def starts(self) -> Iterable[str]:
        """The first page."""
        return (f"{self.scheme}://{self.host}/{self.board}/search-results?from=0&s=1",)

    def links(self, page: Page) -> Iterable[str]:
        """The postings of a list, and the next page."""
        if not self.holds_records(page):
            found, total = [*self.rows(page)], self.expected(page) or 0
            yield from (f"/{self.board}/job/{each['jobSeqNo']}" for each in found if each.get("jobSeqNo"))
            after = int((_FROM.search(page.url) or ["0"])[0]) + len(found)
            if found and after < total:
                yield f"/{self.board}/search-results?from={after}&s=1"

    def expected(self, page: Page) -> int | None:
        """The total that a list states."""
        return None if self.holds_records(page) else _search(page).get("totalHits")

    def rows(self, page: Page) -> Iterable[Any]:
        """The postings of a list."""
        yield from _search(page)["data"]["jobs"]

    def row(self, row: Any, page: Page) -> dict[str, Any]:
        """A posting with the beginning of its text."""
        number = row.get("jobSeqNo") or row["reqId"]
        places = row.get("multi_location") or row.get("cityStateCountry") or row.get("location")
        shown = {"title": row["title"], "description": row.get("descriptionTeaser"), "job_location": places}
        shown |= {"remote": remote(row.get("checkRemote")), "url": urljoin(page.url, f"/{self.board}/job/{number}")}
        return shown | {"identifier": number} | {ours: row.get(theirs) for ours, theirs in _KEYS.items()}


def _search(page: Page) -> Any:
    """What a page's state, or the API behind it, says was found. `ValueError` where there is neither."""
    if page.body[:1] == b"{":
        return page.json()["refineSearch"]
    return json.JSONDecoder().raw_decode(_STATE.split(page.text, 1)[-1])[0]["eagerLoadRefineSearch"]
