"""A site that marks its pages up with schema.org and lists them in a sitemap."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from scrapy.utils.sitemap import sitemap_urls_from_robots

from spiders.schema_mapping import credential, job_posting
from spiders.sitemaps import entries, is_sitemap
from spiders.source_spider import Ask, Page, Record, SourceSpider
from spiders.structured_data import JOB_TYPES, things, types
from warehouse.records import Side


class SchemaOrg(SourceSpider):
    """`board` is what the address of a record's page must contain, e.g. `/course/`; empty means every listed page."""

    platform = "schema_org"
    side = Side.SUPPLY

    def starts(self) -> Iterable[str]:
        """The robots file, which names the sitemaps."""
        return [f"{self.scheme}://{self.host}/robots.txt"]

    def candidates(self, page: Page) -> Iterable[Any]:
        """The postings and offers of a page, and its broken blocks."""
        return things(page.text, page.url)

    def record(self, block: Any, page: Page) -> Record:
        """A posting or an offer; a broken block is raised as what it is."""
        if isinstance(block, ValueError):
            raise block
        if JOB_TYPES & set(types(block)):
            return job_posting(block, page.url)
        return credential(block, page.url, self.organization)

    def links(self, page: Page) -> Iterable[str | Ask]:
        """The sitemaps that a robots file names (else the usual one), and what a sitemap lists, its pages dated."""
        if urlsplit(page.url).path == "/robots.txt":
            yield from list(sitemap_urls_from_robots(page.body)) or ["/sitemap.xml"]
        elif not self.holds_records(page):
            is_index, listed = entries(page.body)
            for url, lastmod in listed:
                if is_index or self.board in url:
                    yield Ask(url, lastmod=lastmod) if lastmod and not is_index else url

    def holds_records(self, page: Page) -> bool:
        """Whether the answer is a page rather than a robots file or a sitemap."""
        return urlsplit(page.url).path != "/robots.txt" and not is_sitemap(page.body)
