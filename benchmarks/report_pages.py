"""How soon a page of 20,000 rows is there, how quickly it is searched and sorted, and what a report weighs.

    python -m benchmarks.report_pages [FOLDER OF A REPORT]

Chromium opens the pages from disk. First view: until the rows are painted; ready: until the table answers.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright

from tests.reports.conftest import CHROMIUM_ARGUMENTS
from tests.reports.long_page import write_long_page

ROWS, TIMES = 20_000, 5
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
READY = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
SEARCH = """text => {
  const box = document.querySelector('.tools input');
  box.value = text;
  const start = performance.now();
  box.dispatchEvent(new Event('input'));
  document.body.offsetHeight;
  return performance.now() - start;
}"""
SORT = """() => new Promise((done) => {
  const head = document.querySelectorAll('#skills thead th')[2];
  const start = performance.now();
  new MutationObserver(() => done(performance.now() - start)).observe(head, {attributeFilter: ['aria-sort']});
  head.click();
})"""


def measured(page: Any, address: str) -> dict[str, float]:
    """Milliseconds of each thing, the median of several times."""
    found: dict[str, list[float]] = {"first view": [], "ready": [], "search, a keystroke": [], "sort": []}
    for _ in range(TIMES):
        page.goto(address)
        page.locator(".tools output").wait_for()
        found["first view"].append(page.evaluate(PAINTED))
        found["ready"].append(page.evaluate(READY))
        page.evaluate(SEARCH, "s")  # the first keystroke also reads the rows
        found["search, a keystroke"] += [page.evaluate(SEARCH, text) for text in ("sk", "skill 1", "skill 19999")]
        page.evaluate(SEARCH, "")
        found["sort"].append(page.evaluate(SORT))
    return {name: median(times) for name, times in found.items()}


def weights(folder: Path) -> dict[str, float]:
    """Megabytes of the index with all that it loads, and of the whole folder."""
    loaded = ["index.html", *(f"assets/{path.name}" for path in (folder / "assets").iterdir()), "data/subjects.js"]
    files = [folder / name for name in (*loaded, "data/index.js") if (folder / name).is_file()]
    every = [path for path in folder.rglob("*") if path.is_file()]
    return {"index": sum(f.stat().st_size for f in files) / 1e6, "whole": sum(f.stat().st_size for f in every) / 1e6}


def main() -> None:
    """Print the table."""
    limits = {"first view": 1_000, "ready": 1_000, "search, a keystroke": 100}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_ARGUMENTS)
        address = write_long_page(Path(folder), ROWS).as_uri()
        times = measured(browser.new_page(viewport={"width": 1440, "height": 900}), address)
        browser.close()
    print(f"{ROWS:,} rows of 10 columns, from disk, median of {TIMES}")
    for name, time in times.items():
        print(f"{name:<24}{time:>8.0f} ms{f'   at most {limits[name]:,} ms' if name in limits else ''}")
    for given in sys.argv[1:]:
        for (name, weight), limit in zip(weights(Path(given)).items(), (3, 10), strict=True):
            print(f"{name:<24}{weight:>8.2f} MB   at most {limit} MB   {given}")


if __name__ == "__main__":
    main()
