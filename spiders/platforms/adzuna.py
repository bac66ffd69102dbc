"""Adzuna's search API: advertisements that it gathers in a country, with texts cut to their first 500 characters."""

from collections.abc import Iterable
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import Closing, JobPosting

LIMIT, PAGES = 50, 10  # a key has 250 requests a day: enough for every country
_NOT_EURO = "AUD BRL CAD CHF GBP INR MXN NZD PLN SGD USD ZAR".split()  # each begins with its country


class Adzuna(SourceSpider):
    """`board` is the country in small letters; its newest advertisements are read. The key is `app_id:app_key`."""

    platform = "adzuna"
    basis = "captured"
    host = "api.adzuna.com"
    terms_url = "https://developer.adzuna.com/docs/terms_of_service"
    licence = "personal research; an organisation's counts of vacancies need Adzuna's written consent after 14 days"
    attribution = "Jobs by Adzuna (https://www.adzuna.com)"
    key = "CREDSCOPE_ADZUNA_KEY"
    pause = 2.5  # seconds: it allows 25 requests a minute
    closing = Closing.ASSUMED
    blocks = "results"

    def starts(self) -> Iterable[str]:
        """The newest fifty. The key is not kept in archived addresses, so that each is made anew."""
        return (self._list(1),)

    def _list(self, number: int) -> str:
        query = "app_id={}&app_key={}&results_per_page={}&sort_by=date".format(*self.secret.partition(":")[::2], LIMIT)
        return f"{self.scheme}://{self.host}/v1/api/jobs/{self.board}/search/{number}?{query}"

    def links(self, page: Page) -> Iterable[str]:
        """The next page, after a full one, up to the last that is asked for."""
        number = int(page.url.partition("?")[0].rpartition("/")[2])
        return (self._list(number + 1),) if len(page.json()["results"]) == LIMIT and number < PAGES else ()

    def expected(self, page: Page) -> int | None:
        """The total, where no more is there than is asked for."""
        count = page.json()["count"]
        return count if count <= LIMIT * PAGES else None

    def record(self, block: Any, page: Page) -> Record:
        """The posting of one result, its pay by the year; pay that Adzuna only predicts is left aside."""
        stated: dict[str, Any] = {key: block[key] for key in ("title", "description")} | {
            "identifier": str(block["id"]),
            "hiring_organization": (block.get("company") or {}).get("display_name"),
            "job_location": ", ".join((block.get("location") or {}).get("area", [])[::-1]),
            "country": page.url.partition("?")[0].split("/")[-3].upper(),
            "date_posted": block["created"],
            "employment_type": ", ".join(filter(None, map(block.get, ("contract_time", "contract_type")))),
            "occupation": (block.get("category") or {}).get("label"),
            "url": block["redirect_url"].partition("?")[0],  # what follows differs from answer to answer
        }
        if str(block.get("salary_is_predicted")) == "0":
            stated |= {"pay_low": block.get("salary_min"), "pay_high": block.get("salary_max"), "pay_unit": "year"}
            stated |= {"pay_currency": next((code for code in _NOT_EURO if code.startswith(stated["country"])), "EUR")}
        return JobPosting.model_validate(stated)
