"""Uniting what near texts have joined, by the strongest pairs first, without ever bridging what must stay apart."""

import numpy as np
from numpy.typing import NDArray

from pipelines.duplicates.ad_columns import MIXED, Ints
from pipelines.duplicates.ads import Ads
from pipelines.duplicates.judgement import SAME_TEXT


def united(ads: Ads, labels: Ints, left: Ints, right: Ints, alike: NDArray[np.float64]) -> Ints:
    """Labels after uniting the labels of pairs, the most alike first (single linkage with cannot-link constraints).

    Two named employers stay two, and so do two towns: an agency's copy, or a list of several towns, goes to one.
    By a pair that is hardly alike nothing joins what one source shows beside it on the same day.
    """
    ends = np.sort(labels[np.stack([left, right])], axis=0)
    order = np.lexsort((ends[1], ends[0], -alike))
    kept = _Kept(ads, labels, np.unique(ends))
    for one, other, share in zip(*ends[:, order].tolist(), alike[order].tolist(), strict=True):
        kept.unite(one, other, rewritten=share < SAME_TEXT)
    home = np.arange(len(labels), dtype=np.int64)
    for label in kept.above:
        home[label] = kept.top(label)
    return home[labels]


class _Kept:
    """What must stay apart of each label, and the label above it that it was united with, itself at the top."""

    def __init__(self, ads: Ads, labels: Ints, asked: Ints) -> None:
        self.above = {label: label for label in asked.tolist()}
        self.told: tuple[dict[int, set[int]], dict[int, set[int]]] = ({}, {})
        self.days: dict[int, set[tuple[int, int, int]]] = {}
        rows = np.flatnonzero(np.isin(labels, asked))
        for of, values in zip(self.told, (ads.employer_told, ads.town_told), strict=True):
            for label, value in zip(labels[rows].tolist(), values[rows].tolist(), strict=True):
                of.setdefault(label, set()).update([value] if value >= 0 else ())
        on_one_day = (ads.posted[rows] == ads.posted_last[rows]) & (ads.source[rows] != MIXED)
        shown = rows[on_one_day & (ads.advertiser[rows] >= 0)]
        columns = (labels, ads.source, ads.posted, ads.advertiser)
        for label, *day in zip(*(column[shown].tolist() for column in columns), strict=True):
            self.days.setdefault(label, set()).add(tuple(day))

    def top(self, label: int) -> int:
        while self.above[label] != label:
            self.above[label] = label = self.above[self.above[label]]
        return label

    def unite(self, one: int, other: int, *, rewritten: bool) -> None:
        one, other = sorted((self.top(one), self.top(other)))
        if one == other or any(len(of[one] | of[other]) > 1 for of in self.told):
            return
        days, more = self.days.get(one, set()), self.days.get(other, set())
        if rewritten and not days.isdisjoint(more):
            return
        self.above[other] = one
        for of in self.told:
            of[one] |= of[other]
        self.days[one] = days | more
