"""What every test may ask for."""

import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


# What is dear to make is made once: the tests that need it run in one process, one after the other. The dearest first.
SHARED = ("surveyed", "postgres", "market", "small", "browser", "report", "hostile_report", "empty_report")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Group tests for `make test`, which runs them in several processes."""
    for item in items:
        needed = {*getattr(item, "fixturenames", ()), *re.findall(r"postgres", item.name)}
        if group := next((name for name in SHARED if name in needed), None):
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real captured answers beside the checkout; a stranger's clone has none, and then these tests skip."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        message = "no ../shared/data beside the checkout: tests on real captured answers cannot run"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return folder
