"""Canvas Catalog, Instructure's shop window for continuing education: one JSON list behind each catalogue's page."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from spiders.schema_values import number_of
from spiders.source_spider import Page, Record, SourceSpider
from spiders.vocabulary import credential_type, pacing
from warehouse.records import Credential, Side


class CanvasCatalog(SourceSpider):
    """`host` is the institution's, `board` the catalogue in its address: `<host>/browse/<board>`.

    Without a `board` the older form is read, `/products.json` in numbered pages, of which an empty one is the last.
    """

    platform = "canvas_catalog"
    side = Side.SUPPLY
    basis = "documented"
    terms_url = "https://www.instructure.com/policies/api-policy"
    blocks = "products"
    seen_at = {r"(?<![\w.-])(?P<host>[\w-]+\.catalog\.instructure\.com)/browse/(?P<board>[\w-]+)": "{host}"}

    def starts(self) -> Iterable[str]:
        """The catalogue's list."""
        path = f"/browse/{self.board}.json" if self.board else "/products.json?page=1"
        return (f"{self.scheme}://{self.host}{path}",)

    def links(self, page: Page) -> Iterable[str]:
        """The next page of the older form, after one that holds products."""
        address, paged, number = page.url.partition("/products.json?page=")
        return (f"{address}{paged}{int(number) + 1}",) if paged and page.json()[self.blocks] else ()

    def holds_records(self, page: Page) -> bool:
        """Not the empty page after the last one of the older form."""
        return "?page=" not in page.url or page.url.endswith("?page=1") or page.json().get(self.blocks) != []

    def record(self, block: Any, page: Page) -> Record:
        """The offer of a product. Of a self-paced one `startDate` is the day it was made, so no start is stated."""
        self_paced = bool(block.get("daysToComplete")) or pacing(block.get("type")) == "self-paced"
        price = number_of(block.get("price") if "price" in block else block.get("priceWithCurrency"))
        free = price == 0 or str(block.get("free")).lower() == "true"  # a truth value or its name
        stated = {
            "identifier": block.get("id") or block.get("path") or block["url"],
            "name": block["title"],
            "description": block.get("teaser"),
            "offered_by": (block.get("logo") or {}).get("label") or self.organization,
            "credential_type": credential_type(block.get("type"), block["title"]),
            "pacing": "self-paced" if self_paced else None,
            "price": 0 if free else price,
            "price_currency": block.get("currency"),
            "price_kind": "free" if free else "one-time" if price else None,
            "credit_value": block.get("credits"),
            "credit_unit": block.get("measurement") if block.get("credits") else None,
            "start_date": None if self_paced else block.get("startDate"),
            "url": urljoin(page.url, block.get("url") or f"/browse/{self.board}/courses/{block['path']}"),
        }
        return Credential.model_validate(stated)
