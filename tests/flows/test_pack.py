"""`credscope pack`, as a user runs it on the sample market."""

from pathlib import Path

import pytest

from flows.__main__ import main
from tests.flows.conftest import Command, Run


def test_the_evidence_is_told_in_the_terminal_and_on_a_page(
    credscope: Command, surveyed: tuple[Path, Path, Run], tmp_path: Path
) -> None:
    home, *_ = surveyed
    done = credscope("pack", "comptia security+", "--home", str(home), "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Evidence pack: CompTIA Security+ (CompTIA), all places")
    page = Path(done.stdout.strip().rpartition("page: ")[2])
    assert page.is_file()
    assert page.parent.parent == tmp_path / "pack"
    assert (page.parent / "report.xlsx").is_file()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["CompTIA Securty+"], "no credential is called 'CompTIA Securty+'; near names: CompTIA Security+"),
        (["=cmd()"], "no credential is called '=cmd()'"),
        (
            ["CompTIA Security+", "--issuer", "Nobody"],
            "'Nobody' issues no 'CompTIA Security+'; it is issued by: CompTIA",
        ),
        (["CompTIA Security+", "--place", "AQ"], "no vacancy is open in 'AQ'; most are in US"),
        ([], "credential"),
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
        code = main(["pack", *arguments, "--home", str(surveyed[0]), "--out", str(tmp_path)])
    except SystemExit as refused:  # by the parser of the arguments
        code = int(str(refused.code))
    said = capsys.readouterr().err
    assert code == 2, said
    assert says in said
    assert "Traceback" not in said
    assert not (tmp_path / "pack").exists()


def test_help_has_an_example(credscope: Command) -> None:
    assert 'credscope pack "CompTIA Security+" --place US-NY' in credscope("pack", "--help").stdout
