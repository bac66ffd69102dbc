"""Turnbull's (1976) estimate of how long things live that are seen now and then, with its variance between clusters.

Each life is known to end after `low` and by `high` (interval censoring) and to be seen only if it lasts beyond `entry`
(delayed entry). Where neither occurs the estimate is Kaplan and Meier's, and the variance Greenwood's.
"""

from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reports.measures.intervals import Floats

Integers = npt.NDArray[np.int64]
STEPS, STILL = 1_000, 1e-7  # of the search: at most so many, and how little the estimate moves in its last
NOTHING = 1e-6  # a share so small is the search's way of saying none


class Lives(NamedTuple):
    """Distinct kinds of lives, in days, and how often each occurs; `high` is `longest` + 1 where none is known."""

    entry: Integers
    low: Integers
    high: Integers
    times: Floats
    longest: int


class Curve(NamedTuple):
    """The share of lives that end in each stretch (ends[k − 1], ends[k]] of days; in the last those never seen to."""

    ends: Integers
    share: Floats

    def alive(self, age: Floats | Integers) -> Floats:
        """The share that lives longer than `age` days, evenly within a stretch; NaN where nothing was watched so long.

        Where all are known to have ended none lives longer.
        """
        watched = np.interp(age, self.ends[:-1], np.cumsum(self.share[:-1]))
        is_known = (np.asarray(age) <= self.ends[-2]) | (self.share[-1] < NOTHING)
        return np.where(is_known, 1 - watched, np.nan)

    def age(self, alive: float) -> float:
        """The least age in whole days that at most the share `alive` outlives; NaN where it was not watched so long."""
        reached = self.alive(np.arange(self.ends[-2] + 1)) <= alive + 1e-9
        return float(np.argmax(reached)) if reached.any() else float("nan")


def turnbull(lives: Lives) -> Curve:
    """The self-consistent estimate, found by expectation and maximisation, each third step extrapolated (SQUAREM).

    Behind the greatest age at which one is known to have ended nothing says when the others do: later.
    """
    ends, entry, low, high = _stretches(lives)
    known = lives.high[lives.high <= lives.longest].max(initial=0)
    possible = (ends > lives.low.min(initial=0)) & ((ends <= known) | (ends > lives.longest))
    share = possible / possible.sum()
    spans, span = np.unique(low * len(ends) + high, return_inverse=True)
    low, high = np.divmod(spans, len(ends))
    entering = np.bincount(entry, lives.times, len(ends)).astype(np.float64)
    times = np.bincount(span, lives.times).astype(np.float64)
    expected = partial(_next, entering=entering, low=low, high=high, times=times)
    for _ in range(STEPS):
        once = expected(share)
        twice = expected(once)
        step, bend = once - share, twice - 2 * once + share
        stride = max(np.sqrt(step @ step / max(bend @ bend, 1e-300)), 1.0)
        ahead = np.maximum(share + 2 * stride * step + stride**2 * bend, twice * 1e-3)
        moved, share = np.abs(np.cumsum(twice - once)).max(), expected(ahead / ahead.sum())
        if moved < STILL:
            break
    return Curve(ends, share)


def _stretches(lives: Lives) -> tuple[Integers, Integers, Integers, Integers]:
    """Ends of the stretches of age within which no life differs, and entry, low and high as numbers of them."""
    ends = np.unique(np.concatenate([[0, lives.longest + 1], lives.entry, lives.low, lives.high]))
    return ends, np.searchsorted(ends, lives.entry), np.searchsorted(ends, lives.low), np.searchsorted(ends, lives.high)


def _next(share: Floats, entering: Floats, low: Integers, high: Integers, times: Floats) -> Floats:
    """The shares that `share` makes us expect among all lives, those too short to be seen included."""
    size = len(share)
    below = np.cumsum(share)
    within = times / np.maximum(below[high] - below[low], 1e-300)
    seen = entering / np.maximum(1 - below, 1e-300)
    ending = np.cumsum(np.bincount(low + 1, within, size + 1) - np.bincount(high + 1, within, size + 1))
    found = np.maximum(share * (ending[:size] + np.cumsum(seen[::-1])[::-1]), 0)
    return np.asarray(found / found.sum(), dtype=np.float64)


def influence(lives: Lives, curve: Curve, ages: Floats) -> Floats:
    """How one life of each kind moves `curve.alive(ages)`: an array of kinds × ages, summing to 0 over all lives.

    Linearised: observed information⁻¹ × score. Summed by cluster, squared and summed it is the variance.
    """
    ends, entry, low, high = _stretches(lives)
    is_held = curve.share > NOTHING
    place = np.concatenate([[0], np.cumsum(is_held)])
    start, begin, stop = place[entry + 1], place[low + 1], place[high + 1]
    size = int(place[-1])
    before = np.concatenate([[0.0], np.cumsum(curve.share[is_held])])
    ending, seen = before[stop] - before[begin], before[-1] - before[start]
    is_told = (ending > 0) & (seen > 0)  # else nobody is held to have lived so long
    ending, seen = np.where(is_told, ending, np.inf), np.where(is_told, seen, np.inf)
    information = _squares(begin, stop, lives.times / ending**2, size)
    information -= _squares(start, np.full_like(start, size), lives.times / seen**2, size)
    length = np.maximum(np.diff(ends, prepend=-1), 1)[is_held]
    past = np.clip((ages - (ends[is_held] - length)[:, None]) / length[:, None], 0, 1)
    # Shares are told but for a common factor: any one will do.
    ridge = max(np.trace(information) / size, 1) * (1 + 1e-9 * np.eye(size))
    moving = np.linalg.solve(information + ridge, curve.share[is_held] @ past - past)
    sums = np.concatenate([np.zeros((1, len(ages))), np.cumsum(moving, axis=0)])
    return np.asarray((sums[stop] - sums[begin]) / ending[:, None] - (sums[-1] - sums[start]) / seen[:, None])


def _squares(begin: Integers, stop: Integers, weight: Floats, size: int) -> Floats:
    """Σ weight · x xᵀ, where x is 1 from begin to before stop."""
    wide = size + 1
    corners = ((begin, begin, weight), (begin, stop, -weight), (stop, begin, -weight), (stop, stop, weight))
    flat = sum(np.bincount(row * wide + column, value, wide * wide) for row, column, value in corners)
    return np.asarray(np.cumsum(np.cumsum(np.reshape(flat, (wide, wide)), axis=0), axis=1)[:size, :size])
