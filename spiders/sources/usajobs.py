"""USAJOBS, the federal government of the United States: the announcements that are open, without their texts.

The texts stand in answers of their own that say no more than a number. Who has a key gets them from `usajobs-search`.
"""

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from spiders.schema_values import all_of, listed
from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import JobPosting


class Usajobs(SourceSpider):
    """HistoricJoa, bounded to what opens by the day that the run shows, and does not close before it."""

    name = platform = "usajobs"
    host = "data.usajobs.gov"
    organization = "U.S. Office of Personnel Management (USAJOBS)"
    country = "US"
    terms_url = "https://developer.usajobs.gov/guides/"
    licence = "publicly consumable, as its documentation says"
    blocks = "data"

    def starts(self) -> Iterable[str]:
        """The first page; each answer links to the next."""
        day = os.environ.get("CREDSCOPE_AS_OF") or f"{datetime.now(UTC):%Y-%m-%d}"
        return (f"{self.scheme}://{self.host}/api/historicjoa?StartPositionCloseDate={day}&EndPositionOpenDate={day}",)

    def links(self, page: Page) -> Iterable[str]:
        """The next page."""
        return listed((page.json().get("paging") or {}).get("next"))

    def expected(self, page: Page) -> int | None:
        """The total of the window."""
        return ((page.json().get("paging") or {}).get("metadata") or {}).get("totalCount")

    def record(self, block: Any, page: Page) -> Record:
        """The announcement. Its keys have been written with capitals and without, so that case does not count."""
        said = {key.lower(): value for key, value in block.items()}
        status = said.get("positionopeningstatus") or "Accepting applications"
        if status.lower() != "accepting applications":
            raise ValueError(f"not open: {status}")
        low, high, period = (said.get(key) for key in ("minimumsalary", "maximumsalary", "salarytype"))
        stated = {
            "identifier": str(said["usajobscontrolnumber"]),
            "title": said["positiontitle"],
            "hiring_organization": said.get("hiringagencyname") or said.get("hiringdepartmentname"),
            "job_location": [", ".join(filter(None, p.values())) for p in listed(said.get("positionlocations"))],
            "date_posted": said.get("positionopendate"),
            "valid_through": said.get("positionclosedate"),
            "employment_type": ", ".join(filter(None, map(said.get, ("workschedule", "appointmenttype")))),
            "occupation": ", ".join(all_of(listed(said.get("jobcategories")), "series")),
            "url": f"https://www.usajobs.gov/job/{said['usajobscontrolnumber']}",
        }
        pay = {"base_salary": f"{low} - {high} USD {period}", "pay_low": low, "pay_high": high}
        return JobPosting.model_validate(stated | (pay | {"pay_unit": period, "pay_currency": "USD"} if high else {}))
