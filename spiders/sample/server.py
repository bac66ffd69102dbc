"""The fictional sources' web servers: one loopback port, told apart by the `Host` header."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar
from urllib.parse import urlsplit

from spiders.source_spider import Page


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    pages: ClassVar[Mapping[tuple[str, str], Page]] = {}

    def do_GET(self) -> None:
        host = (self.headers.get("Host") or "").partition(":")[0]
        page = self.pages.get((host, self.path), Page("", b"not found", 404, {"Content-Type": "text/plain"}))
        self.send_response(page.status)
        for name, value in page.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        self.wfile.write(page.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: who asked is in the archive."""


@contextmanager
def serve(pages: Mapping[str, Page]) -> Iterator[dict[str, str]]:
    """Serve pages by address while in the context; yields `{host: "127.0.0.1:port"}` for `CREDSCOPE_TEST_HOSTS`.

    A host without a robots file of its own gets one that allows everything.
    """
    parts = {url: urlsplit(url) for url in pages}
    hosts = sorted({part.netloc for part in parts.values()})
    welcome = Page("", b"User-agent: *\nAllow: /\n", 200, {"Content-Type": "text/plain"})
    by_place = {(host, "/robots.txt"): welcome for host in hosts}
    by_place |= {(p.netloc, p.path + (f"?{p.query}" if p.query else "")): pages[url] for url, p in parts.items()}
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("_Pages", (_Handler,), {"pages": by_place}))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield dict.fromkeys(hosts, f"127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
