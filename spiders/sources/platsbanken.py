"""Platsbanken, all trades of Sweden: what changed in the open data of its public employment service, as a stream."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from spiders.source_spider import Ask, Page, Record, SourceSpider
from spiders.vocabulary import listed
from warehouse.records import Closing, JobPosting

_STREAM = "https://jobstream.api.jobtechdev.se/v2/stream?updated-after={}&updated-before={}"
_SAME = {"hiring_organization": "employer", "date_posted": "publication_date", "url": "webpage_url"}
_ASKED = (("Must have", "must_have"), ("Nice to have", "nice_to_have"))


class Platsbanken(SourceSpider):
    """Every advertisement says until when it applies; one that is taken down before is assumed to be open till then."""

    name = platform = "platsbanken"
    host = "jobstream.api.jobtechdev.se"
    organization = "Arbetsförmedlingen"
    country = "SE"
    terms_url = "https://jobtechdev.se/en/docs/opendata/apis/jobstream/getting-started/"
    licence = "CC0 1.0"
    pause = 60.0  # seconds: its document allows a request a minute
    closing = Closing.ASSUMED

    def starts(self) -> Iterable[Ask]:
        """The day before and the day itself, two hours at a time."""
        day = datetime.fromisoformat(os.environ.get("CREDSCOPE_AS_OF") or f"{datetime.now(UTC):%Y-%m-%d}")
        spans = [[(day + timedelta(hours=hour)).isoformat() for hour in (n, n + 2)] for n in range(-24, 24, 2)]
        return [Ask(_STREAM.format(*span), headers={"Accept": "application/json"}) for span in spans]

    def holds_records(self, page: Page) -> bool:
        """Not hours to come, nor those in which advertisements were only taken down."""
        return not page.body.lstrip().startswith(b"[") or b'"headline"' in page.body

    def candidates(self, page: Page) -> Iterable[Any]:
        """What was not taken down."""
        yield from (block for block in page.json()[:] if not isinstance(block, dict) or not block.get("removed"))

    def record(self, block: Any, page: Page) -> Record:
        """The posting of one advertisement; its contact persons are not read."""
        place, text = block.get("workplace_address") or {}, block.get("description") or {}
        asked = (listed(said, _labels(*(block.get(key) or {}).values())) for said, key in _ASKED)
        stated = {
            "identifier": str(block["id"]),
            "title": block["headline"],
            "description": "\n".join(filter(None, [text.get("text_formatted") or text.get("text"), *asked])),
            "job_location": ", ".join(filter(None, map(place.get, ("municipality", "region", "country")))),
            "valid_through": block.get("application_deadline") or block.get("last_publication_date"),
            "employment_type": ", ".join(_labels(map(block.get, ("employment_type", "working_hours_type")))),
            "occupation": ", ".join(_labels([block.get("occupation")])),
        }
        return JobPosting.model_validate(stated | {ours: block.get(theirs) for ours, theirs in _SAME.items()})


def _labels(*lists: Any) -> list[str]:
    return [concept["label"] for concepts in lists for concept in concepts or () if concept and concept["label"]]
