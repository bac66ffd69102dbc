"""What a crawl gave: every record and every reject is counted, and `run.json` says how it ended."""

import asyncio
import gc
import logging
import os
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any, Self, cast

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from spiders.archive import ArchiveWriter
from spiders.earlier import EarlierRun
from spiders.environment import NO_CONTACT
from spiders.guard import own_hosts, refusal
from spiders.landing import ARCHIVE, RunWriter, last_complete
from spiders.outcomes import Outcome, outcome_of
from spiders.source_spider import Page, Reject, SourceSpider
from spiders.tally import Tally, described

WATCH = "CREDSCOPE_WATCH_STDIN"  # set by a parent whose end shall be ours, through the pipe it holds open
_WAIT_FOR_LOCK = 10.0  # seconds; an orphan of a killed command ends within these

log = logging.getLogger(__name__)


class Ledger:
    """Extension: owns the run's folder, and closes its books when the spider closes."""

    def __init__(self, crawler: Crawler) -> None:
        settings, spider = crawler.settings, cast("SourceSpider", crawler.spider)
        if not settings["CREDSCOPE_CONTACT"]:
            raise RuntimeError(NO_CONTACT)
        if os.environ.get(WATCH):
            Thread(target=_end_with_parent, daemon=True).start()
        as_of = date.fromisoformat(settings["CREDSCOPE_AS_OF"])
        self._crawler, self._spider = crawler, spider
        home = Path(settings["CREDSCOPE_HOME"])
        self._run = RunWriter(home, spider.name, as_of, _WAIT_FOR_LOCK)
        self.tally = Tally(self._run, spider)
        self.archive_path = self._run.folder / ARCHIVE
        self.archive = ArchiveWriter(self.archive_path, spider.name, as_of, spider.platform)
        self.earlier = EarlierRun(last_complete(home, spider.name, as_of))
        self.pages = 0
        self.short: str | None = None  # why not all that was found was asked for
        self._stopped: str | None = None
        gc.freeze()  # what is loaded stays; to look for garbage in it for every few answers took a tenth of the time
        gc.set_threshold(10_000)
        crawler.signals.connect(self._close, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        return cls(crawler)

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """The ledger of a crawl, for the other components."""
        return cast("Self", crawler.get_extension(cls))

    def count(self, request: Request) -> None:
        """Count a page, live or archived; a robots file is none."""
        self.pages += not request.meta.get("robots")

    def unread(self, request: Request, page: Page, outcome: Outcome, reason: str) -> None:
        """Count an address that gave nothing to read, and say which one led there; at a cap, stop."""
        if outcome is Outcome.STOPPED:
            self.stop(reason)
        else:
            led = request.meta.get("redirect_urls", [])[:1]
            self.tally.unread(page, outcome, reason, "".join(f"redirected from {url}" for url in led))

    def stop(self, reason: str) -> None:
        """End the crawl early."""
        if self._stopped is None and self._crawler.engine:
            self._stopped = reason
            self._closing = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason=reason))

    def _close(self, reason: str) -> None:
        if reason != "finished" and not self._stopped:
            self._stopped = "stopped from outside" if reason == "shutdown" else reason
        robots = self._crawler.stats.get_value("robots") if self._crawler.stats else None
        if disallowed := self.tally.outcomes[Outcome.DISALLOWED]:
            robots = f"{robots}; disallowed addresses: {disallowed}"
        self.archive.close()
        with self._run as run:
            fields = described(self._spider) | self.tally.closing(self._stopped or self.short) | {"robots": robots}
            fields |= {"requests": self.archive.answers, "not_asked": self.archive.not_asked}
            ledger = run.finish(**fields)
        said = f"{ledger.source} {ledger.as_of}: {ledger.status}, {ledger.parsed} records, {ledger.rejected} rejected"
        log.info("%s", f"{said} ({ledger.reason})" if ledger.reason else said)


def _end_with_parent() -> None:
    while os.read(0, 1024):
        pass
    os._exit(70)


class Outcomes:
    """Spider middleware: leads every record, reject and failure into the ledger, and every link past the guard."""

    def __init__(self, crawler: Crawler) -> None:
        self._ledger = Ledger.of(crawler)
        self._hosts = own_hosts(crawler.spider)
        self._stats, self._max_pages = crawler.stats, crawler.settings.getint("CREDSCOPE_MAX_PAGES")
        self._max_depth = crawler.settings.getint("CREDSCOPE_MAX_DEPTH")
        self._refused: set[str] = set()
        crawler.signals.connect(self._dropped, signals.request_dropped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        return cls(crawler)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """The first requests, tracked."""
        async for request in start:
            yield request.replace(errback=self._failed)

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Land what a spider read; hand on the requests that may be followed."""
        outputs = aiter(result)
        while True:
            try:
                output = await anext(outputs)
            except StopAsyncIteration:
                return
            except Exception as error:  # a hostile answer, or a parser's fault: it costs this answer only
                log.warning("%s could not be read: %s", response.url, type(error).__name__)
                self._ledger.tally.land([Reject(f"could not be read: {error}"[:300], response.url)])
                return
            if isinstance(output, Request):
                if self._may_follow(output, response):
                    yield output.replace(errback=self._failed)
            else:
                self._ledger.tally.land([output])

    def _may_follow(self, request: Request, response: Response) -> bool:
        if response.meta.get("depth", 0) >= self._max_depth:
            self._ledger.stop(f"stopped at {self._max_depth} links from the start")
            return False
        if self._stats and self._stats.get_value("scheduler/enqueued", 0) > self._max_pages:
            self._ledger.short = "more addresses were found than may be asked for (CREDSCOPE_MAX_PAGES)"
            return False
        reason = refusal(request.url, self._hosts)
        if reason and request.url not in self._refused:
            self._refused.add(request.url)
            self._ledger.tally.refuse(Reject(reason, request.url))
        return reason is None

    def _failed(self, failure: Failure) -> None:
        error, request = cast("Exception", failure.value), failure.request  # type: ignore[attr-defined]
        page = Page.of(error.response) if isinstance(error, HttpError) else Page(request.url, b"", 0)
        self._ledger.unread(request, page, *outcome_of(error))

    def _dropped(self, request: Request) -> None:
        """Of the requests that Scrapy drops as asked before, count redirects that lead nowhere."""
        before = request.meta.get("redirect_urls", ())
        reason = refusal(request.url, self._hosts) or ("redirects in a circle" if request.url in before else None)
        if before and reason:
            self._ledger.unread(request, Page(request.url, b"", 0), Outcome.UNANSWERED, reason)
