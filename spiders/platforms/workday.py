"""Workday's career sites: a list that is POSTed for in pages of twenty, and an answer of its own for each posting."""

from collections.abc import Iterable
from typing import Any

from spiders.listing_spider import ListingSpider
from spiders.source_spider import Ask, Page, Record
from spiders.vocabulary import remote
from warehouse.records import JobPosting

LIMIT = 20  # more is refused
_ASKED = {"appliedFacets": {}, "limit": LIMIT, "searchText": ""}


class Workday(ListingSpider):
    """`host` is `<tenant>.wd<N>.myworkdayjobs.com`; `board` the site on it, or `<tenant>/<site>` where it is shared."""

    platform = "workday"
    basis = "captured"
    terms_url = "https://www.workday.com/en-us/legal/site-terms.html"
    licence = "none: Workday's terms are reported to forbid robots on its sites; ask the employer before a live crawl"
    seen_at = {
        r"(?<![\w.-])(?P<host>[\w-]+\.wd\d{1,3}\.myworkdayjobs\.com)/(?:wday/cxs/[\w-]+/|[a-z]{2}-[a-z]{2}/)?"
        r"(?P<board>(?!wday/|[a-z]{2}-[a-z]{2}\b)[\w-]+)": "{host}",
        r"\b(?P<host>wd\d{1,3}\.myworkdaysite\.com)/(?:[a-z-]{5}/)?recruiting/(?P<board>[\w-]+/[\w-]+)": "{host}",
    }
    blocks = "jobPostings"
    total = "total"

    def starts(self) -> Iterable[Ask]:
        """The first page of the list."""
        tenant, _, site = self.board.rpartition("/")
        path = f"wday/cxs/{tenant or self.host.partition('.')[0]}/{site}/jobs"
        return (Ask(f"{self.scheme}://{self.host}/{path}", json=_ASKED | {"offset": 0}),)

    def leads(self, answer: Any, page: Page) -> Iterable[str | Ask]:
        """From the first page all others (only it states the total), and from each page its postings."""
        rest = range(LIMIT, answer["total"], LIMIT) if page.asked["offset"] == 0 else ()
        yield from (Ask(page.url, json=_ASKED | {"offset": offset}) for offset in rest)
        site = page.url.removesuffix("/jobs")
        yield from (site + posting["externalPath"] for posting in answer["jobPostings"] if "externalPath" in posting)

    def record(self, block: Any, page: Page) -> Record:
        """The posting; of several places the list names but the number."""
        info, path = block.get("jobPostingInfo") or block, block.get("externalPath")
        stated = {
            "identifier": path.rpartition("/")[2] if path else info["jobPostingId"],
            "title": info["title"],
            "description": None if path else info["jobDescription"],
            "hiring_organization": (block.get("hiringOrganization") or {}).get("name") or self.organization,
            "job_location": [*map(info.get, ("location", "locationsText")), *(info.get("additionalLocations") or ())],
            "country": ((info.get("jobRequisitionLocation") or {}).get("country") or {}).get("alpha2Code"),
            "remote": remote(info.get("remoteType")),
            "date_posted": info.get("startDate"),
            "valid_through": info.get("endDate"),
            "employment_type": info.get("timeType"),
            "url": f"https://{self.host}/{self.board}{path}" if path else info["externalUrl"],
        }
        return JobPosting.model_validate(stated)
