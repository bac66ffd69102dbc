"""Transversal skills: asked of nearly everyone and learnt at work, so that a gap in them is no market for a credential.

ESCO's own collection of them is not in every download. The groups that it draws them from are, in all: attitudes and
values (A), transversal skills (T) and ISCED-F's generic programmes (00). Of its groups of both kinds (working with
others, solving problems, organising) `reports/transversal.tsv` lists the concepts that name no trade.
"""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

LISTED = Path(__file__).parents[2] / "transversal.tsv"
GENERIC = r"/(?:skill/[AT]\d+|isced-f/00)$"  # parent groups


def is_transversal(skills: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """For each row of `skills` (concept_uri, parent_group_uri) whether the skill is transversal."""
    generic: pd.Series[Any] = skills["parent_group_uri"].astype("string").str.contains(GENERIC, regex=True)
    return np.asarray(generic.fillna(False).to_numpy(bool) | skills["concept_uri"].isin(_listed()).to_numpy(bool))


@cache
def _listed() -> frozenset[str]:
    with LISTED.open(encoding="utf-8", newline="") as lines:
        return frozenset(row["concept_uri"] for row in csv.DictReader(lines, delimiter="\t"))
