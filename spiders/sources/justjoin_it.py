"""Just Join IT: jobs in Polish IT. Its list states skills and pay, not the advertisement's text."""

from collections.abc import Iterable
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from spiders.vocabulary import listed, remote
from warehouse.records import Closing, JobPosting

WINDOW = 10_000  # entries, beyond which the server fails; its total is never more
_SKILLS = (("Required skills", "requiredSkills"), ("Nice to have", "niceToHaveSkills"))
_PAY = {"pay_low": "fromPerUnit", "pay_high": "toPerUnit", "pay_unit": "unit", "pay_currency": "currency"}


class JustJoinIt(SourceSpider):
    """One entry is one advertisement with all its places; what lies beyond the window is not shown."""

    name = "justjoin-it"
    platform = "justjoin_it"
    basis = "captured"
    host = "justjoin.it"
    organization = "Just Join IT"
    terms_url = "https://justjoin.it/"
    closing = Closing.ASSUMED
    blocks = "data"
    start_urls = ["https://justjoin.it/api/candidate-api/offers?itemsCount=100&from=0"]
    public = "https://justjoin.it/job-offer/"

    def links(self, page: Page) -> Iterable[str]:
        """The next hundred; what the answer calls a cursor is the number of the entry to go on from."""
        data, meta = page.json()["data"], page.json()["meta"]
        cursor = meta["next"]["cursor"]
        more = data and cursor is not None and cursor < min(meta["totalItems"], WINDOW)
        return (f"{page.url.partition('&from=')[0]}&from={cursor}",) if more else ()

    def expected(self, page: Page) -> int | None:
        """The total, unless the window hides it."""
        total: int = page.json()["meta"]["totalItems"]
        return total if total < WINDOW else None

    def record(self, block: Any, page: Page) -> Record:
        """The posting of one entry; pay that was converted from the employer's own currency is left aside."""
        own = [kind for kind in block["employmentTypes"] if kind["currencySource"] == "original"]
        pay: Any = next((kind for kind in own if kind.get("fromPerUnit")), {})
        stated = {
            "identifier": block["guid"],
            "title": block["title"],
            "description": "".join(listed(said, (s["name"] for s in block.get(key) or ())) for said, key in _SKILLS),
            "hiring_organization": block["companyName"],
            "job_location": [place["city"] for place in block.get("locations") or ()] or block.get("city"),
            "remote": remote(block.get("workplaceType")),
            "date_posted": block["publishedAt"],
            "valid_through": block.get("expiredAt"),
            "employment_type": ", ".join(filter(None, [block.get("workingTime"), *(kind["type"] for kind in own)])),
            "occupation": (block.get("category") or {}).get("key"),
            "seniority": block.get("experienceLevel"),
            "url": self.public + block["slug"],
        }
        return JobPosting.model_validate(stated | {ours: pay.get(theirs) for ours, theirs in _PAY.items()})
