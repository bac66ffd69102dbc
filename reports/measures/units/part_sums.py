"""What the vacancies of each part of a place name: the sums that shares, quotients and their intervals are made of.

They are products of sparse matrices: in SQL, what a part's employers name anywhere in the place makes hundreds of
millions of rows of a million vacancies.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from reports.measures.statistics.intervals import Floats
from reports.measures.units.parts import Ints, Parts, is_sufficient

MENTIONS_AT_ONCE = 1_000_000
CELLS_AT_ONCE = 2_000_000


def part_sums(cut: Parts, mentions: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Frames, some markets at a time: market_id, subject_id and the sums of `Tally` and `quotient`, market's included.

    A row for each market and subject of `mentions` (unit_id, subject_id; distinct) that an open vacancy of it names; in
    a country, that at least 10 of at least 3 employers do. By market and subject.
    """
    unit, subject = (mentions[key].to_numpy(np.int64) for key in ("unit_id", "subject_id"))
    shape = (cut.whole.units.shape[1], subject.max(initial=-1) + 1)
    naming = csr_array((np.ones(len(mentions), dtype=np.int32), (unit, subject)), shape=shape)
    in_places = cut.whole.units @ naming
    in_places.sort_indices()
    made = np.bincount(cut.within.market, cut.within.units @ np.diff(naming.indptr), len(cut.markets)).astype(float)
    for first, last in _blocks(made, naming.shape[1]):
        block, groups = cut.some(first, last)
        rows = _sums(block, naming, in_places[groups])
        of_markets = block.markets.iloc[rows["market_id"]].set_axis(rows.index)
        yield pd.concat([rows.assign(market_id=rows["market_id"] + first), of_markets], axis=1)


def _blocks(mentions: Floats, subjects: int) -> Iterator[tuple[int, int]]:
    """Ranges of markets that bound the memory: by their mentions, and by the cells of markets × subjects."""
    cost = np.cumsum(np.maximum(mentions / MENTIONS_AT_ONCE, subjects / CELLS_AT_ONCE))
    edges = [0, *(np.flatnonzero(np.diff(np.floor(cost))) + 1).tolist(), len(mentions)]
    return ((first, last) for first, last in pairwise(edges) if first < last)


class Counts(NamedTuple):
    """How many vacancies of a group name a subject, a row for each pair of which any does; by group, subject."""

    group: Ints
    subject: Ints
    vacancies: Floats


def _counts(named: csr_array) -> Counts:
    named.sort_indices()
    group = np.repeat(np.arange(named.shape[0]), np.diff(named.indptr))
    return Counts(group, named.indices.astype(np.int64), named.data.astype(np.float64))


def _sums(cut: Parts, naming: csr_array, in_places: csr_array) -> pd.DataFrame:
    """The rows of `part_sums` of all markets of `cut`."""
    width, is_country = naming.shape[1], (cut.markets["place_id"] > 0).to_numpy(bool)
    here = _counts(cut.within.units @ naming)
    cell, cells = cut.within.market[here.group] * width + here.subject, len(cut.markets) * width
    count = np.bincount(cell, here.vacancies, cells)
    employers = np.bincount(cell, cut.is_named[here.group], cells)
    shown = np.flatnonzero((count > 0) & (~np.repeat(is_country, width) | is_sufficient(count, employers)))
    row = np.full(cells, -1)
    row[shown] = np.arange(len(shown))
    market, subject = np.divmod(shown, width)
    keys = {"market_id": market, "subject_id": subject, "count": count[shown], "organizations": employers[shown]}
    sums = _within(cut, here, row[cell], in_places) | _whole(cut, market, subject, in_places)
    return pd.DataFrame(keys | sums)


def _within(cut: Parts, here: Counts, row: Ints, in_places: csr_array) -> dict[str, Floats]:
    """Sums over the groups of each market, by the `row` that each entry of `here` belongs to (−1: none)."""
    group, subject, y = (values[row >= 0] for values in here)
    of_place, named = cut.whole_of[group], y * cut.is_named[group]
    place, width = _counts(in_places), in_places.shape[1]
    found = np.searchsorted(place.group * width + place.subject, of_place * width + subject)
    products = {
        "yy": y * y,
        "yn": y * cut.within.size[group],
        "yn_all": y * cut.whole.size[of_place],
        "y_y": y * place.vacancies[found],
        "named_count": named,
        "named_squares": named * y,
    }
    return {name: np.bincount(row[row >= 0], values).astype(np.float64) for name, values in products.items()}


def _whole(cut: Parts, market: Ints, subject: Ints, in_places: csr_array) -> dict[str, Floats]:
    """Sums over the groups of each market's place: of the subject alone, and `n_y`, with the market's vacancies."""
    width = in_places.shape[1]
    group, of, y = _counts(in_places)
    places, place = np.unique(cut.whole.market, return_inverse=True)
    wanted = np.searchsorted(places, cut.markets["place_id"])[market] * width + subject
    products = {"count_whole": y, "yy_whole": y * y, "yn_whole": y * cut.whole.size[group]}
    sums = {name: np.bincount(place[group] * width + of, values)[wanted] for name, values in products.items()}
    shape = (len(cut.markets), len(place))
    sizes = csr_array((cut.within.size.astype(np.float64), (cut.within.market, cut.whole_of)), shape=shape)
    return sums | {"n_y": (sizes @ in_places).toarray()[market, subject]}
