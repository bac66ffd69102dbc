"""How long ads live, in told and in drawn markets."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from reports.measures.time.ad_life import SCHEMA, ad_life
from reports.measures.units.basis import basis
from reports.measures.units.sightings import sightings
from tests.reports.simulated_market import AS_OF, Row, market


def ad(born: int, until: int, **more: object) -> Row:
    """An ad posted and last shown so many days before the report, in a source read whole each week."""
    seen = {"first_seen": AS_OF - timedelta(born), "last_seen": AS_OF - timedelta(until)}
    return {**seen, "open": until == 0, "employer_key": f"e{born % 5}", **more}


RUNS = [
    {"source": "jobs", "side": "demand", "status": "complete", "as_of": AS_OF - timedelta(days)}
    for days in range(0, 71, 7)
]


def lives(*ads: Row, told: list[Row] = RUNS) -> pd.DataFrame:
    shown = market(ads, runs=told)
    units = basis(shown)
    return ad_life(sightings(shown, units), units)


def test_a_place_s_ads() -> None:
    ads = [ad(63, until, country="US") for until in (56, 49, 42, 35, 28)] + [ad(63, 0, employer_key="other")]
    found = lives(*ads).set_index("place")
    row = found.loc["all"]
    assert row[["posting_count", "closed_count", "employer_count"]].tolist() == [6, 5, 2]
    assert 21 <= row["median_days"] <= 28, "the third of six was last seen at 21 days, and missed at 28"
    assert row["median_days_low"] <= row["median_days"]
    assert row["open_after_30_days_low"] < row["open_after_30_days"] < row["open_after_30_days_high"]
    assert row["evidence"] == "thin"
    assert found.loc["US", "posting_count"] == 5
    assert found.loc["US", ["median_days_low", "open_after_30_days_low"]].isna().all(), "one employer has no spread"


@pytest.mark.parametrize(
    ("posting", "is_known"),
    [
        (ad(63, 0), True),
        (ad(70, 0), False),  # open at the first crawl, since when nobody says
        (ad(70, 0, date_posted=AS_OF - timedelta(100)), True),
        (ad(63, 0, date_posted=AS_OF + timedelta(9)), True),  # a day to come is no birthday
        (ad(63, 0, source="file"), False),  # a source whose closings are assumed
        (ad(63, 0, source="unheard"), False),
        (ad(63, 0, first_seen=pd.NaT, last_seen=pd.NaT), False),
    ],
)
def test_an_ad_counts_where_its_age_is_known(posting: Row, is_known: bool) -> None:
    file = {"source": "file", "side": "demand", "status": "complete", "closing": "assumed", "as_of": date(2026, 1, 1)}
    assert len(lives(posting, told=[*RUNS, file])) == is_known


def test_an_ad_that_was_missed_may_have_lived_until_the_day_before() -> None:
    assert lives(*[ad(63, 35)] * 3).loc[0, "median_days"] in range(29, 36)


def test_an_ad_ends_on_the_day_it_was_valid_through() -> None:
    ends = ad(63, 7, open=False, valid_through=AS_OF - timedelta(5))
    assert lives(*[ends] * 3).loc[0, "median_days"] in range(57, 60)


def test_an_old_ad_tells_nothing_of_the_ages_before_it_was_seen() -> None:
    young = [ad(63, 63 - 7 * n, employer_key=f"e{n}") for n in range(1, 10)]
    old = [ad(70, 0, date_posted=AS_OF - timedelta(400), employer_key="old")] * 50
    assert lives(*young, *old).loc[0, "open_after_30_days"] == lives(*young).loc[0, "open_after_30_days"]


def test_a_market_in_which_nothing_has_closed_has_no_median() -> None:
    found = lives(ad(63, 0), ad(56, 0, employer_key="other"))
    assert found[["median_days", "median_days_low", "median_days_high"]].isna().all(axis=None)
    assert found["open_after_30_days"].tolist() == [1.0]
    assert found["open_after_30_days_low"].between(0.005, 0.5).all(), "as two employers tell, not as two thousand ads"
    assert found["open_after_90_days"].isna().all(), "nobody has watched so long"


def test_an_employer_s_copies_make_nothing_surer() -> None:
    ads = [ad(63, 63 - 7 * (n % 10), employer_key=f"e{n}") for n in range(30)]
    bounds = ["median_days_low", "median_days_high", "open_after_30_days_low", "open_after_30_days_high"]
    assert lives(*ads * 4).loc[0, bounds].tolist() == pytest.approx(lives(*ads).loc[0, bounds].tolist(), abs=0.01)


def test_intervals_hold_the_truth() -> None:
    """Employers' ads live shorter or longer, about a median of 40 days, seen once a week."""
    covered = [_covers(np.random.default_rng(seed)) for seed in range(16)]
    assert sum(covered) >= 13, "15 are expected"


def _covers(rng: np.random.Generator) -> bool:
    employer = rng.choice(30, 250, p=rng.dirichlet(np.ones(30)))
    lives_of = np.ceil(rng.exponential(40 / np.log(2) * np.exp(rng.normal(0, 0.3, 30))[employer])).astype(int).tolist()
    ads = []
    for name, born, life in zip(employer, rng.integers(1, 200, 250).tolist(), lives_of, strict=True):
        first, last = min(born // 7 * 7, 140), max(-((life - born) // 7) * 7, 0)
        if last <= first:
            ads.append(ad(first, last, employer_key=f"e{name}", date_posted=AS_OF - timedelta(born)))
    runs = [{**RUNS[0], "as_of": AS_OF - timedelta(days)} for days in range(0, 141, 7)]
    row = lives(*ads, told=runs).loc[0].fillna(np.inf)
    assert row["median_days_high"] - row["median_days_low"] < 60, (
        "an interval from 1 to 228 days holds all and says nothing"
    )
    return bool(row["median_days_low"] <= 41 and row["median_days_high"] >= 40)


def test_nothing_to_tell() -> None:
    found = lives()
    assert found.empty
    assert list(found) == list(SCHEMA)
    assert found["median_days"].dtype == "Float64"
