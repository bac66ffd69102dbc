"""Advertisements as columns of numbers, clones drawn together: what is judged of a posting and nothing else."""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.duplicates.ad_columns import MIXED, Ints, days, identified, pay, places, stated, words_hashed
from pipelines.duplicates.headers import Header, header
from pipelines.duplicates.signatures import MOST_OPENINGS, PERMUTATIONS, name_key, title_level, title_words

NO_COUNTRY = "|"  # with which the key of a place begins that no gazetteer knows
_SIGNED = 2 * PERMUTATIONS + 4 + 4 * MOST_OPENINGS  # bytes
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
    openings: NDArray[np.uint32]  # keys of the openings that the text names, 0 for none
    first: Ints  # days, of clones drawn together the earliest and the latest
    last: Ints
    begins: Ints  # the latest first day of clones, and their earliest last one: before and after it another one stands
    ends: Ints
    advertiser: Ints  # key of whom the title names, -1 if nobody
    site: Ints  # key of the web site that the text names, -1 for none or where the title is not a first line
    job: Ints  # row of `job_words`
    towns: Ints  # row of `town_words`
    employer_told: Ints  # of a named employer, else -1
    town_told: Ints  # of the one town that it is for, -1 for several or none
    nowhere: NDArray[np.bool_]  # neither the title nor what is published says where
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
        has_minhash = (minhash.str.len() >= 2 * PERMUTATIONS).to_numpy(dtype=bool)
        signed = b"".join(sketch.ljust(_SIGNED, b"\0")[:_SIGNED] for sketch in minhash)
        signatures = np.frombuffer(signed, np.uint8).reshape(-1, _SIGNED)
        told = np.ascontiguousarray(signatures[:, 2 * PERMUTATIONS :]).view("<u4")
        first, last = days(frame)
        is_agency = frame["is_agency"].fillna(False).to_numpy(dtype=bool)
        where = places(frame)
        headers = [header(*said) for said in zip(titles, employer, where, strict=True)]
        is_line = np.array([header.is_line for header in headers], dtype=bool)
        advertiser = np.array([name_key(header.advertiser) for header in headers], dtype=np.int64)
        jobs, job_names = pd.factorize(pd.Series([header.job for header in headers], dtype=object))
        levels = [
            title_level(" ".join(of.job) if of.is_line else title) for of, title in zip(headers, titles, strict=True)
        ]
        towns, town_names = pd.factorize(pd.Series([header.towns for header in headers], dtype=object))
        posted = stated(frame, "date_posted")
        return cls(
            place=identified(where),
            level=identified(levels),
            title=words.astype(np.int64),
            employer=identified(employer),
            named=(employer != "").to_numpy() & ~is_agency,
            text=identified(text),
            minhash=np.ascontiguousarray(signatures[:, : 2 * PERMUTATIONS]).view("<u2"),
            has_minhash=has_minhash,
            openings=told[:, 1:],
            first=first,
            last=last,
            begins=first,
            ends=last,
            advertiser=np.where((advertiser == 0) | is_agency, -1, advertiser),
            site=np.where((told[:, 0] == 0) | is_agency | ~is_line, -1, told[:, 0].astype(np.int64)),
            job=jobs.astype(np.int64),
            towns=towns.astype(np.int64),
            employer_told=np.where(is_agency, -1, identified(employer)),
            town_told=identified(_town(of, key) for of, key in zip(headers, where, strict=True)),
            nowhere=(where.str.startswith(NO_COUNTRY) & ~where.str.contains("remote")).to_numpy(dtype=bool)
            & np.array([not header.towns for header in headers], dtype=bool),
            is_line=is_line,
            source=identified(frame["source"].astype(str)),
            pay=pay(frame),
            posted=np.where(posted == MIXED, _LONG_AGO, posted),
            posted_last=np.where(posted == MIXED, _FAR_AHEAD, posted),
            title_words=words_hashed(title_names),
            job_words=words_hashed(job_names),
            town_words=words_hashed(town_names),
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


def _town(of: Header, place_key: str) -> str | None:
    """The one town that an advertisement is for, as published if the country is known, else as the title says."""
    country, _, _, *published = place_key.split("|")
    towns = published if country and published and len(of.towns) <= 1 else of.towns
    return towns[0] if len(towns) == 1 else None


def _extreme(ufunc: np.ufunc, values: Ints, groups: Ints, count: int) -> Ints:
    extreme = (
        np.full(count, values.min() if ufunc is np.maximum else values.max()) if len(values) else np.zeros(0, np.int64)
    )
    ufunc.at(extreme, groups, values)
    return extreme
