"""Recruitee's public careers-site API: one answer holds every offer of a company."""

from collections.abc import Iterable
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from spiders.vocabulary import seniority
from warehouse.records import JobPosting

_PAY = {"pay_low": "min", "pay_high": "max", "pay_unit": "period", "pay_currency": "currency"}
_PLACE = {"addressLocality": "city", "addressRegion": "state", "addressCountry": "country", "name": "name"}


class Recruitee(SourceSpider):
    """`board` is the company's name in `<company>.recruitee.com`; `host` only where the site has one of its own."""

    platform = "recruitee"
    basis = "captured"
    host = "{board}.recruitee.com"
    terms_url = "https://docs.recruitee.com/reference/intro-to-careers-site-api"
    blocks = "offers"
    seen_at = {r"(?<![\w.-])(?P<board>(?!(?:www|api|app|docs|support|help|careers)\.)[\w-]+)\.recruitee\.com": ""}
    well_known = "/api/offers/"

    def starts(self) -> Iterable[str]:
        """All offers."""
        return (f"{self.scheme}://{self.host}/api/offers/",)

    def record(self, block: Any, page: Page) -> Record:
        """The posting of one offer."""
        pay = {ours: (block.get("salary") or {}).get(theirs) for ours, theirs in _PAY.items()}
        places = [{word: place.get(key) for word, key in _PLACE.items()} for place in block.get("locations") or ()]
        languages = [*(block.get("translations") or ())]
        stated = {
            "identifier": str(block["id"]),
            "title": block["title"],
            "description": "\n".join(filter(None, (block.get("description"), block.get("requirements")))),
            "hiring_organization": block.get("company_name") or self.organization,
            "job_location": places or block.get("location"),
            "country": block.get("country_code"),
            "remote": block.get("remote"),
            "date_posted": block.get("published_at"),
            "valid_through": block.get("close_at"),
            "employment_type": block.get("employment_type_code"),
            "occupation": block.get("department") or block.get("category_code"),
            "seniority": seniority(block.get("experience_code")),
            "education_level": block.get("education_code"),
            "base_salary": block["salary"] if pay["pay_low"] or pay["pay_high"] else None,
            "url": block["careers_url"],
            "language": languages[0] if len(languages) == 1 else None,
        }
        return JobPosting.model_validate(stated | pay)
