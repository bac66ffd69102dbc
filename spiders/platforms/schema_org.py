"""A site that marks its pages up with schema.org and lists them in a sitemap."""

import re
import zlib
from collections.abc import Iterable
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy.utils.sitemap import Sitemap, sitemap_urls_from_robots

from spiders.schema_mapping import credential, job_posting
from spiders.source_spider import Page, Record, SourceSpider
from spiders.structured_data import JOB_TYPES, things, types
from warehouse.records import Side

SITEMAP_LIMIT = 32 * 2**20  # bytes, decompressed
ENTRY_LIMIT = 50_000  # what the sitemap protocol allows in one file
_CLOSED = re.compile(rb"(urlset|sitemapindex)\s*>|<(urlset|sitemapindex)[^>]*/>")


class SchemaOrg(SourceSpider):
    """`board` is what the path of a record's page must contain, e.g. `/course/`; empty means every listed page."""

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

    def links(self, page: Page) -> Iterable[str]:
        """The sitemaps that a robots file names (else the usual one), and the pages that a sitemap lists."""
        if urlsplit(page.url).path == "/robots.txt":
            yield from list(sitemap_urls_from_robots(page.body, page.url)) or [urljoin(page.url, "/sitemap.xml")]
        elif not self.holds_records(page):
            body = _plain(page.body, SITEMAP_LIMIT)
            sitemap = Sitemap(body)
            if not _CLOSED.search(body[-500:]):
                raise ValueError("a torn sitemap: its end is missing")
            for entry in islice(sitemap, ENTRY_LIMIT):
                if sitemap.type == "sitemapindex" or self.board in urlsplit(entry["loc"]).path:
                    yield urljoin(page.url, entry["loc"])

    def holds_records(self, page: Page) -> bool:
        """Whether the answer is a page rather than a robots file or a sitemap."""
        start = _plain(page.body, 2048)
        return urlsplit(page.url).path != "/robots.txt" and not (b"<urlset" in start or b"<sitemapindex" in start)


def _plain(body: bytes, limit: int) -> bytes:
    """The first `limit` bytes, decompressed where they are not plain; of a broken file, nothing."""
    try:
        return zlib.decompressobj(31).decompress(body, limit) if body[:2] == b"\x1f\x8b" else body[:limit]
    except zlib.error:
        return b""
