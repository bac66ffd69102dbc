"""Remotive: remote jobs, a day after its own site shows them. It asks for four calls a day at most; one is made."""

from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import Closing, JobPosting


class Remotive(SourceSpider):
    """Its document calls the answer all active jobs, yet far fewer are seen in it: what is missing may be open."""

    name = "remotive"
    platform = "remotive"
    basis = "captured"
    host = "remotive.com"
    organization = "Remotive"
    terms_url = "https://github.com/remotive-com/remote-jobs-api#terms-of-services"
    licence = "to be shown with a link to Remotive's page and its name; not to be given on to other job sites"
    attribution = "Source: Remotive (https://remotive.com)"
    pause = 30.0  # seconds: who asks more than twice a minute is blocked
    closing = Closing.ASSUMED
    blocks = "jobs"
    start_urls = ["https://remotive.com/api/remote-jobs"]

    def expected(self, page: Page) -> int | None:
        """The count beside the jobs."""
        count: int | None = page.json().get("job-count")
        return count

    def record(self, block: Any, page: Page) -> Record:
        """The posting of one job; every one is remote within the stated countries."""
        stated = {
            "identifier": str(block["id"]),
            "title": block["title"],
            "description": block.get("description"),
            "hiring_organization": block["company_name"],
            "job_location": block.get("candidate_required_location"),
            "remote": True,
            "date_posted": block.get("publication_date"),
            "employment_type": block.get("job_type"),
            "occupation": block.get("category"),
            "base_salary": block.get("salary"),
            "url": block["url"],
        }
        return JobPosting.model_validate(stated)
