"""The whole crawl of a local site, in pages a second and processor time a page, beside Scrapy with an empty callback.

    python benchmarks/crawl.py --pages 2000 --rounds 5

The site is served by a process of its own: course pages of 60 kB and job pages of 29 kB with JSON-LD, all listed in a
sitemap. Ours is the command that `collect` runs, with guard, robots, archive, records and ledger; its pause between
requests is off, as for the sample market. Scrapy runs with its own settings, many requests at once, and again with one
at a time, as we ask. Rounds are interleaved, figures are medians. Pages a second are counted from the first page asked
for to the last; the processor time is that of the whole process, its start included.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from multiprocessing import Pipe, Process
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import monotonic
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from spiders import catalogue, crawl  # noqa: E402
from spiders.platforms.schema_org import SchemaOrg  # noqa: E402

TASK = (
    "<p>You will plan, weld and inspect frame no. {n} by MIG and TIG, and lead a crew of {i}.</p><ul><li>ISO 9606</ul>"
)
CARD = '<div class="card c{i}"><a href="/related/{n}/{i}"><span>Some navigation that every page has</span></a></div>'
FOUND = "HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {size}\r\n"
DATED = "Server: bench\r\nCache-Control: max-age=60\r\nDate: Mon, 23 Nov 2026 08:00:00 GMT\r\n\r\n"
MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

OURS = """
import scrapy.cmdline, spiders.catalogue
from benchmarks.crawl import source
spiders.catalogue.named = source
scrapy.cmdline.execute(["scrapy", "crawl", "bench"])
"""
PLAIN = """
import sys, scrapy
from scrapy.crawler import CrawlerProcess
class Plain(scrapy.Spider):
    name = "plain"
    start_urls = [f"http://127.0.0.1:{sys.argv[1]}/page/{n}" for n in range(int(sys.argv[2]))]
    def parse(self, response): pass
process = CrawlerProcess({"LOG_LEVEL": "WARNING", **({"CONCURRENT_REQUESTS": 1} if sys.argv[3] == "one" else {})})
process.crawl(Plain)
process.start()
"""


def source(name: str) -> type[SchemaOrg]:
    """The local site as a source."""
    stated = {"organization": "Bench", "terms_url": "http://bench.test/", "sample": True, "pause": 0.0}
    return type("Bench", (SchemaOrg,), {"name": name, "host": "bench.test", **stated})


def page(n: int) -> bytes:
    """A course page of about 60 kB, or a job page of about 30 kB; no two are alike."""
    text = "".join(TASK.format(n=n + i, i=i) for i in range(25))
    named = {"name": "Acme", "@type": "Organization"}
    job = {
        "@type": "JobPosting",
        "title": f"Welder {n}",
        "identifier": f"j{n}",
        "datePosted": "2026-11-01",
        "hiringOrganization": named,
        "jobLocation": {"address": {"addressLocality": "Leeds", "addressCountry": "GB"}},
        "baseSalary": {"currency": "GBP", "value": {"minValue": 30_000 + n, "maxValue": 45_000, "unitText": "YEAR"}},
    }
    course = {
        "@type": "Course",
        "name": f"Welding {n}",
        "courseCode": f"c{n}",
        "provider": named,
        "timeRequired": "PT20H",
        "offers": [{"@type": "Offer", "category": "Paid", "price": str(n), "priceCurrency": "EUR"}],
    }
    thing, cards = (job, 240) if n % 2 else (course, 540)
    graph = json.dumps({"@context": "https://schema.org", "@graph": [thing | {"description": text}]})
    filling = "".join(CARD.format(n=n, i=i) for i in range(cards))
    script = f'<script type="application/ld+json">{graph}</script>'
    return f"<!doctype html><html><head><title>{n}</title>{script}</head><body>{filling}</body></html>".encode()


class Site(asyncio.Protocol):
    """Answers GET from memory, and notes when each page was asked for."""

    answers: dict[bytes, bytes]
    asked: list[float]

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        path = data.split(b" ", 2)[1]
        if path.startswith(b"/page/"):
            self.asked.append(monotonic())
        self.transport.write(self.answers.get(path, MISSING))


def serve(pages: int, pipe: Any) -> None:
    """Serve the site; for each `True` from the pipe tell when pages were asked for since the last."""
    bodies = {f"/page/{n}": page(n) for n in range(pages)}
    listed = "".join(f"<url><loc>http://bench.test{path}</loc></url>" for path in bodies)
    xmlns = "http://www.sitemaps.org/schemas/sitemap/0.9"
    sitemap = {"/sitemap.xml": f'<urlset xmlns="{xmlns}">{listed}</urlset>'.encode()}
    Site.asked = []
    Site.answers = {
        path.encode(): (FOUND.format(kind=kind, size=len(body)) + DATED).encode() + body
        for kind, answers in (("text/html", bodies), ("text/xml", sitemap))
        for path, body in answers.items()
    }

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Site, "127.0.0.1", 0)
        pipe.send((server.sockets[0].getsockname()[1], sum(map(len, bodies.values())) / pages))
        while await loop.run_in_executor(None, pipe.recv):
            pipe.send(Site.asked)
            Site.asked = []

    asyncio.run(run())


def ours(port: int, pages: int) -> None:
    catalogue.named = source
    crawl.COMMAND = [sys.executable, "-c", OURS]
    env = {"CREDSCOPE_TEST_HOSTS": f"bench.test=127.0.0.1:{port}", "CREDSCOPE_CONTACT": "bench@example.org"}
    with tempfile.TemporaryDirectory() as home:
        run = crawl.crawl("bench", Path(home), date(2026, 11, 23), lambda line: None, env)
    assert (run.status, run.parsed) == ("complete", pages), run


def plain(port: int, pages: int, at_once: str) -> None:
    subprocess.run([sys.executable, "-c", PLAIN, str(port), str(pages), at_once], check=True, cwd="/")


def figures(way: Callable[[], None], pages: int, pipe: Any) -> tuple[float, float]:
    """Pages a second and milliseconds of processor time a page."""
    before = getrusage(RUSAGE_CHILDREN)
    way()
    after = getrusage(RUSAGE_CHILDREN)
    pipe.send(True)
    asked = pipe.recv()
    assert len(asked) == pages, len(asked)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return (pages - 1) / (asked[-1] - asked[0]), 1000 * spent / pages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    here, there = Pipe()
    Process(target=serve, args=(asked.pages, there), daemon=True).start()
    port, size = here.recv()
    ways: dict[str, Callable[[], None]] = {
        "credscope": lambda: ours(port, asked.pages),
        "Scrapy, empty callback": lambda: plain(port, asked.pages, "many"),
        "Scrapy, one at a time": lambda: plain(port, asked.pages, "one"),
    }
    rounds = [{name: figures(way, asked.pages, here) for name, way in ways.items()} for _ in range(asked.rounds)]
    print(f"{asked.pages:,} pages of {size / 1000:.0f} kB on average, {asked.rounds} rounds, {os.cpu_count()} cores")
    print(f"{'':26}{'pages/s':>10}{'CPU ms/page':>14}   of its pace, of its CPU a page, ours")
    pace = {name: median(each[name][0] for each in rounds) for name in ways}
    cost = {name: median(each[name][1] for each in rounds) for name in ways}
    for name in ways:
        ratios = f"{pace['credscope'] / pace[name]:.2f}, {cost[name] / cost['credscope']:.2f}"
        print(f"{name:26}{pace[name]:>10.0f}{cost[name]:>14.2f}   {ratios}")


if __name__ == "__main__":
    main()
