"""Where state lies, whoever asks."""

from pathlib import Path

import pytest

from flows import settings as module
from flows.settings import settings


@pytest.fixture(autouse=True)
def checkout(tmp_path, monkeypatch) -> Path:
    """An empty checkout, and a caller that stands elsewhere."""
    for name in ("HOME", "WAREHOUSE", "OUT"):
        monkeypatch.delenv(f"CREDSCOPE_{name}", raising=False)
    root, elsewhere = tmp_path / "checkout", tmp_path / "elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    monkeypatch.setattr(module, "ROOT", root)
    monkeypatch.chdir(elsewhere)
    return root


def test_defaults_lie_in_the_checkout_and_the_sample_apart_from_the_real(checkout):
    assert settings(sample=False).home == checkout / "var"
    assert settings(sample=True).home == checkout / "var" / "sample"
    assert settings().out == checkout / "out"
    assert settings(sample=False).warehouse == f"sqlite:///{checkout}/var/warehouse.sqlite"


@pytest.mark.parametrize(("there", "home"), [([], "var"), (["sample"], "var/sample"), (["sample", "landing"], "var")])
def test_a_command_not_told_which_takes_the_real_market_unless_only_the_sample_is_there(checkout, there, home):
    for name in there:
        (checkout / "var" / name).mkdir(parents=True)
    assert settings().home == checkout / home


def test_paths_given_are_relative_to_the_caller(tmp_path):
    here = tmp_path / "elsewhere"
    given = settings("state", "rows.sqlite", "reports")
    assert (given.home, given.out) == (here / "state", here / "reports")
    assert given.warehouse == f"sqlite:///{here}/rows.sqlite"


def test_the_environment_stands_behind_arguments_and_before_defaults(tmp_path, monkeypatch):
    monkeypatch.setenv("CREDSCOPE_HOME", str(tmp_path / "a"))
    monkeypatch.setenv("CREDSCOPE_WAREHOUSE", "postgresql://db.example/market")
    assert settings().home == tmp_path / "a"
    assert settings(tmp_path / "b").home == tmp_path / "b"
    assert settings().warehouse == "postgresql://db.example/market"
