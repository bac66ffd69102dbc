"""Jobicy: its newest hundred remote jobs, three hours after its own site shows them. Once an hour is often enough."""

from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import Closing, JobPosting

_ANY = {"Anywhere": None, "Any": None}  # where the employer names no region, or no level


class Jobicy(SourceSpider):
    """One answer, no further pages."""

    name = "jobicy"
    platform = "jobicy"
    host = "jobicy.com"
    organization = "Jobicy"
    terms_url = "https://github.com/Jobicy/remote-jobs-api#fair-use-and-restrictions"
    licence = "fair use with Jobicy's own addresses kept; not to be given on to other job sites"
    attribution = "Source: Jobicy (https://jobicy.com)"
    closing = Closing.ASSUMED
    blocks = "jobs"
    start_urls = ["https://jobicy.com/api/v2/remote-jobs?count=100"]

    def record(self, block: Any, page: Page) -> Record:
        """The posting of one job."""
        place, level = block.get("jobGeo"), block.get("jobLevel")
        stated = {
            "identifier": str(block["id"]),
            "title": block["jobTitle"],
            "description": block.get("jobDescription") or block.get("jobExcerpt"),
            "hiring_organization": block["companyName"],
            "job_location": _ANY.get(place, place),
            "remote": True,
            "date_posted": block.get("pubDate"),
            "employment_type": ", ".join(block.get("jobType") or ()),
            "occupation": ", ".join(block.get("jobIndustry") or ()),
            "seniority": _ANY.get(level, level),
            "pay_low": block.get("salaryMin"),
            "pay_high": block.get("salaryMax"),
            "pay_unit": block.get("salaryPeriod"),
            "pay_currency": block.get("salaryCurrency"),
            "url": block["url"],
        }
        return JobPosting.model_validate(stated)
