"""Cells: sets of postings of which no pair across two is ever compared, so that each can be clustered on its own.

A posting has keys, coarser than `blocks`; what shares a key lies in one cell. Keys mean the same in
every frame, so that a later posting finds the cells of earlier ones by them.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pipelines.duplicates.ad_columns import Ints
from pipelines.duplicates.ads import Ads
from pipelines.duplicates.blocks import COPY_BANDS, TEXT_BANDS, bands, hashed

Keys = NDArray[np.uint64]


def keys(ads: Ads) -> tuple[Ints, Keys]:
    """Rows and their keys, several a row or none, each pair once."""
    employed = np.flatnonzero(ads.employer >= 0)
    worded = np.flatnonzero(ads.text >= 0)
    found = [
        (employed, _kept(0, ads.place[employed], *ads.job_words[ads.job[employed]].T, ads.employer[employed])),
        (worded, _kept(1, ads.place[worded], ads.level[worded], ads.text[worded])),
    ]
    for who in (ads.advertiser, ads.site):
        naming = np.flatnonzero(who >= 0)
        found.append((naming, _kept(2, who[naming])))
    signed = np.flatnonzero(ads.has_minhash)
    for number, band in enumerate(bands(ads.minhash[signed], COPY_BANDS)):
        found.append((signed, _kept(3 + number, ads.place[signed], ads.level[signed], band)))
    lines = np.flatnonzero(ads.has_minhash & ads.is_line)
    for number, band in enumerate(bands(ads.minhash[lines], TEXT_BANDS)):
        found.append((lines, _kept(3 + COPY_BANDS + number, ads.level[lines], band)))
    return np.concatenate([rows for rows, _ in found]), np.concatenate([key for _, key in found])


def _kept(kind: int, *columns: NDArray[np.generic]) -> Keys:
    return hashed(np.full(len(columns[0]), kind), *columns)


def cells(count: int, rows: Ints, of: Keys) -> Ints:
    """The cell of each of `count` rows, numbered from 0, from pairs of rows and keys."""
    _, key = np.unique(of, return_inverse=True)
    size = count + (int(key.max()) + 1 if len(key) else 0)
    graph = coo_array((np.ones(len(rows), np.int8), (rows, count + key)), shape=(size, size))
    _, component = connected_components(graph, directed=False)
    _, numbered = np.unique(component[:count], return_inverse=True)
    return np.asarray(numbered, dtype=np.int64)
