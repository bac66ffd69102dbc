"""Empirical Bayes: estimates of unequal precision drawn towards the mean of their group.

τ² is the spread of the true values about their groups' means, by Paule & Mandel (1982); the standard error keeps the
uncertainty of τ² and of the mean, by Morris (1983), "Parametric empirical Bayes inference", eqs. 4.1–4.2.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

from reports.measures.intervals import Floats

Codes = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
MINIMUM_GROUP = 8


class Levels(NamedTuple):
    """Codes of the group, the parent and all; which of the three each member uses; which members its mean counts."""

    codes: tuple[Codes, ...]
    chosen: Codes
    is_typical: Truths


class Shrunk(NamedTuple):
    """Shrunk estimates, their standard errors, and the means they were drawn to: arrays of the input's length."""

    estimate: Floats
    error: Floats
    mean: Floats


def shrunk(estimate: Floats, variance: Floats, group: Codes, parent: Codes, is_typical: Truths) -> Shrunk:
    """`estimate` with `variance` > 0, drawn to the mean of its group.

    Means and τ² are taken over the typical members only; all are drawn to them. A group (−1: none) with fewer than 8
    typical members uses its parent, and a parent with fewer than 8 uses all. With fewer than 3 degrees of freedom there
    is nothing to borrow, and the estimates stay as they are.
    """
    levels = _levels(group, parent, is_typical)
    nodes = levels.chosen + len(levels.codes) * np.choose(levels.chosen, levels.codes)
    freedom = int(is_typical.sum()) - len(np.unique(nodes[is_typical]))
    if freedom <= 2:
        return Shrunk(estimate, np.sqrt(variance), estimate)
    spread = _paule_mandel(estimate, variance, levels, freedom)
    weight = 1 / (variance + spread)
    mean, total = _means(estimate, weight, levels)
    drawn = (freedom - 2) / freedom * variance * weight
    typical = (weight * variance)[is_typical].sum() / weight[is_typical].sum()
    doubt = 2 / (freedom - 2) * np.square(drawn) * (typical + spread) * weight
    squared = variance * (1 - (1 - weight / total) * drawn) + doubt * np.square(estimate - mean)
    return Shrunk(estimate + drawn * (mean - estimate), np.sqrt(squared), mean)


def _levels(group: Codes, parent: Codes, is_typical: Truths) -> Levels:
    codes = (group, parent, np.zeros_like(group))
    chosen = np.full(len(group), len(codes) - 1)
    for level in range(len(codes) - 2, -1, -1):
        size = np.bincount(codes[level] + 1, is_typical)[codes[level] + 1]
        chosen[(codes[level] >= 0) & (size >= MINIMUM_GROUP)] = level
    return Levels(codes, chosen, is_typical)


def _means(estimate: Floats, weight: Floats, levels: Levels) -> tuple[Floats, Floats]:
    """Weighted mean and total weight of the node that each member uses."""
    counted = weight * levels.is_typical
    total = np.choose(levels.chosen, [np.bincount(codes + 1, counted)[codes + 1] for codes in levels.codes])
    sums = np.choose(levels.chosen, [np.bincount(codes + 1, counted * estimate)[codes + 1] for codes in levels.codes])
    return sums / total, total


def _paule_mandel(estimate: Floats, variance: Floats, levels: Levels, freedom: int) -> float:
    """The τ² at which Σ (estimate − mean)² / (variance + τ²) equals its degrees of freedom; 0 if it is below at 0."""

    def excess(spread: float) -> float:
        weight = 1 / (variance + spread)
        mean, _ = _means(estimate, weight, levels)
        return float((weight * np.square(estimate - mean))[levels.is_typical].sum() - freedom)

    if excess(0.0) <= 0:
        return 0.0
    above = float(np.square(estimate - estimate.mean()).sum()) + float(variance.max())
    return float(brentq(excess, 0.0, above, xtol=1e-10, rtol=1e-10))
