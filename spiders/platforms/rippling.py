"""Rippling's job board API: a list with a row for each place of a job, and an answer of its own for each job."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from spiders.listing_spider import ListingSpider
from spiders.source_spider import Page, Record
from warehouse.records import JobPosting


class Rippling(ListingSpider):
    """`board` is the company's name in its address, `ats.rippling.com/<company>/jobs`."""

    platform = "rippling"
    host = "api.rippling.com"
    terms_url = "https://developer.rippling.com/documentation/job-board-api"
    seen_at = {
        r"\bats\.rippling\.com/(?:[a-z]{2}-[a-z]{2}/)?(?:api/v\d/board/)?(?P<board>(?!_next)[\w-]+)/jobs": "",
        r"\bapi\.rippling\.com/platform/api/ats/v\d/board/(?P<board>[\w-]+)": "",
    }

    def starts(self) -> Iterable[str]:
        """The whole list."""
        return (f"{self.scheme}://{self.host}/platform/api/ats/v1/board/{self.board}/jobs",)

    def leads(self, answer: Any, page: Page) -> Iterable[str]:
        """Each job of the list once."""
        return (f"{page.url}/{uuid}" for uuid in dict.fromkeys(row["uuid"] for row in answer if "uuid" in row))

    def expected(self, page: Page) -> int | None:
        """How many jobs the rows are about."""
        return len({row.get("uuid") for row in page.json()}) if self.lists(page) else None

    def record(self, block: Any, page: Page) -> Record:
        """The job; a row of the list names only one of its places."""
        kind, place, department = (block.get(key) or {} for key in ("employmentType", "workLocation", "department"))
        texts = () if place else block["description"].values()
        stated = {
            "identifier": block["uuid"],
            "title": block["name"],
            "description": "\n".join(filter(None, texts)),
            "hiring_organization": block.get("companyName") or self.organization,
            "job_location": [place["label"]] if place else block["workLocations"],
            "date_posted": block.get("createdOn"),
            "employment_type": kind.get("id"),
            "occupation": department.get("name") or department.get("label"),
            "url": block.get("url") or f"https://ats.rippling.com/{self.board}/jobs/{block['uuid']}",
        }
        return JobPosting.model_validate(stated | _pay(block.get("payRangeDetails") or ()))


def _pay(ranges: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The span of the ranges in the currency and for the period of the first."""
    unit, currency = ((ranges[0].get(key) if ranges else None) for key in ("frequency", "currency"))
    alike = [r for r in ranges if (r.get("frequency"), r.get("currency")) == (unit, currency)]
    low, high = ([r[key] for r in alike if r.get(key)] for key in ("rangeStart", "rangeEnd"))
    stated = {"pay_low": min(low, default=None), "pay_high": max(high, default=None), "pay_unit": unit}
    return stated | {"pay_currency": currency, "base_salary": [*ranges] or None}
