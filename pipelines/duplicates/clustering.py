"""The vacancies of postings, and the cells they were found in: what `duplicates` gives and `memory` keeps."""

from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.duplicates.ad_columns import Ints
from pipelines.duplicates.ads import Ads
from pipelines.duplicates.cells import Keys, cells, keys
from pipelines.duplicates.judgement import REPOST_DAYS
from pipelines.duplicates.pairing import components

Numbers = NDArray[np.uint64]


class Judged(NamedTuple):
    """Of each row the vacancy and the cell, and of each key that a row has the cell, by ascending key."""

    vacancy: Numbers
    cell: Ints
    key: Keys
    key_cell: Ints


def names(frame: pd.DataFrame) -> NDArray[np.object_]:
    """`source:identifier` of each row."""
    return (frame["source"].astype(str) + ":" + frame["identifier"].astype(str)).to_numpy(dtype=object)


def in_order(frame: pd.DataFrame) -> Ints:
    """The order of rows by name, in which they are judged."""
    return np.argsort(names(frame), kind="stable")


def judged(ordered: pd.DataFrame) -> Judged:
    """The vacancies of rows in the order of their names, judged from these rows alone."""
    every = Ads.of(ordered)
    rows, of = keys(every)
    cell = cells(len(every), rows, of)
    key, first_entry = np.unique(of, return_index=True)
    ads, row = every.drawn_together(REPOST_DAYS)
    _, first, component = np.unique(components(ads)[row], return_index=True, return_inverse=True)
    least = names(ordered.iloc[first])
    hashed = np.array([int.from_bytes(blake2b(name.encode(), digest_size=8).digest()) for name in least], np.uint64)
    return Judged(hashed[component], cell, key, cell[rows[first_entry]])


def series(frame: pd.DataFrame, order: Ints, vacancy: Numbers) -> "pd.Series[str]":
    """Vacancies of ordered rows as 16 hex digits in the frame's own order."""
    ids = np.empty(len(frame), dtype=object)
    ids[order] = [f"{number:016x}" for number in vacancy.tolist()]
    return pd.Series(ids, index=frame.index, name="vacancy", dtype="string")
