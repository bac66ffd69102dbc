"""Pairs of advertisements that may be one vacancy, and what they connect. Vectorised; `judgement` decides.

Whether two rows are candidates depends on their blocks alone. Rows that are already joined are not compared again, so
that a flood of near clones costs as many comparisons as it has rows.
"""

from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pipelines.duplicates.ad_columns import Ints
from pipelines.duplicates.ads import Ads
from pipelines.duplicates.blocks import Blocks, copy_blocks, hashed, headed_blocks, line_blocks, own_blocks
from pipelines.duplicates.judgement import SAME_TEXT, same, similarity
from pipelines.duplicates.uniting import united

_MOST_STRANGERS = 256
_CHUNK = 1_000_000  # pairs judged at once


def components(ads: Ads) -> Ints:
    """A label a row: near texts of one named employer and one town are joined first, and those that name neither.

    What is joined so is then united by ever weaker pairs, as long as it is of one employer and one town.
    """
    labels = np.arange(len(ads), dtype=np.int64)
    for pairs in (_neighbours, _strangers):
        for rows, keys in chain(own_blocks(ads), headed_blocks(ads), line_blocks(ads), _copies(ads)):
            ranges = pairs(rows, hashed(keys, ads.employer_told[rows], ads.town_told[rows]), labels)
            labels = _joined(labels, *_near(ads, *_judged(ads, ranges)))
    lists = chain(headed_blocks(ads), line_blocks(ads))
    found = [_judged(ads, _strangers(rows, keys, labels)) for rows, keys in lists]
    found += [_judged(ads, _across(ads, rows, keys, labels)) for rows, keys in copy_blocks(ads)]
    left, right = _unique(found)
    return united(ads, labels, left, right, similarity(ads, left, right))


def _near(ads: Ads, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    near = (similarity(ads, left, right) >= SAME_TEXT) | (ads.text[left] < 0)
    return left[near], right[near]


def _copies(ads: Ads) -> Blocks:
    for rows, keys in copy_blocks(ads):
        copies = ~ads.named[rows]
        yield rows[copies], keys[copies]


def _joined(labels: Ints, left: Ints, right: Ints) -> Ints:
    """Labels after joining; a component's label is its least row."""
    if not len(left):
        return labels
    graph = coo_array((np.ones(len(left), np.int8), (labels[left], labels[right])), shape=(len(labels), len(labels)))
    _, component = connected_components(graph, directed=False)
    _, least = np.unique(component, return_index=True)
    return np.asarray(least[component][labels], dtype=np.int64)


def _ordered(*columns: NDArray[np.generic]) -> tuple[Ints, list[Ints]]:
    """The order by columns, and for each leading set of columns and each ordered row the end of its run of equals."""
    order = np.lexsort(columns[::-1])
    ends, starts = [], np.arange(len(order)) == 0
    for column in columns:
        ordered = column[order]
        starts[1:] |= ordered[1:] != ordered[:-1]
        first = np.append(np.flatnonzero(starts), len(order))
        ends.append(np.repeat(first[1:], np.diff(first)).astype(np.int64))
    return order, ends


Ranges = tuple[Ints, Ints, Ints]  # rows, and for each the range of places in them to pair it with


def _neighbours(rows: Ints, keys: NDArray[np.uint64], _labels: Ints) -> Ranges:
    """Each row with the next of its block: a flood of near clones is joined by as many pairs as it has rows."""
    order, (key_end,) = _ordered(keys)
    begin = np.arange(1, len(rows) + 1)
    return rows[order], begin, np.minimum(begin + 1, key_end)


def _strangers(rows: Ints, keys: NDArray[np.uint64], labels: Ints) -> Ranges:
    """Each row with those of its block that have another label, in a large block with the next of them only."""
    order, (key_end, label_end) = _ordered(keys, labels[rows])
    return rows[order], label_end, np.minimum(key_end, label_end + _MOST_STRANGERS)


def _across(ads: Ads, rows: Ints, keys: NDArray[np.uint64], labels: Ints) -> Ranges:
    """Each copy with the named employers of its block; of what is joined there, the first row stands for all."""
    order, (_, label_end) = _ordered(keys, labels[rows])
    firsts = order[np.unique(np.append(0, label_end))[:-1]]
    rows, keys = rows[firsts], keys[firsts]
    order, (key_end, kind_end) = _ordered(keys, ads.named[rows])
    rows = rows[order]
    return rows, np.where(ads.named[rows], key_end, kind_end), key_end


def _judged(ads: Ads, ranges: Ranges) -> tuple[Ints, Ints]:
    """The pairs of the ranges that are the same, judged in chunks. Of a pair across kinds the employer stands left."""
    rows, begins, ends = ranges
    asked = np.flatnonzero(ends > begins)
    counts = ends[asked] - begins[asked]
    found = [_NO_PAIRS]
    chunks = np.cumsum(counts) // _CHUNK
    for some in np.split(np.arange(len(asked)), np.flatnonzero(np.diff(chunks)) + 1) if len(asked) else ():
        left = np.repeat(some, counts[some])
        within = np.arange(len(left)) - np.repeat(np.cumsum(counts[some]) - counts[some], counts[some])
        one, other = rows[asked[left]], rows[begins[asked[left]] + within]
        verdict = same(ads, one, other)
        found.append((other[verdict], one[verdict]))
    return _unique(found)


_NO_PAIRS = (np.zeros(0, np.int64), np.zeros(0, np.int64))


def _unique(pairs: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    left, right = (np.concatenate(side) for side in zip(_NO_PAIRS, *pairs, strict=True))
    size = max(right.max(initial=0), 0) + 1
    both = np.unique(left * size + right)
    return both // size, both % size
