from pathlib import Path
from typing import Any

import pytest

from reports.files.all_files import write_files
from reports.findings import Findings
from reports.measures.all_measures import measured
from tests.reports.told_market import hostile_market, told_market


def found(market: Any) -> Findings:
    return Findings(market, measured(market))


@pytest.fixture(scope="session")
def told() -> Findings:
    return found(told_market())


@pytest.fixture(scope="session")
def hostile() -> Findings:
    return found(hostile_market())


@pytest.fixture(scope="session")
def empty() -> Findings:
    return found(told_market(postings=0, offers=0))


@pytest.fixture(scope="session")
def folder(told: Findings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("files")
    write_files(made, told)
    return made
