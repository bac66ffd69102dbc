"""Sitemaps and sitemap indexes, plain or gzipped: whether a page is one, and what it lists."""

import re
import zlib
from itertools import islice

from scrapy.utils.sitemap import Sitemap

SIZE_LIMIT = 32 * 2**20  # bytes, decompressed
ENTRY_LIMIT = 50_000  # what the sitemap protocol allows in one file
_CLOSED = re.compile(rb"</(?:[\w.-]{1,99}:)?(?:urlset|sitemapindex)\s{0,99}>|<(?:urlset|sitemapindex)[^<>]{0,300}/>")


def is_sitemap(body: bytes) -> bool:
    """Whether an answer is a sitemap or an index of sitemaps."""
    start = _plain(body, 2048)
    return b"<urlset" in start or b"<sitemapindex" in start


def entries(body: bytes) -> tuple[bool, list[tuple[str, str | None]]]:
    """Whether the file is an index, and the addresses it lists, each with its last change, both as they stand.

    Raises `ValueError` where its end is missing, and for entities.
    """
    plain = _plain(body, SIZE_LIMIT)
    if b"<!ENTITY" in plain:
        raise ValueError("a sitemap with entities is not read")
    if not _CLOSED.search(plain[-500:]):
        raise ValueError("a torn sitemap: its end is missing")
    sitemap = Sitemap(plain)
    listed = [(entry["loc"], entry.get("lastmod")) for entry in islice(sitemap, ENTRY_LIMIT) if entry["loc"]]
    return sitemap.type == "sitemapindex", listed


def _plain(body: bytes, limit: int) -> bytes:
    """The first `limit` bytes, decompressed where they are not plain; of a broken file, nothing."""
    try:
        return zlib.decompressobj(31).decompress(body, limit) if body[:2] == b"\x1f\x8b" else body[:limit]
    except zlib.error:
        return b""
