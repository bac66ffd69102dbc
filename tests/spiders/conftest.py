"""A small web on loopback, and crawls of it."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any

import pytest

from spiders.landing import LandedRun, landed_runs
from warehouse.records import Run

DAY = date(2026, 11, 23)
Answer = tuple[int, dict[str, str], bytes]


@dataclass(frozen=True)
class Asked:
    """A request as the server saw it: when, of which host, for which path, with which headers."""

    at: float
    host: str
    path: str
    headers: dict[str, str]


@dataclass
class Site:
    """Answers by path, or by host and path (`b.test/x`); a callable answers by itself. Anything else is 404."""

    port: int = 0
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [request.path for request in self.asked]

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


def job_page(name: str) -> str:
    posting = {"@context": "https://schema.org", "@type": "JobPosting", "title": f"Job {name}", "identifier": name}
    return f'<html><script type="application/ld+json">{json.dumps(posting)}</script></html>'


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").partition(":")[0]
        self.site.asked.append(Asked(monotonic(), host, self.path, dict(self.headers.items())))
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


@pytest.fixture
def unhurried_command(monkeypatch: pytest.MonkeyPatch, root: Path) -> list[str]:
    """Makes `crawl` run the same command without the pause between requests and with a short time-out."""
    code = (
        "import spiders.politeness, scrapy.cmdline, sys; spiders.politeness.DELAY = 0.0; "
        "scrapy.cmdline.execute(['scrapy', 'crawl', '-s', 'DOWNLOAD_TIMEOUT=4', *sys.argv[1:]])"
    )
    command = [sys.executable, "-c", code]
    monkeypatch.setattr("spiders.crawl.COMMAND", command)
    return command


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

    def run(start: str = "http://a.test/sitemap.xml", home: Path = tmp_path, **env: str) -> Crawled:
        said: list[str] = []
        ledger = crawl(f"site:{start}", home, DAY, said.append, site_server.env() | env)
        return Crawled(ledger, landed_runs(home)[-1], said)

    return run
