"""`credscope whatif`, as a user runs it on the sample market."""

import csv
from pathlib import Path

import pytest

from flows.__main__ import main
from tests.flows.conftest import Command, Run


def test_a_plan_is_answered_in_the_terminal_and_on_a_page(
    credscope: Command, surveyed: tuple[Path, Path, Run], tmp_path: Path
) -> None:
    home, *_ = surveyed
    plan = ("--skills", "Python; SQL; use spreadsheets software", "--price", "300", "--hours", "40", "--place", "us")
    done = credscope("whatif", *plan, "--home", str(home), "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("What if somebody taught Python (computer programming), SQL and ")
    assert "United States (US)" in done.stdout
    page = Path(done.stdout.strip().rpartition("page: ")[2])
    assert page.is_file()
    assert page.parent.parent == tmp_path / "whatif"
    with (page.parent / "whatif.csv").open(encoding="utf-8", newline="") as lines:
        assert {row["place"] for row in csv.DictReader(lines)} == {"US"}
    assert "leaked" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--skills", "Pythn"], "no skill is called 'Pythn'; near names: Python (computer programming)"),
        (["--skills", " ; "], "no skill is named"),
        (["--skills", "=cmd()"], "no skill is called '=cmd()'"),
        (["--skills", "SQL", "--price", "nan"], "'nan' is not a price"),
        (["--skills", "SQL", "--price", "-1"], "'-1' is not a price"),
        (["--skills", "SQL", "--price", "1e999"], "'1e999' is not a price"),
        (["--skills", "SQL", "--hours", "0"], "'0' is not a length"),
        (["--skills", "SQL", "--price", "5", "--currency", "ZZZ"], "'ZZZ' is no currency with a rate"),
        (["--skills", "SQL", "--place", "AQ"], "no vacancy is open in 'AQ'; most are in US"),
        ([], "--skills"),
    ],
)
def test_wrong_usage_is_one_clear_sentence(
    surveyed: tuple[Path, Path, Run],
    tmp_path: Path,
    arguments: list[str],
    says: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    try:
        code = main(["whatif", *arguments, "--home", str(surveyed[0]), "--out", str(tmp_path)])
    except SystemExit as refused:  # by the parser of the arguments
        code = int(str(refused.code))
    assert code == 2
    assert says in capsys.readouterr().err
    assert not (tmp_path / "whatif").exists()


def test_an_empty_home_has_no_demand(credscope: Command, tmp_path: Path) -> None:
    done = credscope(
        "whatif", "--skills", "SQL", "--price", "0", "--home", str(tmp_path / "home"), "--out", str(tmp_path)
    )
    assert done.returncode == 0, done.stderr
    assert "No vacancy is open" in done.stdout
