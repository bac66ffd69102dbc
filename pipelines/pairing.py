"""Pairs of advertisements that may be one vacancy, and what they connect. Vectorised; `judgement` decides.

Candidates share a place and, by locality-sensitive hashing, parts of their texts and titles, or an advertiser and an
opening; whether two rows are candidates depends on them alone. Rows that are already joined are not compared again, so
that a flood of near clones costs as many comparisons as it has rows.
"""

from collections.abc import Iterator
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pipelines.ad_columns import Ints
from pipelines.ads import Ads
from pipelines.judgement import SAME_TEXT, same, similarity
from pipelines.uniting import united

TEXT_BANDS, COPY_BANDS, _TITLE_BANDS = 32, 16, 4
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: an odd multiplier that spreads keys
_ANYWHERE = _MIX  # where an advertisement stands that does not say where
_MOST_STRANGERS = 256
_CHUNK = 1_000_000  # pairs judged at once


Blocks = Iterator[tuple[Ints, NDArray[np.uint64]]]  # rows and their keys; rows of one key are candidates of each other


def components(ads: Ads) -> Ints:
    """A label a row: near texts of one named employer and one town are joined first, and those that name neither.

    What is joined so is then united by ever weaker pairs, as long as it is of one employer and one town.
    """
    labels = np.arange(len(ads), dtype=np.int64)
    for pairs in (_neighbours, _strangers):
        for rows, keys in chain(_own_blocks(ads), _headed_blocks(ads), _line_blocks(ads), _copies(ads)):
            ranges = pairs(rows, hashed(keys, ads.employer_told[rows], ads.town_told[rows]), labels)
            labels = _joined(labels, *_near(ads, *_judged(ads, ranges)))
    lists = chain(_headed_blocks(ads), _line_blocks(ads))
    found = [_judged(ads, _strangers(rows, keys, labels)) for rows, keys in lists]
    found += [_judged(ads, _across(ads, rows, keys, labels)) for rows, keys in _copy_blocks(ads)]
    left, right = _unique(found)
    return united(ads, labels, left, right, similarity(ads, left, right))


def _near(ads: Ads, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    near = (similarity(ads, left, right) >= SAME_TEXT) | (ads.text[left] < 0)
    return left[near], right[near]


def _copies(ads: Ads) -> Blocks:
    for rows, keys in _copy_blocks(ads):
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


def hashed(*columns: NDArray[np.generic]) -> NDArray[np.uint64]:
    """A number for what the columns hold in each row."""
    key = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        key = (key ^ column.astype(np.uint64)) * _MIX
        key ^= key >> np.uint64(29)
    return key


def _own_blocks(ads: Ads) -> Blocks:
    """One employer's advertisements of one title and place that share a part of their texts."""
    rows = np.flatnonzero(ads.has_minhash & (ads.employer >= 0))
    for band in bands(ads.minhash[rows], TEXT_BANDS):
        yield rows, hashed(ads.place[rows], ads.job[rows], ads.employer[rows], band)


def _headed_blocks(ads: Ads) -> Blocks:
    """Advertisements whose titles name one advertiser, that share a place or a town and a word sequence or an opening.

    One that does not say where stands with all of its advertiser.
    """
    rows, of = _advertisers(ads)
    towns = ads.town_words[ads.towns[rows]]
    which, column = np.nonzero(towns)
    anywhere = np.flatnonzero(np.isin(of, of[ads.nowhere[rows]]))
    where = [hashed(ads.place[rows]), towns[which, column].astype(np.uint64), np.full(len(anywhere), _ANYWHERE)]
    entries = np.concatenate([np.arange(len(rows)), which, anywhere])
    rows, key = rows[entries], hashed(of[entries], np.concatenate(where))
    for band in bands(ads.minhash[rows], ads.minhash.shape[1]):
        yield rows, hashed(key, band)
    which, column = np.nonzero(ads.openings[rows])
    yield rows[which], hashed(key[which], ads.openings[rows[which], column])


def _advertisers(ads: Ads) -> tuple[Ints, Ints]:
    """Rows with text, and whom each names, by title or web site, where another does too."""
    named = np.flatnonzero(ads.has_minhash & (ads.advertiser >= 0))
    linked = np.flatnonzero(ads.has_minhash & (ads.site >= 0) & (ads.site != ads.advertiser))
    rows, of = np.concatenate([named, linked]), np.concatenate([ads.advertiser[named], ads.site[linked]])
    _, which, count = np.unique(of, return_inverse=True, return_counts=True)
    several = count[which] > 1
    return rows[several], of[several]


def _copy_blocks(ads: Ads) -> Blocks:
    """Anybody's advertisements where a copy stands, of one level, that share their text or a part of text and title."""
    copied = np.isin(ads.place, ads.place[~ads.named])
    worded = np.flatnonzero(copied & (ads.text >= 0))
    yield worded, hashed(ads.place[worded], ads.level[worded], ads.text[worded])
    rows = np.flatnonzero(copied & ads.has_minhash)
    titles = _title_bands(ads)[:, ads.title[rows]]
    for band in bands(ads.minhash[rows], COPY_BANDS):
        for title in titles:
            yield rows, hashed(ads.place[rows], ads.level[rows], title, band)


def _line_blocks(ads: Ads) -> Blocks:
    """First lines of one level, wherever, over texts that share a part."""
    rows = np.flatnonzero(ads.has_minhash & ads.is_line)
    for band in bands(ads.minhash[rows], TEXT_BANDS):
        yield rows, hashed(ads.level[rows], band)


def bands(minhash: NDArray[np.uint16], count: int) -> Iterator[NDArray[np.uint64]]:
    """A number for each of so many parts of sketches: two agree in a part by their similarity to its width."""
    width = minhash.shape[1] // count
    for band in range(count):
        yield hashed(*minhash[:, band * width : (band + 1) * width].T)


def _title_bands(ads: Ads) -> NDArray[np.uint64]:
    """For each title the least of its words under several orders of all words: shared by titles that share words."""
    words = ads.title_words.astype(np.uint64)
    bands = []
    for seed in range(_TITLE_BANDS):
        ranks = hashed(words.ravel(), np.full(words.size, seed)).reshape(words.shape)
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
