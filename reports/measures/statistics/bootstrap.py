"""The Bayesian bootstrap by cluster (Rubin 1981) of medians: each cluster weighs an exponential amount in each draw."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from reports.measures.statistics.intervals import quantile

DRAWS = 200
WHOLE = 0  # the draw in which each cluster has weight 1: the estimate
HELD = 4_000_000  # weights held at once
Draws = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


def cluster_weights(cluster: Numbers) -> Iterator[Draws]:
    """Weights of vacancies, some draws × vacancies at a time: exponential, one of an employer, in the first draw 1.

    They are of a hash (SplitMix64) of employer and draw, so that an employer weighs the same in all cells.
    """
    own, of = np.unique(cluster, return_inverse=True)
    for draws in np.array_split(np.arange(DRAWS + 1), -(-len(cluster) * (DRAWS + 1) // HELD)):
        mixed = (own[None, :].astype(np.uint64) << np.uint64(10)) + draws[:, None].astype(np.uint64)
        mixed = (mixed + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
        uniform = ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) + 0.5
        weights = -np.log(uniform * 2.0**-53)
        weights[draws == WHOLE] = 1.0
        yield weights[:, of]


def medians(amount: Draws, weights: Draws, ranks: dict[Any, Numbers]) -> list[Draws]:
    """For each subject, by draw: the weight of the vacancies at its `ranks`, their median and that of the others.

    `amount` rises. Others' weight up to a rank is that of all less that of the subject's, so that all are summed once.
    """
    row, total = np.arange(len(weights)), np.cumsum(weights, axis=1)
    found = []
    for at in ranks.values():
        own = np.cumsum(weights[:, at], axis=1)
        median = amount[at[(own < own[:, -1:] / 2).sum(axis=1)]]
        before = np.concatenate([np.zeros((len(own), 1)), own], axis=1)
        half = (total[:, -1] - own[:, -1]) / 2
        low, high = np.zeros(len(row), np.int64), np.full(len(row), len(amount) - 1)
        while (low < high).any():
            middle = (low + high) // 2
            reached = total[row, middle] - before[row, np.searchsorted(at, middle, "right")] >= half
            low, high = np.where(reached, low, middle + 1), np.where(reached, middle, high)
        found.append(np.stack([own[:, -1], median, amount[low]]))
    return found


def half_width(sides: list[Numbers]) -> float:
    """Standard errors in half an interval, by the side of fewer employers, each lone vacancy one: Student's t, and

    m/(m−1) for the variance that a bootstrap of m clusters lacks, m their effective number (1/Σ share²).
    """
    sizes = [np.concatenate([np.unique(s[s >= 0], return_counts=True)[1], np.ones((s < 0).sum())]) for s in sides]
    effective = max(min(size.sum() ** 2 / np.square(size).sum() for size in sizes), 2.0)
    degrees = quantile(np.array(float(min(map(len, sizes)))))
    return float(degrees * np.sqrt(effective / (effective - 1)))
