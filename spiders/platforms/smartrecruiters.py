"""SmartRecruiters' public posting API: a list in pages of a hundred, and an answer of its own for each posting."""

from collections.abc import Iterable
from typing import Any

from spiders.listing_spider import ListingSpider
from spiders.source_spider import Page, Record
from spiders.vocabulary import seniority
from warehouse.records import JobPosting

LIMIT = 100
_PAY = {"pay_low": "min", "pay_high": "max", "pay_unit": "period", "pay_currency": "currency"}


class SmartRecruiters(ListingSpider):
    """`board` is the company's identifier with its capitals. Contested: documented as public, closed by its robots."""

    platform = "smartrecruiters"
    basis = "contested"
    host = "api.smartrecruiters.com"
    terms_url = "https://developers.smartrecruiters.com/docs/endpoints"
    seen_at = {r"\b(?:jobs|careers|api)\.smartrecruiters\.com/(?:v1/companies/)?(?P<board>(?!v1/|ni/|oneclick)\w+)": ""}
    blocks = "content"
    total = "totalFound"

    def starts(self) -> Iterable[str]:
        """The first page of the list."""
        return (f"{self.scheme}://{self.host}/v1/companies/{self.board}/postings?limit={LIMIT}&offset=0",)

    def leads(self, answer: Any, page: Page) -> Iterable[str]:
        """From the first page all others, and from each page its postings."""
        listing, rest = page.url.partition("?")[0], range(LIMIT, answer["totalFound"], LIMIT)
        yield from (f"{listing}?limit={LIMIT}&offset={offset}" for offset in rest if answer["offset"] == 0)
        yield from (f"{listing}/{posting['id']}" for posting in answer["content"] if "id" in posting)

    def record(self, block: Any, page: Page) -> Record:
        """The posting; in the list it comes without texts."""
        sections = {} if self.lists(page) else block["jobAd"]["sections"]
        place, pay, company = (block.get(key) or {} for key in ("location", "compensation", "company"))
        label = {key: value.get("label") for key, value in block.items() if isinstance(value, dict)}
        stated = {
            "identifier": block["id"],
            "title": block["name"],
            "description": "\n".join(
                f"<h3>{s.get('title', '')}</h3>\n{s['text']}" for s in sections.values() if s.get("text")
            ),
            "hiring_organization": company.get("name") or self.organization,
            "job_location": place.get("fullLocation") or place.get("city"),
            "country": str(place.get("countryCode") or place.get("country") or "").upper(),
            "remote": place.get("remote"),
            "date_posted": block.get("releasedDate"),
            "employment_type": label.get("typeOfEmployment"),
            "occupation": label.get("department") or label.get("function"),
            "industry": label.get("industry"),
            "seniority": seniority((block.get("experienceLevel") or {}).get("id")),
            "base_salary": pay or None,
            "url": block.get("postingUrl") or f"https://jobs.smartrecruiters.com/{self.board}/{block['id']}",
            "language": (block.get("language") or {}).get("code"),
        }
        return JobPosting.model_validate(stated | {ours: pay.get(theirs) for ours, theirs in _PAY.items()})
