"""How fast a host is asked: a pause after every answer, longer after failures, as long as the host itself says."""

import asyncio
from collections import Counter
from email.utils import parsedate_to_datetime
from functools import cache, partial
from pathlib import Path
from time import monotonic, time
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response

from spiders.guard import hostname
from spiders.outcomes import NOT_LIVE, NotFetched, Outcome, turned_away
from spiders.turns import LONGEST, Turn

DELAY = 1.0  # seconds from the end of an answer to the next request
CRAWL_DELAY_LIMIT = 30.0
RETRY_AFTER_LIMIT = LONGEST
REST_LIMIT = 30.0
LOST_ADDRESSES = 3  # failed to the last try, one after the other: then the host is left alone
_OVERLOADED = {429, 500, 502, 503, 504, 522, 524, 408}
_TICK = 0.25


def pause_of(spider: Any) -> float:
    """Seconds between requests: ours, or a longer `pause` that the source states; the sample's servers are our own."""
    stated = float(getattr(spider, "pause", DELAY))
    return stated if getattr(spider, "sample", False) else max(DELAY, stated)


class Pace:
    """Downloader middleware, the last before the network: waits for the host's turn, or leaves the host alone."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._delay = pause_of(crawler.spider)
        self._delays: dict[str, float] = {}
        self._turn = cache(partial(Turn, Path(crawler.settings["CREDSCOPE_HOME"]) / "turns"))
        self._failures: Counter[str] = Counter()
        self._lost: Counter[str] = Counter()
        self._left_alone: dict[str, NotFetched] = {}
        self._seconds = crawler.settings.getfloat("CREDSCOPE_MAX_SECONDS")
        self._deadline = monotonic() + self._seconds
        self._timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        return cls(crawler)

    def slow_down(self, host: str, delay: float) -> None:
        """Keep at least `delay` seconds between the requests to a host."""
        self._delays[host] = max(self._delay, delay)

    def leave_alone(self, host: str, outcome: Outcome, reason: str) -> None:
        """Ask a host no more in this run."""
        self._left_alone[host] = NotFetched(outcome, reason)

    def lost(self, host: str) -> None:
        """Note an address that failed to its last try."""
        self._lost[host] += 1
        if self._lost[host] >= LOST_ADDRESSES:
            self.leave_alone(host, Outcome.UNANSWERED, f"{host} rests: {LOST_ADDRESSES} addresses in a row failed")

    async def process_request(self, request: Request) -> None:
        """Wait for the host's turn. Raises `NotFetched` where there is none."""
        host = hostname(request.url)
        if host in self._left_alone:
            raise NotFetched(self._left_alone[host].outcome, str(self._left_alone[host]))
        await self._take_turn(host)
        request.meta["download_timeout"] = max(0.1, min(self._timeout, self._deadline - monotonic()))

    async def _take_turn(self, host: str) -> None:
        while rest := self._turn(host).take(self._delays.get(host, self._delay)):
            self._may_go_on(rest)
            await asyncio.sleep(min(rest, _TICK))
        self._may_go_on(0.0)

    def _may_go_on(self, rest: float) -> None:
        if self._crawler.engine and not self._crawler.engine.running:
            raise NotFetched(Outcome.STOPPED, "stopped from outside")
        if monotonic() + rest >= self._deadline:
            raise NotFetched(Outcome.STOPPED, f"stopped after {self._seconds:g} s (CREDSCOPE_MAX_SECONDS)")

    def process_response(self, request: Request, response: Response) -> Response:
        """Set the host's next turn by its answer."""
        if NOT_LIVE not in response.flags:
            host = hostname(request.url)
            failed = response.status in _OVERLOADED
            asked = _seconds(response.headers.get("Retry-After")) if failed else 0.0
            if asked > RETRY_AFTER_LIMIT:
                outcome = Outcome.DENIED if response.status == 429 else Outcome.UNANSWERED
                reason = (
                    f"HTTP {response.status}: {host} asks to wait {asked:.0f} s, more than {RETRY_AFTER_LIMIT:.0f} s"
                )
                self.leave_alone(host, outcome, reason)
            self._answered(host, failed, asked)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Let the host rest after a request that found no answer."""
        if not isinstance(exception, IgnoreRequest):
            self._answered(hostname(request.url), failed=True)

    def _answered(self, host: str, failed: bool, asked: float = 0.0) -> None:
        self._failures[host] = self._failures[host] + 1 if failed else 0
        if not failed:
            self._lost[host] = 0
        rest = min(REST_LIMIT, self._delay * 2 ** min(self._failures[host], 10)) if failed else 0.0
        self._turn(host).give(max(rest, asked))


class Refusals:
    """Downloader middleware between retries and the archive: who turns us away is asked no more in this run."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Raise `NotFetched` for a refusal; a robots file that is refused is none (RFC 9309), unless challenged."""
        status = 200 if request.meta.get("robots") else response.status
        host = hostname(request.url)
        said = turned_away(host, status, (name.decode("latin-1") for name in response.headers), response.body)
        if not said:
            return response
        if pace := self._crawler.get_downloader_middleware(Pace):
            pace.leave_alone(host, Outcome.DENIED, said)
        raise NotFetched(Outcome.DENIED, said)


def _seconds(retry_after: bytes | None) -> float:
    """What a `Retry-After` header asks for, seconds or a date; 0 where it says neither."""
    text = (retry_after or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time())
    except (ValueError, TypeError, OverflowError):
        return 0.0


class PatientRetry(RetryMiddleware):
    """Three tries in all, two after a time-out; an address that fails them all counts against its host."""

    def process_exception(self, request: Request, exception: Exception, spider: Any = None) -> Any:
        """Try again what may pass; a robots file that does not answer says no at once."""
        if request.meta.get("robots") or isinstance(exception, IgnoreRequest):
            return None
        if isinstance(exception, DownloadTimeoutError):
            request.meta["max_retry_times"] = 1
        return super().process_exception(request, exception)

    def _retry(self, request: Request, reason: Any) -> Any:
        again = super()._retry(request, reason)
        pace = self.crawler.get_downloader_middleware(Pace)
        if again is None and pace:
            pace.lost(hostname(request.url))
        return again
