"""The prior of empirical Bayes: from whom it is borrowed, and how sure it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.measures.statistics.shrinkage import WIDEST, nodes, prior

NONE = np.full(20, -1)
ALL = np.ones(20, dtype=bool)
RNG = np.random.default_rng(3)


def test_each_is_left_out_of_its_own_prior() -> None:
    estimate = RNG.normal(0, 2, 20)
    found = prior(estimate, np.full(20, 0.5), nodes(NONE, NONE, ALL))
    assert found.mean == pytest.approx([np.delete(estimate, i).mean() for i in range(20)])


@pytest.mark.parametrize("spread", [0.5, 1.0, 3.0])
def test_the_spread_of_many_true_values_is_found(spread: float) -> None:
    variance = RNG.uniform(0.2, 1.0, 2_000)
    estimate = RNG.normal(1.0, np.sqrt(spread**2 + variance))
    none, every = np.full(2_000, -1), np.ones(2_000, dtype=bool)
    assert prior(estimate, variance, nodes(none, none, every)).variance.mean() == pytest.approx(spread**2, rel=0.15)


def test_the_spread_of_a_few_alike_is_not_taken_for_none() -> None:
    found = prior(np.linspace(-0.1, 0.1, 20), np.full(20, 1.0), nodes(NONE, NONE, ALL))
    assert found.mean == pytest.approx(np.zeros(20), abs=0.01)
    assert 0.01 < found.variance.min() <= found.variance.max() < 0.5


@pytest.mark.parametrize(
    ("sizes", "drawn_to"),
    [
        ((8, 12), ("own", "own")),
        ((7, 13), ("parent", "own")),  # fewer than 8: the parent's mean, over all its skills
    ],
)
def test_a_small_group_uses_its_parent(sizes: tuple[int, int], drawn_to: tuple[str, str]) -> None:
    group = np.repeat([0, 1], sizes)
    estimate = np.where(group == 0, 1.0, -1.0)
    found = prior(estimate, np.ones(20), nodes(group, np.zeros(20, dtype=int), ALL))
    means = {"own": (1.0, -1.0), "parent": ((estimate.sum() - 1) / 19, (estimate.sum() + 1) / 19)}
    assert (found.mean[0], found.mean[-1]) == pytest.approx((means[drawn_to[0]][0], means[drawn_to[1]][1]))


def test_what_is_not_typical_borrows_but_is_not_borrowed_from() -> None:
    estimate, typical = np.array([0.0] * 19 + [100.0]), np.array([True] * 19 + [False])
    assert prior(estimate, np.ones(20), nodes(NONE, NONE, typical)).mean == pytest.approx(np.zeros(20))


def test_with_too_few_there_is_nothing_to_borrow() -> None:
    few = slice(0, 3)
    found = prior(np.array([1.0, 2, 3]), np.full(3, 4.0), nodes(NONE[few], NONE[few], ALL[few]))
    assert list(found.mean) == [0, 0, 0]
    assert list(found.variance) == [WIDEST] * 3


@given(
    st.lists(
        st.tuples(st.floats(-9, 9), st.floats(0.01, 9), st.integers(-1, 3), st.integers(-1, 1), st.booleans()),
        max_size=60,
    )
)
def test_there_is_always_a_prior(members: list[tuple[float, float, int, int, bool]]) -> None:
    columns = list(zip(*members, strict=True)) or [()] * 5
    estimate, variance = (np.array(column, dtype=np.float64) for column in columns[:2])
    group, parent = (np.array(column, dtype=np.int64) for column in columns[2:4])
    found = prior(estimate, variance, nodes(group, parent, np.array(columns[4], dtype=np.bool_)))
    assert np.isfinite(found.mean).all()
    assert (found.variance > 0).all()
