"""Turnbull's (1976) estimate of how long things live that are seen now and then, with its variance between clusters.

Each life is known to end after `low` and by `high` (interval censoring) and to be seen only if it lasts beyond `entry`
(delayed entry). Where neither occurs the estimate is Kaplan and Meier's, and the variance Greenwood's.
"""

from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reports.measures.statistics.intervals import Floats

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

    Linearised: observed information⁻¹ × score. Summed by cluster, squared and summed it is the variance. The curve is
    let move by parts of equal share, √lives of them: day by day the information is all but singular, since nothing
    tells neighbouring days apart, and intervals reach from 0 to 1.
    """
    ends, entry, low, high = _stretches(lives)
    before = np.cumsum(curve.share)
    parts = max(int(np.sqrt(lives.times.sum())), 1)
    part = np.minimum((parts * (before - curve.share / 2) / before[-1]).astype(np.int64), parts - 1)
    each = np.where(part[:, None] == np.unique(part), curve.share[:, None], 0.0)
    within = np.cumsum(each, axis=0)
    ending, seen = within[high] - within[low], within[-1] - within[entry]
    with np.errstate(divide="ignore", invalid="ignore"):
        ending, seen = (np.nan_to_num(of / of.sum(axis=1, keepdims=True)) for of in (ending, seen))
    information = ending.T @ (lives.times[:, None] * ending) - seen.T @ (lives.times[:, None] * seen)
    length = np.maximum(np.diff(ends, prepend=-1), 1)
    past = np.clip((ages - (ends - length)[:, None]) / length[:, None], 0, 1)
    gone = each.T @ past
    moving = each.sum(axis=0)[:, None] * gone.sum(axis=0) - gone
    # Shares are told but for a common factor: any one will do.
    size = len(information)
    ridge = max(np.trace(information) / size, 1) * (1 + 1e-9 * np.eye(size))
    return np.asarray((ending - seen) @ np.linalg.solve(information + ridge, moving))
