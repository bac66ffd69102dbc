"""Reports written once for all tests: of a plain fictional market, of a hostile one, and of nothing."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reports.render import publish
from tests.reports.told_market import hostile_market, told_market

CHROMIUM_ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(told_market(), tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="session")
def hostile_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(hostile_market(), tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def empty_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(told_market(postings=0, offers=0, sample=False), tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real browser. A machine without one skips these tests; in CI they fail."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
    if not found:
        message = "no chromium or chrome on PATH: pages cannot be opened in a real browser"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()
