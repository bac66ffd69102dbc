"""Implied demand (METHOD §2, ours): vacancies whose skills cover much of what a credential teaches, named or not."""

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array

Codes = npt.NDArray[np.int64]
UNITS_AT_ONCE = 2_000
RARE_NEEDED = 2


def implied(mentions: pd.DataFrame, taught: pd.DataFrame) -> pd.DataFrame:
    """Frame unit_id, subject_id, quarters (2, 3 or 4, rounded down) of the pairs that cover at least half.

    `mentions`: unit_id, skill_id of vacancies; `taught`: subject_id (a credential), skill_id; both distinct.
    """
    units, unit = np.unique(mentions["unit_id"].to_numpy(np.int64), return_inverse=True)
    credentials, credential = np.unique(taught["subject_id"].to_numpy(np.int64), return_inverse=True)
    asked, skill = mentions["skill_id"].to_numpy(np.int64), taught["skill_id"].to_numpy(np.int64)
    skills = max(asked.max(initial=-1), skill.max(initial=-1)) + 1
    size = np.bincount(credential, minlength=len(credentials))
    is_rare, least = _prefix(np.bincount(asked, minlength=skills)[skill], credential, size)
    asks = _matrix(unit, asked, (len(units), skills))
    rare = _matrix(skill[is_rare], credential[is_rare], (skills, len(credentials)))
    teaches = _matrix(credential, skill, (len(credentials), skills))
    found = [pd.DataFrame({"unit_id": [], "subject_id": [], "quarters": []}, dtype="int64")]
    for start in range(0, len(units), UNITS_AT_ONCE):
        some = asks[start : start + UNITS_AT_ONCE]
        row, column = _candidates(some @ rare, least)
        quarters = some[row].multiply(teaches[column]).sum(axis=1) * 4 // size[column]
        pair = quarters >= 2
        columns = (units[start + row[pair]], credentials[column[pair]], quarters[pair])
        found.append(pd.DataFrame(dict(zip(found[0].columns, columns, strict=True))))
    return pd.concat(found, ignore_index=True)


def _prefix(popularity: Codes, credential: Codes, size: Codes) -> tuple[npt.NDArray[np.bool_], Codes]:
    """Which skills of each credential are its rare ones, and how many of them any vacancy covering half must name.

    Half of a credential's skills cannot all be among its most asked ones if fewer than half of them are set aside: the
    prefix filter of similarity joins (Chaudhuri, Ganti & Kaushik 2006). It spares nine in ten pairs.
    """
    needed = (size + 1) // 2
    aside = np.maximum(needed - RARE_NEEDED, 0)
    order = np.lexsort((popularity, credential))
    rank = np.empty(len(credential), dtype=np.int64)
    rank[order] = np.arange(len(credential)) - (np.cumsum(size) - size)[credential[order]]
    return rank < (size - aside)[credential], needed - aside


def _candidates(shared: csr_array, least: Codes) -> tuple[Codes, Codes]:
    """Rows and columns of the entries that reach `least` of their column."""
    kept = np.flatnonzero(shared.data >= least[shared.indices])
    return np.searchsorted(shared.indptr, kept, side="right") - 1, shared.indices[kept].astype(np.int64)


def _matrix(rows: Codes, columns: Codes, shape: tuple[int, int]) -> csr_array:
    return csr_array((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=shape)
