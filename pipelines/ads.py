"""Advertisements as columns of numbers, clones drawn together: what is judged of a posting and nothing else."""

from dataclasses import dataclass, fields
from typing import Self
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.headers import header
from pipelines.signatures import PERMUTATIONS, place_key, title_level, title_words

Ints = NDArray[np.int64]
MIXED = -1
_MOST_TITLE_WORDS = 12
_LONG_AGO, _FAR_AHEAD = -1_000_000, 1_000_000  # days


@dataclass(frozen=True)
class Ads:
    """What is judged, an advertisement a row, in an order that the caller's rows do not change."""

    place: Ints
    level: Ints
    title: Ints  # row of `title_words`
    employer: Ints  # -1 where unknown
    named: NDArray[np.bool_]  # an employer, not an agency, advertises in its own name
    text: Ints  # equal for equal words, -1 for none
    minhash: NDArray[np.uint16]  # of `has_minhash` rows
    has_minhash: NDArray[np.bool_]
    first: Ints  # days, of clones drawn together the earliest and the latest
    last: Ints
    begins: Ints  # the latest first day of clones, and their earliest last one: before and after it another one stands
    ends: Ints
    advertiser: Ints  # whom the title names, -1 if nobody
    job: Ints  # row of `job_words`
    towns: Ints  # row of `town_words`
    is_line: NDArray[np.bool_]  # the title is the first line of a text
    source: Ints  # `MIXED` where clones differ in what follows, or where it is not stated
    pay: Ints
    posted: Ints  # the earliest and the latest day of posting, far apart where none is stated
    posted_last: Ints
    title_words: NDArray[np.uint32]  # hashes of a title's words, 0 for none
    job_words: NDArray[np.uint32]  # the same of the job that a title names, none if it names no job
    town_words: NDArray[np.uint32]  # the same of the towns

    def __len__(self) -> int:
        return len(self.place)

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Self:
        """The ads of a frame's rows, in its order. What is missing is text, place, employer or day not known."""
        titles = frame["title"].fillna("").astype(str)
        words, title_names = pd.factorize(titles.map(title_words))
        employer = frame["employer_key"].fillna("").astype(str)
        text = frame["text_key"].fillna("").astype(str)
        minhash = frame["minhash"].map(lambda sketch: sketch if isinstance(sketch, bytes) else b"")
        has_minhash = (minhash.str.len() == 2 * PERMUTATIONS).to_numpy(dtype=bool)
        blank = bytes(2 * PERMUTATIONS)
        sketches = b"".join(sketch if known else blank for sketch, known in zip(minhash, has_minhash, strict=True))
        first, last = _days(frame["first_seen"], frame["last_seen"])
        is_agency = frame["is_agency"].fillna(False).to_numpy(dtype=bool)
        places = _places(frame)
        headers = [header(*said) for said in zip(titles, employer, places, strict=True)]
        advertiser = pd.Series([header.advertiser for header in headers], dtype=object)
        jobs, job_names = pd.factorize(pd.Series([header.job for header in headers], dtype=object))
        levels = [
            title_level(" ".join(of.job) if of.is_line else title) for of, title in zip(headers, titles, strict=True)
        ]
        towns, town_names = pd.factorize(pd.Series([header.towns for header in headers], dtype=object))
        posted = _stated(frame, "date_posted")
        return cls(
            place=_ids(places),
            level=_ids(pd.Series(levels, dtype=object)),
            title=words.astype(np.int64),
            employer=np.where(employer == "", -1, _ids(employer)),
            named=(employer != "").to_numpy() & ~is_agency,
            text=np.where(text == "", -1, _ids(text)),
            minhash=np.frombuffer(sketches, dtype="<u2").reshape(-1, PERMUTATIONS),
            has_minhash=has_minhash,
            first=first,
            last=last,
            begins=first,
            ends=last,
            advertiser=np.where((advertiser == "") | is_agency, -1, _ids(advertiser)),
            job=jobs.astype(np.int64),
            towns=towns.astype(np.int64),
            is_line=np.array([header.is_line for header in headers], dtype=bool),
            source=_ids(frame["source"].astype(str)),
            pay=_pay(frame),
            posted=np.where(posted == MIXED, _LONG_AGO, posted),
            posted_last=np.where(posted == MIXED, _FAR_AHEAD, posted),
            title_words=_hashes(title_names),
            job_words=_hashes(job_names),
            town_words=_hashes(town_names),
        )

    def drawn_together(self, days: int) -> tuple[Self, Ints]:
        """One row for clones that lie at most `days` apart, in the order of their first rows, and each row's new row.

        Clones are equal in all that is judged but their time; ads without text or employer are nobody's clone.
        """
        alone = (self.text < 0) & (self.employer < 0)
        own = np.where(alone, np.arange(len(self)), -1)
        columns = (self.place, self.level, self.title, self.employer, self.named, self.text, own)
        clones = (
            pd.DataFrame(dict(enumerate(columns))).groupby(list(range(len(columns))), sort=False).ngroup().to_numpy()
        )
        order = np.lexsort((self.first, clones))
        shown_until = pd.Series(self.last[order]).groupby(clones[order]).cummax().to_numpy()
        apart = np.r_[
            True, (clones[order][1:] != clones[order][:-1]) | (self.first[order][1:] - shown_until[:-1] > days)
        ]
        atoms = np.empty(len(self), np.int64)
        atoms[order] = np.cumsum(apart[: len(self)]) - 1
        _, first_row, atoms = np.unique(atoms, return_index=True, return_inverse=True)
        rank = np.argsort(np.argsort(first_row))
        atoms = rank[atoms]
        rows = np.sort(first_row)
        kept = {f.name: getattr(self, f.name)[rows] for f in fields(self) if not f.name.endswith("_words")}
        for name, ufunc in _EXTREMES.items():
            kept[name] = _extreme(ufunc, getattr(self, name), atoms, len(rows))
        for name in ("source", "pay"):
            values = getattr(self, name)
            least, most = (_extreme(ufunc, values, atoms, len(rows)) for ufunc in (np.minimum, np.maximum))
            kept[name] = np.where(least == most, least, MIXED)
        words = {f.name: getattr(self, f.name) for f in fields(self) if f.name.endswith("_words")}
        return type(self)(**kept, **words), atoms


