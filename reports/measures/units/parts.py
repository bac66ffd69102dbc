"""Parts of each place's vacancies (an occupation's, an industry's, a level's) as markets of their own."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array

from reports.measures.statistics.intervals import MINIMUM_EMPLOYERS, MINIMUM_VACANCIES
from reports.measures.units.basis import Basis
from reports.measures.units.counting import REMOTE

Ints = npt.NDArray[np.int64]
Sums = npt.NDArray[Any]


class Groups(NamedTuple):
    """The vacancies of one employer in one market, a row each: its `units`, their number, the market, the employer."""

    units: csr_array
    size: Ints
    market: Ints
    cluster: Ints

    def of_markets(self, first: int, last: int) -> slice:
        """Where the groups of the markets from `first` to before `last` are."""
        start, stop = np.searchsorted(self.market, (first, last)).tolist()
        return slice(start, stop)

    def some(self, rows: slice) -> "Groups":
        """These groups alone."""
        return Groups(self.units[rows], self.size[rows], self.market[rows], self.cluster[rows])


class Parts(NamedTuple):
    """Markets within places, and the groups of employers that their sums run over.

    - markets: a row each, by place: place_id, code, and of `quotient`'s sums those that no subject is needed for
    - within: the groups of these markets    · whole: those of the places, `market` being a place_id
    - whole_of: the group of its place that each group within is part of    · is_named: whether its employer is known
    """

    markets: pd.DataFrame
    within: Groups
    whole: Groups
    whole_of: Ints
    is_named: Ints

    def some(self, first: int, last: int) -> "tuple[Parts, slice]":
        """The markets from `first` to before `last`, numbered from 0, and which of the places' groups are theirs."""
        markets = self.markets.iloc[first:last].reset_index(drop=True)
        places = markets["place_id"].to_numpy(np.int64)
        within, whole = self.within.of_markets(first, last), self.whole.of_markets(places[0], places[-1] + 1)
        here = self.within.some(within)
        here = here._replace(market=here.market - first)
        whole_of = self.whole_of[within] - whole.start
        return Parts(markets, here, self.whole.some(whole), whole_of, self.is_named[within]), whole


def parts(basis: Basis, column: str, digits: Sequence[int]) -> Parts:
    """The open vacancies of `all` and of each country, parted by a `column` of codes.

    A code counts under as many of its first characters as each of `digits` says (none: as it is); one that is shorter
    or unknown counts under none. In a country, a part of fewer than 10 vacancies or 3 employers is left out.
    """
    units, names = basis.demand.units, basis.places["place"]
    unit, place = (basis.demand.places[key].to_numpy(np.int64) for key in ("unit_id", "place_id"))
    national = (names.ne(REMOTE) & ~names.str.contains("-", regex=False)).to_numpy(bool)
    counts = units["open"].to_numpy(bool)[unit] & national[place]
    unit, place = unit[counts], place[counts]
    codes, labels = _coded(units[column], digits)
    at, level = np.nonzero(codes[unit] >= 0)
    cluster = units["cluster_id"].to_numpy(np.int64)
    named = np.zeros(cluster.max(initial=-1) + 1, dtype=np.int64)
    named[cluster] = units["is_named"]
    whole = _groups(unit, place, cluster)
    within = _groups(unit[at], place[at] * len(labels) + codes[unit[at], level], cluster)
    market, within = _enough(within, len(labels), named)
    markets = pd.DataFrame({"place_id": market // max(len(labels), 1), "code": labels[market % max(len(labels), 1)]})
    return _summed(markets, within, whole, named)


def _coded(values: pd.Series, digits: Sequence[int]) -> tuple[Ints, npt.NDArray[np.object_]]:
    """By unit and number of digits, the number of its label, −1 without one; and the labels."""
    code, stated = pd.factorize(values, sort=True)
    names = [[text[:n] if len(text) >= n else None for n in digits] or [text] for text in stated]
    labels = sorted({name for row in names for name in row if name is not None})
    number = {None: -1, **{label: at for at, label in enumerate(labels)}}
    found = [[number[name] for name in row] for row in names]
    return np.array([*found, [-1] * max(len(digits), 1)], dtype=np.int64)[code], np.array(labels, dtype=object)


def _groups(unit: Ints, market: Ints, cluster: Ints) -> Groups:
    clusters = cluster.max(initial=0) + 1
    key, group = np.unique(market * clusters + cluster[unit], return_inverse=True)
    units = csr_array((np.ones(len(unit), dtype=np.int32), (group, unit)), shape=(len(key), len(cluster)))
    return Groups(units, np.diff(units.indptr).astype(np.int64), key // clusters, key % clusters)


def _enough(within: Groups, labels: int, named: Ints) -> tuple[Ints, Groups]:
    """The markets in order, without the small ones of countries, and their groups under new numbers."""
    market, number = np.unique(within.market, return_inverse=True)
    total, employers = np.bincount(number, within.size), np.bincount(number, named[within.cluster])
    kept = (market < labels) | is_sufficient(total, employers)
    stay = kept[number]
    renumbered = (np.cumsum(kept) - 1)[number[stay]]
    return market[kept], Groups(within.units[stay], within.size[stay], renumbered, within.cluster[stay])


def is_sufficient(count: Sums, employers: Sums) -> npt.NDArray[np.bool_]:
    """Which counts are those of at least 10 vacancies and 3 employers."""
    return (count >= MINIMUM_VACANCIES) & (employers >= MINIMUM_EMPLOYERS)


def _summed(markets: pd.DataFrame, within: Groups, whole: Groups, named: Ints) -> Parts:
    place, clusters = markets["place_id"].to_numpy(np.int64), len(named)
    key = whole.market * clusters + whole.cluster
    whole_of = np.searchsorted(key, place[within.market] * clusters + within.cluster)
    for suffix, groups in (("", within), ("_whole", whole)):
        count = len(markets) if groups is within else place.max(initial=-1) + 1
        sums = {"total": groups.size, "nn": np.square(groups.size), "clusters": np.ones_like(groups.size)}
        for name, values in sums.items():
            by_market = np.bincount(groups.market, values, minlength=count)
            markets[name + suffix] = by_market if groups is within else by_market[place]
    markets["nn_all"] = np.bincount(within.market, within.size * whole.size[whole_of], minlength=len(markets))
    return Parts(markets, within, whole, whole_of, named[within.cluster])
