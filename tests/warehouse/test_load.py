"""Nothing is lost and nothing is doubled: conservation, repetition, replays, withdrawals, killed and rival loaders."""

import subprocess
import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from tests.warehouse.told import load, offer, posting, read, rows, run_of, week
from warehouse.database import engine
from warehouse.failures import WarehouseError
from warehouse.ledger import RunRow
from warehouse.load import begin_run, finish_run, unseen, write_shard
from warehouse.records import JobPosting, RunStatus
from warehouse.shards import UnreadError
from warehouse.withdrawal import withdraw

A, B = posting("a"), posting("b")
A2 = posting("a", "welding")


def counts(run: RunRow | None) -> tuple[int, int, int, int]:
    assert run
    return run.inserted, run.updated, run.unchanged, run.rejected_in_loading


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ([], [A, B], (2, 0, 0, 0)),
        ([A], [A, B], (1, 0, 1, 0)),
        ([A], [A2], (0, 1, 0, 0)),
        ([A], [], (0, 0, 0, 0)),
        ([], [A, A], (1, 0, 1, 0)),  # a second record with the same identifier: equal
        ([], [A, A2], (1, 1, 0, 0)),  # … and not
        ([A], [A2, A], (0, 2, 0, 0)),
        ([A], [A, B, B, B, B, A2], (1, 1, 4, 0)),  # across shards
    ],
)
def test_counts_are_relative_to_what_earlier_runs_and_earlier_records_gave(
    warehouse: Engine, before: Sequence[JobPosting], now: Sequence[JobPosting], expected: tuple[int, ...]
):
    load(warehouse, before, week(0))
    assert counts(load(warehouse, now, week(1))) == expected


def test_the_later_of_two_records_stands(warehouse: Engine):
    load(warehouse, [A, B, B, B, A2], week(0))
    with warehouse.connect() as connection:
        found = connection.exec_driver_sql("SELECT identifier, description FROM job_posting_current ORDER BY 1")
        assert [tuple(row) for row in found] == [("a", "welding"), ("b", "python")]


def test_a_run_dated_later_does_not_change_an_earlier_ones_counts(warehouse: Engine):
    load(warehouse, [A], week(2))
    assert counts(load(warehouse, [A2], week(1))) == (1, 0, 0, 0)


def test_what_cannot_be_kept_is_rejected_with_a_reason_and_its_neighbours_arrive(warehouse: Engine):
    long, huge = posting("é" * 901), posting("c", experience_months=2**63)
    broken = posting("d")
    run = run_of([A, long, huge, broken, B], week(0))
    opened = begin_run(warehouse, run, "2026-06-01")
    assert opened
    readings = [read(record) for record in (A, long, huge, B)]
    write_shard(warehouse, opened, 0, [A, long, huge, broken, B], readings, {broken.content_hash(): "no text at all"})
    assert counts(finish_run(warehouse, opened)) == (2, 0, 0, 3)
    reasons = [reason for *_, reason, _, _ in rows(warehouse)["reject"]]
    assert reasons == [
        "identifier: longer than 1,800 bytes",
        "experience_months: too large a number to keep",
        "no text at all",
    ]


def test_an_identifier_of_another_record_with_the_same_key_is_rejected_not_mixed_up(warehouse: Engine):
    load(warehouse, [A], week(0))
    with warehouse.begin() as connection:
        connection.exec_driver_sql("UPDATE job_posting SET identifier = 'other'")
    assert counts(load(warehouse, [A, B], week(1))) == (1, 0, 0, 1)


def test_a_reject_in_parsing_keeps_its_reason_and_pointer(warehouse: Engine):
    reject = {"reason": "missing key 'id'", "url": "https://acme.test/jobs", "pointer": "[3]"}
    run = load(warehouse, [A], week(0), rejects=[reject, reject])
    assert run and (run.fetched, run.rejected) == (3, 2)
    assert [row[4:] for row in rows(warehouse)["reject"]] == [tuple(reject.values())] * 2


def test_a_record_that_was_never_read_stops_its_shard_whole(warehouse: Engine):
    opened = begin_run(warehouse, run_of([A, B], week(0)), "2026-06-01")
    assert opened
    with pytest.raises(UnreadError, match="'b' was withdrawn or never read"):
        write_shard(warehouse, opened, 0, [A, B], [read(A)])
    assert rows(warehouse)["job_posting"] == rows(warehouse)["shard"] == []


