"""`credscope publish` under accidents and wrong words: one sentence, the right exit code, the report before intact."""

import json
import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from flows.__main__ import main
from flows.progress import Progress
from flows.settings import settings
from flows.steps.part import Part
from flows.steps.publish import publish
from tests.flows.conftest import ROOT

TEXT = "You know Python, SQL and project management; PMP required. Team {}."
DAYS = ("2026-05-04", "2026-05-11")
NASTY = ('=HYPERLINK("http://e.test")', "<script>alert(1)</script>", "\u202e\u05e9\u05dc\U0001f680", "x" * 1_000, "NaN")


def told(word: str = "") -> list[dict[str, object]]:
    jobs = [
        {"kind": "job_posting", "identifier": f"j{i}", "title": f"{word} Software developer", "country": "US"}
        | {"description": TEXT.format(i), "hiring_organization": f"{word} Firm {i % 4}", "pay_low": 10**i}
        | {"subdivision": ("US-NY", "US-CA")[i % 2], "remote": i == 0}
        for i in range(12)
    ]
    offers = [
        {"kind": "credential", "identifier": f"o{i}", "name": f"{word} Python course {i}", "price": (-1.0) ** i * 10**i}
        | {"offered_by": f"{word} School {i % 3}", "stackable_into": [f"{word} Python course {(i + 1) % 6}"]}
        | {"description": "Learn Python and SQL.", "price_currency": ("USD", "ZZZ", "EUR")[i % 3]}
        for i in range(6)
    ]
    return [*jobs, *offers]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two weeks of a small market, whose texts, amounts and chains nobody should believe."""
    folder = tmp_path_factory.mktemp("market")
    records = [record for word in ("", *NASTY) for record in told(word)]
    for number, record in enumerate(records):
        record["identifier"] = f"{record['identifier']} {number}"
    sides = {kind: [r for r in records if r["kind"] == kind] for kind in ("job_posting", "credential")}
    for at in DAYS:
        for kind, of_kind in sides.items():
            file = folder / f"{kind}.jsonl"
            file.write_text("".join(json.dumps(record) + "\n" for record in of_kind))
            land = ("import", str(file), "--source", kind, "--at", at, "--home", str(folder / "home"))
            assert main(land) == 0
    assert main(["refresh", "--home", str(folder / "home")]) == 0
    return folder / "home"


def published(home: Path, out: Path) -> Path:
    return publish(settings(home, None, out), None, Progress(lambda _: None))


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def report(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(home, tmp_path_factory.mktemp("out"))


def test_no_cell_holds_what_is_no_number(report: Path) -> None:
    for file in report.glob("*.csv"):
        cells = {cell for line in file.read_text(encoding="utf-8").splitlines() for cell in line.split(",")}
        assert not cells & {"nan", "inf", "-inf", "-0", "-0.0", "<NA>", "None", "NaT"}, file.name
    assert not any("<script>alert" in page.read_text(encoding="utf-8") for page in report.rglob("*.html"))


def test_the_files_of_the_contract_are_there(report: Path) -> None:
    named = "credential_demand skill_demand saturation opportunities providers recognition price pathways changes"
    assert {f"{name}.csv" for name in (*named.split(), "source_health")} <= {path.name for path in report.iterdir()}


def test_killed_while_it_writes_the_report_before_stands_and_the_same_command_mends(
    home: Path, report: Path, tmp_path: Path
) -> None:
    folder = tmp_path / report.name
    folder.mkdir()
    (folder / "manifest.json").write_text("before")
    command = [sys.executable, "-m", "flows", "publish", "--home", str(home), "--out", str(tmp_path)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": "1"}, stderr=subprocess.DEVNULL)
    while process.poll() is None and not (tmp_path / f".{report.name}.new" / "index.html").exists():
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert digests(folder) in ({"manifest.json": sha256(b"before").hexdigest()}, digests(report))
    assert digests(published(home, tmp_path)) == digests(report)
    assert sorted(path.name for path in tmp_path.iterdir()) == [report.name, "latest"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--since", DAYS[1]], 2, "can be compared with days from 2026-05-04 on"),
        (["--since", "1999-01-01"], 2, "not with 1999-01-01"),
        (["--method", "nope"], 2, "'nope' names no one method; there are "),
        (["--method", ""], 2, "'' names no one method; there are "),
        (["--weights", "/nowhere.csv"], 2, "nowhere.csv cannot be read"),
        (["--weights", "/"], 2, "cannot be read"),
        (["--pathway", "shepherding"], 2, "no open vacancy is of the occupation 'shepherding'"),
        (["--pathway", "staff nurse"], 2, "no open vacancy is of the occupation 'staff nurse'; near ones: 2512"),
        (["--place", "US-XX"], 2, "is in the place 'US-XX'; near ones: US-CA California, US-NY New York"),
        (["--place", "New Yrok"], 2, "near ones: US-NY New York"),
        (["--place", "AQ"], 2, "near ones: "),
        (["--industry", "Q"], 2, "no open vacancy is of the industry 'Q'; there is none of any other either"),
        (["--occupation", "staff nurse"], 2, "no open vacancy is of the occupation 'staff nurse'; near ones: "),
        (["--occupation", "2221"], 2, "near ones: 2 Professionals, "),
        (["--place", "US", "--weights", "/nowhere.csv"], 2, "leave out --weights"),
        (["--currency", "EURO"], 2, "'EURO' is no currency with a rate: give an ISO 4217 code such as EUR"),
        (["--language", "fr"], 2, "'fr' is no language of the reports: give one of en, de"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, says: str
) -> None:
    assert main(["publish", "--home", str(home), "--out", str(tmp_path), *arguments]) == code
    (sentence,) = [line for line in capsys.readouterr().err.splitlines() if line.startswith("credscope publish: ")]
    assert says in sentence
    assert not any(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_refused_before_anything_is_measured(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["publish", "--home", str(home), "--out", str(tmp_path / "file" / "out")]) == 3
    (sentence,) = capsys.readouterr().err.splitlines()
    assert "cannot be written: Not a directory" in sentence


def part_published(home: Path, out: Path, **asked: str) -> Path:
    return publish(settings(home, None, out), None, Progress(lambda _: None), part=Part.of(**asked))


def test_a_part_of_the_market_has_a_report_of_its_own_that_says_so(home: Path, report: Path, tmp_path: Path) -> None:
    asked = {
        "place": "new york",
        "industry": "",
        "occupation": "Software developers",
        "currency": "eur",
        "language": "de",
    }
    folder = part_published(home, tmp_path, **asked)
    view = tmp_path / "place=US-NY,occupation=2512,currency=EUR,language=de"
    assert folder == view / report.name == (view / "latest").resolve()
    made, whole = (json.loads((each / "manifest.json").read_text()) for each in (folder, report))
    assert made["parameters"] == {
        "place": "US-NY",
        "industry": None,
        "occupation": "2512",
        "currency": "EUR",
        "language": "de",
    }
    assert whole["parameters"]["place"] is None
    assert made["counts"]["vacancies"] == whole["counts"]["vacancies"] // 2
    for page in folder.glob("*.html"):
        head = page.read_text().partition("<main")[0]
        assert "New York (US-NY)" in head and "2512" in head and "EUR" in head, page.name
    assert 'class="view"' not in (report / "index.html").read_text()


def test_a_part_counts_what_the_whole_counts_of_it(home: Path, report: Path, tmp_path: Path) -> None:
    folder = part_published(home, tmp_path, place="US-NY")
    own, whole = (pd.read_csv(each / "saturation.csv").query("place == 'US-NY'") for each in (folder, report))
    assert len(own) and own.reset_index(drop=True).equals(whole.reset_index(drop=True))
    every = pd.read_csv(folder / "skill_demand.csv")
    assert set(every["place"]) <= {"all", "remote", "US-NY"}
    changes = [json.loads((each / "manifest.json").read_text())["compared_with"] for each in (folder, report)]
    assert changes == [DAYS[0]] * 2
    assert not len(pd.read_csv(folder / "changes.csv").query("cause == 'market'"))


def test_the_same_part_has_the_same_bytes_and_leaves_the_whole_as_it_is(
    home: Path, report: Path, tmp_path: Path
) -> None:
    before = digests(report)
    once, twice = (
        part_published(home, report.parent if out is None else out, place="US-CA") for out in (tmp_path, None)
    )
    assert digests(once) == digests(twice)
    assert digests(report) == before
    assert (report.parent / "latest").resolve() == report


def test_amounts_are_in_the_currency_asked_for(home: Path, report: Path, tmp_path: Path) -> None:
    folder = part_published(home, tmp_path, currency="EUR")
    euros, dollars = (
        pd.read_csv(each / "price.csv").query("place == 'all'")["price_median"].dropna().iloc[0]
        for each in (folder, report)
    )
    assert euros < dollars
    assert "Amounts in EUR." in (folder / "index.html").read_text()


def test_a_day_that_no_market_has_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["publish", "--as-of", "0001-01-01"])
    assert "'0001-01-01' is before 1900" in capsys.readouterr().err


def test_damaged_facts_are_said_and_made_good_by_a_refresh(
    home: Path, report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["--home", str(home), "--out", str(tmp_path)]
    whole = (home / "facts" / "postings.parquet").read_bytes()
    (home / "facts" / "postings.parquet").write_bytes(whole[:100])
    assert main(["publish", *command]) == 3
    assert "postings.parquet is damaged: run `credscope refresh`" in capsys.readouterr().err
    assert main(["refresh", "--home", str(home)]) == 0
    assert digests(published(home, tmp_path)) == digests(report)
