"""Empirical Bayes: what is drawn where, and how sure it is then."""

import numpy as np
import pytest

from reports.measures.shrinkage import shrunk

NONE = np.full(20, -1)
ALL = np.ones(20, dtype=bool)
RNG = np.random.default_rng(3)


def test_without_a_true_spread_all_are_drawn_to_the_mean() -> None:
    estimate = np.linspace(-0.1, 0.1, 20)
    found = shrunk(estimate, np.full(20, 1.0), NONE, NONE, ALL)
    assert found.mean == pytest.approx(np.zeros(20), abs=1e-12)
    assert found.estimate == pytest.approx(estimate * (1 - 17 / 19))  # Morris: (k − r − 2)/(k − r), k = 20, r = 1


def test_paule_mandel_finds_the_spread_at_equal_precision() -> None:
    estimate, variance = RNG.normal(0, 2, 20), np.full(20, 0.5)
    spread = estimate.var(ddof=1) - 0.5
    drawn = 17 / 19 * 0.5 / (0.5 + spread)
    found = shrunk(estimate, variance, NONE, NONE, ALL)
    deviation = estimate - estimate.mean()
    assert found.estimate == pytest.approx(estimate - drawn * deviation)
    squared = 0.5 * (1 - 19 / 20 * drawn) + 2 / 17 * drawn**2 * deviation**2  # Morris 1983, eq. 4.2
    assert found.error == pytest.approx(np.sqrt(squared))


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
    found = shrunk(estimate, np.ones(20), group, np.zeros(20, dtype=int), ALL)
    means = {"own": (1.0, -1.0), "parent": (estimate.mean(), estimate.mean())}
    assert (found.mean[0], found.mean[-1]) == pytest.approx((means[drawn_to[0]][0], means[drawn_to[1]][1]))


def test_what_is_not_typical_is_drawn_but_does_not_draw() -> None:
    estimate, typical = np.array([0.0] * 19 + [100.0]), np.array([True] * 19 + [False])
    found = shrunk(estimate, np.ones(20), NONE, NONE, typical)
    assert found.mean == pytest.approx(np.zeros(20))
    assert found.estimate[-1] < 100


def test_with_too_few_there_is_nothing_to_borrow() -> None:
    few = slice(0, 3)
    found = shrunk(np.array([1.0, 2, 3]), np.array([4.0, 4, 4]), NONE[few], NONE[few], ALL[few])
    assert list(found.estimate) == [1, 2, 3]
    assert list(found.error) == [2, 2, 2]
