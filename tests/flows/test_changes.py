"""Two days of the same facts: what a report as of a day says of changes, whatever is loaded afterwards."""

from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Engine

from flows.steps.publish import Earlier, earlier
from reports.files.csv_files import csv_bytes
from reports.measures.time.bridge import bridge
from reports.measures.time.changes import changes
from reports.measures.time.moved_shares import Shown
from reports.measures.units.basis import basis
from tests.reports.measures.single_tables import markets_of
from tests.warehouse.told import load, offer, posting, retag, shown, week
from warehouse.database import engine
from warehouse.frames import Market
from warehouse.records import JobPosting

COUNT = 60


@pytest.fixture
def warehouse(tmp_path: Path) -> Engine:
    """`acme` names python in a quarter of its postings and, from the third week on, welding in half of them."""
    made = engine(tmp_path / "warehouse.sqlite")
    for number in range(5):
        load(made, jobs(welding=COUNT // 2 if number >= 2 else 0), week(number), size=COUNT)
        load(made, [offer("c")], week(number))
    return made


def jobs(source: str = "acme", welding: int = 0, python: int = COUNT // 4) -> list[JobPosting]:
    return [
        posting(
            f"{source} {number}",
            " and ".join([*["python"] * (number < python), *["welding"] * (number >= COUNT - welding), "more"]),
            source=source,
            employer_key=f"e{number % 12}",
            hiring_organization=f"E{number % 12}",
        )
        for number in range(COUNT)
    ]


def compared(warehouse: Engine, folder: Path, day: int) -> tuple[Shown, Earlier]:
    now = shown(warehouse, folder, week(day), cluster=lambda postings: postings["title"])
    return Shown(now, basis(now)), earlier((folder / "facts").resolve(), now)


def seen(made: Market | None) -> Shown | None:
    return made and Shown(made, basis(made))


def changed(warehouse: Engine, folder: Path, day: int = 4) -> pd.DataFrame:
    now, before = compared(warehouse, folder, day)
    return changes(seen(before.then), now, markets_of(now.market), seen(before.reread))


def told(rows: pd.DataFrame) -> list[tuple[str, str, str]]:
    everywhere = rows[(rows["place"] == "all") & (rows["kind"] == "skill share")]
    return list(everywhere[["preferred_label", "event", "cause"]].itertuples(index=False, name=None))


def test_four_weeks_are_compared_in_the_vacancies_of_the_later_day(warehouse: Engine, tmp_path: Path):
    now, before = compared(warehouse, tmp_path, 4)
    assert before.then is not None
    assert (before.then.as_of, before.reread) == (week(0), None)
    assert before.then.postings["vacancy"].tolist() == now.market.postings["vacancy"].tolist()
    assert told(changed(warehouse, tmp_path)) == [("welding", "entered", "market")]


def test_the_first_day_has_nothing_before_it(warehouse: Engine, tmp_path: Path):
    _, before = compared(warehouse, tmp_path, 0)
    assert (before.then, before.reread) == (None, None)
    assert changed(warehouse, tmp_path, 0).empty


def test_runs_of_later_days_change_no_byte_of_an_earlier_one(warehouse: Engine, tmp_path: Path):
    before = csv_bytes(changed(warehouse, tmp_path))
    for number in (5, 6):
        load(warehouse, jobs(python=COUNT), week(number), size=COUNT)
        load(warehouse, jobs("board", python=COUNT), week(number), size=COUNT)
        load(warehouse, [offer("new")], week(number))
    retag(warehouse, "newer", more="esco:python")
    assert csv_bytes(changed(warehouse, tmp_path)) == before
    assert before.count(b"\r\n") > 1


def test_a_backfill_between_the_days_is_a_change_of_the_sources(warehouse: Engine, tmp_path: Path):
    load(warehouse, jobs("board", python=COUNT), week(2), size=COUNT)
    assert told(changed(warehouse, tmp_path)) == [
        ("welding", "entered", "market"),
        ("python", "rose", "sources"),
    ]


def test_a_backfill_before_both_days_changes_neither_more_than_the_other(warehouse: Engine, tmp_path: Path):
    load(warehouse, jobs("board", python=COUNT), week(0), size=COUNT)
    assert ("python", "rose", "sources") not in told(changed(warehouse, tmp_path))


def test_another_method_is_bridged_and_no_change_of_the_market(warehouse: Engine, tmp_path: Path):
    retag(warehouse, "newer", python="esco:python", welding="esco:welding", more="esco:first-aid")
    assert told(changed(warehouse, tmp_path)) == [
        ("welding", "entered", "market"),
        ("more", "entered", "method"),
    ]
    now, before = compared(warehouse, tmp_path, 4)
    older = seen(before.reread)
    assert older
    (row,) = bridge(older, now).itertuples()
    assert (row.preferred_label, row.count_before, row.count_after, row.method_after) == ("more", 0, COUNT, "newer")


def test_what_a_newer_method_alone_has_read_is_not_bridged(warehouse: Engine, tmp_path: Path):
    from warehouse.records import Method
    from warehouse.tagging import take_up

    number = take_up(warehouse, Method("newer", "told"))
    load(warehouse, [posting("late")], week(5), method_id=number)
    _, before = compared(warehouse, tmp_path, 5)
    assert before.reread is None
