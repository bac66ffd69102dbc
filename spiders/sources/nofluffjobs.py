"""No Fluff Jobs: jobs in Polish IT with their pay. Its list states required skills, not the advertisement's text."""

from collections.abc import Iterable
from typing import Any

from spiders.source_spider import Ask, Page, Record, SourceSpider
from spiders.vocabulary import listed
from warehouse.records import Closing, JobPosting

_LIST = "https://nofluffjobs.com/api/search/posting?salaryCurrency=PLN&salaryPeriod=month&page="
_OF_PAY = {"pay_low": "from", "pay_high": "to", "pay_currency": "currency", "employment_type": "type"}


class NoFluffJobs(SourceSpider):
    """An advertisement stands in the list, and counts in its total, once for each place; pay comes as złoty a month."""

    name = "nofluffjobs"
    platform = "nofluffjobs"
    basis = "captured"
    host = "nofluffjobs.com"
    organization = "No Fluff Jobs"
    terms_url = "https://nofluffjobs.com/"
    closing = Closing.ASSUMED
    blocks = "postings"

    def starts(self) -> Iterable[Ask]:
        """The first page of everything."""
        return (Ask(f"{_LIST}1", json={"criteriaSearch": {}}),)

    def links(self, page: Page) -> Iterable[Ask]:
        """The next page, while pages come."""
        answer, number = page.json(), int(page.url.rpartition("=")[2])
        more = answer["postings"] and number < answer["totalPages"]
        return (Ask(f"{_LIST}{number + 1}", json=page.asked),) if more else ()

    def holds_records(self, page: Page) -> bool:
        """Not the empty page that may follow the last one."""
        return b'"postings":[]' not in page.body or page.url.endswith("&page=1")

    def record(self, block: Any, page: Page) -> Record:
        """The posting of one entry, the same for each of its places."""
        places, pay = block["location"]["places"], block.get("salary") or {}
        tiles = (block.get("tiles") or {}).get("values") or ()
        stated = {
            "identifier": block["reference"],
            "title": block["title"],
            "description": listed("Required skills", (t["value"] for t in tiles if t["type"] == "requirement")),
            "hiring_organization": block["name"],
            "job_location": sorted(place["city"] for place in places if place.get("city", "Remote") != "Remote"),
            "country": next((place["country"]["code"] for place in places if "country" in place), None),
            "remote": block["location"].get("fullyRemote"),
            "date_posted": block["posted"],
            "occupation": block.get("category"),
            "seniority": ", ".join(block.get("seniority") or ()),
            "pay_unit": "month" if pay else None,
            "url": f"https://{self.host}/pl/job/{min(place['url'] for place in places)}",
        }
        return JobPosting.model_validate(stated | {ours: pay.get(theirs) for ours, theirs in _OF_PAY.items()})
