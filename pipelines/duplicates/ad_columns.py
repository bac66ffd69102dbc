"""Columns of postings as numbers that mean the same in every frame, for `pipelines.duplicates.ads`."""

from collections.abc import Iterable
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.duplicates.signatures import place_key

Ints = NDArray[np.int64]
MIXED = -1
_MOST_WORDS = 12
_PAY = ("pay_low", "pay_high", "pay_unit", "pay_currency")


def identified(values: Iterable[str | None]) -> Ints:
    """A number for each text: its 63-bit hash, -1 for an empty one or none."""
    texts = np.array([value or None for value in values], dtype=object)
    hashes = pd.util.hash_array(texts) >> np.uint64(1)
    return np.where(pd.isna(texts), -1, hashes.astype(np.int64))


def places(frame: pd.DataFrame) -> pd.Series:
    """The `signatures.place_key` of each row."""
    location = frame["job_location"].fillna(frame["remote"].map({True: "remote"})).fillna("").astype(str)
    columns = (frame["country"].fillna("").astype(str), frame["subdivision"].fillna("").astype(str), location)
    return pd.Series([place_key(*place) for place in zip(*columns, strict=True)], dtype=object)


def stated(frame: pd.DataFrame, name: str) -> Ints:
    """The days of a column, `MIXED` where none is stated."""
    if name not in frame:
        return np.full(len(frame), MIXED)
    said = pd.to_datetime(frame[name])
    return np.where(said.isna(), MIXED, said.fillna(pd.Timestamp(0)).to_numpy("datetime64[D]").astype(np.int64))


def pay(frame: pd.DataFrame) -> Ints:
    """One number for one pay, `MIXED` where none is stated."""
    if not {*_PAY} <= {*frame}:
        return np.full(len(frame), MIXED)
    is_stated = frame["pay_low"].notna().to_numpy() | frame["pay_high"].notna().to_numpy()
    said = identified(" ".join(one) for one in zip(*(frame[name].map(str) for name in _PAY), strict=True))
    return np.where(is_stated, said, MIXED)


def days(frame: pd.DataFrame) -> tuple[Ints, Ints]:
    """The first and the last day a posting was seen; where one is unknown the other, where both 1970-01-01."""
    first, last = pd.to_datetime(frame["first_seen"]), pd.to_datetime(frame["last_seen"])
    known = (first.fillna(last).fillna(pd.Timestamp(0)), last.fillna(first).fillna(pd.Timestamp(0)))
    first_day, last_day = (day.to_numpy("datetime64[D]").astype(np.int64) for day in known)
    return first_day, last_day


def words_hashed(names: Iterable[tuple[str, ...]]) -> NDArray[np.uint32]:
    """A row of word hashes for each name, the first 12 words, 0 for none; at least one row."""
    listed = list(names)
    hashes = np.zeros((max(len(listed), 1), _MOST_WORDS), np.uint32)
    for row, words in enumerate(listed):
        for column, word in enumerate(words[:_MOST_WORDS]):
            hashes[row, column] = crc32(word.encode()) or 1
    return hashes
