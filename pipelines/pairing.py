"""Pairs of advertisements that may be one vacancy, and what they connect. Vectorised; `judgement` decides.

Candidates share a place and, by locality-sensitive hashing, parts of their texts and titles; whether two rows are
candidates depends on them alone. Rows that are already joined are not compared again, so that a flood of near clones
costs as many comparisons as it has rows.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pipelines.ads import Ads, Ints
from pipelines.judgement import same, similarity

_TEXT_BANDS, _COPY_BANDS, _TITLE_BANDS = 32, 16, 4
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: an odd multiplier that spreads keys
_CHUNK = 1_000_000  # pairs judged at once


def components(ads: Ads) -> Ints:
    """A label a row: rows joined by same pairs, named employers among themselves, the others among themselves.

    What is joined of the others then goes to the one employer whose text is most similar, if any is the same.
    """
    labels = np.arange(len(ads), dtype=np.int64)
    for step in (_neighbours, _strangers):
        for rows, keys in _blocks(ads):
            left, right = _judged(ads, step(ads, rows, keys, labels))
            if len(left):
                labels = _joined(labels, left, right)
    left, right = _unique([_judged(ads, _across(ads, rows, keys)) for rows, keys in _blocks(ads)])
    return _attached(labels, left, right, similarity(ads, left, right))


def _joined(labels: Ints, left: Ints, right: Ints) -> Ints:
    """Labels after joining; a component's label is its least row."""
    graph = coo_array((np.ones(len(left), np.int8), (labels[left], labels[right])), shape=(len(labels), len(labels)))
    _, component = connected_components(graph, directed=False)
    _, least = np.unique(component, return_index=True)
    return np.asarray(least[component][labels], dtype=np.int64)


def _attached(labels: Ints, employers: Ints, others: Ints, similarity: NDArray[np.float64]) -> Ints:
    order = np.lexsort((labels[employers], -similarity, labels[others]))
    other, best = np.unique(labels[others][order], return_index=True)
    home = np.arange(len(labels), dtype=np.int64)
    home[other] = labels[employers][order][best]
    return np.asarray(home[labels], dtype=np.int64)


def _hashed(*columns: NDArray[np.generic]) -> NDArray[np.uint64]:
    key = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        key = (key ^ column.astype(np.uint64)) * _MIX
        key ^= key >> np.uint64(29)
    return key


def _blocks(ads: Ads) -> Iterator[tuple[Ints, NDArray[np.uint64]]]:
    """Rows, at least two, and their keys; rows of one key are candidates of each other."""
    return ((rows, keys) for rows, keys in _all_blocks(ads) if len(rows) > 1)


def _all_blocks(ads: Ads) -> Iterator[tuple[Ints, NDArray[np.uint64]]]:
    every = np.arange(len(ads), dtype=np.int64)
    known = every[(ads.text < 0) & (ads.employer >= 0)]
    yield known, _hashed(ads.place[known], ads.title[known], ads.employer[known])
    worded = every[ads.text >= 0]
    yield worded, _hashed(ads.place[worded], ads.level[worded], ads.text[worded])
    hashed = every[ads.has_minhash]
    for band in _bands(ads.minhash[hashed], _TEXT_BANDS):
        yield hashed, _hashed(ads.place[hashed], ads.title[hashed], band)
    copied = np.isin(ads.place[hashed], ads.place[hashed][~ads.named[hashed]])
    rows = hashed[copied]
    for band in _bands(ads.minhash[rows], _COPY_BANDS):
        for title in _title_bands(ads)[:, ads.title[rows]]:
            yield rows, _hashed(ads.place[rows], ads.level[rows], title, band)


def _bands(minhash: NDArray[np.uint16], count: int) -> Iterator[NDArray[np.uint64]]:
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


def _ordered(ads: Ads, rows: Ints, keys: NDArray[np.uint64], labels: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Rows by key, kind and label, with the end of each row's run of equal key, of key and kind, and of all three."""
    order = np.lexsort((labels[rows], ads.named[rows], keys))
    rows, keys = rows[order], keys[order]
    new_key = np.r_[True, keys[1:] != keys[:-1]]
    new_kind = new_key | np.r_[True, ads.named[rows][1:] != ads.named[rows][:-1]]
    new_label = new_kind | np.r_[True, labels[rows][1:] != labels[rows][:-1]]
    return rows, _ends(new_key), _ends(new_kind), _ends(new_label)


def _ends(starts: NDArray[np.bool_]) -> Ints:
    first = np.flatnonzero(starts)
    return np.repeat(np.append(first[1:], len(starts)), np.diff(np.append(first, len(starts)))).astype(np.int64)


Ranges = tuple[Ints, Ints, Ints]  # sorted rows, and for each the range of places in them to pair it with


def _neighbours(ads: Ads, rows: Ints, keys: NDArray[np.uint64], labels: Ints) -> Ranges:
    """Each row with the next of its block and kind: what is one flood is joined by as many pairs as it has rows."""
    rows, _, kind_end, _ = _ordered(ads, rows, keys, np.arange(len(labels)))
    begin = np.arange(1, len(rows) + 1)
    return rows, begin, np.minimum(begin + 1, kind_end)


def _strangers(ads: Ads, rows: Ints, keys: NDArray[np.uint64], labels: Ints) -> Ranges:
    """Each row with all of its block and kind that have another label."""
    rows, _, kind_end, label_end = _ordered(ads, rows, keys, labels)
    return rows, label_end, kind_end


def _across(ads: Ads, rows: Ints, keys: NDArray[np.uint64]) -> Ranges:
    """Each agency's row with the named employers' of its block."""
    rows, key_end, kind_end, _ = _ordered(ads, rows, keys, np.arange(len(ads)))
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
