"""Which open vacancies may stand for no opening."""

from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from reports.measures.time.standing import standing
from reports.measures.units.basis import basis
from reports.measures.units.sightings import sightings
from tests.reports.simulated_market import AS_OF, Row, market

RUNS: list[Row] = [
    {"source": source, "side": "demand", "status": "complete", "as_of": AS_OF - timedelta(days), "closing": closing}
    for source, closing in (("jobs", "shown"), ("file", "assumed"))
    for days in range(364, -1, -7)
]
LIVELY = [  # an employer whose ads close after six weeks: the pace of the source
    {"first_seen": AS_OF - timedelta(day + 42), "last_seen": AS_OF - timedelta(day), "open": False, "employer_key": "L"}
    for day in range(7, 320, 6)
]


def ad(born: int, until: int = 0, **more: object) -> Row:
    seen = {"first_seen": AS_OF - timedelta(born), "last_seen": AS_OF - timedelta(until)}
    return {**seen, "open": until == 0, **more}


def flags(*ads: Row, told: list[Row] = RUNS) -> pd.DataFrame:
    """Of the open vacancies among `ads`, in a source in which others come and go."""
    shown = market([*(dict(row) for row in ads), *LIVELY], runs=told)
    counted = basis(shown)
    return standing(sightings(shown, counted), counted)


@pytest.mark.parametrize(
    ("ads", "is_evergreen"),
    [
        ([ad(189)], True),
        ([ad(175)], False),
        ([ad(7, date_posted=AS_OF - timedelta(200))], True),  # by its own date
        ([ad(364)], True),  # since before we looked
        ([ad(140, source="new")], None),  # nobody knows since when: its source has no complete run
        ([ad(300, 210), ad(130)], False),  # after a long silence, a new opening
        ([ad(120, 100), ad(80, 60), ad(50, 30), ad(20)], True),  # four ads one after the other
        ([ad(80, 70), ad(60, 50), ad(40, 30), ad(20)], False),  # in less than 90 days
        ([ad(120, 100), ad(80, 60), ad(50)], False),
        ([ad(120), ad(118), ad(116), ad(114)], False),  # copies at once
        ([ad(day, day, source="file") for day in (210, 180, 150, 120, 90, 60, 30)] + [ad(0, source="file")], True),
    ],
)
def test_evergreen_is_long_open_or_advertised_anew_and_anew(ads: list[Row], is_evergreen: bool | None) -> None:
    found = flags(*(row | {"vacancy": "v"} for row in ads))["evergreen"]
    assert [None if pd.isna(value) else bool(value) for value in found] == [is_evergreen]


@pytest.mark.parametrize(
    ("ads", "is_suspected"),
    [
        ([ad(98)], False),  # a single ad: the pace does not yet expect three closings
        ([ad(154)], True),
        ([ad(98), ad(98), ad(98)], True),  # together three times as many days
        ([ad(84)] * 5, False),  # not 90 days yet
        ([ad(154), ad(154), ad(60, 30)], False),  # the employer closed another
        ([ad(154), ad(360, 200)], True),  # but long before
        ([ad(154, source="file")], None),  # closings are assumed
        ([ad(154, source="new")], None),
    ],
)
def test_a_ghost_is_suspected_where_an_employer_closes_nothing(ads: list[Row], is_suspected: bool | None) -> None:
    found = flags(*ads)
    assert {None if pd.isna(value) else bool(value) for value in found["suspected_ghost"]} == {is_suspected}
    is_flagged = (found[["suspected_ghost", "evergreen"]] == True).fillna(False).any(axis=1)  # noqa: E712
    assert (found["reason"].notna() == is_flagged).all()


def test_the_reason_is_said() -> None:
    found = flags(ad(203))
    assert list(found["reason"]) == ["open for more than 180 days; its employer closed no ad while it stood"]
    assert found["expected_closings"].between(4, 5).all()


def test_a_source_that_never_closed_anything_tells_nothing() -> None:
    shown = market([ad(154)] * 3, runs=RUNS)
    found = standing(sightings(shown, basis(shown)), basis(shown))
    assert found["suspected_ghost"].isna().all()


@pytest.mark.parametrize("ads_each", [1, 4, 16])
def test_where_all_ads_live_alike_few_are_suspected_and_true_ghosts_are_found(ads_each: int) -> None:
    rng = np.random.default_rng(ads_each)
    count = 6_000
    life, born = np.ceil(rng.exponential(45, count)).astype(int), rng.integers(0, 700, count)
    employer = rng.integers(0, count // (20 * ads_each), count)  # about `ads_each` are open at once
    first = np.minimum(born // 7 * 7, 364)
    last = np.maximum(-((life - born) // 7) * 7, 0)  # the last run in which it still lived
    ads = [ad(int(f), int(u), employer_key=f"e{e}") for f, u, e in zip(first, last, employer, strict=True) if u <= f]
    ghosts = [ad(300, employer_key=f"ghost{n}") for n in range(20)]
    shown = market([*ads, *ghosts], runs=RUNS)
    counted = basis(shown)
    found = standing(sightings(shown, counted), counted).merge(counted.demand.units, on="unit_id")
    is_ghost = found["organization"].str.startswith("ghost")
    assert found.loc[is_ghost, "suspected_ghost"].all()
    assert found.loc[~is_ghost, "suspected_ghost"].mean() <= 0.05


def test_nobody_is_flagged_of_nobody() -> None:
    found = standing(sightings(market(), basis(market())), basis(market()))
    assert found.empty
    assert found.dtypes.astype(str).to_dict()["evergreen"] == "boolean"


def test_a_vacancy_of_which_no_day_is_known_has_no_flag() -> None:
    found = flags(ad(50, first_seen=pd.NaT, last_seen=pd.NaT))
    assert len(found) == 1
    assert found.drop(columns=["unit_id"]).isna().all(axis=None)
