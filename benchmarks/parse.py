"""Parsing and validating, in records a second of one core, beside what one would write first.

    python benchmarks/parse.py --seconds 3

Inputs are written here, of usual size: a Greenhouse board, course pages of 60 kB, a table of courses. Peak memory is
what Python allocated above the start while one input was read.
"""

import argparse
import csv
import gzip
import json
import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from time import process_time

import extruct
import pandas as pd
from bs4 import BeautifulSoup

from spiders.catalogue import platforms
from spiders.source_spider import Page, SourceSpider
from spiders.table_file import read_table

TEXT = (
    "<p>You will plan, weld and inspect frames with MIG and TIG, and read drawings.</p><ul><li>ISO 9606-1</li></ul>"
    * 25
)
JOBS, ROWS = 500, 5_000


def spider(platform: str) -> SourceSpider:
    return type("Bench", (platforms()[platform],), {"name": "bench", "board": "acme", "host": "bench.test"})()


def board() -> Page:
    escaped = TEXT.replace("<", "&lt;").replace(">", "&gt;")
    job = {"title": "Welder", "location": {"name": "Leeds"}, "absolute_url": "https://acme.test/1", "content": escaped}
    return Page("http://bench.test/jobs", json.dumps({"jobs": [job | {"id": n} for n in range(JOBS)]}).encode())


def course_page() -> Page:
    offer = {"@type": "Offer", "category": "Paid", "price": "99", "priceCurrency": "EUR"}
    course = {
        "@type": "Course",
        "name": "Welding",
        "description": TEXT,
        "provider": {"name": "Acme"},
        "offers": [offer],
    }
    script = f'<script type="application/ld+json">{json.dumps({"@graph": [course]})}</script>'
    filling = '<div class="card"><a href="/x"><span>Some navigation that every page has</span></a></div>' * 620
    return Page("http://bench.test/course/1", f"<html><head>{script}</head><body>{filling}</body></html>".encode())


def table(folder: Path) -> Path:
    file = folder / "courses.csv.gz"
    with gzip.open(file, "wt", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["course_id", "course_title", "url", "is_paid", "price", "num_subscribers", "num_reviews"])
        writer.writerows([n, f"Welding {n}", f"https://acme.test/{n}", True, 20, 100, 7] for n in range(ROWS))
    return file


def by_extruct(page: Page) -> int:
    found = extruct.extract(page.body.decode(), base_url=page.url, uniform=True, errors="ignore")
    return sum(len(items) for items in found.values()) and 1


def by_soup(page: Page) -> int:
    scripts = BeautifulSoup(page.body, "lxml").find_all("script", type="application/ld+json")
    return sum(len(json.loads(script.string)["@graph"]) for script in scripts)


def by_csv(file: Path) -> int:
    with gzip.open(file, "rt") as lines:
        return sum(1 for _ in csv.DictReader(lines))


def measured(name: str, work: Callable[[], int], seconds: float) -> str:
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    done, start = 0, process_time()
    while process_time() - start < seconds:
        done += work()
    return f"{name:<58}{done / (process_time() - start):>12,.0f}{peak:>12.1f}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=float, default=3, help="for each line of the table")
    seconds = options.parse_args().seconds
    jobs, course = board(), course_page()
    greenhouse, schema_org = spider("greenhouse"), spider("schema_org")
    with tempfile.TemporaryDirectory() as folder:
        file = table(Path(folder))
        works: list[tuple[str, Callable[[], int]]] = [
            ("greenhouse board: parse and validate", lambda: len(list(greenhouse.read(jobs)))),
            ("  json.loads alone", lambda: len(json.loads(jobs.body)["jobs"])),
            (
                f"schema.org page of {len(course.body) // 1000} kB: parse and validate",
                lambda: len(list(schema_org.read(course))),
            ),
            ("  extruct, every syntax, not validated", lambda: by_extruct(course)),
            ("  BeautifulSoup and json, not validated", lambda: by_soup(course)),
            ("CSV import by a mapping: parse and validate", lambda: len(list(read_table(file, "udemy", "bench")))),
            ("  pandas.read_csv and to_dict, not validated", lambda: len(pd.read_csv(file).to_dict("records"))),
            ("  csv.DictReader alone", lambda: by_csv(file)),
        ]
        print(f"{'':<58}{'records/s':>12}{'peak MiB':>12}")
        for name, work in works:
            print(measured(name, work, seconds), flush=True)


if __name__ == "__main__":
    main()
