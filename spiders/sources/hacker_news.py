"""Hacker News, "Ask HN: Who is hiring?": a thread a month, whose first-level comments are advertisements.

They are free text, read by the mapping that also reads files of earlier years. Who wrote a comment is not kept.
"""

import re
from collections.abc import Iterable
from typing import Any

from spiders.mapping_file import load_mapping
from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import Closing, record_from

THREADS = 2  # the newest: late posts of the last month come when this month's thread has begun
_HIRING = re.compile(r"who is hiring", re.I)
_COMMENTS = "https://hn.algolia.com/api/v1/search_by_date?tags=comment,story_{}&hitsPerPage=200&page={}"
_MAPPING = load_mapping("hacker_news")


class HackerNews(SourceSpider):
    """The list of threads leads to their comments; an answer among those is no advertisement."""

    name = "hacker-news"
    platform = "hacker_news"
    host = "hn.algolia.com"
    organization = "Hacker News"
    terms_url = "https://hn.algolia.com/api"
    closing = Closing.ASSUMED
    start_urls = ["https://hn.algolia.com/api/v1/search_by_date?tags=story,author_whoishiring"]

    def holds_records(self, page: Page) -> bool:
        """Comments, not the list of threads."""
        return "tags=story" not in page.url

    def links(self, page: Page) -> Iterable[str]:
        """The comments of the newest threads, page by page."""
        answer = page.json()
        if not self.holds_records(page):
            threads = [hit["objectID"] for hit in answer["hits"] if _HIRING.search(hit["title"])]
            return [_COMMENTS.format(thread, 0) for thread in threads[:THREADS]]
        address, _, number = page.url.rpartition("=")
        return (f"{address}={int(number) + 1}",) if int(number) + 1 < answer["nbPages"] else ()

    def candidates(self, page: Page) -> Iterable[Any]:
        """The comments on the thread itself."""
        yield from (hit for hit in page.json()["hits"] if "comment_text" in hit and hit["parent_id"] == hit["story_id"])

    def record(self, block: Any, page: Page) -> Record:
        """The posting that a comment is."""
        row = {"url": f"https://news.ycombinator.com/item?id={block['objectID']}", "full_html": block["comment_text"]}
        return record_from(_MAPPING.record(row, "").line() | {"date_posted": block["created_at"]})
