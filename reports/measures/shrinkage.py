"""Empirical Bayes: estimates of unequal precision drawn towards the mean of their group.

τ² is the spread of the true values about their groups' means, by Paule & Mandel (1982); the standard error keeps the
uncertainty of τ² and of the mean, by Morris (1983), "Parametric empirical Bayes inference", eqs. 4.1–4.2.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

from reports.measures.intervals import Floats

Codes = npt.NDArray[np.int64]
MINIMUM_GROUP = 8


class Shrunk(NamedTuple):
    """Shrunk estimates, their standard errors, and the means they were drawn to: arrays of the input's length."""

    estimate: Floats
    error: Floats
    mean: Floats


def shrunk(estimate: Floats, variance: Floats, group: Codes, parent: Codes) -> Shrunk:
    """`estimate` with `variance` > 0, drawn to the mean of its group.

    A group (−1: none) with fewer than 8 members uses its parent, and a parent with fewer than 8 uses all; a mean is
    taken over all members of the node. With fewer than 3 degrees of freedom there is nothing to borrow: unshrunk.
    """
    levels = [group, parent, np.zeros_like(group)]
    chosen = _level(levels)
    nodes = np.choose(chosen, levels) * len(levels) + chosen
    freedom = len(estimate) - len(np.unique(nodes))
    if freedom <= 2:
        return Shrunk(estimate, np.sqrt(variance), estimate)
    spread = _paule_mandel(estimate, variance, levels, chosen, freedom)
    weight = 1 / (variance + spread)
    mean, total = _means(estimate, weight, levels, chosen)
    drawn = (freedom - 2) / freedom * variance * weight
    typical = (weight * variance).sum() / weight.sum()
    doubt = 2 / (freedom - 2) * np.square(drawn) * (typical + spread) * weight
    squared = variance * (1 - (1 - weight / total) * drawn) + doubt * np.square(estimate - mean)
    return Shrunk(estimate + drawn * (mean - estimate), np.sqrt(squared), mean)


def _level(levels: Sequence[Codes]) -> Codes:
    """For each member the first level whose node holds at least 8; the last level takes the rest."""
    chosen = np.full(len(levels[0]), len(levels) - 1)
    for level in range(len(levels) - 2, -1, -1):
        codes = levels[level]
        chosen[(codes >= 0) & (np.bincount(codes + 1)[codes + 1] >= MINIMUM_GROUP)] = level
    return chosen


def _means(estimate: Floats, weight: Floats, levels: Sequence[Codes], chosen: Codes) -> tuple[Floats, Floats]:
    """Weighted mean and total weight of the node that each member uses."""
    totals = [np.bincount(codes + 1, weight)[codes + 1] for codes in levels]
    sums = [np.bincount(codes + 1, weight * estimate)[codes + 1] for codes in levels]
    total = np.choose(chosen, totals)
    return np.choose(chosen, sums) / total, total


def _paule_mandel(estimate: Floats, variance: Floats, levels: Sequence[Codes], chosen: Codes, freedom: int) -> float:
    """The τ² at which Σ (estimate − mean)² / (variance + τ²) equals its degrees of freedom; 0 if it is below at 0."""

    def excess(spread: float) -> float:
        weight = 1 / (variance + spread)
        mean, _ = _means(estimate, weight, levels, chosen)
        return float((weight * np.square(estimate - mean)).sum() - freedom)

    if excess(0.0) <= 0:
        return 0.0
    above = float(np.square(estimate - estimate.mean()).sum()) + float(variance.max())
    return float(brentq(excess, 0.0, above, xtol=1e-10, rtol=1e-10))
