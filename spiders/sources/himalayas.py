"""Himalayas: remote jobs, twenty at a time. A free service with thousands of pages, so that its newest are read."""

from collections.abc import Iterable
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import Closing, JobPosting

STEP, MOST = 20, 2_000
_PAY = {"pay_low": "minSalary", "pay_high": "maxSalary", "pay_currency": "currency"}


class Himalayas(SourceSpider):
    """The newest two thousand; every job says when it expires. The list changes once a day."""

    name = "himalayas"
    platform = "himalayas"
    host = "himalayas.app"
    organization = "Himalayas"
    terms_url = "https://himalayas.app/docs/remote-jobs-api"
    licence = "to be shown with a link to Himalayas' page and its name; not to be given on to other job sites"
    attribution = "Source: Himalayas (https://himalayas.app)"
    closing = Closing.ASSUMED
    blocks = "jobs"
    start_urls = ["https://himalayas.app/jobs/api?limit=20&offset=0"]

    def links(self, page: Page) -> Iterable[str]:
        """The next twenty."""
        address, _, offset = page.url.rpartition("=")
        following = int(offset) + STEP
        return (f"{address}={following}",) if following < min(page.json()["totalCount"], MOST) else ()

    def expected(self, page: Page) -> int | None:
        """The total, where no more is there than is read."""
        total = page.json()["totalCount"]
        return total if total <= MOST else None

    def record(self, block: Any, page: Page) -> Record:
        """The posting of one job. Pay without a period is by the year."""
        stated = {
            "identifier": block["guid"],
            "title": block["title"],
            "description": block.get("description") or block.get("excerpt"),
            "hiring_organization": block["companyName"],
            "job_location": block.get("locationRestrictions"),
            "remote": True,
            "date_posted": block.get("pubDate"),
            "valid_through": block.get("expiryDate"),
            "employment_type": block.get("employmentType"),
            "occupation": ", ".join(block.get("categories") or ()),
            "seniority": ", ".join(block.get("seniority") or ()),
            "pay_unit": block.get("salaryPeriod") or ("year" if block.get("minSalary") else None),
            "url": block["guid"],
        }
        return JobPosting.model_validate(stated | {ours: block.get(theirs) for ours, theirs in _PAY.items()})
