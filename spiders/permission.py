"""Asking a host's robots.txt before anything else, and remembering the answer for a day."""

import json
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from time import time
from typing import NamedTuple, Self
from urllib.parse import urljoin, urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Response, TextResponse
from scrapy.http.request import NO_CALLBACK
from w3lib.url import safe_url_string

from spiders.outcomes import NOT_LIVE, NotFetched, Outcome, outcome_of
from spiders.politeness import CRAWL_DELAY_LIMIT, Pace
from spiders.robots import SIZE_LIMIT, Rules
from spiders.whole_file import write_whole

AGENT = "credscope"
CACHE_SECONDS = 24 * 3600
REDIRECTS = 5


class RobotsAnswer(NamedTuple):
    """What came for a robots file: its status (0 for no answer), its text (or why there is none), and the run's day."""

    status: int
    text: str
    day: str


@dataclass(frozen=True)
class Permission:
    """What a host's robots.txt says: its text, or None where everything is refused, and that in words."""

    text: str | None
    words: str
    delay: float = 0.0

    @classmethod
    def of(cls, origin: str, answer: "RobotsAnswer") -> Self:
        """RFC 9309: a file rules, 4xx means that there is none, anything else that nothing may be fetched."""
        status, text, day = answer
        if 400 <= status < 500:
            return cls("", f"{origin} had no robots.txt on {day} (HTTP {status}): all allowed")
        if not 200 <= status < 300:
            said = f"HTTP {status}" if status else text
            return cls(None, f"{origin}/robots.txt was not available on {day} ({said}): all disallowed")
        delay = Rules.parse(text, AGENT).delay or 0.0
        if delay > CRAWL_DELAY_LIMIT:
            wanted = f"asks for {delay:g} s between requests, more than {CRAWL_DELAY_LIMIT:g} s"
            return cls(None, f"{origin}/robots.txt of {day} {wanted}: not fetched")
        waits = f", {delay:g} s between requests" if delay else ""
        return cls(text, f"{origin}/robots.txt of {day} obeyed{waits}", delay)


class RobotsGate:
    """Downloader middleware in place of Scrapy's, which goes on after a 503 or a time-out."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._folder = Path(crawler.settings["CREDSCOPE_HOME"]) / "robots"
        self._day = str(crawler.settings["CREDSCOPE_AS_OF"])
        self._permissions: dict[str, tuple[Permission, Rules]] = {}
        crawler.signals.connect(self._cut, signals.bytes_received)
        self._received = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> Response | None:
        """Let an allowed request pass, and answer a spider's own request for the robots file."""
        if request.meta.get("robots"):
            return None
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        if origin not in self._permissions:
            self._permissions[origin] = await self._ask(origin)
        permission, rules = self._permissions[origin]
        if permission.text is None:
            raise NotFetched(Outcome.DISALLOWED, permission.words)
        if parts.path == "/robots.txt":
            return TextResponse(request.url, body=permission.text.encode(), encoding="utf-8", flags=[NOT_LIVE])
        if not rules.allow(request.url):
            raise NotFetched(Outcome.DISALLOWED, "robots.txt disallows it")
        return None

    async def _ask(self, origin: str) -> tuple[Permission, Rules]:
        known = self._remembered(origin)
        answer = known or RobotsAnswer(*await self._fetch(f"{origin}/robots.txt"), self._day)
        if not known and 200 <= answer.status < 500:
            self._remember(origin, answer)
        permission = Permission.of(origin, answer)
        pace = self._crawler.get_downloader_middleware(Pace)
        if permission.delay and pace:
            pace.slow_down(urlsplit(origin).hostname or "", permission.delay)
        if self._crawler.stats:
            said = self._crawler.stats.get_value("robots", "")
            self._crawler.stats.set_value("robots", "; ".join(filter(None, [said, permission.words])))
        return permission, Rules.parse(permission.text or "", AGENT)

    async def _fetch(self, url: str) -> tuple[int, str]:
        """Status and text; without an answer 0 and why. More redirects than five count as no file, as the RFC says."""
        for _ in range(REDIRECTS + 1):
            meta = {"robots": True, "dont_redirect": True, "handle_httpstatus_all": True}
            self._received = 0
            try:
                request = Request(url, meta=meta, callback=NO_CALLBACK, dont_filter=True)
                response = await self._crawler.engine.download_async(request)
            except NotFetched as error:
                if error.outcome is Outcome.STOPPED:
                    raise
                return 0, str(error)
            except Exception as error:  # whatever went wrong on the way, there is no answer, and that means no
                return 0, outcome_of(error)[1]
            location = response.headers.get("Location")
            if not location or response.status not in {301, 302, 303, 307, 308}:
                body = response.body[:SIZE_LIMIT]
                whole = body if len(response.body) <= SIZE_LIMIT else body[: body.rfind(b"\n") + 1]
                return response.status, whole.decode("utf-8", "replace")
            url = urljoin(url, safe_url_string(location))
        return 404, ""

    def _cut(self, data: bytes, request: Request) -> None:
        if request.meta.get("robots"):
            self._received += len(data)
            if self._received > SIZE_LIMIT:
                raise StopDownload(fail=False)

    def _file(self, origin: str) -> Path:
        return self._folder / f"{blake2b(origin.encode(), digest_size=16).hexdigest()}.json"

    def _remembered(self, origin: str) -> RobotsAnswer | None:
        try:
            kept = json.loads(self._file(origin).read_bytes())
            fresh = 0 <= time() - kept["fetched_at"] < CACHE_SECONDS and kept["origin"] == origin
            return RobotsAnswer(int(kept["status"]), str(kept["text"]), str(kept["day"])) if fresh else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _remember(self, origin: str, answer: RobotsAnswer) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        kept = {"origin": origin, "fetched_at": time(), **answer._asdict()}
        write_whole(self._file(origin), json.dumps(kept).encode())
