"""What every test may ask for."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parents[1]


# What is dear to make is made once: its tests run in one process, and first, so that no process ends long after the
# others. The others stay together by file.
DEAR = {
    "surveyed": r"tests/flows/test_(survey|serve|whatif|pack)\.py",
    "postgres": r"postgres",
    "report": r"tests/reports/(test_|files/|pages/|evidence/)",  # they tell of the same markets
    "market": r"tests/spiders/sample/",
    "drawn": r"tests/reports/measures/test_calibration\.py",
    "taxonomy": r"tests/warehouse/test_taxonomy\.py",
}


def group(nodeid: str) -> str:
    """Which tests a test runs with in one process."""
    return next((name for name, where in DEAR.items() if re.search(where, nodeid)), nodeid.partition("::")[0])


class Together(LoadScopeScheduling):
    """How `make test` spreads the tests over processes (pytest-xdist's own groups are lost with pytest 9.2)."""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """Take the place of `--dist`'s choice."""
    return Together(config, log)


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Bytes are called by their number: gzip writes the clock into them, and every process must find the same tests."""
    return f"{argname} of {len(val)} bytes" if isinstance(val, bytes) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In several processes, begin with what is dear. Raises `UsageError` where a dear thing would be made twice."""
    if os.environ.get("PYTEST_XDIST_WORKER"):
        items.sort(key=lambda item: [*DEAR, group(item.nodeid)].index(group(item.nodeid)))
        for item in items:
            if "surveyed" in getattr(item, "fixturenames", ()) and group(item.nodeid) != "surveyed":
                raise pytest.UsageError(f"{item.nodeid} needs the surveyed market: say so in DEAR")


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
