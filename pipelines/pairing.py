"""Pairs of advertisements that may be one vacancy, and what they connect. Vectorised; `judgement` decides.

Candidates share a place and, by locality-sensitive hashing, parts of their texts and titles; whether two rows are
candidates depends on them alone. Rows that are already joined are not compared again, so that a flood of near clones
costs as many comparisons as it has rows.
"""

from collections.abc import Iterator
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pipelines.ads import Ads, Ints
from pipelines.judgement import same, similarity

_TEXT_BANDS, _COPY_BANDS, _TITLE_BANDS = 32, 16, 4
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: an odd multiplier that spreads keys
_MOST_STRANGERS = 256
_CHUNK = 1_000_000  # pairs judged at once


def components(ads: Ads) -> Ints:
    """A label a row: named employers' rows joined among themselves, the others' among themselves.

    What is joined of the others then goes to the one employer whose text is most similar, if any is the same vacancy.
    """
    labels = np.arange(len(ads), dtype=np.int64)
    for pairs in (_neighbours, _strangers):
        for rows, keys in chain(_own_blocks(ads), _headed_blocks(ads, ads.named)):
            labels = _joined(labels, *_judged(ads, pairs(rows, keys, labels)))
        for rows, keys in _copy_blocks(ads):
            copies = ~ads.named[rows]
            labels = _joined(labels, *_judged(ads, pairs(rows[copies], keys[copies], labels)))
    anybody = chain(_copy_blocks(ads), _headed_blocks(ads, np.zeros(len(ads), bool)))
    found = [_judged(ads, _across(ads, rows, keys, labels)) for rows, keys in anybody]
    return _attached(ads, labels, *_unique(found))


def _joined(labels: Ints, left: Ints, right: Ints) -> Ints:
    """Labels after joining; a component's label is its least row."""
    if not len(left):
        return labels
    graph = coo_array((np.ones(len(left), np.int8), (labels[left], labels[right])), shape=(len(labels), len(labels)))
    _, component = connected_components(graph, directed=False)
    _, least = np.unique(component, return_index=True)
    return np.asarray(least[component][labels], dtype=np.int64)


def _attached(ads: Ads, labels: Ints, employers: Ints, copies: Ints) -> Ints:
    order = np.lexsort((labels[employers], -similarity(ads, employers, copies), labels[copies]))
    copied, best = np.unique(labels[copies][order], return_index=True)
    home = np.arange(len(labels), dtype=np.int64)
    home[copied] = labels[employers][order][best]
    return np.asarray(home[labels], dtype=np.int64)


def _hashed(*columns: NDArray[np.generic]) -> NDArray[np.uint64]:
    key = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        key = (key ^ column.astype(np.uint64)) * _MIX
        key ^= key >> np.uint64(29)
    return key


Blocks = Iterator[tuple[Ints, NDArray[np.uint64]]]  # rows and their keys; rows of one key are candidates of each other


def _own_blocks(ads: Ads) -> Blocks:
    """One employer's advertisements of one title and place that share a part of their texts."""
    rows = np.flatnonzero(ads.has_minhash & (ads.employer >= 0))
    for band in _bands(ads.minhash[rows], _TEXT_BANDS):
        yield rows, _hashed(ads.place[rows], ads.job[rows], ads.employer[rows], band)


def _headed_blocks(ads: Ads, kinds: NDArray[np.bool_]) -> Blocks:
    """One kind's advertisements whose titles name one advertiser, that share a place or a town and a word sequence."""
    rows = np.flatnonzero(ads.has_minhash & (ads.advertiser >= 0))
    rows = rows[np.bincount(ads.advertiser[rows])[ads.advertiser[rows]] > 1]
    towns = ads.town_words[ads.towns[rows]]
    which, column = np.nonzero(towns)
    where = np.concatenate([_hashed(ads.place[rows]), towns[which, column].astype(np.uint64)])
    rows = np.concatenate([rows, rows[which]])
    for band in _bands(ads.minhash[rows], ads.minhash.shape[1]):
        yield rows, _hashed(ads.advertiser[rows], kinds[rows], where, band)


def _copy_blocks(ads: Ads) -> Blocks:
    """Anybody's advertisements where a copy stands, of one level, that share their text or a part of text and title.

    Where the titles are first lines of texts, a part of the text is enough.
    """
    copied = np.isin(ads.place, ads.place[~ads.named])
    worded = np.flatnonzero(copied & (ads.text >= 0))
    yield worded, _hashed(ads.place[worded], ads.level[worded], ads.text[worded])
    rows = np.flatnonzero(copied & ads.has_minhash)
    titles = _title_bands(ads)[:, ads.title[rows]]
    for band in _bands(ads.minhash[rows], _COPY_BANDS):
        for title in titles:
            yield rows, _hashed(ads.place[rows], ads.level[rows], title, band)
    rows = np.flatnonzero(copied & ads.has_minhash & ads.is_line)
    for band in _bands(ads.minhash[rows], _TEXT_BANDS):
        yield rows, _hashed(ads.place[rows], ads.level[rows], band)


def _bands(minhash: NDArray[np.uint16], count: int) -> Iterator[NDArray[np.uint64]]:
    if len(minhash) < 2:
        return
    width = minhash.shape[1] // count
    for band in range(count):
        yield _hashed(*minhash[:, band * width : (band + 1) * width].T)


def _title_bands(ads: Ads) -> NDArray[np.uint64]:
    """For each title the least of its words under several orders of all words: shared by titles that share words."""
    words = ads.title_words.astype(np.uint64)
    bands = []
    for seed in range(_TITLE_BANDS):
        ranks = _hashed(words.ravel(), np.full(words.size, seed)).reshape(words.shape)
        bands.append(np.where(words == 0, np.iinfo(np.uint64).max, ranks).min(axis=1))
    return np.stack(bands)


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
    counts = np.maximum(ends - begins, 0)
    found: list[tuple[Ints, Ints]] = []
    chunks = np.cumsum(counts) // _CHUNK
    for some in np.split(np.arange(len(rows)), np.flatnonzero(np.diff(chunks)) + 1):
        left = np.repeat(some, counts[some])
        within = np.arange(len(left)) - np.repeat(np.cumsum(counts[some]) - counts[some], counts[some])
        one, other = rows[left], rows[np.repeat(begins[some], counts[some]) + within]
        verdict = same(ads, one, other)
        found.append((other[verdict], one[verdict]))
    return _unique(found)


def _unique(pairs: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    left = np.concatenate([one for one, _ in pairs]) if pairs else np.zeros(0, np.int64)
    right = np.concatenate([other for _, other in pairs]) if pairs else np.zeros(0, np.int64)
    both = np.unique(np.stack([left, right]), axis=1)
    return both[0].astype(np.int64), both[1].astype(np.int64)
