"""Lever's public postings API: a board in pages of a hundred."""

import re
from collections.abc import Iterable
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from spiders.vocabulary import remote
from warehouse.records import JobPosting

LIMIT = 100
_SKIP = re.compile(r"(?<=skip=)\d{1,9}")
_PAY = {"pay_low": "min", "pay_high": "max", "pay_unit": "interval", "pay_currency": "currency"}
_TEXTS = ("description", "additional", "salaryDescription")


class Lever(SourceSpider):
    """`board` is the site's name in its address, `jobs.lever.co/<site>`."""

    platform = "lever"
    basis = "captured"
    host = "api.lever.co"
    terms_url = "https://github.com/lever/postings-api"
    seen_at = {r"(?:jobs|api)\.(?P<eu>eu\.)?lever\.co/(?:v0/postings/)?(?P<board>(?!v0/)[\w.-]+)": "api.{eu}lever.co"}

    def starts(self) -> Iterable[str]:
        """The first page of the board."""
        return (f"{self.scheme}://{self.host}/v0/postings/{self.board}?mode=json&skip=0&limit={LIMIT}",)

    def links(self, page: Page) -> Iterable[str]:
        """The next page, after a full one."""
        return (_SKIP.sub(lambda n: str(int(n[0]) + LIMIT), page.url),) if len(page.json()) == LIMIT else ()

    def holds_records(self, page: Page) -> bool:
        """Not the empty page after a last one that happened to be full."""
        return page.body.strip() != b"[]" or (_SKIP.search(page.url) or ["0"])[0] == "0"

    def record(self, block: Any, page: Page) -> Record:
        """The posting of one entry. `createdAt` is not in Lever's documentation, yet in every answer seen."""
        categories, pay = block["categories"], block.get("salaryRange")
        lists = [f"<h3>{part['text']}</h3>\n<ul>{part['content']}</ul>" for part in block.get("lists") or ()]
        first, *rest = (block.get(key) or block.get(f"{key}Plain") for key in _TEXTS)
        stated = {
            "identifier": block["id"],
            "title": block["text"],
            "description": "\n".join(filter(None, [first, *lists, *rest])),
            "hiring_organization": self.organization,
            "job_location": categories.get("allLocations") or categories.get("location"),
            "country": block.get("country"),
            "remote": remote(block.get("workplaceType")),
            "date_posted": block.get("createdAt"),
            "employment_type": categories.get("commitment"),
            "occupation": categories.get("department") or categories.get("team"),
            "base_salary": pay,
            "url": block["hostedUrl"],
        }
        return JobPosting.model_validate(stated | {ours: (pay or {}).get(theirs) for ours, theirs in _PAY.items()})
