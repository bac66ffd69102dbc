"""What its group says of a member before the member is asked: the prior of empirical Bayes.

True values lie normally about their group's mean, with variance τ². τ² is no single estimate, which would often be 0 in
a small group and shrink all too far: its values are weighed by their restricted likelihood under a flat prior of τ²,
which keeps the coverage of intervals (Morris 1983; Morris & Tang 2011, "Estimating random effects via adjustment for
density maximization"). Each member is left out of its own prior, so that it is not counted twice.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from reports.measures.statistics.intervals import Codes, Floats

Truths = npt.NDArray[np.bool_]
MINIMUM_GROUP = 8
SPREADS, UNLIKELY = 10, 1e-4  # values of τ that are weighed
FEWEST = 2  # degrees of freedom that say nothing of a spread
WIDEST = 9.0  # variance where nothing can be borrowed: a factor of e^±6 is thinkable


class Nodes(NamedTuple):
    """Whom each member borrows from: its group, its parent or all, each a node.

    - node: each member's own    · typical: which members make the means
    - members: nodes × typical ones, 1 where a mean counts one    · is_likely: nodes that are a typical one's own
    """

    node: Codes
    typical: Codes
    members: csr_array
    is_likely: Truths


class Prior(NamedTuple):
    """Mean and variance of each member's true value before its own data: arrays of the input's length."""

    mean: Floats
    variance: Floats


class Given(NamedTuple):
    """What some values of τ, were each true, say: arrays with a column a value, of typical members (weight) and nodes.

    `likelihood`: the restricted log-likelihood of each. `total`, `product`: Σ weight and Σ weight · estimate.
    """

    likelihood: Floats
    weight: Floats
    total: Floats
    product: Floats


def nodes(group: Codes, parent: Codes, is_typical: Truths) -> Nodes:
    """The nodes of members with these codes: the group (−1: none) with at least 8 typical members, else so the parent,
    else all."""
    codes = (group, parent, np.zeros_like(group))
    chosen = np.full(len(group), len(codes) - 1)
    for level in range(len(codes) - 2, -1, -1):
        size = np.bincount(codes[level] + 1, is_typical)[codes[level] + 1]
        chosen[(codes[level] >= 0) & (size >= MINIMUM_GROUP)] = level
    used, node = np.unique(chosen + len(codes) * np.choose(chosen, codes), return_inverse=True)
    typical = np.flatnonzero(is_typical)
    counts = np.stack([level + len(codes) * code[typical] for level, code in enumerate(codes)])
    depth, column = np.isin(counts, used).nonzero()
    row = np.searchsorted(used, counts[depth, column])
    members = csr_array((np.ones(len(row)), (row, column)), shape=(len(used), len(typical)))
    return Nodes(node, typical, members, np.bincount(node[typical], minlength=len(used)) > 0)


def prior(estimate: Floats, variance: Floats, of: Nodes) -> Prior:
    """What the other members of its node say of each member with an `estimate` of `variance` > 0.

    Means and τ² are taken over the typical members only; τ² is common to all. With fewer than 3 degrees of freedom
    there is nothing to borrow: mean 0, and the widest variance.
    """
    shown, spread = estimate[of.typical], variance[of.typical]
    if len(shown) - of.is_likely.sum() <= FEWEST:
        return Prior(np.zeros_like(estimate), np.full_like(estimate, WIDEST))
    low, high = 0.0, 3 * float(np.sqrt(np.median(spread)) + shown.std())
    for _ in range(2):  # over all that is thinkable, then over what has proved likely
        step = (high - low) / SPREADS
        spreads = np.asarray(low + step * (np.arange(SPREADS) + 0.5), dtype=np.float64)
        told = _given(spreads, shown, spread, of)
        weight = np.exp(told.likelihood - told.likelihood.max()) * spreads  # a flat prior of τ² is one rising with τ
        likely = spreads[weight > UNLIKELY * weight.max()]
        low, high = max(likely[0] - step, 0.0), likely[-1] + step
    return _mixed(weight / weight.sum(), np.square(spreads), told, shown, of)


def _given(spreads: Floats, estimate: Floats, variance: Floats, of: Nodes) -> Given:
    weight = 1 / (variance[:, None] + np.square(spreads))
    products = weight * estimate[:, None]
    total, product = np.hsplit(of.members @ np.hstack([weight, products]), 2)
    own = of.node[of.typical]
    likelihood = np.log(weight).sum(axis=0) - np.log(total[of.is_likely]).sum(axis=0)
    likelihood -= (weight * np.square(estimate[:, None] - (product / total)[own])).sum(axis=0)
    return Given(likelihood / 2, weight, total, product)


def _mixed(likely: Floats, squares: Floats, told: Given, estimate: Floats, of: Nodes) -> Prior:
    """The prior over all values of τ, by how `likely` each is."""

    def over_all(total: Floats, product: Floats) -> tuple[Floats, Floats]:
        means = product / total
        mean = means @ likely
        return mean, (squares + 1 / total + np.square(means - mean[:, None])) @ likely

    found = np.stack(over_all(told.total, told.product))[:, of.node]
    own = of.node[of.typical]
    others = told.total[own] - told.weight  # without the member itself
    found[:, of.typical] = over_all(others, told.product[own] - told.weight * estimate[:, None])
    return Prior(*found)
