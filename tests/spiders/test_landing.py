"""The landing folder: a run is there whole or not at all, and says which attempt counts."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from spiders.landing import LandingBusyError, RunWriter, effective_runs, landed_runs
from spiders.source_spider import Reject
from warehouse.records import Credential, JobPosting, Run

DAY = date(2026, 11, 23)
LEDGER = {"side": "demand", "platform": "lever", "status": "complete"}


def posting(number: int) -> JobPosting:
    return JobPosting(identifier=str(number), title=f"Schweißer {number}")


def land(home: Path, source: str = "nordwind", as_of: date = DAY, count: int = 2, **ledger: object) -> Run:
    with RunWriter(home, source, as_of) as run:
        for number in range(count):
            run.write(posting(number))
        return run.finish(**LEDGER | ledger)


def test_records_and_rejects_come_back_with_their_counts(tmp_path: Path) -> None:
    with RunWriter(tmp_path, "nordwind", DAY) as writer:
        writer.write(posting(1))
        writer.reject(Reject("title: missing, ask jane@a.test", "http://u:p@a.test/1", "[4]"))
        writer.write(Credential(identifier="2", name="First aid"))
        run = writer.finish(**LEDGER)
    assert (run.fetched, run.parsed, run.rejected) == (3, 2, 1)
    (landed,) = landed_runs(tmp_path)
    assert landed.run == run
    assert [(r.kind, r.source, r.identifier) for r in landed.records()] == [
        ("job_posting", "nordwind", "1"),
        ("credential", "nordwind", "2"),
    ]
    (reject,) = landed.rejects()
    assert reject["pointer"] == "[4]"
    assert "jane" not in reject["reason"]


def test_same_records_same_bytes(tmp_path: Path) -> None:
    land(tmp_path / "a")
    land(tmp_path / "b")
    files = [sorted((tmp_path / home).glob("landing/nordwind/2026-11-23/*")) for home in "ab"]
    assert [f.name for f in files[0]] == ["records.jsonl.gz", "rejects.jsonl.gz", "run.json"]
    assert [f.read_bytes() for f in files[0]] == [f.read_bytes() for f in files[1]]


def test_an_unfinished_run_does_not_count_and_is_taken_up_again(tmp_path: Path) -> None:
    with RunWriter(tmp_path, "nordwind", DAY) as writer:
        writer.write(posting(1))
    assert landed_runs(tmp_path) == []
    assert land(tmp_path, count=3).parsed == 3
    assert [landed.name for landed in landed_runs(tmp_path)] == ["2026-11-23"]


def test_further_attempts_are_numbered_and_sorted_as_numbers(tmp_path: Path) -> None:
    for _ in range(11):
        land(tmp_path)
    names = [landed.name for landed in landed_runs(tmp_path)]
    assert names == ["2026-11-23", *(f"2026-11-23.{n}" for n in range(2, 12))]


@pytest.mark.parametrize(
    ("statuses", "withdrawn", "effective"),
    [
        (["complete"], (), "2026-11-23"),
        (["complete", "partial"], (), "2026-11-23"),
        (["complete", "complete"], (), "2026-11-23.2"),
        (["failed", "partial"], (), "2026-11-23.2"),
        (["partial", "complete", "blocked"], (), "2026-11-23.2"),
        (["complete", "complete"], (1,), "2026-11-23"),
        (["complete"], (0,), None),
    ],
)
def test_the_run_that_counts(
    tmp_path: Path, statuses: list[str], withdrawn: tuple[int, ...], effective: str | None
) -> None:
    for number, status in enumerate(statuses):
        land(tmp_path, status=status, withdrawn=number in withdrawn)
    assert [landed.name for landed in effective_runs(tmp_path)] == ([effective] if effective else [])


def test_runs_are_sorted_by_date_then_source(tmp_path: Path) -> None:
    for source, day in (("b", 2), ("a", 2), ("c", 1)):
        land(tmp_path, source, date(2026, 1, day))
    assert [(r.run.as_of.day, r.run.source) for r in effective_runs(tmp_path)] == [(1, "c"), (2, "a"), (2, "b")]


def test_a_run_without_a_record_is_never_complete(tmp_path: Path) -> None:
    run = land(tmp_path, count=0)
    assert (run.status, run.reason) == ("failed", "no record could be read")


def test_two_writers_of_one_source_do_not_mix(tmp_path: Path) -> None:
    busy = pytest.raises(LandingBusyError, match="nordwind is being collected by another process")
    with RunWriter(tmp_path, "nordwind", DAY), RunWriter(tmp_path, "suedwind", DAY), busy:
        RunWriter(tmp_path, "nordwind", DAY)
    land(tmp_path)


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden", "a\0b", "a\nb", "x" * 300])
def test_a_source_name_is_never_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="cannot name a source"):
        RunWriter(tmp_path, name, DAY)
    assert list(tmp_path.iterdir()) == []


def test_records_are_json_lines(tmp_path: Path) -> None:
    land(tmp_path, "site:a.test", count=1)
    text = gzip.decompress((tmp_path / "landing/site:a.test/2026-11-23/records.jsonl.gz").read_bytes()).decode()
    assert json.loads(text) == {
        "kind": "job_posting",
        "source": "site:a.test",
        "identifier": "0",
        "title": "Schweißer 0",
    }
