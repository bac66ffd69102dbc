"""Pinpoint's public postings endpoint: one answer holds every posting of a company."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from spiders.schema_values import first_name
from spiders.source_spider import Page, Record, SourceSpider
from spiders.vocabulary import remote
from warehouse.records import JobPosting

_TEXTS = ("key_responsibilities", "skills_knowledge_expertise", "benefits")
_PAY = {
    "base_salary": "compensation",
    "pay_low": "compensation_minimum",
    "pay_high": "compensation_maximum",
    "pay_unit": "compensation_frequency",
    "pay_currency": "compensation_currency",
}


class Pinpoint(SourceSpider):
    """`board` is the company's name in `<company>.pinpointhq.com`; `host` only where the site has one of its own."""

    platform = "pinpoint"
    host = "{board}.pinpointhq.com"
    terms_url = "https://developers.pinpointhq.com/docs/jobs-json-endpoint"
    blocks = "data"
    seen_at = {r"(?<![\w.-])(?P<board>(?!(?:www|app|api|developers|help|support)\.)[\w-]+)\.pinpointhq\.com": ""}
    well_known = "/postings.json"

    def starts(self) -> Iterable[str]:
        """All postings."""
        return (f"{self.scheme}://{self.host}/postings.json",)

    def record(self, block: Any, page: Page) -> Record:
        """The posting of one entry; pay only where the employer shows it."""
        parts = [f"<h3>{block.get(f'{key}_header') or ''}</h3>\n{block[key]}" for key in _TEXTS if block.get(key)]
        job = block.get("job") or block
        stated = {
            "identifier": block["id"],
            "title": block["title"],
            "description": "\n".join([block["description"] or "", *parts]),
            "hiring_organization": self.organization,
            "job_location": block.get("location"),
            "remote": remote(block.get("workplace_type")),
            "date_posted": block.get("published_at"),
            "valid_through": block.get("deadline_at"),
            "employment_type": block.get("employment_type_text") or block.get("employment_type"),
            "occupation": first_name(job.get("department")),
            "url": urljoin(page.url, block.get("url") or block["path"]),
        }
        pay = {ours: block.get(theirs) for ours, theirs in _PAY.items()} if block.get("compensation_visible") else {}
        return JobPosting.model_validate(stated | pay)
