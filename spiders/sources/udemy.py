"""Udemy, as its affiliate API answered until it ended on 1 January 2025: recorded answers still parse."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import Credential, Side


class Udemy(SourceSpider):
    """Courses by the page; prices are those of the day of the recording."""

    name = "udemy"
    platform = "udemy"
    side = Side.SUPPLY
    basis = "off"
    off = "its API ended on 1 January 2025 and its pages refuse crawlers: import an export (--mapping udemy)"
    host = "www.udemy.com"
    organization = "Udemy"
    country = "US"
    terms_url = "https://www.udemy.com/terms/"
    blocks = "results"

    def links(self, page: Page) -> Iterable[str]:
        """The next page."""
        return filter(None, [page.json().get("next")])

    def expected(self, page: Page) -> int | None:
        """The count of the whole list."""
        return int(page.json()["count"])

    def record(self, block: Any, page: Page) -> Record:
        """The course of one result; a price in words is left unknown."""
        price, video = block.get("price_detail") or {}, block.get("content_length_video")
        free = block.get("price") == "Free" or block.get("is_paid") is False
        stated = {
            "identifier": str(block["id"]),
            "name": block["title"],
            "description": block.get("headline"),
            "offered_by": self.organization,
            "provider_kind": "platform",
            "credential_type": "course",
            "delivery_mode": "online",
            "pacing": "self-paced",
            "instructors": [each["display_name"] for each in block.get("visible_instructors") or ()],
            "rating": block.get("avg_rating") or block.get("rating"),
            "duration_hours": video and video / 3600,
            "time_required": video and f"{video / 3600:.1f} hours of video",
            "price": 0 if free else price.get("amount"),
            "price_currency": price.get("currency"),
            "price_kind": "free" if free else "one-time",
            "url": urljoin("https://www.udemy.com", block["url"]),
        }
        return Credential.model_validate(stated)
