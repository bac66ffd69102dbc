"""Ashby's public posting API: one answer holds every posting of a board."""

from collections.abc import Iterable, Mapping
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import JobPosting

_PAY = {"pay_low": "minValue", "pay_high": "maxValue", "pay_unit": "interval", "pay_currency": "currencyCode"}


class Ashby(SourceSpider):
    """`board` is the board's name in its address, `jobs.ashbyhq.com/<board>`."""

    platform = "ashby"
    basis = "captured"
    host = "api.ashbyhq.com"
    terms_url = "https://developers.ashbyhq.com/docs/public-job-posting-api"
    blocks = "jobs"
    seen_at = {r"(?:jobs|api)\.ashbyhq\.com/(?:posting-api/job-board/)?(?P<board>(?!posting)[\w.%-]+)": ""}

    def starts(self) -> Iterable[str]:
        """The whole board, with pay."""
        return (f"{self.scheme}://{self.host}/posting-api/job-board/{self.board}?includeCompensation=true",)

    def record(self, block: Any, page: Page) -> Record:
        """The posting of one `jobs` entry. `isRemote` is also true of hybrid work, so the workplace type decides."""
        if not block["isListed"]:
            raise ValueError("not listed: its employer does not advertise it")
        workplace = block.get("workplaceType")
        stated = {
            "identifier": block["id"],
            "title": block["title"],
            "description": block.get("descriptionHtml") or block.get("descriptionPlain"),
            "hiring_organization": self.organization,
            "job_location": [_place(place) for place in (block, *(block.get("secondaryLocations") or ()))],
            "remote": workplace == "Remote" if workplace else block.get("isRemote"),
            "date_posted": block["publishedAt"],
            "employment_type": block.get("employmentType"),
            "occupation": block.get("department") or block.get("team"),
            "url": block["jobUrl"],
        }
        shown = block.get("shouldDisplayCompensationOnJobPostings")
        return JobPosting.model_validate(stated | (_pay(block.get("compensation") or {}) if shown else {}))


def _place(place: Mapping[str, Any]) -> Any:
    """The address where it names a town, else the employer's own word for the place."""
    address = (place.get("address") or {}).get("postalAddress") or {}
    return address if (address.get("addressLocality") or "").strip() else place.get("location")


def _pay(compensation: Mapping[str, Any]) -> dict[str, Any]:
    parts = compensation.get("summaryComponents") or ()
    salary: Mapping[str, Any] = next((part for part in parts if part["compensationType"] == "Salary"), {})
    stated = {ours: salary.get(theirs) for ours, theirs in _PAY.items()}
    return stated | {"base_salary": compensation.get("compensationTierSummary")}
