"""Trends (METHOD §5): whether the weekly share of new vacancies that name a skill rises or falls, by place."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reports.measures.statistics.intervals import MINIMUM_VACANCIES, Floats
from reports.measures.statistics.mann_kendall import beyond_chance, trends
from reports.measures.units.basis import Basis, Side
from reports.measures.units.counting import Schema, shaped
from reports.measures.units.panel import Panel, panel
from reports.measures.units.tally import matrix

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


def skill_trends(market: "Market", basis: Basis) -> pd.DataFrame:
    """One row for each skill and place with at least 10 vacancies first seen in the panel's weeks.

    Columns: place_id, subject_id, trend (rising, falling, flat, not enough history), slope (change of the share a week)
    with its interval, p (before correction), weeks, flow_count. A place's weeks without a new vacancy are left out;
    below 8 weeks there is no test. With less than one vacancy a week there is no slope: most weeks then have none, the
    median of the slopes between two weeks is 0 whatever the trend, and the interval holds it in 47 % of moving series.
    Benjamini–Hochberg goes over all rows tested.
    """
    return trends_in(panel_of(market, basis), basis)


def panel_of(market: "Market", basis: Basis) -> Panel:
    """The matched panel of the vacancies of `basis`, whatever their mentions."""
    return panel(market.runs, market.columns("postings", "posting_id", "source", "first_seen"), basis.postings)


def trends_in(matched: Panel, basis: Basis) -> pd.DataFrame:
    """`skill_trends` in a panel that is known."""
    tested = [_of_place(*each) for each in _weekly(basis.demand, matched)]
    frame = pd.concat([pd.DataFrame(columns=list(SCHEMA)).astype({"p": "Float64"}), *tested], ignore_index=True)
    has_test = frame["p"].notna().to_numpy(bool)
    stands = np.zeros(len(frame), dtype=bool)
    stands[has_test] = beyond_chance(frame["p"].to_numpy(np.float64, na_value=np.nan)[has_test])
    slope = frame.pop("z").to_numpy(np.float64, na_value=np.nan) if "z" in frame else np.zeros(0)
    words = np.select([~has_test, stands & (slope > 0), stands & (slope < 0)], [UNKNOWN, "rising", "falling"], "flat")
    return shaped(frame.assign(trend=words.astype(object)), SCHEMA)


def _weekly(side: Side, matched: Panel) -> Iterator[tuple[int, "pd.Series[float]", Floats]]:
    """Of each place its id, the new vacancies of its weeks that have any, and by skill and week those that name it."""
    known, width = np.array(matched.weeks, dtype=np.int64), len(matched.weeks)
    week = np.full(len(side.units), -1)
    week[matched.flow["unit_id"]] = np.searchsorted(known, matched.flow["week"])
    unit, place = (
        side.places.loc[week[side.places["unit_id"]] >= 0, name].to_numpy() for name in ("unit_id", "place_id")
    )
    places, rank = np.unique(place, return_inverse=True)
    new = matrix(rank * width + week[unit], unit, np.ones(len(unit)), (len(places) * width, len(side.units)))
    subject = side.mentions["subject_id"].to_numpy()
    shape = (len(side.units), int(subject.max(initial=-1)) + 1)
    naming = matrix(side.mentions["unit_id"].to_numpy(), subject, np.ones(len(subject)), shape)
    for number, here in enumerate(places):
        rows = new[number * width : (number + 1) * width]
        total = pd.Series(np.diff(rows.indptr), index=known, dtype="float64")
        yield int(here), total[total > 0], (rows @ naming).toarray()[(total > 0).to_numpy()].T


def _of_place(place: int, totals: "pd.Series[float]", counts: Floats) -> pd.DataFrame:
    """Slopes and p of the series of one place (skills × weeks), untested where its weeks are too few."""
    subjects = np.flatnonzero(counts.sum(axis=1) >= MINIMUM_VACANCIES)
    weeks, counts = totals.index.to_numpy(), counts[subjects]
    frame = pd.DataFrame({"place_id": place, "subject_id": subjects, "weeks": len(weeks)})
    frame["flow_count"] = counts.sum(axis=1)
    if len(weeks) < MINIMUM_WEEKS:
        return frame.assign(**dict.fromkeys(("slope", "slope_low", "slope_high", "z", "p"), np.nan))
    found = trends(counts / totals.to_numpy(np.float64), weeks.astype(np.float64))._asdict()
    told = frame["flow_count"].to_numpy() >= len(weeks)
    return frame.assign(**found | {name: np.where(told, found[name], np.nan) for name in SLOPES})
