"""95 % intervals of shares, ratios and effective numbers, vectorised over arrays of any one shape.

A *cluster* is an organisation (employer or provider): its records resemble each other, so they carry less
information than as many independent ones would.
"""

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

Floats = npt.NDArray[np.float64]

CONFIDENCE = 0.95
NORMAL_QUANTILE = 1.959963984540054
MINIMUM_VACANCIES = 10
MINIMUM_EMPLOYERS = 3


def wilson(share: Floats, size: Floats, quantile: Floats | float) -> tuple[Floats, Floats]:
    """Low and high end of Wilson's (1927) score interval of `share` at an effective sample size `size` > 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        square = np.square(quantile) / size
        centre = (share + square / 2) / (1 + square)
        half = np.sqrt(square * share * (1 - share) + np.square(square) / 4) / (1 + square)
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)


def residual_squares(share: Floats, yy: Floats, yn: Floats, nn: Floats) -> Floats:
    """Σ(y_c − share·n_c)² over clusters, from `yy`, `yn`, `nn` = Σy_c², Σy_c·n_c, Σn_c²."""
    return np.asarray(np.maximum(yy - 2 * share * yn + np.square(share) * nn, 0), dtype=np.float64)


def ratio_variance(share: Floats, yy: Floats, yn: Floats, nn: Floats, clusters: Floats) -> Floats:
    """Variance of Σy − share·Σn: m/(m−1) · Σ(y_c − share·n_c)² over m clusters, by Taylor linearisation; 0 if m < 2."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(clusters > 1, clusters / (clusters - 1) * residual_squares(share, yy, yn, nn), 0.0)


def design_effect(count: Floats, total: Floats, yy: Floats, yn: Floats, nn: Floats, clusters: Floats) -> Floats:
    """Variance of the share count/total with clusters, over that of a simple random sample share(1−share)/(total−1).

    Korn & Graubard (1998). At a share of 0 or 1, or with one cluster, linearisation sees no spread: there it is the
    mean number of records a cluster. Never below 1.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        share = count / total
        plain = total * total * share * (1 - share) / np.maximum(total - 1, 1)
        deff = ratio_variance(share, yy, yn, nn, clusters) / plain
        blind = (count <= 0) | (count >= total) | (clusters < 2)
        return np.maximum(np.where(blind, total / clusters, deff), 1.0)


def quantile(clusters: Floats) -> Floats:
    """Student's t at 97.5 % with clusters − 1 degrees of freedom (one cluster: as two, the widest there is)."""
    return np.asarray(stdtrit(np.maximum(clusters - 1, 1), (1 + CONFIDENCE) / 2), dtype=np.float64)


def share_interval(
    count: Floats, total: Floats, yy: Floats, yn: Floats, nn: Floats, clusters: Floats
) -> tuple[Floats, Floats, Floats]:
    """Low, high and design effect of count/total: Wilson at total/deff, Student's t with clusters − 1 degrees.

    Null (NaN) where total is 0.
    """
    deff = design_effect(count, total, yy, yn, nn, clusters)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = wilson(count / total, total / deff, quantile(clusters))
    return low, high, deff


def effective_number(total: Floats, squares: Floats) -> Floats:
    """1 / Σ shareᵢ² (the inverse Herfindahl–Hirschman index), from Σx and Σx²; NaN where nothing is counted."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(total > 0, np.square(total) / squares, np.nan)


def log_normal(estimate: Floats, variance: Floats, multiple: Floats | float) -> tuple[Floats, Floats]:
    """Low and high end of a positive `estimate` whose logarithm has `variance`."""
    with np.errstate(over="ignore", invalid="ignore"):
        half = multiple * np.sqrt(np.maximum(variance, 0))
        return estimate * np.exp(-half), estimate * np.exp(half)


def evidence(count: Floats, organizations: Floats) -> npt.NDArray[np.object_]:
    """`thin` below 10 vacancies or 3 employers, else `sufficient`."""
    thin = (count < MINIMUM_VACANCIES) | (organizations < MINIMUM_EMPLOYERS)
    return np.where(thin, "thin", "sufficient").astype(object)
