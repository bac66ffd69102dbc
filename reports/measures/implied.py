"""Implied demand (METHOD §2, ours): vacancies whose skills cover much of what a credential teaches, named or not."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

UNITS_AT_ONCE = 20_000


def implied(mentions: pd.DataFrame, taught: pd.DataFrame) -> pd.DataFrame:
    """Frame unit_id, subject_id, quarters (2, 3 or 4, rounded down) of the pairs that cover at least half.

    `mentions`: unit_id, skill_id of vacancies; `taught`: subject_id (a credential), skill_id; both distinct.
    """
    units, unit = np.unique(mentions["unit_id"], return_inverse=True)
    credentials, credential = np.unique(taught["subject_id"], return_inverse=True)
    skills = (
        1 + int(max(mentions["skill_id"].max(), taught["skill_id"].max())) if len(units) and len(credentials) else 0
    )
    size = np.bincount(credential, minlength=len(credentials))
    found = [pd.DataFrame({"unit_id": [], "subject_id": [], "quarters": []}, dtype="int64")]
    if skills:
        asks = _matrix(unit, mentions["skill_id"], (len(units), skills))
        teaches = _matrix(taught["skill_id"], credential, (skills, len(credentials)))
        for start in range(0, len(units), UNITS_AT_ONCE):
            shared = (asks[start : start + UNITS_AT_ONCE] @ teaches).tocoo()
            row, column = shared.coords
            quarters = shared.data * 4 // size[column]
            pair = np.flatnonzero(quarters >= 2)
            columns = (units[start + row[pair]], credentials[column[pair]], quarters[pair])
            found.append(pd.DataFrame(dict(zip(found[0].columns, columns, strict=True))))
    return pd.concat(found, ignore_index=True)


def _matrix(rows: object, columns: object, shape: tuple[int, int]) -> csr_array:
    places = (np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64))
    return csr_array((np.ones(len(places[0]), dtype=np.int32), places), shape=shape)
