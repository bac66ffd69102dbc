"""Blocks of advertisements that may be one vacancy: those of one key are candidates of each other.

They share a place and, by locality-sensitive hashing, parts of their texts and titles, or an advertiser and an opening.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pipelines.duplicates.ad_columns import Ints
from pipelines.duplicates.ads import Ads

TEXT_BANDS, COPY_BANDS, _TITLE_BANDS = 32, 16, 4
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: an odd multiplier that spreads keys
_ANYWHERE = _MIX  # where an advertisement stands that does not say where

Blocks = Iterator[tuple[Ints, NDArray[np.uint64]]]  # rows and their keys


def hashed(*columns: NDArray[np.generic]) -> NDArray[np.uint64]:
    """A number for what the columns hold in each row."""
    key = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        key = (key ^ column.astype(np.uint64)) * _MIX
        key ^= key >> np.uint64(29)
    return key


def own_blocks(ads: Ads) -> Blocks:
    """One employer's advertisements of one title and place that share a part of their texts."""
    rows = np.flatnonzero(ads.has_minhash & (ads.employer >= 0))
    for band in bands(ads.minhash[rows], TEXT_BANDS):
        yield rows, hashed(ads.place[rows], ads.job[rows], ads.employer[rows], band)


def headed_blocks(ads: Ads) -> Blocks:
    """Advertisements whose titles name one advertiser, that share a place or a town and a word sequence or an opening.

    One that does not say where stands with all of its advertiser.
    """
    rows, key = _somewhere(ads, *_advertisers(ads))
    for band in bands(ads.minhash[rows], ads.minhash.shape[1]):
        yield rows, hashed(key, band)
    which, column = np.nonzero(ads.openings[rows])
    yield rows[which], hashed(key[which], ads.openings[rows[which], column])


def _somewhere(ads: Ads, rows: Ints, of: NDArray[np.generic]) -> tuple[Ints, NDArray[np.uint64]]:
    """Rows and keys for what they share and where: the place, each town, and anywhere if one does not say where."""
    towns = ads.town_words[ads.towns[rows]]
    which, column = np.nonzero(towns)
    anywhere = np.flatnonzero(np.isin(of, of[ads.nowhere[rows]]))
    where = [hashed(ads.place[rows]), towns[which, column].astype(np.uint64), np.full(len(anywhere), _ANYWHERE)]
    entries = np.concatenate([np.arange(len(rows)), which, anywhere])
    return rows[entries], hashed(of[entries], np.concatenate(where))


def _advertisers(ads: Ads) -> tuple[Ints, Ints]:
    """Rows with text, and whom each names, by title or web site, where another does too."""
    named = np.flatnonzero(ads.has_minhash & (ads.advertiser >= 0))
    linked = np.flatnonzero(ads.has_minhash & (ads.site >= 0) & (ads.site != ads.advertiser))
    rows, of = np.concatenate([named, linked]), np.concatenate([ads.advertiser[named], ads.site[linked]])
    _, which, count = np.unique(of, return_inverse=True, return_counts=True)
    several = count[which] > 1
    return rows[several], of[several]


def copy_blocks(ads: Ads) -> Blocks:
    """Anybody's advertisements where a copy stands, of one level, that share their text or a part of text and title."""
    copied = np.isin(ads.place, ads.place[~ads.named])
    worded = np.flatnonzero(copied & (ads.text >= 0))
    yield worded, hashed(ads.place[worded], ads.level[worded], ads.text[worded])
    rows = np.flatnonzero(copied & ads.has_minhash)
    titles = _title_bands(ads)[:, ads.title[rows]]
    for band in bands(ads.minhash[rows], COPY_BANDS):
        for title in titles:
            yield rows, hashed(ads.place[rows], ads.level[rows], title, band)


def line_blocks(ads: Ads) -> Blocks:
    """First lines of one level over texts that share a part, that share a place or a town, or do not say where."""
    lines = np.flatnonzero(ads.has_minhash & ads.is_line)
    for band in bands(ads.minhash[lines], TEXT_BANDS):
        shared = hashed(ads.level[lines], band)
        _, which, count = np.unique(shared, return_inverse=True, return_counts=True)
        several = count[which] > 1
        yield _somewhere(ads, lines[several], shared[several])


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
