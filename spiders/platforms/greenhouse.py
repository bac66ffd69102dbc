"""Greenhouse's public job board API: one answer holds every posting of a board."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from spiders.vocabulary import markup
from warehouse.records import JobPosting

_PERIOD = re.compile(r"hour|day|week|month|year|annual", re.I)


class Greenhouse(SourceSpider):
    """`board` is the token in the board's address, `boards.greenhouse.io/<token>`."""

    platform = "greenhouse"
    basis = "captured"
    host = "boards-api.greenhouse.io"
    terms_url = "https://developers.greenhouse.io/job-board.html"
    blocks = "jobs"
    seen_at = {
        r"boards(?:-api)?(?:\.eu)?\.greenhouse\.io/(?:v1/boards/|embed/[\w/]+\?for=)?(?P<board>(?!embed)\w+)": ""
    }

    def starts(self) -> Iterable[str]:
        """The whole board, with texts and pay."""
        return (f"{self.scheme}://{self.host}/v1/boards/{self.board}/jobs?content=true&pay_transparency=true",)

    def expected(self, page: Page) -> int | None:
        """The total beside the postings."""
        return (page.json().get("meta") or {}).get("total")

    def record(self, block: Any, page: Page) -> Record:
        """The posting of one `jobs` entry; its pay is in cents and often without a period."""
        if block.get("internal_job_id", block["id"]) is None:
            raise ValueError("a prospect post: no vacancy stands behind it")
        custom = {str(m.get("name")).lower(): m.get("value") for m in block.get("metadata") or ()}
        stated = {
            "identifier": str(block["id"]),
            "title": block["title"],
            "description": markup(block.get("content") or ""),
            "hiring_organization": block.get("company_name") or self.organization,
            "job_location": block["location"]["name"],
            "remote": "Remote" in custom.values() or None,
            "date_posted": block.get("first_published"),
            "valid_through": block.get("application_deadline"),
            "employment_type": custom.get("employment type"),
            "occupation": ", ".join(d["name"] for d in block.get("departments") or ()),
            "url": block["absolute_url"],
            "language": block.get("language"),
        }
        return JobPosting.model_validate(stated | next(map(_pay, block.get("pay_input_ranges") or ()), {}))


def _pay(stated: Mapping[str, Any]) -> dict[str, Any]:
    low, high, currency = stated["min_cents"] / 100, stated["max_cents"] / 100, stated["currency_type"]
    period = next(iter(_PERIOD.findall(f"{stated.get('title')} {stated.get('blurb')}".lower())), None)
    text = f"{stated.get('title') or ''} {low:.2f} - {high:.2f} {currency}"
    return {"base_salary": text, "pay_low": low, "pay_high": high, "pay_unit": period, "pay_currency": currency}