def test_a_run_of_which_shards_are_missing_does_not_count_and_starts_anew(warehouse: Engine):
    empty = {table: found for table, found in rows(warehouse).items() if table not in {"run", "mark"}}
    opened = begin_run(warehouse, run_of([A, B], week(0)), "2026-06-01")
    assert opened
    write_shard(warehouse, opened, 0, [A], [read(A)])
    with pytest.raises(WarehouseError, match="only 1 of its records were loaded: refresh again"):
        finish_run(warehouse, opened)
    held = rows(warehouse)
    assert {table: held[table] for table in empty} == empty
    assert counts(load(warehouse, [A, B], week(0))) == (2, 0, 0, 0)


def test_the_same_shard_twice_changes_nothing(warehouse: Engine):
    opened = begin_run(warehouse, run_of([A, B], week(0)), "2026-06-01")
    assert opened
    write_shard(warehouse, opened, 0, [A, B], [read(A), read(B)])
    once = rows(warehouse)
    write_shard(warehouse, opened, 0, [A, B], [read(A), read(B)])
    assert rows(warehouse) == once
    finished = finish_run(warehouse, opened)
    assert finish_run(warehouse, opened) == finished
    assert begin_run(warehouse, run_of([A, B], week(0)), "2026-06-01") is None


def test_only_unseen_content_is_to_be_read_and_only_once(warehouse: Engine):
    load(warehouse, [A, offer("c")], week(0))
    assert unseen(warehouse, [A, A2, offer("c"), B, A2]) == [A2, B]


identifiers, texts = st.sampled_from("abcde"), st.sampled_from(["python", "welding", "first aid"])
histories = st.lists(st.lists(st.tuples(identifiers, texts), max_size=9), min_size=1, max_size=4)
_sources = count()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories, size=st.integers(1, 4), backwards=st.booleans())
def test_conservation_holds_for_every_history_and_order_of_shards(
    warehouse: Engine, history: list[list[tuple[str, str]]], size: int, backwards: bool
):
    source, known = f"source{next(_sources)}", dict[str, str]()
    for number, given_ in enumerate(history):
        records = [posting(identifier, text, source=source) for identifier, text in given_]
        expected = {"inserted": 0, "updated": 0, "unchanged": 0}
        for identifier, text in given_:
            before = known.get(identifier)
            expected["inserted" if before is None else "unchanged" if before == text else "updated"] += 1
            known[identifier] = text
        opened = begin_run(warehouse, run_of(records, week(number), source=source), str(week(number)))
        assert opened
        shards = list(enumerate(range(0, len(records), size)))
        for ordinal, start in reversed(shards) if backwards else shards:
            write_shard(warehouse, opened, ordinal, records[start : start + size], map(read, records))
        run = finish_run(warehouse, opened)
        assert {name: getattr(run, name) for name in expected} == expected
        assert run.parsed == run.inserted + run.updated + run.unchanged + run.rejected_in_loading


def test_a_replay_takes_the_place_of_the_run_and_of_all_that_only_it_gave(warehouse: Engine):
    load(warehouse, [A, B], week(0))
    replay = load(warehouse, [A2], week(0), name="2026-06-01.2")
    assert counts(replay) == (1, 0, 0, 0)
    held = rows(warehouse)
    assert [row[2] for row in held["job_posting"]] == ["a"]
    assert len(held["job_posting_version"]) == len(held["job_posting_sighting"]) == len(held["job_posting_skill"]) == 1
    assert load(warehouse, [A, B], week(0)) is None


def test_a_partial_replay_does_not_take_the_place_of_a_complete_run(warehouse: Engine):
    load(warehouse, [A, B], week(0))
    before = rows(warehouse)["job_posting"]
    run = load(warehouse, [A2], week(0), name="2026-06-01.2", status=RunStatus.PARTIAL)
    assert run and run.state == RunRow.REPLACED
    assert rows(warehouse)["job_posting"] == before


