"""The commands, run as a user runs them."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Run = subprocess.CompletedProcess[str]
Command = Callable[..., Run]


def run_command(*arguments: str, given: str | None = None, cwd: Path | None = None, **environment: str) -> Run:
    """`credscope …` in a process of its own, from a directory that is not the checkout."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("CREDSCOPE_", "PREFECT_"))}
    return subprocess.run(
        [sys.executable, "-m", "flows", *arguments]
        if cwd == ROOT
        else [str(Path(sys.executable).parent / "credscope"), *arguments],
        input=given,
        capture_output=True,
        text=True,
        cwd=cwd or Path("/"),
        env=kept | environment,
        timeout=1200,  # a survey takes two minutes where nothing else runs
    )


@pytest.fixture(scope="session")
def credscope() -> Command:
    return run_command


@pytest.fixture(scope="session")
def surveyed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Run]:
    """Home, reports and outcome of one survey of the sample market: the whole way, once for all tests."""
    folder = tmp_path_factory.mktemp("survey")
    home, out = folder / "home", folder / "out"
    done = run_command("survey", "--home", str(home), "--out", str(out))
    assert done.returncode == 0, done.stdout + done.stderr
    return home, out, done
