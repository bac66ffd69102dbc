"""When postings and vacancies were seen, began and ended."""

from datetime import date, timedelta

import pandas as pd
import pytest

from reports.measures.units.basis import basis
from reports.measures.units.sightings import Sightings, number, sightings
from tests.reports.simulated_market import AS_OF, Row, market

TODAY = number(AS_OF)


def runs(source: str = "jobs", since: int = 70, **more: object) -> list[Row]:
    """Complete runs of a source, one a week, the first so many days before the report."""
    weekly = [AS_OF - timedelta(days) for days in range(since, -1, -7)]
    return [{"source": source, "side": "demand", "status": "complete", "as_of": day, **more} for day in weekly]


def ad(born: int, until: int, **more: object) -> Row:
    """An ad first and last seen so many days before the report."""
    seen = {"first_seen": AS_OF - timedelta(born), "last_seen": AS_OF - timedelta(until)}
    return {**seen, "open": until == 0, **more}


def seen(*ads: Row, told: list[Row] | None = None) -> Sightings:
    shown = market(ads, runs=runs() if told is None else told)
    return sightings(shown, basis(shown))


def days_ago(values: pd.Series) -> list[int | None]:
    return [None if pd.isna(value) else TODAY - int(value) for value in values]


@pytest.mark.parametrize(
    ("posting", "ended"),
    [
        (ad(56, 28), 21),  # the next run missed it
        (ad(56, 28, valid_through=AS_OF - timedelta(25)), 24),  # by its own date, before that run
        (ad(56, 14, valid_through=AS_OF - timedelta(25)), 24),  # shown on, past its own end
        (ad(56, 0), None),  # open
        (ad(56, 28, source="file"), None),  # a source whose closings are assumed
        (ad(56, 28, source="unheard"), None),
        (ad(56, 0, open=False), None),  # in a source too old to speak for today
    ],
)
def test_an_ad_ended_when_its_source_first_missed_it(posting: Row, ended: int | None) -> None:
    found = seen(posting, told=[*runs(), *runs("file", closing="assumed")])
    assert days_ago(found.postings["ended"]) == days_ago(found.vacancies["ended"]) == [ended]


@pytest.mark.parametrize(
    ("posting", "born"),
    [
        (ad(63, 0), 63),  # the run before did not have it
        (ad(70, 0), None),  # open at the first crawl: nobody says since when
        (ad(70, 0, date_posted=AS_OF - timedelta(100)), 100),
        (ad(70, 0, date_posted=AS_OF + timedelta(9)), None),  # a day to come is no birthday
        (ad(70, 0, date_posted=date(1970, 1, 1)), None),  # nor is one of another age
        (ad(63, 0, source="unheard"), None),
    ],
)
def test_an_ad_is_born_when_it_is_dated_or_when_a_later_run_first_has_it(posting: Row, born: int | None) -> None:
    found = seen(posting)
    assert days_ago(found.postings["born"]) == [born]
    assert list(found.vacancies["is_known"]) == [born is not None]


def test_days_between_two_ads_and_days_seen_twice_count_once_or_not_at_all() -> None:
    ads = [ad(69, 60), ad(65, 55), ad(40, 31), ad(500, 400)]
    found = seen(*(row | {"vacancy": "v"} for row in ads)).vacancies
    assert list(found["days"]) == [15 + 10], "69 to 55 days ago, 40 to 31, nothing of the year before"


def test_a_spell_goes_on_over_a_pause_and_ends_with_a_long_silence() -> None:
    ads = [ad(300, 280), ad(200, 190), ad(150, 140), ad(140, 100), ad(100, 90), ad(80, 0, source="board")]
    found = seen(*(row | {"vacancy": "v"} for row in ads)).vacancies.iloc[0]
    assert TODAY - found["first"] == 200, "80 days of silence before, at most 42 after"
    assert found["rounds"] == 2, "200 and 150 days ago; the others follow at once, or stand on another board"


@pytest.mark.parametrize(
    ("since", "newest", "is_watched"),
    [(70, 0, True), (28, 0, True), (21, 0, False), (70, 28, False), (56, 35, False)],
)
def test_a_source_is_watched_that_was_complete_in_these_four_weeks_and_in_those_before(
    since: int, newest: int, is_watched: bool
) -> None:
    told = [run for run in runs(since=since) if run["as_of"] <= AS_OF - timedelta(newest)]
    found = seen(ad(14, 0), told=told)
    assert list(found.vacancies["is_watched"]) == list(found.vacancies["is_new"]) == [is_watched]


@pytest.mark.parametrize("status", ["partial", "failed"])
def test_a_run_that_failed_ends_nothing(status: str) -> None:
    failed = {"source": "jobs", "side": "demand", "status": status, "as_of": AS_OF}
    found = seen(ad(56, 7, open=True), told=[*runs()[:-1], failed])
    assert found.postings["ended"].isna().all()


def test_what_was_never_seen_open_is_left_out() -> None:
    found = seen(ad(56, 56, first_seen=pd.NaT), ad(56, 0, valid_through=date(1970, 1, 1)))
    assert found.postings.empty
    assert found.vacancies.empty


def test_a_day_far_ahead_ends_nothing() -> None:
    found = seen(ad(56, 0, valid_through=date(2999, 12, 31)))
    assert days_ago(found.vacancies["last"]) == [0]


def test_nothing_to_see() -> None:
    found = sightings(market(), basis(market()))
    assert found.vacancies.empty
    assert "days" in found.vacancies
