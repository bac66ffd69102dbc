"""NEOGOV's feed of an agency's postings: state, county and city government and schools of the United States."""

from collections.abc import Iterable
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import JobPosting

_TEXTS = ("description", "examplesofduties", "qualifications", "supplementalinformation")
_KEYS = {
    "identifier": "jobId",
    "title": "title",
    "job_location": "location",
    "date_posted": "advertiseFromDateUTC",
    "valid_through": "advertiseToDateTimeUTC",
    "employment_type": "jobType",
    "occupation": "department",
    "pay_low": "minimumSalary",
    "pay_high": "maximumSalary",
    "pay_unit": "salaryInterval",
    "pay_currency": "salaryCurrency",
    "url": "link",
}


class Neogov(SourceSpider):
    """`board` is the agency's name in its address, `www.governmentjobs.com/careers/<agency>`."""

    platform = "neogov"
    basis = "off"
    off = (
        "its robots.txt was seen to turn away every crawler that it does not name: "
        "save an agency's feed, then `credscope parse neogov FEED > FILE` and `credscope import FILE --source NAME`"
    )
    host = "www.governmentjobs.com"
    terms_url = "https://www.governmentjobs.com/"
    seen_at = {r"www\.(?:governmentjobs|schooljobs)\.com/careers/(?P<board>\w[\w-]*)": ""}

    def candidates(self, page: Page) -> Iterable[Any]:
        """The items of a feed, by the local names of their fields, whose namespace differs from site to site."""
        channel = page.xml().find("channel")
        for entry in channel.iter("item"):
            said = {field.tag.rpartition("}")[2]: field.text for field in entry if isinstance(field.tag, str)}
            yield said | {"agency": channel.findtext("title")}

    def record(self, block: Any, page: Page) -> Record:
        """The posting."""
        stated = {ours: block.get(theirs) for ours, theirs in _KEYS.items()} | {"title": block["title"]}
        stated["hiring_organization"] = self.organization or block["agency"]
        return JobPosting.model_validate(stated | {"description": "\n".join(filter(None, map(block.get, _TEXTS)))})
