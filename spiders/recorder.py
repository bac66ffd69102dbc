"""Every answer goes into the archive before it is parsed, and comes out of it when a killed crawl is taken up again."""

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Self
from urllib.parse import urldefrag

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from spiders.archive import ArchiveReader
from spiders.ledger import Ledger
from spiders.outcomes import NOT_LIVE, NotFetched, Outcome
from spiders.source_spider import ASKED, Page
from warehouse.privacy import without_secrets

HTML_LIMIT = 8 * 2**20


class Playback:
    """The answers that a killed crawl had archived, each to be had once, in the order in which they came."""

    def __init__(self, path: Path) -> None:
        self._pages: Iterator[Page] = iter(ArchiveReader(path)) if path.exists() else iter(())
        self._passed: defaultdict[str, deque[Page]] = defaultdict(deque)

    def take(self, key: str) -> Page | None:
        """The next answer to a request. The crawl asks in the archive's order, so that little is held in memory."""
        if self._passed[key]:
            return self._passed[key].popleft()
        for page in self._pages:
            found = f"{page.url} {page.headers.get(ASKED, '')}".rstrip()
            if found == key:
                return page
            self._passed[found].append(page)
        return None


class Recorder:
    """Downloader middleware between redirects and decompression: it sees every hop, decompressed."""

    def __init__(self, crawler: Crawler) -> None:
        self._ledger = Ledger.of(crawler)
        self._playback = Playback(self._ledger.archive_path)
        self._max_pages = crawler.settings.getint("CREDSCOPE_MAX_PAGES")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> Response | None:
        """Answer from the archive what is there. Raises `NotFetched` at the page cap."""
        if not request.meta.get("robots") and self._ledger.pages >= self._max_pages:
            raise NotFetched(Outcome.STOPPED, f"stopped after {self._max_pages} pages (CREDSCOPE_MAX_PAGES)")
        page = self._playback.take(_key(request))
        if page is None:
            return None
        self._ledger.count(request)
        headers = Headers(dict(page.headers))
        kind = responsetypes.from_args(headers=headers, url=page.url, body=page.body)
        return kind(page.url, status=page.status, headers=headers, body=page.body, flags=[NOT_LIVE])

    def process_response(self, request: Request, response: Response) -> Response:
        """Archive a live answer. Raises `NotFetched` for a page of HTML that is too large."""
        if NOT_LIVE in response.flags:
            return response
        if request.body:
            response.headers[ASKED] = request.body
        page = Page.of(response)
        if "html" in page.headers.get("Content-Type", "") and len(page.body) > HTML_LIMIT:
            raise NotFetched(Outcome.UNANSWERED, "larger than we read")
        self._ledger.archive.write(replace(page, url=without_secrets(page.url)))
        self._ledger.count(request)
        return response


def _key(request: Request) -> str:
    url = without_secrets(urldefrag(request.url)[0])
    return f"{url} {request.body.decode()}".rstrip()
