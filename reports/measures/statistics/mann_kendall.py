"""Trend tests of many short series at once.

pymannkendall tests one series in about 1 ms; a report has tens of thousands, so its Hamed–Rao test is done here on
whole matrices (a test holds the two against each other).
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr
from scipy.stats import false_discovery_control, rankdata

from reports.measures.statistics.intervals import NORMAL_QUANTILE, Floats

SERIES_AT_ONCE = 5_000
FALSE_DISCOVERIES = 0.05


class Trends(NamedTuple):
    """Theil–Sen slope a step with its 95 % interval, Mann–Kendall's z and two-sided p: arrays, one entry a series."""

    slope: Floats
    slope_low: Floats
    slope_high: Floats
    z: Floats
    p: Floats


def trends(series: Floats, times: Floats) -> Trends:
    """Trends of the rows of `series` (series × times, at least 4 times, no NaN) at increasing `times`."""
    blocks = [_block(series[i : i + SERIES_AT_ONCE], times) for i in range(0, max(len(series), 1), SERIES_AT_ONCE)]
    return Trends(*(np.concatenate(column) for column in zip(*blocks, strict=True)))


def beyond_chance(p: Floats) -> np.ndarray:
    """Which of the tests stand at a false discovery rate of 5 % (Benjamini & Hochberg 1995)."""
    return np.asarray(false_discovery_control(p) <= FALSE_DISCOVERIES) if len(p) else np.zeros(0, dtype=bool)


def _block(series: Floats, times: Floats) -> Trends:
    first, second = np.triu_indices(len(times), 1)
    rises = series[:, second] - series[:, first]
    score = np.sign(rises).sum(axis=1)
    slopes = np.sort(rises / (times[second] - times[first]), axis=1)
    slope = np.median(slopes, axis=1)
    variance = _variance(series, series - slope[:, None] * times)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(variance > 0, (score - np.sign(score)) / np.sqrt(variance), 0.0)
    low, high = _sen_interval(slopes, variance)
    return Trends(slope, low, high, z, 2 * ndtr(-np.abs(z)))


def _sen_interval(slopes: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Sen's (1968) interval: the slopes whose ranks lie 1.96 standard errors of the score from the middle."""
    pairs, half = slopes.shape[1], NORMAL_QUANTILE * np.sqrt(variance)
    low = np.clip(np.round((pairs - half) / 2) - 1, 0, pairs - 1).astype(np.int64)
    high = np.clip(np.round((pairs + half) / 2), 0, pairs - 1).astype(np.int64)
    rows = np.arange(len(slopes))
    return slopes[rows, low], slopes[rows, high]


def _variance(series: Floats, detrended: Floats) -> Floats:
    """Variance of Mann–Kendall's score with ties, times Hamed & Rao's (1998) correction, which never lowers it.

    The correction sums the autocorrelations of the detrended series' ranks that exceed ±1.96/√n.
    """
    n = series.shape[1]
    ties = (series[:, :, None] == series[:, None, :]).sum(axis=2, dtype=np.float64)  # each value's group size t
    variance = (n * (n - 1) * (2 * n + 5) - ((ties - 1) * (2 * ties + 5)).sum(axis=1)) / 18
    ranks = rankdata(detrended, axis=1)
    ranks -= ranks.mean(axis=1, keepdims=True)
    correction = np.ones(len(series))
    whole = np.square(ranks).sum(axis=1)
    for lag in range(1, n):
        products = (ranks[:, lag:] * ranks[:, :-lag]).sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            correlation = np.where(whole > 0, products / whole, 0.0)
        counted = np.where(np.abs(correlation) > NORMAL_QUANTILE / np.sqrt(n), correlation, 0.0)
        correction += 2 * (n - lag) * (n - lag - 1) * (n - lag - 2) / (n * (n - 1) * (n - 2)) * counted
    return np.asarray(variance * np.maximum(correction, 1.0), dtype=np.float64)
