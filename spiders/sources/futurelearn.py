"""FutureLearn: its feeds of courses and programmes; where they are gone, the course pages that its sitemap lists.

What the feeds say is known from public code, none of it newer than 2022; the sitemap from its robots file.
"""

from collections.abc import Iterable
from typing import Any

from spiders.platforms.schema_org import SchemaOrg
from spiders.source_spider import Ask, Page, Record
from warehouse.records import Credential


class Futurelearn(SchemaOrg):
    """Feed and page name a course by its address. Of an upgrade's price the course feed says nothing."""

    name = "futurelearn"
    platform = "futurelearn"
    basis = "contested"
    host = "www.futurelearn.com"
    board = "/courses/"
    organization = "FutureLearn"
    country = "GB"
    terms_url = "https://www.futurelearn.com/info/terms"
    licence = "its terms are reported to forbid scraping and copying: ask before a crawl; facts only"
    start_urls = ["https://www.futurelearn.com/feeds/courses", "https://www.futurelearn.com/feeds/programs"]
    handle_httpstatus_list = [404, 410]  # Scrapy's: a feed that is gone is an answer, which leads to the sitemap

    def candidates(self, page: Page) -> Iterable[Any]:
        """The entries of a feed, or what a page says of itself."""
        return page.json()[:] if "/feeds/" in page.url else super().candidates(page)

    def links(self, page: Page) -> Iterable[str | Ask]:
        """From a feed that is gone to the robots file, and from there as of any site."""
        if "/feeds/courses" in page.url:
            return ["/robots.txt"] if page.status in self.handle_httpstatus_list else []
        return super().links(page)

    def record(self, block: Any, page: Page) -> Record:
        """The offer of an entry. A programme states one price for all its courses, in hundredths."""
        if "/feeds/" not in page.url:
            return super().record(block, page)
        run: dict[str, Any] = next(iter(block.get("runs") or ()), {})
        stated = {
            "identifier": block["url"].partition("?")[0],
            "name": block["name"],
            "description": "\n".join(filter(None, (block.get("introduction"), block.get("description")))),
            "offered_by": (block.get("organisation") or {}).get("name") or self.organization,
            "credential_type": "course" if "/feeds/courses" in page.url else "specialisation",
            "delivery_mode": "online",
            "duration_weeks": run.get("duration_in_weeks") or block.get("total_week_count"),
            "pace_hours_per_week": block.get("hours_per_week"),
            "price": block["total_cost"] / 100 if block.get("total_cost") else None,
            "price_kind": "one-time" if block.get("total_cost") else None,
            "language": block.get("language"),
            "start_date": run.get("start_date"),
            "url": block["url"].partition("?")[0],
        }
        return Credential.model_validate(stated)
