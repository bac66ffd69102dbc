"""What its group says of a member before the member is asked: the prior of empirical Bayes.

True values lie normally about their group's mean, with variance τ². τ² is no single estimate, which would often be 0 in
a small group and shrink all too far: its values are weighed by their restricted likelihood under a flat prior of τ²,
which keeps the coverage of intervals (Morris 1983; Morris & Tang 2011, "Estimating random effects via adjustment for
density maximization"). Each member is left out of its own prior, so that it is not counted twice.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reports.measures.intervals import Codes, Floats

Truths = npt.NDArray[np.bool_]
MINIMUM_GROUP = 8
SPREADS, UNLIKELY = 10, 1e-4  # values of τ that are weighed
FEWEST = 2  # degrees of freedom that say nothing of a spread
WIDEST = 9.0  # variance where nothing can be borrowed: a factor of e^±6 is thinkable


class Levels(NamedTuple):
    """Codes of the group, the parent and all; which of the three each member uses; which members its mean counts."""

    codes: tuple[Codes, ...]
    chosen: Codes
    is_typical: Truths


class Prior(NamedTuple):
    """Mean and variance of each member's true value before its own data: arrays of the input's length."""

    mean: Floats
    variance: Floats


def prior(estimate: Floats, variance: Floats, group: Codes, parent: Codes, is_typical: Truths) -> Prior:
    """What the other members of its group say of each member with an `estimate` of `variance` > 0.

    Means and τ² are taken over the typical members only. A group (−1: none) with fewer than 8 typical members uses its
    parent, and a parent with fewer than 8 uses all; τ² is common to all. With fewer than 3 degrees of freedom there is
    nothing to borrow: mean 0, and the widest variance.
    """
    levels = _levels(group, parent, is_typical)
    nodes = levels.chosen + len(levels.codes) * np.choose(levels.chosen, levels.codes)
    first = np.unique(np.where(is_typical, nodes, -1), return_index=True)[1]
    first = first[is_typical[first]]
    if is_typical.sum() - len(first) <= FEWEST:
        return Prior(np.zeros_like(estimate), np.full_like(estimate, WIDEST))
    low, high = 0.0, 3 * float(np.sqrt(np.median(variance[is_typical])) + estimate[is_typical].std())
    for _ in range(2):  # over all that is thinkable, then over what has proved likely
        step = (high - low) / SPREADS
        spreads = low + step * (np.arange(SPREADS) + 0.5)
        told = [_given(spread, estimate, variance, levels, first) for spread in spreads]
        likelihood = np.array([each[0] for each in told])
        weight = np.exp(likelihood - likelihood.max()) * spreads  # a flat prior of τ² is one rising with τ
        likely = spreads[weight > UNLIKELY * weight.max()]
        low, high = max(likely[0] - step, 0.0), likely[-1] + step
    weight = (weight / weight.sum())[:, None]
    means, variances = np.stack([each[1] for each in told]), np.stack([each[2] for each in told])
    mean = (weight * means).sum(axis=0)
    return Prior(mean, (weight * (variances + np.square(means - mean))).sum(axis=0))


def _levels(group: Codes, parent: Codes, is_typical: Truths) -> Levels:
    codes = (group, parent, np.zeros_like(group))
    chosen = np.full(len(group), len(codes) - 1)
    for level in range(len(codes) - 2, -1, -1):
        size = np.bincount(codes[level] + 1, is_typical)[codes[level] + 1]
        chosen[(codes[level] >= 0) & (size >= MINIMUM_GROUP)] = level
    return Levels(codes, chosen, is_typical)


def _given(
    spread: float, estimate: Floats, variance: Floats, levels: Levels, first: Codes
) -> tuple[float, Floats, Floats]:
    """Restricted log-likelihood of τ = `spread`, and mean and variance of each member's prior, were it true.

    `first` is one typical member of each node that is used.
    """
    weight = levels.is_typical / (variance + spread**2)
    total, product = (
        np.choose(levels.chosen, [np.bincount(codes + 1, each)[codes + 1] for codes in levels.codes])
        for each in (weight, weight * estimate)
    )
    likelihood = np.log(weight[levels.is_typical]).sum() - np.log(total[first]).sum()
    likelihood -= (weight * np.square(estimate - product / total)).sum()
    others = total - weight
    return likelihood / 2, (product - weight * estimate) / others, spread**2 + 1 / others
