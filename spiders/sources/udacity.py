"""Udacity: one page lists the whole catalogue in one `ItemList`, without price, level or hours."""

from collections.abc import Iterable
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from spiders.structured_data import things
from warehouse.records import Credential, Side


class Udacity(SourceSpider):
    """Nanodegrees, and the courses among them; an address with `--nd` is a nanodegree's."""

    name = "udacity"
    platform = "udacity"
    side = Side.SUPPLY
    host = "www.udacity.com"
    organization = "Udacity"
    country = "US"
    floor = 15
    terms_url = "https://www.udacity.com/legal/en-us/terms-of-use"
    start_urls = ["https://www.udacity.com/catalog"]

    def candidates(self, page: Page) -> Iterable[Any]:
        """The items of the list, and a broken block as what it is."""
        for node in things(page.text, page.url, {"ItemList"}):
            yield from [node] if isinstance(node, ValueError) else (e["item"] for e in node["itemListElement"])

    def record(self, block: Any, page: Page) -> Record:
        """The offer of one item."""
        if isinstance(block, ValueError):
            raise block
        stated = {key: block[theirs] for key, theirs in (("identifier", "url"), ("url", "url"), ("name", "name"))}
        kind = "nanodegree" if "--nd" in block["url"] or "nanodegree" in block["name"].lower() else "course"
        about = {"description": block.get("description"), "offered_by": self.organization, "delivery_mode": "online"}
        return Credential.model_validate(stated | about | {"credential_type": kind})
