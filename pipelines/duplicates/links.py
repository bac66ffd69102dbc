"""How each posting of a vacancy repeats the vacancy's first one: full, semantic, temporal or partial."""

import numpy as np
import pandas as pd

from pipelines.duplicates.ad_columns import Ints
from pipelines.duplicates.ads import Ads
from pipelines.duplicates.clustering import in_order
from pipelines.duplicates.judgement import Verdicts, similarity

FULL, SEMANTIC, TEMPORAL, PARTIAL = "full", "semantic", "temporal", "partial"
REPEATED, EDITED = 0.9, 0.6  # of word sequences in common: the same text, and if it seeks the same, the same with edits
SAME_OPENINGS, MOST_OPENINGS = (
    0.67,
    0.5,
)  # of openings in common: the same are sought, and under another text much the same


def classes(frame: pd.DataFrame, vacancy: "pd.Series[str]") -> "pd.Series[str]":
    """The class of each posting against the first of its vacancy (by first day, then name), null for the first itself.

    full: the same text while the first was shown; temporal: the same, perhaps edited, after it was gone; semantic:
    another text that seeks much the same; partial: only some of the openings or of what is said is in common.
    """
    order = in_order(frame)
    ads = Ads.of(frame.iloc[order])
    of = pd.factorize(vacancy.to_numpy(dtype=object)[order])[0].astype(np.int64)
    firsts = np.lexsort((ads.first, of))
    first = firsts[np.searchsorted(of[firsts], of)]
    told = np.full(len(frame), None, dtype=object)
    later = np.flatnonzero(first != np.arange(len(frame)))
    told[order[later]] = _class(ads, first[later], later)
    return pd.Series(told, index=frame.index, name="duplicate_class", dtype="string")


def _class(ads: Ads, first: Ints, other: Ints) -> np.ndarray:
    alike, share = similarity(ads, first, other), _openings(ads, first, other)
    repeats: Verdicts = (alike >= REPEATED) | ((alike >= EDITED) & (share >= SAME_OPENINGS))
    repeats |= (ads.text[first] < 0) & (ads.text[other] < 0)
    gone = ads.first[other] > ads.last[first]
    equal = ads.text[first] == ads.text[other]
    rewritten = (alike < EDITED) & (share >= MOST_OPENINGS) | repeats
    return np.select([repeats & gone, repeats & equal, rewritten], [TEMPORAL, FULL, SEMANTIC], PARTIAL)


def _openings(ads: Ads, first: Ints, other: Ints) -> np.ndarray:
    """Jaccard's share of the openings in common, 1 where neither text names any."""
    left, right = ads.openings[first], ads.openings[other]
    shared = ((left[:, :, None] == right[:, None, :]) & (left[:, :, None] != 0)).any(axis=2).sum(axis=1)
    every = (left != 0).sum(axis=1) + (right != 0).sum(axis=1) - shared
    return np.where(every == 0, 1.0, shared / np.maximum(every, 1))
