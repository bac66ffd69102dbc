"""The skills by which a credential is compared with offers: what it teaches, or what is asked beside it."""

import numpy as np
import pandas as pd

from reports.measures.markets.overlap import Codes
from reports.measures.units.basis import Basis

MOST_SKILLS = 20
LEAST_BESIDE, SHARE_BESIDE = 3, 0.2  # of the vacancies that name it
LIFT_BESIDE = 1.5


def taught_by(basis: Basis, offers: Codes) -> Codes:
    """The skills that most of its offers teach, of many the first; of one offer, all."""
    mentions = basis.supply.mentions
    counts = mentions.loc[mentions["unit_id"].isin(offers), "subject_id"].value_counts()
    most = counts[counts * 2 >= len(offers)].sort_index().sort_values(ascending=False, kind="stable")
    return most.head(MOST_SKILLS).index.to_numpy(np.int64)


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
    special = basis.skills.set_index("skill_id")["is_transversal"].reindex(found.index).eq(False).fillna(False)
    most = found.loc[often & much & special, "here"].sort_index().sort_values(ascending=False, kind="stable")
    return np.asarray(most.head(MOST_SKILLS // 2).index, dtype=np.int64)