_EXTREMES = {
    "first": np.minimum,
    "last": np.maximum,
    "begins": np.maximum,
    "ends": np.minimum,
    "posted": np.minimum,
    "posted_last": np.maximum,
}


def _ids(values: pd.Series) -> Ints:
    return pd.factorize(values)[0].astype(np.int64)


def _places(frame: pd.DataFrame) -> pd.Series:
    location = frame["job_location"].fillna(frame["remote"].map({True: "remote"})).fillna("").astype(str)
    columns = (frame["country"].fillna("").astype(str), frame["subdivision"].fillna("").astype(str), location)
    return pd.Series([place_key(*place) for place in zip(*columns, strict=True)], dtype=object)


def _stated(frame: pd.DataFrame, name: str) -> Ints:
    """The days of a column, `MIXED` where none is stated."""
    if name not in frame:
        return np.full(len(frame), MIXED)
    days = pd.to_datetime(frame[name])
    return np.where(days.isna(), MIXED, days.fillna(pd.Timestamp(0)).to_numpy("datetime64[D]").astype(np.int64))


def _pay(frame: pd.DataFrame) -> Ints:
    """One number for one pay, `MIXED` where none is stated."""
    if not {*_PAY} <= {*frame}:
        return np.full(len(frame), MIXED)
    is_stated = frame["pay_low"].notna().to_numpy() | frame["pay_high"].notna().to_numpy()
    said = pd.Series([*zip(*(frame[name].astype(str) for name in _PAY), strict=True)], dtype=object)
    return np.where(is_stated, _ids(said), MIXED)


_PAY = ("pay_low", "pay_high", "pay_unit", "pay_currency")


def _days(first: pd.Series, last: pd.Series) -> tuple[Ints, Ints]:
    first, last = pd.to_datetime(first), pd.to_datetime(last)
    first, last = first.fillna(last), last.fillna(first)
    return tuple(
        day.to_numpy("datetime64[D]").astype(np.int64)
        for day in (first.fillna(pd.Timestamp(0)), last.fillna(pd.Timestamp(0)))
    )  # type: ignore[return-value]


def _hashes(titles: pd.Index) -> NDArray[np.uint32]:
    hashes = np.zeros((max(len(titles), 1), _MOST_TITLE_WORDS), np.uint32)
    for row, words in enumerate(titles):
        for column, word in enumerate(words[:_MOST_TITLE_WORDS]):
            hashes[row, column] = crc32(word.encode()) or 1
    return hashes


def _extreme(ufunc: np.ufunc, values: Ints, groups: Ints, count: int) -> Ints:
    extreme = (
        np.full(count, values.min() if ufunc is np.maximum else values.max()) if len(values) else np.zeros(0, np.int64)
    )
    ufunc.at(extreme, groups, values)
    return extreme
