from pathlib import Path

import pytest

from reports.files.all_files import write_files
from reports.findings import Findings
from tests.reports.pages.told_findings import findings


@pytest.fixture(scope="session")
def told() -> Findings:
    return findings("told")


@pytest.fixture(scope="session")
def hostile() -> Findings:
    return findings("hostile")


@pytest.fixture(scope="session")
def empty() -> Findings:
    return findings("empty")


@pytest.fixture(scope="session")
def folder(told: Findings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("files")
    write_files(made, told)
    return made
