"""Every answer goes into the archive before it is parsed, and comes out of it when a killed crawl is taken up again.

What has not changed since the last complete run comes out of that run's archive: a page whose publisher dates its last
change before that is not asked for, others are asked for only where they changed, where the server can tell.
"""

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self
from urllib.parse import urldefrag

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from spiders.archive import ArchiveReader
from spiders.earlier import CONDITIONS, Earlier, asked_key
from spiders.ledger import Ledger
from spiders.outcomes import NOT_LIVE, NotFetched, Outcome
from spiders.revisits import NOT_MODIFIED, SAME, payload_digest
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
            found = asked_key(page.url, page.headers.get(ASKED, ""))
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
        """Answer from the archives what is there. Raises `NotFetched` at the page cap."""
        robots = request.meta.get("robots")
        if not robots and self._ledger.pages >= self._max_pages:
            raise NotFetched(Outcome.STOPPED, f"stopped after {self._max_pages} pages (CREDSCOPE_MAX_PAGES)")
        for name in CONDITIONS:  # of the request that was redirected here
            request.headers.pop(name, None)
        key = asked_key(without_secrets(urldefrag(request.url)[0]), request.body.decode())
        page = self._playback.take(key)
        if page is None:
            request.meta["earlier"] = earlier = self._ledger.earlier.find(key)
            page = self._unasked(request, earlier) if earlier and not robots else None
        if page is None:
            return None
        self._ledger.count(request)
        return _response(request, page, NOT_LIVE)

    def _unasked(self, request: Request, earlier: Earlier) -> Page | None:
        """The earlier page where its publisher says that it has not changed; else the request is made conditional."""
        lastmod = request.meta.get("lastmod")
        if lastmod and earlier.is_of(lastmod, datetime.now(UTC)):
            self._ledger.archive.revisit(earlier.page, earlier.original, NOT_MODIFIED, earlier.answered)
            return earlier.page
        if request.method == "GET":
            request.headers.update(earlier.conditions())
        return None

    def process_response(self, request: Request, response: Response) -> Response:
        """Archive a live answer. Raises `NotFetched` for a page of HTML that is too large."""
        if NOT_LIVE in response.flags:
            return response
        if request.body:
            response.headers[ASKED] = request.body
        page = Page.of(response)
        page = replace(page, url=without_secrets(page.url))
        earlier: Earlier | None = request.meta.pop("earlier", None)
        if "html" in page.headers.get("Content-Type", "") and len(page.body) > HTML_LIMIT:
            raise NotFetched(Outcome.UNANSWERED, "larger than we read")
        self._ledger.count(request)
        if earlier and page.status == 304:
            page = earlier.confirmed(page.headers)
            self._ledger.archive.revisit(page, earlier.original, NOT_MODIFIED)
            return _response(request, page)
        if earlier and page.status == 200 and payload_digest(page.body) == earlier.original.digest:
            self._ledger.archive.revisit(page, earlier.original, SAME)
        else:
            self._ledger.archive.write(page)
        return response


def _response(request: Request, page: Page, *flags: str) -> Response:
    """Scrapy's response that is an archived page."""
    headers = Headers(dict(page.headers))
    kind = responsetypes.from_args(headers=headers, url=page.url, body=page.body)
    return kind(urldefrag(request.url)[0], status=page.status, headers=headers, body=page.body, flags=[*flags])
