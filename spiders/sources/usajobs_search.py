"""USAJOBS's search of what is open in the federal government of the United States, with texts; it needs a key."""

import os
from collections.abc import Iterable
from typing import Any

from spiders.schema_values import all_of, prose
from spiders.source_spider import Ask, Page, Record, SourceSpider
from warehouse.records import JobPosting

_TEXTS = ("JobSummary", "MajorDuties", "Education", "Requirements")
_DATES = {"date_posted": "PublicationStartDate", "valid_through": "ApplicationCloseDate"}
_PAY = {"pay_low": "MinimumRange", "pay_high": "MaximumRange", "pay_unit": "Description"}


class UsajobsSearch(SourceSpider):
    """A query gives 10,000 postings at most: where more are open, a run is partial. A key belongs to a mail address."""

    name, platform = "usajobs-search", "usajobs_search"
    basis, organization, country = "captured", "U.S. Office of Personnel Management (USAJOBS)", "US"
    host, key, terms_url = "data.usajobs.gov", "CREDSCOPE_USAJOBS_KEY", "https://developer.usajobs.gov/guides/"

    def starts(self, number: int = 1) -> Iterable[Ask]:
        """A page of 500, the first by default. The documentation wants the key's mail address as user agent."""
        who = {"User-Agent": os.environ.get("CREDSCOPE_CONTACT", ""), "Authorization-Key": self.secret}
        return (Ask(f"{self.scheme}://{self.host}/api/Search?ResultsPerPage=500&Page={number}", headers=who),)

    def links(self, page: Page) -> Iterable[Ask]:
        """The next page, up to the last that can be had."""
        number = int(page.url.rpartition("Page=")[2])
        return self.starts(number + 1) if number * 500 < min(self.expected(page) or 0, 10_000) else ()

    def expected(self, page: Page) -> int | None:
        """How many postings are open in all."""
        return (page.json()["SearchResult"] or {}).get("SearchResultCountAll")

    def candidates(self, page: Page) -> Iterable[Any]:
        """The postings."""
        yield from page.json()["SearchResult"]["SearchResultItems"]

    def record(self, block: Any, page: Page) -> Record:
        """The posting; its own list of places counts, not their display, which may say no more than `Multiple`."""
        said = block["MatchedObjectDescriptor"]
        more = (said.get("UserArea") or {}).get("Details") or {}
        pay: dict[str, Any] = next(iter(said.get("PositionRemuneration") or ()), {})
        kinds = [*(said.get("PositionSchedule") or ()), *(said.get("PositionOfferingType") or ())]
        places = all_of(said.get("PositionLocation") or (), "LocationName") or said.get("PositionLocationDisplay")
        stated = {ours: pay.get(theirs) for ours, theirs in _PAY.items()} | {
            "identifier": block["MatchedObjectId"],
            "title": said["PositionTitle"],
            "description": prose([*map(more.get, _TEXTS), said.get("QualificationSummary")]),
            "hiring_organization": said.get("OrganizationName") or said.get("DepartmentName"),
            "job_location": places,
            "remote": more.get("RemoteIndicator"),
            "employment_type": ", ".join(all_of(kinds, "Name")),
            "occupation": ", ".join(all_of(said.get("JobCategory") or (), "Name")),
            "pay_currency": "USD" if pay else None,
            "url": said["PositionURI"].replace(":443/", "/"),
        }
        return JobPosting.model_validate(stated | {ours: said.get(theirs) for ours, theirs in _DATES.items()})
