"""How long ads live, against Kaplan–Meier's estimate and against markets whose lives are known."""

from datetime import date, timedelta

import numpy as np
import pytest
from scipy import stats

from reports.measures.ad_life import LONGEST, Lives, ad_life, dying, median
from reports.measures.basis import basis
from tests.reports.simulated_market import AS_OF, Row, market

RNG = np.random.default_rng(3)


def test_without_crawls_and_delay_it_is_kaplan_meiers() -> None:
    age, censored = RNG.integers(1, 200, 300), RNG.random(300) < 0.3
    lives = Lives(np.zeros(300, int), np.where(censored, age, age - 1), np.where(censored, LONGEST + 1, age))
    theirs = stats.ecdf(stats.CensoredData(uncensored=age[~censored], right=age[censored])).sf
    ours = 1 - np.cumsum(dying(lives, np.ones(300)))
    assert theirs.probabilities == pytest.approx(ours[theirs.quantiles.astype(int)], abs=2e-4)


@pytest.mark.parametrize("every", [1, 7, 14])
def test_the_median_of_a_known_life_is_found_through_crawls_and_delayed_entry(every: int) -> None:
    life = np.ceil(RNG.exponential(40 / np.log(2), 6_000)).astype(int)
    born = RNG.integers(-200, 120, 6_000)
    seen = born + life > 0  # the first crawl is day 0
    life, born = life[seen], born[seen]
    entry = np.where(born < 0, -born, 0)
    last = np.minimum((born + life - 1) // every * every, 120 // every * every)
    low = np.maximum(last - born, 0)
    high = np.where(last + every <= 120, low + every, LONGEST + 1)
    found = median(dying(Lives(np.minimum(entry, low), low, np.maximum(high, low + 1)), np.ones(len(low))))
    assert 36 <= found <= 44
    assert np.median(low) < 40 or every == 1, "what was seen alone says too little"


def ad(born: int, until: int, **more: object) -> Row:
    """An ad posted and last shown so many days before the report, in a source read whole each week."""
    seen = {"first_seen": AS_OF - timedelta(born), "last_seen": AS_OF - timedelta(until)}
    return {**seen, "open": until == 0, "employer_key": f"e{born % 5}", **more}


RUNS = [
    {"source": "jobs", "side": "demand", "status": "complete", "as_of": AS_OF - timedelta(days)}
    for days in range(0, 71, 7)
]


def test_a_place_s_ads() -> None:
    ads = [ad(63, until, country="US") for until in (56, 49, 42, 35, 28)] + [ad(63, 0)]
    found = ad_life(market(ads, runs=RUNS), basis(market(ads, runs=RUNS))).set_index("place")
    row = found.loc["all"]
    assert row[["posting_count", "closed_count"]].tolist() == [6, 5]
    assert 21 <= row["median_days"] <= 35
    assert row["median_days_low"] <= row["median_days"] <= row["median_days_high"]
    assert found.loc["US", "posting_count"] == 5


@pytest.mark.parametrize(
    ("posting", "is_known"),
    [
        (ad(63, 0), True),
        (ad(70, 0), False),  # open at the first crawl, since when nobody says
        (ad(70, 0, date_posted=AS_OF - timedelta(100)), True),
        (ad(63, 0, date_posted=AS_OF + timedelta(9)), True),  # a day to come is no birthday
        (ad(63, 0, source="file"), False),  # a source whose closings are assumed
        (ad(63, 0, source="unheard"), False),
    ],
)
def test_an_ad_counts_where_its_age_is_known(posting: Row, is_known: bool) -> None:
    file = {"source": "file", "side": "demand", "status": "complete", "closing": "assumed", "as_of": date(2026, 1, 1)}
    shown = market([posting], runs=[*RUNS, file])
    assert len(ad_life(shown, basis(shown))) == is_known


def test_an_ad_closes_on_the_day_it_was_valid_through() -> None:
    ends = ad(63, 7, open=False, valid_through=AS_OF - timedelta(5))
    shown = market([ends] * 3, runs=RUNS)
    assert ad_life(shown, basis(shown)).loc[0, "median_days"] in range(57, 60)


def test_nothing_to_tell() -> None:
    found = ad_life(market(), basis(market()))
    assert found.empty
    assert found["median_days"].dtype == "Float64"


def test_a_market_in_which_nothing_has_closed_has_no_median() -> None:
    shown = market([ad(63, 0), ad(56, 0)], runs=RUNS)
    found = ad_life(shown, basis(shown))
    assert found["median_days"].isna().all()
    assert found["open_after_30_days"].tolist() == [1.0]
