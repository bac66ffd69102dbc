"""What was open on a day, and why: METHOD §0, told as runs."""

import shutil
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from tests.warehouse.told import Record, load, offer, posting, shown, week
from warehouse.database import engine
from warehouse.frames import Market
from warehouse.records import Closing, RunStatus
from warehouse.withdrawal import withdraw

COMPLETE, PARTIAL, FAILED, BLOCKED = RunStatus
A, B, C = posting("a"), posting("b"), posting("c")
DAY = timedelta(days=1)


def opened(market: Market) -> str:
    """The identifiers of the open postings and offers, in order, as one word."""
    return "".join(f["identifier"][f["open"]].str.cat() for f in (market.postings, market.offers))


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([(COMPLETE, [A, B])], "ab"),
        ([(COMPLETE, [A, B]), (COMPLETE, [B, C])], "bc"),
        ([(COMPLETE, [A, B]), (COMPLETE, [B, C]), (COMPLETE, [A, B, C])], "abc"),  # it came back
        ([(COMPLETE, [A, B]), (PARTIAL, [B])], "ab"),
        ([(COMPLETE, [A, B]), (FAILED, [])], "ab"),
        ([(COMPLETE, [A, B]), (BLOCKED, [])], "ab"),
        ([(COMPLETE, [A, B]), (PARTIAL, [C])], "abc"),
        ([(COMPLETE, [A, B]), (PARTIAL, [C]), (COMPLETE, [A, B])], "ab"),
        ([(COMPLETE, [A, B, C]), (COMPLETE, [A])], "abc"),  # quarantined: below half
        ([(COMPLETE, [A, B, C]), (COMPLETE, [A]), (COMPLETE, [A, B])], "ab"),
        ([(PARTIAL, [A]), (PARTIAL, [B])], "ab"),
        ([(FAILED, [A])], "a"),
    ],
)
def test_only_a_good_complete_run_closes(sqlite: Engine, tmp_path: Path, runs: list[Any], expected: str):
    for number, (status, records) in enumerate(runs):
        load(sqlite, records, week(number), status=status)
    assert opened(shown(sqlite, tmp_path)) == expected


@pytest.mark.parametrize(
    ("record", "closing", "days", "expected"),
    [
        (A, "shown", 42, "a"),
        (A, "shown", 43, ""),  # the source is stale: it adds no stock
        (offer("o"), "shown", 400, "o"),  # offers stay until missing
        (posting("a", valid_through=week(0) + 9 * DAY), "shown", 9, "a"),
        (posting("a", valid_through=week(0) + 9 * DAY), "shown", 10, ""),
        (A, "assumed", 42, "a"),  # from first seen
        (A, "assumed", 43, ""),
        (posting("a", date_posted=week(0) - 12 * DAY), "assumed", 30, "a"),
        (posting("a", date_posted=week(0) - 12 * DAY), "assumed", 31, ""),
        (posting("a", date_posted=week(0) - 400 * DAY), "shown", 1, "a"),
        (offer("o"), "assumed", 400, "o"),  # of postings only
    ],
)
def test_age_closes_postings_and_never_offers(
    sqlite: Engine, tmp_path: Path, record: Record, closing: str, days: int, expected: str
):
    load(sqlite, [record], week(0), closing=closing)
    assert opened(shown(sqlite, tmp_path, week(0) + days * DAY)) == expected


def test_an_assumed_closing_is_not_hastened_by_a_run_without_the_posting(sqlite: Engine, tmp_path: Path):
    load(sqlite, [A], week(0), closing=Closing.ASSUMED)
    load(sqlite, [B], week(4), closing=Closing.ASSUMED)
    assert opened(shown(sqlite, tmp_path)) == "ab"


def test_a_source_of_partial_runs_is_believed_for_six_weeks(sqlite: Engine, tmp_path: Path):
    load(sqlite, [A], week(0), status=PARTIAL)
    load(sqlite, [B], week(4), status=PARTIAL)
    load(sqlite, [], week(8), status=FAILED)  # heard of, but showed nothing
    assert [opened(shown(sqlite, tmp_path, week(n))) for n in (0, 4, 10)] == ["a", "ab", "ab"]
    assert opened(shown(sqlite, tmp_path, week(10) + DAY)) == ""


def test_an_offer_closes_when_a_complete_run_misses_it(sqlite: Engine, tmp_path: Path):
    load(sqlite, [offer("o"), offer("p")], week(0))
    load(sqlite, [offer("p")], week(60))
    assert opened(shown(sqlite, tmp_path)) == "p"


