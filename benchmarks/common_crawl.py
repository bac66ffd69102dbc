"""Reading a Common Crawl archive for its postings and offers: pages a second of one core, and peak memory.

    python benchmarks/common_crawl.py --megabytes 200

The file is written here: a request, a response and a metadata record a page, gzipped one by one; pages of 20 to 200 kB,
of which one in fifty carries markup and one in three speaks of courses. Each reader runs in a process of its own.
"""

import argparse
import gzip
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

WORDS = """of the and to in a for on with as is are by at from course Course courses skills learn work jobs career apply
online team people welding nursing data design project customers services news about contact privacy terms price
welcome search menu home shop local city park school history music sport weather travel recipe health""".split()
PAGES = 600  # different ones; the file repeats them until it is large enough

OURS = """
from spiders.replay import replay
runs = replay(Path(sys.argv[1]), Path(sys.argv[2]))
print(sum(run.parsed for run in runs))
"""
BASELINE = """
from warcio.archiveiterator import ArchiveIterator
from spiders.structured_data import things
found = 0
with open(sys.argv[1], "rb") as file:
    for record in ArchiveIterator(file):
        if record.rec_type == "response":
            body = record.content_stream().read()
            if b"JobPosting" in body or b"Course" in body:
                found += len(list(things(body.decode("utf-8", "replace"))))
print(found)
"""
MEASURED = """
import resource, sys, time
from pathlib import Path
begin = time.process_time()
{work}
print(time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def page(number: int, chance: random.Random) -> bytes:
    text = " ".join(chance.choices(WORDS, k=chance.randrange(2_000, 16_000)))
    cards = "".join(f'<div class="card c{n % 7}"><a href="/{n}">{n}</a></div>' for n in range(chance.randrange(400)))
    things = [{"@context": "https://schema.org", "@type": "WebPage", "name": "A page"}]
    if number % 50 == 0:
        kind = {"@type": "Course", "provider": {"name": "Acme"}} if number % 100 else {"@type": "JobPosting"}
        things.append({"@context": "https://schema.org", "title": "Welder", "name": "Welding"} | kind)
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(thing)}</script>' for thing in things)
    shown = text if number % 3 == 0 else text.replace("ourse", "urve")
    return f"<html><head>{scripts}</head><body>{cards}<p>{shown}</p></body></html>".encode()


def record(kind: str, url: str, content: str, block: bytes) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2026-10-03T12:00:00Z\r\nWARC-Record-ID: <urn:{kind}:{url}>\r\n"
    head += f"WARC-Target-URI: {url}\r\nContent-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n"
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 6, mtime=0)


def members() -> list[bytes]:
    """What each page becomes in the file."""
    chance, made = random.Random(7), []
    for number in range(PAGES):
        url, body = f"https://www{number % 97}.example/{number}", page(number, chance)
        head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-Crawl-Content-Encoding: gzip\r\n"
        answer = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
        made.append(
            record("request", url, "application/http; msgtype=request", b"GET / HTTP/1.1\r\nHost: x.example\r\n\r\n")
            + record("response", url, "application/http; msgtype=response", answer)
            + record("metadata", url, "application/warc-fields", b"fetchTimeMs: 321\r\ncharset-detected: UTF-8\r\n")
        )
    return made


def write(path: Path, made: list[bytes], size: int) -> int:
    """How many pages a file of at least `size` bytes holds."""
    pages = 0
    with path.open("wb") as file:
        file.write(record("warcinfo", "", "application/warc-fields", b"isPartOf: CC-MAIN-2026-40\r\n"))
        while file.tell() < size:
            file.write(made[pages % PAGES])
            pages += 1
    return pages


def measured(name: str, work: str, path: Path, pages: int) -> str:
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-c", MEASURED.format(work=work), str(path), home]
        *_, found, figures = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()
    seconds, peak = map(float, figures.split())
    speed = f"{pages / seconds:>10,.0f}{path.stat().st_size / 2**20 / seconds:>10.1f}"
    return f"{name:<52}{speed}{peak / 1024:>10.0f}{found:>10}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--megabytes", type=int, default=200, help="of the larger file, gzipped")
    size = options.parse_args().megabytes * 2**20
    made = members()
    print(f"{'':<52}{'pages/s':>10}{'MiB/s':>10}{'peak MiB':>10}{'records':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for bytes_ in (size // 10, size):
            path = Path(folder) / "CC-MAIN.warc.gz"
            pages = write(path, made, bytes_)
            print(f"{pages:,} pages, {path.stat().st_size / 2**20:,.0f} MiB", flush=True)
            print(measured("  credscope collect --replay", OURS, path, pages), flush=True)
            print(measured("  warcio, and markup read where a word occurs", BASELINE, path, pages), flush=True)


if __name__ == "__main__":
    main()
