"""Trends (METHOD §5): whether the weekly share of new vacancies that name a skill rises or falls, by place."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reports.measures.basis import Basis
from reports.measures.counting import Schema, query, shaped
from reports.measures.intervals import MINIMUM_VACANCIES
from reports.measures.mann_kendall import beyond_chance, trends
from reports.measures.panel import panel

if TYPE_CHECKING:
    from warehouse.frames import Market

MINIMUM_WEEKS = 8
SLOPES = ("slope", "slope_low", "slope_high")
UNKNOWN = "not enough history"
SCHEMA: Schema = {
    "place_id": "Int64",
    "subject_id": "Int64",
    "trend": "string",
    **dict.fromkeys(("slope", "slope_low", "slope_high", "p"), 12),
    "weeks": "Int64",
    "flow_count": "Int64",
}
TOTALS = "SELECT place_id, week, count(*) AS n FROM flow JOIN places USING (unit_id) GROUP BY ALL ORDER BY ALL"
NAMED = f"""
    WITH weekly AS (
        SELECT place_id, subject_id, week, count(*) AS y
        FROM flow JOIN mentions USING (unit_id) JOIN places USING (unit_id) GROUP BY ALL)
    FROM weekly QUALIFY sum(y) OVER (PARTITION BY place_id, subject_id) >= {MINIMUM_VACANCIES} ORDER BY ALL
"""  # noqa: S608


def skill_trends(market: "Market", basis: Basis) -> pd.DataFrame:
    """One row for each skill and place with at least 10 vacancies first seen in the panel's weeks.

    Columns: place_id, subject_id, trend (rising, falling, flat, not enough history), slope (change of the share a week)
    with its interval, p (before correction), weeks, flow_count. A place's weeks without a new vacancy are left out;
    below 8 weeks there is no test. With less than one vacancy a week there is no slope: most weeks then have none, the
    median of the slopes between two weeks is 0 whatever the trend, and the interval holds it in 47 % of moving series.
    Benjamini–Hochberg goes over all rows tested.
    """
    matched = panel(market.runs, market.postings, basis.postings)
    totals = query(TOTALS, flow=matched.flow, places=basis.demand.places)
    named = query(NAMED, flow=matched.flow, mentions=basis.demand.mentions, places=basis.demand.places)
    weeks = dict(list(totals.groupby("place_id")))
    tested = [_of_place(rows, weeks[place]) for place, rows in named.groupby("place_id")]
    frame = pd.concat([pd.DataFrame(columns=list(SCHEMA)).astype({"p": "Float64"}), *tested], ignore_index=True)
    has_test = frame["p"].notna().to_numpy(bool)
    stands = np.zeros(len(frame), dtype=bool)
    stands[has_test] = beyond_chance(frame["p"].to_numpy(np.float64, na_value=np.nan)[has_test])
    slope = frame.pop("z").to_numpy(np.float64, na_value=np.nan) if "z" in frame else np.zeros(0)
    words = np.select([~has_test, stands & (slope > 0), stands & (slope < 0)], [UNKNOWN, "rising", "falling"], "flat")
    return shaped(frame.assign(trend=words.astype(object)), SCHEMA)


def _of_place(rows: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """Slopes and p of the series of one place, untested where its weeks are too few."""
    subjects, row = np.unique(rows["subject_id"], return_inverse=True)
    weeks = totals["week"].to_numpy(np.int64)
    counts = np.zeros((len(subjects), len(weeks)))
    counts[row, np.searchsorted(weeks, rows["week"])] = rows["y"]
    frame = pd.DataFrame({"place_id": rows["place_id"].iloc[0], "subject_id": subjects, "weeks": len(weeks)})
    frame["flow_count"] = counts.sum(axis=1)
    if len(weeks) < MINIMUM_WEEKS:
        return frame.assign(**dict.fromkeys(("slope", "slope_low", "slope_high", "z", "p"), np.nan))
    found = trends(counts / totals["n"].to_numpy(np.float64), weeks.astype(np.float64))._asdict()
    told = frame["flow_count"].to_numpy() >= len(weeks)
    return frame.assign(**found | {name: np.where(told, found[name], np.nan) for name in SLOPES})
