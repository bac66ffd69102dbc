"""BambooHR's career pages: a list of openings, and an answer of its own for each."""

from collections.abc import Iterable
from typing import Any

from spiders.listing_spider import ListingSpider
from spiders.source_spider import Page, Record
from spiders.vocabulary import seniority
from warehouse.records import JobPosting

_REMOTE = {"0": False, "1": True, "2": False}  # on site, remote, hybrid


class BambooHR(ListingSpider):
    """`board` is the company's name in `<company>.bamboohr.com`."""

    platform = "bamboohr"
    host = "{board}.bamboohr.com"
    terms_url = "https://documentation.bamboohr.com/docs"
    seen_at = {r"(?<![\w.-])(?P<board>(?!(?:www|api|app|help|documentation|partners)\.)[\w-]+)\.bamboohr\.com": ""}
    blocks = "result"
    total = "meta.totalCount"

    def starts(self) -> Iterable[str]:
        """The whole list."""
        return (f"{self.scheme}://{self.host}/careers/list",)

    def leads(self, answer: Any, page: Page) -> Iterable[str]:
        """The openings of the list."""
        return (f"/careers/{opening['id']}/detail" for opening in answer["result"] if "id" in opening)

    def record(self, block: Any, page: Page) -> Record:
        """The opening; only its own answer has the text, the day and the pay."""
        listed = self.lists(page)
        opening = block if listed else block["result"]["jobOpening"]
        number = block["id"] if listed else page.url.split("/")[-2]  # of …/careers/<number>/detail
        own, ats = (opening.get(key) or {} for key in ("location", "atsLocation"))
        place = {
            "addressLocality": own.get("city") or ats.get("city"),
            "addressRegion": own.get("state") or ats.get("state") or ats.get("province"),
            "addressCountry": own.get("addressCountry") or ats.get("country"),
        }
        stated = {
            "identifier": number,
            "title": opening["jobOpeningName"],
            "description": None if listed else opening["description"],
            "hiring_organization": self.organization,
            "job_location": place,
            "remote": _REMOTE.get(str(opening.get("locationType")), opening.get("isRemote")),
            "date_posted": opening.get("datePosted"),
            "employment_type": opening.get("employmentStatusLabel"),
            "occupation": opening.get("departmentLabel"),
            "seniority": seniority(opening.get("minimumExperience")),
            "base_salary": opening.get("compensation"),
            "url": opening.get("jobOpeningShareUrl") or f"https://{self.host}/careers/{number}",
        }
        return JobPosting.model_validate(stated)
