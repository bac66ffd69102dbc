"""A small web on loopback, and crawls of it."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import pytest

from spiders.catalogue import platforms
from spiders.landing import LandedRun, landed_runs
from spiders.source_spider import SourceSpider
from warehouse.records import Run

DAY = date(2026, 11, 23)
Answer = tuple[int, dict[str, str], bytes]


@dataclass(frozen=True)
class Asked:
    """A request as the server saw it: when, of which host, for which path, with which headers, what was posted."""

    at: float
    host: str
    path: str
    headers: dict[str, str]
    posted: bytes = b""


@dataclass
class Site:
    """Answers by path, or by host and path (`b.test/x`); a callable answers by itself. Anything else is 404."""

    port: int = 0
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    lock: Any = field(default_factory=Lock)

    def paths(self, host: str | None = None) -> list[str]:
        return [request.path for request in self.asked if host in {None, request.host}]

    def count(self, change: int) -> None:
        with self.lock:
            self.at_once += change
            self.most_at_once = max(self.most_at_once, self.at_once)

    def env(self, *hosts: str) -> dict[str, str]:
        mapping = ",".join(f"{host}=127.0.0.1:{self.port}" for host in hosts or ("a.test",))
        return {"CREDSCOPE_TEST_HOSTS": mapping, "CREDSCOPE_CONTACT": "tests@example.org"}

    def add(self, path: str, body: bytes | str = b"", status: int = 200, kind: str = "text/html", **more: str) -> None:
        body = body.encode() if isinstance(body, str) else body
        headers = {"Content-Type": kind} | {name.replace("_", "-"): value for name, value in more.items()}
        self.answers[path] = (status, headers, body)

    def add_job(self, path: str, **more: str) -> None:
        """A page with one valid posting."""
        self.add(path, job_page(path), **more)

    def add_sitemap(self, *urls: str, path: str = "/sitemap.xml") -> None:
        listed = "".join(f"<url><loc>{url if ':' in url else f'http://a.test{url}'}</loc></url>" for url in urls)
        xmlns = "http://www.sitemaps.org/schemas/sitemap/0.9"
        self.add(path, f'<?xml version="1.0"?><urlset xmlns="{xmlns}">{listed}</urlset>', kind="application/xml")


def drip(handler: Any) -> None:
    """An answer that comes byte by byte and never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(100):
        handler.wfile.write(b"x")
        time.sleep(0.1)


def hang_up(handler: Any) -> None:
    """No answer at all."""
    handler.close_connection = True


def cut_short(handler: Any) -> None:
    """An answer of which the greater part is missing."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\nhalf")
    handler.close_connection = True


def job_page(name: str) -> str:
    posting = {"@context": "https://schema.org", "@type": "JobPosting", "title": f"Job {name}", "identifier": name}
    return f'<html><script type="application/ld+json">{json.dumps(posting)}</script></html>'


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        self.site.count(1)
        try:
            self._answer()
        finally:
            self.site.count(-1)

    do_POST = do_GET

    def _answer(self) -> None:
        host = self.headers.get("Host", "").partition(":")[0]
        posted = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.site.asked.append(Asked(time.monotonic(), host, self.path, dict(self.headers.items()), posted))
        answer = self.site.answers.get(f"{host}{self.path}", self.site.answers.get(self.path))
        if callable(answer):
            answer = answer(self)
        if answer is None and self.close_connection:
            return
        status, headers, body = answer or (404, {}, b"")
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Tests read `Site.asked` instead."""


@pytest.fixture
def site_server() -> Iterator[Site]:
    """A web server on loopback that answers as a test says and keeps what it was asked."""
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"site": site}))
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that was killed hangs up
    site.port = server.server_port
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


UNHURRIED = """
import json, sys
import scrapy.cmdline, spiders.catalogue, spiders.politeness
from tests.spiders.conftest import TIMEOUT, DEPTH, board
spiders.politeness.DELAY = 0.0
if sys.argv[1].startswith("{"):
    spiders.catalogue.named = board
limits = ["-s", f"DOWNLOAD_TIMEOUT={TIMEOUT}", "-s", f"CREDSCOPE_MAX_DEPTH={DEPTH}"]
scrapy.cmdline.execute(["scrapy", "crawl", *limits, sys.argv[1]])
"""
TIMEOUT = 2  # seconds, where it is 30 in earnest
DEPTH = 40  # links from the start, where it is 1,000 in earnest


@pytest.fixture
def unhurried_command(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Makes `crawl` run the same command without the pause between requests, and with narrower limits."""
    command = [sys.executable, "-c", UNHURRIED]
    monkeypatch.setattr("spiders.crawl.COMMAND", command)
    return command


def board(description: str) -> type[SourceSpider]:
    """A source at a.test on one of the platforms, described as JSON: the platform and attributes of the class."""
    stated = json.loads(description)
    base = platforms()[stated.pop("platform", "schema_org")]
    known = {"name": "board", "board": "acme", "organization": "Acme", "host": "a.test", "terms_url": "http://a.test/"}
    return type("board", (base,), known | stated)


@dataclass
class Crawled:
    """What a crawl left."""

    run: Run
    landed: LandedRun
    said: list[str]

    def identifiers(self) -> list[str]:
        return [record.identifier for record in self.landed.records()]

    def reasons(self) -> dict[str, str]:
        """The reason of each reject, by address."""
        return {reject["url"]: reject["reason"] for reject in self.landed.rejects()}


@pytest.fixture
def crawl_site(site_server: Site, tmp_path: Path) -> Callable[..., Crawled]:
    """Crawls `site:http://a.test/sitemap.xml` (or another start) with the real command, in a home of its own."""
    from spiders.crawl import crawl

    def run(start: str = "http://a.test/sitemap.xml", home: Path = tmp_path, day: date = DAY, **env: str) -> Crawled:
        said: list[str] = []
        ledger = crawl(f"site:{start}", home, day, said.append, site_server.env() | env)
        return Crawled(ledger, landed_runs(home)[-1], said)

    return run


@pytest.fixture
def crawl_board(
    site_server: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unhurried_command: list[str]
) -> Callable[..., Crawled]:
    """Crawls a `board` of any platform at any test hosts with the real command, unhurried."""
    from spiders.crawl import crawl

    monkeypatch.setattr("spiders.catalogue.named", board)

    def run(names: tuple[str, ...] = ("a.test",), day: date = DAY, **stated: Any) -> Crawled:
        said: list[str] = []
        ledger = crawl(json.dumps(stated), tmp_path, day, said.append, site_server.env(*names))
        return Crawled(ledger, landed_runs(tmp_path)[-1], said)

    return run
