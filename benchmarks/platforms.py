"""Every platform and odd source: what it rests on, what its stored answers give, and how fast they are parsed.

    python benchmarks/platforms.py --seconds 1

Records a second of one core, validated, over the stored answers (those written for the tests, and the captured ones
where the shared data lies beside the checkout). Beside it the tree alone: `json.loads` of the same answers, or
BeautifulSoup (lxml) where they are HTML or XML, with nothing looked up in it and nothing validated.
"""

import argparse
import inspect
import json
import runpy
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from bs4 import BeautifulSoup

from spiders.source_spider import Page, Reject, SourceSpider

ROOT = Path(__file__).parents[1]
HARNESS = runpy.run_path(str(ROOT / "tests/spiders/test_platforms.py"))
SHARED = ROOT.parent / "shared" / "data"


def answers(folder: str) -> Iterator[Page]:
    """The stored answers of a platform, with the addresses that their goldens give them."""
    for case in (case for case in HARNESS["CASES"] if case.parent.name == folder):
        golden = json.loads(case.with_suffix(".golden.json").read_text())
        yield HARNESS["page_of"](folder, case.stem, case.read_bytes(), golden.get("page", {}))
    for path, kept in HARNESS["CAPTURED"].get(folder, {}).items() if SHARED.exists() else ():
        yield HARNESS["page_of"](folder, "captured", HARNESS["captured_body"](SHARED, path), kept.get("page", {}))


def read(spider: SourceSpider, pages: list[Page]) -> list[Any]:
    return [found for page in pages for found in spider.read(page)]


def tree(page: Page) -> Any:
    start = page.body.lstrip()[:200].lower()
    if start[:1] in {b"{", b"["}:
        return json.loads(page.body)
    return BeautifulSoup(page.body, "xml" if start.startswith(b"<?xml") and b"<html" not in start else "lxml")


def rate(work: Callable[[], object], records: int, seconds: float) -> float:
    """Records a second of processor time, the median of five."""
    rates = []
    for _ in range(5):
        rounds, start = 0, process_time()
        while (spent := process_time() - start) < seconds / 5:
            work()
            rounds += 1
        rates.append(rounds * records / spent)
    return median(rates)


def row(folder: str, cls: type[SourceSpider], seconds: float) -> tuple[str, int]:
    spider, pages = HARNESS["spider_for"](folder), list(answers(folder))
    found = read(spider, pages)
    records = sum(not isinstance(each, Reject) for each in found)
    lines = len(inspect.getsource(sys.modules[cls.__module__]).splitlines())
    captured = len(HARNESS["CAPTURED"].get(folder, {}))
    kind = "JSON" if all(page.body.lstrip()[:1] in {b"{", b"["} for page in pages) else "HTML/XML"
    ours, bare = (rate(work, records, seconds) if records else 0.0 for work in (
        lambda: read(spider, pages), lambda: [tree(page) for page in pages]
    ))  # fmt: skip
    counts = f"{captured:>9}{len(pages) - captured:>10}{records:>9}{len(found) - records:>9}{lines:>7}"
    return f"{folder:<28}{cls.basis:<11}{counts}{ours:>12,.0f}{bare:>12,.0f}  {kind}", lines


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=float, default=1, help="for each of a platform's two figures")
    seconds = options.parse_args().seconds
    print(f"{'platform':<28}{'basis':<11}{'captured':>9}{'synthetic':>10}{'records':>9}{'rejected':>9}{'lines':>7}"
          f"{'records/s':>12}{'tree alone':>12}")  # fmt: skip
    sizes = []
    for folder, cls in sorted(HARNESS["KINDS"].items()):
        line, lines = row(folder, cls, seconds)
        sizes.append(lines)
        print(line, flush=True)
    print(f"{len(sizes)} formats, {median(sizes):g} lines in the median")


if __name__ == "__main__":
    main()
