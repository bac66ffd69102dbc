"""Intervals: Wilson at the effective sample size, with organisations as clusters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from scipy.stats import t as student

from reports.measures.statistics.intervals import (
    NORMAL_QUANTILE,
    effective_number,
    evidence,
    likened,
    share_interval,
    wilson,
)


def of_clusters(named: list[int], sizes: list[int]) -> tuple[float, float, float]:
    """Low, high and design effect of organisations with `sizes` vacancies, `named` of them naming the skill."""
    y, n = np.array(named, dtype=float), np.array(sizes, dtype=float)
    sums = (y.sum(), n.sum(), (y * y).sum(), (y * n).sum(), (n * n).sum(), float(len(n)))
    low, high, deff = share_interval(*(np.array([value]) for value in sums))
    return float(low[0]), float(high[0]), float(deff[0])


@pytest.mark.parametrize(("count", "total"), [(0, 10), (1, 10), (5, 10), (118, 1000), (1000, 1000)])
def test_wilson_is_the_score_interval(count: int, total: int) -> None:
    expected = binomtest(count, total).proportion_ci(method="wilson")
    low, high = wilson(np.array([count / total]), np.array([float(total)]), NORMAL_QUANTILE)
    assert (low[0], high[0]) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_a_vacancy_an_employer_is_a_simple_random_sample() -> None:
    low, high, deff = of_clusters([1] * 12 + [0] * 88, [1] * 100)
    assert deff == pytest.approx(1)
    expected = wilson(np.array([0.12]), np.array([100.0]), student.ppf(0.975, 99))
    assert (low, high) == pytest.approx((expected[0][0], expected[1][0]))


def test_the_design_effect_is_that_of_taylor_linearisation() -> None:
    named, sizes = np.array([9, 1, 0, 4]), np.array([10, 10, 5, 15])
    share, total = named.sum() / sizes.sum(), sizes.sum()
    effective = total**2 / np.square(sizes).sum()
    variance = effective / (effective - 1) * np.square(named - share * sizes).sum() / total**2
    assert of_clusters(list(named), list(sizes))[2] == pytest.approx(variance / (share * (1 - share) / (total - 1)))


@pytest.mark.parametrize(
    ("named", "sizes", "deff"),
    [
        ([0, 0, 0], [10, 20, 30], 20),  # a share of 0: the mean number of vacancies an employer
        ([10, 20, 30], [10, 20, 30], 20),  # a share of 1
        ([3], [10], 10),  # one employer
        ([5, 5, 5], [10, 10, 10], 1),  # more even than chance: plain Wilson
    ],
)
def test_where_linearisation_is_blind(named: list[int], sizes: list[int], deff: float) -> None:
    assert of_clusters(named, sizes)[2] == pytest.approx(deff)


def test_one_employer_tells_next_to_nothing() -> None:
    low, high, _ = of_clusters([500], [1000])
    assert low < 0.02
    assert high > 0.98


def test_nothing_counted_has_no_interval() -> None:
    assert all(np.isnan(of_clusters([], [])[:2]))


def test_a_design_effect_is_drawn_to_those_like_it() -> None:
    above, below = np.array([4.0, 1, 1, 9]), np.array([1.0, 1, 1, 0])
    found = likened(above, below, np.array([2.0, 2, 2, 2]), np.array([0, 0, 0, 1]))
    assert list(found.ratio) == [3.0, 1.5, 1.5, 0.0]  # the usual, 2, counts as much as the two others there are
    assert list(found.freedom) == [4, 4, 4, 2]


def test_no_more_is_borrowed_than_the_place_itself_tells() -> None:
    above, below, same = np.array([4.0, 1, 1]), np.ones(3), np.zeros(3, dtype=np.int64)
    found = likened(above, below, np.array([0.5, 0.5, 0.5]), same)
    assert list(found.ratio) == [3.0, 1.5, 1.5], "as much of the usual as of its own"
    assert list(found.freedom) == [1, 1, 1]
    assert list(likened(above, below, np.zeros(3), same, np.ones(3)).ratio) == [2, 2, 2]


def test_with_many_like_it_few_employers_tell_more() -> None:
    sums = np.array([[300.0], [1_000], [9_500], [24_000], [85_000], [20]])
    alone = share_interval(*sums)
    among = share_interval(*np.repeat(sums, 30, axis=1), like=np.zeros(30, dtype=np.int64))
    assert alone[0][0] < among[0][0] < 0.3 < among[1][0] < alone[1][0]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=1, max_size=30))
def test_the_interval_holds_the_share(pairs: list[tuple[int, int]]) -> None:
    named, sizes = [min(y, n) for y, n in pairs], [n for _, n in pairs]
    low, high, deff = of_clusters(named, sizes)
    assert 0 <= low <= sum(named) / sum(sizes) + 1e-12
    assert sum(named) / sum(sizes) - 1e-12 <= high <= 1
    assert deff >= 1


def test_the_effective_number_is_the_inverse_of_the_sum_of_squared_shares() -> None:
    shares = np.array([0.5, 0.25, 0.25])
    assert effective_number(np.array([4.0]), np.array([4.0 + 1 + 1])) == pytest.approx(1 / np.square(shares).sum())
    assert np.isnan(effective_number(np.array([0.0]), np.array([0.0])))


@pytest.mark.parametrize(("count", "employers", "word"), [(10, 3, "sufficient"), (9, 3, "thin"), (10, 2, "thin")])
def test_evidence(count: int, employers: int, word: str) -> None:
    assert list(evidence(np.array([count]), np.array([employers]))) == [word]
