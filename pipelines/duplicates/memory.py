"""Vacancies remembered from one time to the next: only cells with new, changed or withdrawn postings are judged again.

What is remembered can be used for any later set of postings, also of an earlier day: a posting is known by all that is
judged of it. Only the last day on which it was seen, which grows while it is open, is compared apart: it matters only
where it passes the first day of another posting of its cell, or that day less the days within which a repost follows.
"""

import os
import zlib
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple, Self
from zipfile import BadZipFile
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.duplicates.ad_columns import Ints, days
from pipelines.duplicates.ads import Ads
from pipelines.duplicates.blocks import hashed
from pipelines.duplicates.cells import Keys, keys
from pipelines.duplicates.clustering import Numbers, in_order, judged, series
from pipelines.duplicates.judgement import REPOST_DAYS

_JUDGED = (
    "source identifier title employer_key is_agency country subdivision remote job_location date_posted pay_low"
    " pay_high pay_unit pay_currency text_key minhash"
).split()
_UNREADABLE = (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error)
_FAR = 1 << 24  # more than any day or number of days


class Past(NamedTuple):
    """What is remembered: a row for each posting by ascending `row`, a hash of all that is judged but its last day."""

    row: Numbers
    first: Ints
    last: Ints
    vacancy: Numbers
    cell: Ints
    key: Keys  # ascending
    key_cell: Ints
    method: Numbers  # one number

    @classmethod
    def empty(cls) -> Self:
        """Nothing remembered yet."""
        number, day = np.zeros(0, np.uint64), np.zeros(0, np.int64)
        return cls(number, day, day, number, day, number, day, np.array([_method()], np.uint64))

    @classmethod
    def read(cls, file: Path) -> Self:
        """What a file holds, nothing where it is missing, broken or of another method."""
        try:
            with np.load(file, allow_pickle=False) as stored:
                past = cls(*(stored[name] for name in cls._fields))
        except _UNREADABLE:
            return cls.empty()
        return past if past.method.tolist() == [_method()] else cls.empty()

    def write(self, file: Path) -> None:
        """Write beside and rename."""
        file.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as beside:
            try:
                np.savez(beside, **self._asdict())
                beside.flush()
                os.fsync(beside.fileno())
                Path(beside.name).replace(file)
            except BaseException:
                Path(beside.name).unlink(missing_ok=True)
                raise


class Memory:
    """Vacancies of postings, remembered in a file."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def cluster(self, frame: pd.DataFrame) -> "pd.Series[str]":
        """As `duplicates.cluster`, and remembered; where nothing can be written, only time is lost."""
        order = in_order(frame)
        ordered = frame.iloc[order]
        row = _fingerprints(ordered)
        if len(np.unique(row)) < len(row):  # a posting given twice: nothing to remember it by
            return series(frame, order, judged(ordered).vacancy)
        past = Past.read(self.file)
        now = _brought_up(past, ordered, row)
        if now is not past:
            with suppress(OSError):
                now.write(self.file)
        return series(frame, order, now.vacancy[np.searchsorted(now.row, row)])


def _brought_up(past: Past, ordered: pd.DataFrame, row: Numbers) -> Past:
    """What is known of the rows of a frame, judged where the past does not say; the past itself if it says all."""
    first, last = days(ordered)
    at, known = _places(past.row, row)
    gone = np.ones(len(past.row), bool)
    gone[at[known]] = False
    if known.all() and not gone.any() and (past.last[at] == last).all():
        return past
    touched = [past.cell[gone], _overtaken(past, at[known], last[known])]
    if not known.all():
        _, fresh = keys(Ads.of(ordered[~known]))
        found, is_key = _places(past.key, fresh)
        touched.append(past.key_cell[found[is_key]])
    again = np.zeros(past.cell.max(initial=-1) + 1, bool)
    again[np.concatenate(touched)] = True
    todo = ~known
    todo[known] = again[past.cell[at[known]]]
    new = judged(ordered[todo])
    vacancy, cell = np.empty(len(row), np.uint64), np.empty(len(row), np.int64)
    vacancy[~todo], cell[~todo] = past.vacancy[at[~todo]], past.cell[at[~todo]]
    vacancy[todo], cell[todo] = new.vacancy, new.cell + len(again)
    kept = ~again[past.key_cell]
    key = np.concatenate([past.key[kept], new.key])
    key_cell = np.concatenate([past.key_cell[kept], new.key_cell + len(again)])
    _, numbered = np.unique(np.concatenate([cell, key_cell]), return_inverse=True)
    by_row, by_key = np.argsort(row), np.argsort(key)
    return Past(
        row=row[by_row],
        first=first[by_row],
        last=last[by_row],
        vacancy=vacancy[by_row],
        cell=numbered[: len(row)][by_row],
        key=key[by_key],
        key_cell=numbered[len(row) :][by_key],
        method=past.method,
    )


def _places(ascending: Numbers, asked: Numbers) -> tuple[Ints, NDArray[np.bool_]]:
    """Where each number stands among others, and whether it does; anywhere if it does not."""
    if not len(ascending):
        return np.zeros(len(asked), np.int64), np.zeros(len(asked), bool)
    at = np.searchsorted(ascending, asked).clip(max=len(ascending) - 1)
    return at, ascending[at] == asked


def _overtaken(past: Past, at: Ints, last: Ints) -> Ints:
    """The cells in which a last day has passed a day on which it matters, forwards or backwards."""
    moved = past.last[at] != last
    cell, one, other = past.cell[at[moved]], past.last[at[moved]], last[moved]
    matters = np.sort(np.concatenate([_dated(past.cell, past.first), _dated(past.cell, past.first - REPOST_DAYS)]))
    low, high = (np.searchsorted(matters, _dated(cell, day), "right") for day in (one, other))
    return np.asarray(cell[low != high], dtype=np.int64)


def _dated(cell: Ints, day: Ints) -> Ints:
    return cell * (2 * _FAR) + day + _FAR


def _fingerprints(frame: pd.DataFrame) -> Numbers:
    """A number for all that is judged of each row but its last day, and for what is not known of any."""
    first, _ = days(frame)
    known = [name for name in _JUDGED if name in frame]
    columns, told = frame[known].assign(first_seen=first), crc32(" ".join(known).encode())
    return hashed(pd.util.hash_pandas_object(columns, index=False).to_numpy(), np.full(len(frame), told))


@cache
def _method() -> int:
    """A number for the code and the data that decide vacancies."""
    stated = blake2b(digest_size=8)
    ours = Path(__file__).parent
    room = ours.parent
    data = (one for one in (room / "data").iterdir() if one.is_file())
    for file in sorted([*ours.glob("*.py"), *room.glob("*.py"), *data]):
        stated.update(file.name.encode() + b"\0" + blake2b(file.read_bytes()).digest())
    return int.from_bytes(stated.digest())
