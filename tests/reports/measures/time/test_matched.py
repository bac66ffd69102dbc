"""Which day a report is compared with, and whose records can be."""

from datetime import date, timedelta
from typing import Any

import pytest

from reports.measures.time.matched import NothingEarlierError, compared_with, matched_sources
from tests.reports.simulated_market import AS_OF, frame, market

THEN = AS_OF - timedelta(days=28)
Row = dict[str, Any]


def run(source: str, days_ago: int, **more: Any) -> Row:
    as_of = AS_OF - timedelta(days=days_ago)
    return {"source": source, "side": "demand", "status": "complete", "parsed": 9, "as_of": as_of} | more


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [
        ([0], None),
        ([], None),
        ([7, 0], 7),  # nothing was known four weeks ago: the first day on which something was
        ([14, 7, 0], 14),
        ([28, 0], 28),
        ([35, 0], 28),  # the day itself, and not that of the run before it
        ([400, 0], 28),
    ],
)
def test_four_weeks_before_or_else_the_first_day(days_ago: list[int], expected: int | None) -> None:
    runs = frame("runs", [run("a", days) for days in days_ago])
    assert compared_with(runs, AS_OF) == (None if expected is None else AS_OF - timedelta(days=expected))


@pytest.mark.parametrize("more", [{"status": "partial"}, {"status": "failed"}, {"side": "supply"}])
def test_only_complete_runs_of_vacancies_make_a_day_comparable(more: Row) -> None:
    assert compared_with(frame("runs", [run("a", 14, **more), run("a", 0)]), AS_OF) is None


def test_a_day_that_is_asked_for_is_taken_if_there_was_something() -> None:
    runs = frame("runs", [run("a", 14), run("a", 0)])
    assert compared_with(runs, AS_OF, AS_OF - timedelta(days=3)) == AS_OF - timedelta(days=3)
    for asked in (AS_OF, AS_OF + timedelta(days=1), AS_OF - timedelta(days=15)):
        with pytest.raises(NothingEarlierError, match=r"days from 2026-11-09 on that lie before it, not with 20"):
            compared_with(runs, AS_OF, asked)
    with pytest.raises(NothingEarlierError, match="with no day, not with 2026-01-01"):
        compared_with(frame("runs"), AS_OF, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("runs", "is_matched"),
    [
        ([run("a", 28), run("a", 0)], True),
        ([run("a", 60), run("a", 1)], True),
        (
            [run("a", 28), run("a", 7), run("a", 0, status="failed", parsed=0)],
            True,
        ),  # it gave nothing: nothing is amiss
        ([run("a", 28), run("a", 7), run("a", 0, status="partial")], False),
        ([run("a", 30), run("a", 28, status="partial"), run("a", 0)], False),
        ([run("a", 28)], False),  # not read again: its vacancies only grow old
        ([run("a", 0)], False),  # it began between the days
        ([run("a", 28, status="partial"), run("a", 0)], False),
        ([run("a", 28), run("a", 7), run("a", 0, quarantined=True)], False),
        ([run("a", 28), run("a", 0, stale=True)], False),
    ],
)
def test_a_source_is_matched_that_shows_both_days_whole(runs: list[Row], is_matched: bool) -> None:
    then = market(as_of=THEN, runs=[row for row in runs if row["as_of"] <= THEN])
    assert matched_sources(then, market(runs=runs)) == ({"a"} if is_matched else set())
