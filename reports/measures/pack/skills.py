"""The skills by which a credential is compared with offers: what it teaches, or what is asked beside it."""

import numpy as np
import pandas as pd

from reports.measures.markets.overlap import Codes
from reports.measures.units.basis import Basis

MOST_SKILLS, LEAST_SKILLS = 20, 3
LEAST_BESIDE, SHARE_BESIDE = 3, 0.2  # of the vacancies that name it
LIFT_BESIDE = 1.5


def taught_by(basis: Basis, offers: Codes) -> Codes:
    """The skills, but transversal ones, that at least half of the offers teach, most first."""
    mentions = basis.supply.mentions
    counts = mentions.loc[mentions["unit_id"].isin(offers), "subject_id"].value_counts()
    most = counts[(counts * 2 >= len(offers)) & _special(basis, counts.index)]
    return _codes(most.sort_index().sort_values(ascending=False, kind="stable").head(MOST_SKILLS))


def asked_beside(basis: Basis, naming_all: "pd.Series[int]") -> Codes:
    """The skills, but transversal ones, that open vacancies naming it ask at least 1.5 times as often as all do."""
    units = basis.demand.units
    is_open, names_it = units["open"].to_numpy(bool), np.isin(np.arange(len(units)), naming_all)
    counts = [
        basis.demand.mentions["subject_id"][mask[basis.demand.mentions["unit_id"]]].value_counts()
        for mask in (is_open & names_it, is_open)
    ]
    found = pd.concat(counts, axis=1, keys=["here", "all"]).fillna(0)
    total = int((is_open & names_it).sum())
    often = found["here"] >= max(LEAST_BESIDE, SHARE_BESIDE * total)
    much = found["here"] * is_open.sum() >= LIFT_BESIDE * found["all"] * max(total, 1)
    most = found.loc[often & much & _special(basis, found.index), "here"].sort_index()
    return _codes(most.sort_values(ascending=False, kind="stable").head(MOST_SKILLS // 2))


def _special(basis: Basis, skills: "pd.Index[int]") -> "pd.Series[bool]":
    known = basis.skills.set_index("skill_id")["is_transversal"].reindex(skills)
    return known.eq(False).fillna(False).astype(bool)


def _codes(counts: "pd.Series[int]") -> Codes:
    return np.asarray(counts.index, dtype=np.int64)
