"""The Muse: jobs of large employers of every trade, twenty a page. No list of it goes beyond page 99."""

from collections.abc import Iterable
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import Closing, JobPosting

LAST = 99
_ANYWHERE = "Flexible / Remote"


class TheMuse(SourceSpider):
    """1,980 jobs at most, in 99 of the 500 requests an hour that are free."""

    name = "the-muse"
    platform = "the_muse"
    host = "www.themuse.com"
    organization = "The Muse"
    terms_url = "https://www.themuse.com/developers/api/v2"
    closing = Closing.ASSUMED
    blocks = "results"
    start_urls = ["https://www.themuse.com/api/public/jobs?page=1"]

    def links(self, page: Page) -> Iterable[str]:
        """The next page."""
        answer = page.json()
        following = answer["page"] + 1
        more = following <= min(answer["page_count"], LAST)
        return (f"{page.url.partition('?')[0]}?page={following}",) if more else ()

    def expected(self, page: Page) -> int | None:
        """The total, where the last page holds the end of it."""
        answer = page.json()
        return answer.get("total") if answer["page_count"] <= LAST else None

    def record(self, block: Any, page: Page) -> Record:
        """The posting of one result; a remote one also names places."""
        places = [place["name"] for place in block.get("locations") or ()]
        stated = {
            "identifier": str(block["id"]),
            "title": block["name"],
            "description": block.get("contents"),
            "hiring_organization": block["company"]["name"],
            "job_location": [place for place in places if place != _ANYWHERE],
            "remote": _ANYWHERE in places or None,
            "date_posted": block.get("publication_date"),
            "occupation": ", ".join(each["name"] for each in block.get("categories") or ()),
            "seniority": ", ".join(each["name"] for each in block.get("levels") or ()),
            "url": block["refs"]["landing_page"],
        }
        return JobPosting.model_validate(stated)