def test_withdrawn_runs_leave_only_their_marked_ledger(warehouse: Engine):
    other = posting("z", source="other")
    load(warehouse, [A], week(0))
    ledger = {"run", "shard"}
    kept = {table: found for table, found in rows(warehouse).items() if table not in ledger}
    load(warehouse, [A2, B], week(1))
    assert withdraw(warehouse, "acme", week(1)) == ["2026-06-08"]
    held = rows(warehouse)
    assert {t: held[t] for t in held if t not in {"run", "shard"}} == {
        t: kept[t] for t in kept if t not in {"run", "shard"}
    }
    assert load(warehouse, [A2, B], week(1)) is None
    load(warehouse, [other], week(1))
    assert withdraw(warehouse, "acme") == ["2026-06-01"]
    assert [row[2] for row in rows(warehouse)["job_posting"]] == ["z"]
    assert withdraw(warehouse, "acme") == []


def test_when_a_replay_is_withdrawn_the_attempt_before_it_is_loaded_again(warehouse: Engine):
    load(warehouse, [A, B], week(0))
    load(warehouse, [A2], week(0), name="2026-06-01.2")
    assert withdraw(warehouse, "acme", "2026-06-01.2") == ["2026-06-01.2"]
    assert counts(load(warehouse, [A, B], week(0))) == (2, 0, 0, 0)
    with warehouse.connect() as connection:
        found = connection.exec_driver_sql("SELECT identifier, description, run FROM job_posting_current ORDER BY 1")
        assert [tuple(row) for row in found] == [("a", "python", "2026-06-01"), ("b", "python", "2026-06-01")]


def test_a_run_begun_anew_keeps_clear_of_what_other_runs_saw_too(warehouse: Engine):
    first = begin_run(warehouse, run_of([A, B], week(0)), "2026-06-01")
    assert first
    write_shard(warehouse, first, 0, [A], [read(A)])
    load(warehouse, [A], week(1))
    with pytest.raises(WarehouseError):
        finish_run(warehouse, first)
    with pytest.raises(WarehouseError, match="only 0 of its records"):
        finish_run(warehouse, first)
    assert counts(load(warehouse, [B, A], week(0))) == (2, 0, 0, 0)


def test_seen_dates_widen_and_narrow_with_the_runs(warehouse: Engine):
    def dates() -> tuple[Any, ...]:
        return rows(warehouse)["job_posting"][0][3:]

    for number in (1, 2, 0):
        load(warehouse, [A], week(number))
    assert dates() == (week(0), week(2))
    withdraw(warehouse, "acme", week(2))
    assert dates() == (week(0), week(1))


@pytest.mark.parametrize("sample", [True, False])
def test_the_first_run_marks_the_warehouse_and_the_other_kind_is_refused(warehouse: Engine, sample: bool):
    load(warehouse, [A], week(0), sample=sample)
    with pytest.raises(WarehouseError, match=r"this warehouse holds .* name another with --warehouse"):
        load(warehouse, [B], week(1), sample=not sample)
    assert counts(load(warehouse, [B], week(1), sample=sample)) == (1, 0, 0, 0)


def _loader(address: str, root: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.warehouse.loader", address], cwd=root, stdout=subprocess.PIPE, text=True
    )


def rows_at(address: str) -> dict[str, Any]:
    warehouse = engine(address)
    found = rows(warehouse)
    warehouse.dispose()
    return found


@pytest.fixture
def undisturbed(tmp_path: Path, root: Path) -> dict[str, Any]:
    """What the loader leaves behind when nothing goes wrong."""
    alone = _loader(str(tmp_path / "alone.sqlite"), root)
    assert alone.communicate() and alone.returncode == 0
    return rows_at(str(tmp_path / "alone.sqlite"))


def test_killed_between_or_within_shards_and_run_again_it_ends_the_same(
    address: str, root: Path, undisturbed: dict[str, Any]
):
    for shards in (1, 7, 4):
        loader = _loader(address, root)
        assert loader.stdout
        for _ in range(shards):
            loader.stdout.readline()
        loader.kill()
        loader.communicate()
        assert loader.returncode == -9
    assert _loader(address, root).communicate()
    assert rows_at(address) == undisturbed


def test_loaders_at_once_lose_and_double_nothing(address: str, root: Path, undisturbed: dict[str, Any]):
    loaders = [_loader(address, root) for _ in range(2)]
    assert [loader.communicate() and loader.returncode for loader in loaders] == [0, 0]
    assert rows_at(address) == undisturbed
