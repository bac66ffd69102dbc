"""Remote OK: its newest hundred remote jobs, in one answer."""

from collections.abc import Iterable
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import Closing, JobPosting


class RemoteOk(SourceSpider):
    """The first element of the answer is the legal notice, not a job."""

    name = "remoteok"
    platform = "remoteok"
    host = "remoteok.com"
    organization = "Remote OK"
    terms_url = "https://remoteok.com/api"
    licence = "to be shown with a followed link to Remote OK's page and its name, without its logo"
    attribution = "Source: Remote OK (https://remoteok.com)"
    closing = Closing.ASSUMED
    start_urls = ["https://remoteok.com/api"]

    def candidates(self, page: Page) -> Iterable[Any]:
        """All elements but the notice."""
        yield from page.json()[1:]

    def record(self, block: Any, page: Page) -> Record:
        """The posting of one element; its pay is in dollars a year, and 0 where none is stated."""
        low, high = block.get("salary_min") or None, block.get("salary_max") or None
        stated = {
            "identifier": str(block["id"]),
            "title": block["position"],
            "description": block.get("description"),
            "hiring_organization": block["company"],
            "job_location": block.get("location"),
            "remote": True,
            "date_posted": block.get("date"),
            "pay_low": low,
            "pay_high": high,
            "pay_unit": "year" if low or high else None,
            "pay_currency": "USD" if low or high else None,
            "url": block["url"],
        }
        return JobPosting.model_validate(stated)