def test_a_quarantined_run_is_shown_but_neither_updates_nor_adds(sqlite: Engine, tmp_path: Path):
    load(sqlite, [A, B], week(0))
    load(sqlite, [posting("a", None, title="?"), posting("b", None), posting("d", None)], week(1))
    market = shown(sqlite, tmp_path)
    assert list(market.runs["quarantined"]) == list(market.runs["stale"]) == [False, True]
    assert list(market.postings["identifier"]) == ["a", "b"]
    assert list(market.postings["title"]) == ["Job a", "Job b"]
    assert set(market.postings["last_seen"]) == {pd.Timestamp(week(0))}
    assert opened(market) == "ab"


@pytest.mark.parametrize(("days", "stale"), [(42, False), (43, True)])
def test_a_stale_job_source_says_so_on_its_newest_run(sqlite: Engine, tmp_path: Path, days: int, stale: bool):
    load(sqlite, [A], week(-1))
    load(sqlite, [A], week(0))
    load(sqlite, [offer("o")], week(0))
    runs = shown(sqlite, tmp_path, week(0) + days * DAY).runs
    assert list(zip(runs["source"], runs["stale"], strict=True)) == [
        ("academy", False),
        ("acme", False),
        ("acme", stale),
    ]


def test_each_record_is_as_its_newest_run_gave_it(sqlite: Engine, tmp_path: Path):
    load(sqlite, [A], week(2), name="2026-06-15.3")
    load(sqlite, [posting("a", "welding", title="Old")], week(1))  # a backfill
    market = shown(sqlite, tmp_path)
    row = market.postings.iloc[0]
    assert (row["title"], row["archive"]) == ("Job a", "acme/2026-06-15.3")
    assert (row["first_seen"], row["last_seen"]) == (pd.Timestamp(week(1)), pd.Timestamp(week(2)))
    assert list(market.posting_skills["matched_text"]) == ["python"]


def test_a_withdrawn_run_leaves_the_market(sqlite: Engine, tmp_path: Path):
    load(sqlite, [A], week(0))
    load(sqlite, [posting("a", title="Wrong"), B], week(1))
    withdraw(sqlite, "acme", week(1))
    market = shown(sqlite, tmp_path)
    assert (market.as_of, len(market.runs), list(market.postings["title"])) == (week(0), 1, ["Job a"])


def assert_same(one: Market, other: Market) -> None:
    assert (one.as_of, one.sample) == (other.as_of, other.sample)
    for name in (field.name for field in fields(Market)):
        if isinstance(getattr(one, name), pd.DataFrame):
            pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), obj=name)


records = st.lists(
    st.builds(
        lambda make, *words: make(*words),
        st.sampled_from([posting, offer]),
        st.sampled_from("abcd"),
        st.sampled_from(["python", "welding", "first aid"]),
    ),
    max_size=5,
)
stories = st.lists(st.tuples(st.sampled_from(RunStatus), records), min_size=2, max_size=5)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=stories, data=st.data())
def test_whatever_is_loaded_later_a_day_shows_the_same(
    tmp_path_factory: pytest.TempPathFactory, migrated: Path, story: list[Any], data: st.DataObject
):
    folder = tmp_path_factory.mktemp("story")
    until = data.draw(st.integers(0, len(story) - 1))
    few, all_ = (engine(shutil.copy(migrated, folder / f"{name}.sqlite")) for name in ("few", "all"))
    order = data.draw(st.permutations(range(until + 1, len(story))))
    for warehouse, weeks in ((few, range(until + 1)), (all_, [*range(until + 1), *order])):
        for number in weeks:
            status, given_ = story[number]
            for source in ("acme", "academy"):
                part = [record for record in given_ if record.source == source]
                load(warehouse, part, week(number), status=status, source=source)
    (folder / "few").mkdir()
    (folder / "all").mkdir()
    assert_same(shown(few, folder / "few", week(until)), shown(all_, folder / "all", week(until)))


def test_both_databases_show_the_same_market(address: str, tmp_path: Path, sqlite: Engine):
    warehouse = engine(address)
    for number in range(4):
        for made in (warehouse, sqlite):
            load(made, [posting(str(i), pay_low=0.1 * i, remote=i % 2 == 0) for i in range(9 + number)], week(number))
            load(made, [offer(str(i), stackable_into=["B.Sc.", "M.Sc."]) for i in range(9 - number)], week(number))
    (tmp_path / "other").mkdir()
    assert_same(shown(warehouse, tmp_path), shown(sqlite, tmp_path / "other"))
    written, other = (sorted((tmp_path / place / "facts").iterdir()) for place in (".", "other"))
    assert [file.read_bytes() for file in written] == [file.read_bytes() for file in other]


def test_before_the_first_run_there_is_nothing(sqlite: Engine, tmp_path: Path):
    load(sqlite, [A], week(0))
    load(sqlite, [offer("o")], week(0))
    market = shown(sqlite, tmp_path, week(-1))
    assert (len(market.runs), len(market.postings), len(market.offers), len(market.posting_skills)) == (0, 0, 0, 0)
