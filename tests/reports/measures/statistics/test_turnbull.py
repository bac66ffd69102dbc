"""Turnbull's estimate, against Kaplan and Meier's, Greenwood's variance, and lives that are known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from reports.measures.statistics.turnbull import Lives, influence, turnbull

LONGEST = 730
RNG = np.random.default_rng(3)


def told(entry: np.ndarray, low: np.ndarray, high: np.ndarray) -> Lives:
    kinds, times = np.unique(np.column_stack([entry, low, high]), axis=0, return_counts=True)
    return Lives(*kinds.T, times.astype(float), LONGEST)


def right_censored() -> tuple[Lives, "stats._result_classes.ECDFResult"]:  # type: ignore[name-defined]
    age, censored = RNG.integers(1, 200, 300), RNG.random(300) < 0.3
    ours = told(np.zeros(300, int), np.where(censored, age, age - 1), np.where(censored, LONGEST + 1, age))
    return ours, stats.ecdf(stats.CensoredData(uncensored=age[~censored], right=age[censored]))


def test_without_crawls_and_delay_it_is_kaplan_and_meiers() -> None:
    lives, theirs = right_censored()
    assert turnbull(lives).alive(theirs.sf.quantiles) == pytest.approx(theirs.sf.probabilities, abs=1e-5)


def test_and_its_variance_is_greenwoods() -> None:
    lives, theirs = right_censored()
    low = theirs.sf.confidence_interval(method="linear").low
    age = theirs.sf.quantiles[[20, 60, 100]]
    moved = influence(lives, turnbull(lives), age)
    error = np.sqrt((np.square(moved) * lives.times[:, None]).sum(axis=0))
    half = theirs.sf.evaluate(age) - low.evaluate(age)
    assert error * stats.norm.ppf(0.975) == pytest.approx(half, rel=0.1), "within a part the curve keeps its shape"


def test_with_delayed_entry_it_is_the_product_of_those_at_risk() -> None:
    entry = RNG.integers(0, 60, 400)
    age = entry + RNG.integers(1, 100, 400)
    entry[:100] = 0
    alive = 1.0
    for day in np.unique(age[age <= 50]):
        alive *= 1 - (age == day).sum() / ((entry < day) & (age >= day)).sum()
    assert turnbull(told(entry, age - 1, age)).alive(np.array([50])) == pytest.approx([alive], abs=1e-5)


@pytest.mark.parametrize("every", [1, 7, 14])
def test_the_median_of_a_known_life_is_found_through_crawls_and_delayed_entry(every: int) -> None:
    life = np.ceil(RNG.exponential(40 / np.log(2), 6_000)).astype(int)
    born = RNG.integers(-200, 120, 6_000)
    first = np.maximum(-(-born // every) * every, 0)  # the first crawl is day 0
    last = np.minimum((born + life - 1) // every, 120 // every) * every
    seen = last >= first
    entry, low = (first - born)[seen], (last - born)[seen]
    high = np.where(last[seen] + every <= 120, low + every, LONGEST + 1)
    found = turnbull(told(entry, low, high)).age(0.5)
    assert 37 <= found <= 44
    assert np.median(low[entry == 0]) < 37 or every > 1, "what was seen alone says too little"


def test_where_nothing_ended_and_behind_what_was_watched() -> None:
    curve = turnbull(told(np.array([0, 0]), np.array([10, 63]), np.array([LONGEST + 1] * 2)))
    assert list(curve.alive(np.array([0, 63]))) == [1, 1]
    assert np.isnan(curve.alive(np.array([64]))).all()
    assert np.isnan(curve.age(0.5))


LIVES = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 20), st.one_of(st.integers(1, 20), st.none())), min_size=1, max_size=30
)


@settings(max_examples=200, deadline=None)
@given(LIVES)
def test_it_is_a_distribution_whatever_is_told(drawn: list[tuple[int, int, int | None]]) -> None:
    rows = [(e, e + lasted, LONGEST + 1 if late is None else e + lasted + late) for e, lasted, late in drawn]
    lives = told(*np.array(rows).T)
    curve = turnbull(lives)
    alive = curve.alive(np.arange(curve.ends[-2] + 1))
    assert curve.share.sum() == pytest.approx(1)
    assert (np.diff(alive) <= 1e-12).all()
    assert ((alive >= -1e-12) & (alive <= 1 + 1e-12)).all()
    moved = influence(lives, curve, np.array([5.0, 15.0]))
    assert np.isfinite(moved).all()
