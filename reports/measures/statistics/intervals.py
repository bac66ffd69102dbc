"""95 % intervals of shares, ratios and effective numbers, vectorised over arrays of any one shape.

A *cluster* is an organisation (employer or provider): its records resemble each other, so they carry less
information than as many independent ones would.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

CONFIDENCE = 0.95
NORMAL_QUANTILE = 1.959963984540054
USUAL_FREEDOM = 8.0
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


def ratio_variance(share: Floats, yy: Floats, yn: Floats, nn: Floats, total: Floats) -> Floats:
    """Variance of Σy − share·Σn: g/(g−1) · Σ(y_c − share·n_c)² over clusters, by Taylor linearisation; 0 if g is 1.

    g = (Σn)²/Σn² is the effective number of clusters. With clusters of one size it is their number; large ones have
    leverage on the share and so small residuals, which the number of clusters would not make good (Carter, Schnepel &
    Steigerwald 2017). With 20 employers of log-normal sizes it lifts coverage from 89 to 93 %.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        clusters = effective_number(total, nn)
        return np.where(clusters > 1, clusters / (clusters - 1) * residual_squares(share, yy, yn, nn), 0.0)


class Likened(NamedTuple):
    """Ratios of variances drawn towards what is usual, and their degrees of freedom: arrays of the input's length."""

    ratio: Floats
    freedom: Floats


def likened(above: Floats, below: Floats, freedom: Floats, like: Codes, most: Floats | None = None) -> Likened:
    """above/below with `freedom` degrees, drawn to Σabove/Σbelow of those with its code in `like`.

    A variance between few clusters is itself uncertain, but those of other skills in the same place, of the same
    employers, are much like it. The usual ratio counts as 8 degrees of freedom, or as many as there are others (a
    moderated variance: Smyth 2004). It lifts coverage with 20 employers from 93 to 95.5 %. It counts as `most` degrees
    at most, those of the place (else `freedom`): where one employer has most of its vacancies the others' variances
    err as its own does, and coverage would fall to 74 %.
    """
    known = below > 0
    lent = np.minimum(USUAL_FREEDOM, np.maximum(freedom if most is None else most, 0))
    others = np.minimum(lent, np.maximum(np.bincount(like, known)[like] - 1, 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.where(known & (freedom > 0), above / below, 0.0)
        usual = np.bincount(like, np.where(known, above, 0))[like] / np.bincount(like, np.where(known, below, 0))[like]
        weight = others / (freedom + others)
        ratio = np.where(others > 0, own + weight * (usual - own), own)
    return Likened(ratio, freedom + others)


def quantile(clusters: Floats) -> Floats:
    """Student's t at 97.5 % with clusters − 1 degrees of freedom (one cluster: as two, the widest there is)."""
    freedom, of = np.unique(np.maximum(clusters - 1, 1), return_inverse=True)  # few differ, and each costs 1 µs
    return np.asarray(stdtrit(freedom, (1 + CONFIDENCE) / 2)[of].reshape(np.shape(clusters)), dtype=np.float64)


def share_interval(
    count: Floats, total: Floats, yy: Floats, yn: Floats, nn: Floats, clusters: Floats, like: Codes | None = None
) -> tuple[Floats, Floats, Floats]:
    """Low, high and design effect of count/total: Wilson at total/deff, with Student's t. NaN where total is 0.

    The design effect (Korn & Graubard 1998) is the linearised variance over share(1−share)/(total−1), never below 1.
    Where linearisation sees no spread, at a share of 0 or 1 or with one cluster, it is the mean number of records a
    cluster. `like` gives shares whose design effects resemble each other (the skills of a place) one code, from 0;
    each is drawn to them as `likened` says. t has the effective number of clusters less one degrees of freedom, and
    those borrowed.
    """
    effective = effective_number(total, nn)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = count / total
        plain = total * total * share * (1 - share) / np.maximum(total - 1, 1)
        blind = ~((count > 0) & (count < total) & (clusters > 1))
        codes = np.arange(len(share)) if like is None else like
        linear = ratio_variance(share, yy, yn, nn, total)
        drawn = likened(linear, np.where(blind, 0.0, plain), np.nan_to_num(effective) - 1, codes)
        deff = np.maximum(np.where(blind, total / clusters, drawn.ratio), 1.0)
        low, high = wilson(share, total / deff, quantile(np.where(blind, clusters, drawn.freedom + 1)))
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
