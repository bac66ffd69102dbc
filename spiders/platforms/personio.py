"""Personio's XML feed of a company's open positions. Contested: some companies answer, some with 404."""

import re
from collections.abc import Iterable
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from spiders.vocabulary import seniority
from warehouse.records import JobPosting

_PAY = {"pay_low": "min", "pay_high": "max", "pay_unit": "type", "pay_currency": "currencyCode"}
_YEARS = re.compile(r"\d{1,2}(?=-\d)")


class Personio(SourceSpider):
    """`board` is the company's name in `<company>.jobs.personio.de`; `host` where it is at home under `.com`."""

    platform = "personio"
    basis = "contested"
    host = "{board}.jobs.personio.de"
    terms_url = "https://developer.personio.de/reference/get_xml"
    seen_at = {
        r"(?<![\w.-])(?P<board>(?!www\.)[\w-]+)\.jobs\.personio\.de": "",
        r"(?<![\w.-])(?P<host>(?P<board>(?!www\.)[\w-]+)\.jobs\.personio\.com)": "{host}",
    }

    def starts(self) -> Iterable[str]:
        """The whole feed, in the company's own language."""
        return (f"{self.scheme}://{self.host}/xml",)

    def candidates(self, page: Page) -> Iterable[Any]:
        """The positions of the feed."""
        feed = page.xml()
        if feed.tag != "workzag-jobs":
            raise ValueError(f"not a feed of positions: <{feed.tag}>")
        yield from feed.iterfind("position")

    def record(self, block: Any, page: Page) -> Record:
        """The posting of one position."""
        said = {each.tag: each.text for each in block if each.text and not len(each)}
        texts = [(each.findtext("name"), each.findtext("value")) for each in block.iterfind("*/jobDescription")]
        pay = {ours: block.findtext(f"salaryInformation/{theirs}") for ours, theirs in _PAY.items()}
        years = _YEARS.match(said.get("yearsOfExperience", ""))
        stated = {
            "identifier": said["id"],
            "title": said["name"],
            "description": "\n".join(f"<h3>{name}</h3>\n{text.strip()}" for name, text in texts if text),
            "hiring_organization": said.get("subcompany") or self.organization,
            "job_location": [said.get("office"), *(each.text for each in block.iterfind("additionalOffices/office"))],
            "date_posted": said.get("createdAt"),
            "employment_type": ", ".join(filter(None, map(said.get, ("employmentType", "schedule")))),
            "occupation": said.get("occupation") or said.get("department"),
            "seniority": seniority(said.get("seniority")),
            "experience_months": int(years[0]) * 12 if years else None,
            "url": f"https://{self.host}/job/{said['id']}",
        }
        return JobPosting.model_validate(stated | pay)
