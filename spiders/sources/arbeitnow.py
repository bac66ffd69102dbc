"""Arbeitnow: jobs that employers publish through their own systems, most of them in Germany, newest first."""

from collections.abc import Iterable
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import JobPosting


class Arbeitnow(SourceSpider):
    """All pages, to the one without a next. Pay is not stated."""

    name = "arbeitnow"
    platform = "arbeitnow"
    host = "www.arbeitnow.com"
    organization = "Arbeitnow"
    terms_url = "https://www.arbeitnow.com/blog/job-board-api"
    licence = "free public API, not to be abused; a link back is asked for"
    attribution = "Jobs from Arbeitnow (https://www.arbeitnow.com)"
    blocks = "data"
    start_urls = ["https://www.arbeitnow.com/api/job-board-api?page=1"]

    def links(self, page: Page) -> Iterable[str]:
        """The next page, as the answer names it."""
        following = page.json()["links"]["next"]
        return (following,) if following else ()

    def record(self, block: Any, page: Page) -> Record:
        """The posting of one job."""
        stated = {
            "identifier": block["slug"],
            "title": block["title"],
            "description": block.get("description"),
            "hiring_organization": block["company_name"],
            "job_location": block.get("location"),
            "remote": block.get("remote"),
            "date_posted": block.get("created_at"),
            "employment_type": ", ".join(block.get("job_types") or ()),
            "occupation": ", ".join(block.get("tags") or ()),
            "url": block["url"],
        }
        return JobPosting.model_validate(stated)
