"""MIT Learn's public catalogue, which also holds what MIT's units publish only to those with a key, such as Sloan's."""

from collections.abc import Iterable
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from spiders.vocabulary import delivery_mode, pacing
from warehouse.records import Credential, Side

_KINDS = {"course": "course", "program": "certificate", "professional": "professional certificate"}


class MitLearn(SourceSpider):
    """`board` is the filter that picks a unit, e.g. `offered_by=see`. OpenCourseWare is none: it awards nothing."""

    platform = "mit_learn"
    side = Side.SUPPLY
    basis = "documented"
    host = "api.learn.mit.edu"
    terms_url = "https://learn.mit.edu/terms"
    blocks = "results"

    def starts(self) -> Iterable[str]:
        """The first page of courses, and of programmes."""
        path = f"{self.scheme}://{self.host}/api/v1/learning_resources/"
        return [f"{path}?{self.board}&resource_type={kind}&limit=100&offset=0" for kind in ("course", "program")]

    def links(self, page: Page) -> Iterable[str]:
        """The next page."""
        return filter(None, (page.json()["next"],))

    def expected(self, page: Page) -> int | None:
        """How many resources of the kind there are."""
        return int(page.json()["count"])

    def record(self, block: Any, page: Page) -> Record:
        """The offer of a resource; what differs between its runs is taken from the first."""
        if not block["certification"]:
            raise ValueError("earns no certificate: learning material, not an offer")
        run: dict[str, Any] = next(iter(block.get("runs") or ()), {})
        price: dict[str, Any] = next(iter(run.get("resource_prices") or ()), {})
        awarded = str((block.get("certification_type") or {}).get("code"))
        stated = {
            "identifier": block["readable_id"],
            "name": block["title"],
            "description": block.get("description"),
            "offered_by": (block.get("offered_by") or {}).get("name") or self.organization,
            "credential_type": _KINDS.get(awarded) or _KINDS[block["resource_type"]],
            "delivery_mode": delivery_mode(*(each["name"] for each in block.get("delivery") or ())),
            "pacing": pacing(*(each["name"] for each in run.get("pace") or ())),
            "location": run.get("location"),
            "time_required": ", ".join(filter(None, (run.get("duration"), run.get("time_commitment")))),
            "price": price.get("amount"),
            "price_currency": price.get("currency"),
            "price_kind": "one-time" if price else None,
            "start_date": run.get("start_date"),
            "url": block["url"],
        }
        return Credential.model_validate(stated)
