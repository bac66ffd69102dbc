"""Working Nomads: its newest remote jobs, in one answer that its site links to and no document describes."""

from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import Closing, JobPosting


class WorkingNomads(SourceSpider):
    """A job has no number, so its address is what tells it apart."""

    name = "working-nomads"
    platform = "working_nomads"
    host = "www.workingnomads.com"
    organization = "Working Nomads"
    terms_url = "https://www.workingnomads.com/"
    closing = Closing.ASSUMED
    start_urls = ["https://www.workingnomads.com/api/exposed_jobs/"]

    def record(self, block: Any, page: Page) -> Record:
        """The posting of one job."""
        stated = {
            "identifier": block["url"],
            "title": block["title"],
            "description": block.get("description"),
            "hiring_organization": block["company_name"],
            "job_location": block.get("location"),
            "remote": True,
            "date_posted": block.get("pub_date"),
            "occupation": block.get("category_name"),
            "url": block["url"],
        }
        return JobPosting.model_validate(stated)
