"""MIT Professional Education: its feed of courses and programmes, in numbered pages until an empty one."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from spiders.schema_values import number_of
from spiders.source_spider import Page, Record, SourceSpider
from spiders.vocabulary import delivery_mode
from warehouse.records import Credential, Side

_NUMBER = re.compile(r"(?<=page=)\d{1,6}")
_COMPLETION = "Certificate of Completion"  # with it a course ends; its other certificates are what it counts towards


class MitProfessionalEducation(SourceSpider):
    """The feed that MIT Learn reads too. Several values of one field are joined by bars."""

    name = "mit-professional-education"
    platform = "mit_professional_education"
    side = Side.SUPPLY
    basis = "captured"
    host = "professional.mit.edu"
    organization = "MIT Professional Education"
    country = "US"
    terms_url = "https://professional.mit.edu/"
    start_urls = ["https://professional.mit.edu/feeds/courses/?page=0"]

    def links(self, page: Page) -> Iterable[str]:
        """The next page, after one that is not empty."""
        return (_NUMBER.sub(lambda n: str(int(n[0]) + 1), page.url),) if page.json() else ()

    def holds_records(self, page: Page) -> bool:
        """Not the empty page after the last one."""
        return page.body.strip() != b"[]" or page.url.endswith("page=0")

    def record(self, block: Any, page: Page) -> Record:
        """The offer of an entry; where no type is stated, a course is what ends in a certificate of completion."""
        certificates = [each for each in block["course_certificate"].split("|") if each]
        kind = block["resource_type"] or ("course" if _COMPLETION in certificates else "program")
        credit = re.match(r"[\d.]{1,9}", block.get("continuing_ed_credits") or "")
        stated = {
            "identifier": block["uuid"],
            "name": block["title"],
            "description": block.get("description"),
            "offered_by": self.organization,
            "provider_kind": "university",
            "credential_type": "course" if kind == "course" else "professional certificate",
            "delivery_mode": delivery_mode(block.get("learning_format")),
            "time_required": block.get("duration"),
            "stackable_into": [each for each in certificates if each != _COMPLETION],
            "start_date": min(filter(None, (block.get("start_date") or "").split("|")), default=None),
            "url": urljoin(page.url, block["url"]),
        }
        price = number_of(block.get("price"))
        money = {"price": price, "price_currency": "USD", "price_kind": "one-time"} if price else {}
        return Credential.model_validate(
            stated | money | ({"credit_value": credit[0], "credit_unit": "CEU"} if credit else {})
        )
