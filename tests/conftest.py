"""What every test may ask for."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


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
