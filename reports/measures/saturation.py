"""Gap and saturation (METHOD §4): how prominently a skill is asked, against how prominently it is taught, by place."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from reports.measures.basis import Basis
from reports.measures.counting import RATIO, SHARE, Schema, shaped
from reports.measures.intervals import (
    MINIMUM_EMPLOYERS,
    MINIMUM_VACANCIES,
    NORMAL_QUANTILE,
    Floats,
    effective_number,
    ratio_variance,
)
from reports.measures.shrinkage import shrunk
from reports.measures.tally import Tally

MARGIN = float(np.log(1.5))
MINIMUM_OFFERS = 5
MINIMUM_PROVIDERS = 3
SCHEMA: Schema = {
    "concept_uri": "string",
    "preferred_label": "string",
    "place": "string",
    "demand_count": "Int64",
    "demand_total": "Int64",
    "offer_count": "Int64",
    "offer_total": "Int64",
    "employer_count": "Int64",
    "provider_count": "Int64",
    "effective_providers": RATIO,
    "gap": RATIO,
    "gap_low": RATIO,
    "gap_high": RATIO,
    "trend": "string",
    "class": "string",
    "failed_test": "string",
    "demand_prominence": SHARE,
    "supply_prominence": SHARE,
    "unshrunk_gap": RATIO,
    "group_gap": RATIO,
    "effective_employers": RATIO,
    "enough_evidence": "boolean",
    "gap_above_margin": "boolean",
    "gap_below_margin": "boolean",
    "gap_within_margin": "boolean",
    "enough_employers": "boolean",
    "enough_providers": "boolean",
    "not_rising": "boolean",
    "source_count": "Int64",
    "group_label": "string",
}
Truths = npt.NDArray[np.bool_]


def saturation(basis: Basis, asked: Tally, taught: Tally, trends: pd.DataFrame) -> pd.DataFrame:
    """One row for each skill and place with vacancies; by place, gap (falling), concept.

    `all`, `remote` and every place with at least 10 vacancies of 3 employers list what is asked or taught there; a
    smaller place only what its own vacancies name.
    """
    rows = _rows(basis, asked, taught)
    sides = {side: prominence(rows, side) for side in ("asked", "taught")}
    rows["raw"] = np.log(sides["asked"][0]) - np.log(sides["taught"][0])
    rows["variance"] = sides["asked"][1] + sides["taught"][1]
    rows = rows.merge(basis.places, on="place_id").merge(basis.skills, left_on="subject_id", right_on="skill_id")
    rows = rows.merge(trends[["place_id", "subject_id", "trend"]], on=["place_id", "subject_id"], how="left")
    rows["trend"] = rows["trend"].fillna("not enough history")
    figures = rows.assign(demand_prominence=sides["asked"][0], supply_prominence=sides["taught"][0])
    figures = pd.concat([figures, _shrunk_gaps(figures)], axis=1)
    figures = pd.concat([figures, classes(figures)], axis=1)
    figures = figures.sort_values(["place_id", "gap", "concept_uri"], ascending=[True, False, True])
    return shaped(figures, SCHEMA)
