"""Skill demand (METHOD §1): the share of open vacancies that name a skill, by place, and its location quotient."""

import numpy as np
import pandas as pd

from reports.measures.demand.location_quotient import location_quotient
from reports.measures.statistics.intervals import Floats, effective_number, evidence, share_interval
from reports.measures.units.basis import Basis
from reports.measures.units.counting import RATIO, SHARE, SLOPE, Schema, shaped
from reports.measures.units.lookup import position, taken
from reports.measures.units.tally import Tally

SCHEMA: Schema = {
    "concept_uri": "string",
    "preferred_label": "string",
    "place": "string",
    "vacancy_count": "Int64",
    "vacancy_total": "Int64",
    "share": SHARE,
    "share_low": SHARE,
    "share_high": SHARE,
    "employer_count": "Int64",
    "effective_employers": RATIO,
    "location_quotient": RATIO,
    "trend": "string",
    "slope": SLOPE,
    "evidence": "string",
    "location_quotient_low": RATIO,
    "location_quotient_high": RATIO,
    "slope_low": SLOPE,
    "slope_high": SLOPE,
    "design_effect": RATIO,
    "source_count": "Int64",
    "skill_type": "string",
    "group_label": "string",
    "is_transversal": "boolean",
}


def skill_demand(basis: Basis, counts: Tally, trends: pd.DataFrame) -> pd.DataFrame:
    """One row for each skill and place with an open vacancy that names it; by place, count (falling), concept.

    `counts` tallies the demand side's skills; `trends` is as `trend.trends` gives it.
    """
    rows = counts.subjects.assign(
        **taken(counts.places, position(counts.subjects, counts.places, ("place_id",)), "total", "nn", "clusters")
    )
    figures = rows[["place_id", "subject_id", "count", "total", "organizations", "sources"]].assign(
        **share_columns(rows)
    )
    order = np.lexsort((rows["subject_id"], -rows["count"], rows["place_id"]))
    del rows
    quotients = location_quotient(basis.demand, basis.demand.mentions, counts)
    figures = figures.assign(
        **taken(quotients, position(figures, quotients), *quotients.columns[2:]),
        **taken(trends, position(figures, trends), "trend", "slope", "slope_low", "slope_high"),
    )
    figures["trend"] = figures["trend"].fillna("not enough history")
    figures = figures.iloc[order]
    named = ("concept_uri", "preferred_label", "skill_type", "group_label", "is_transversal")
    words = taken(basis.skills, figures["subject_id"].to_numpy(), *named)
    figures = figures.assign(**words, place=basis.places["place"].array.take(figures["place_id"]))
    published = {"count": "vacancy_count", "total": "vacancy_total", "organizations": "employer_count"}
    return shaped(figures.rename(columns=published | {"sources": "source_count"}), SCHEMA)


def share_columns(rows: pd.DataFrame) -> dict[str, Floats | np.ndarray]:
    """Share, its interval, design effect, effective organisations and evidence of tallied `rows`.

    The design effect of each is drawn to that of the place's others.
    """
    n = {name: rows[name].to_numpy(np.float64) for name in ("count", "total", "yy", "yn", "nn", "clusters")}
    places = rows["place_id"].to_numpy(np.int64)
    low, high, deff = share_interval(n["count"], n["total"], n["yy"], n["yn"], n["nn"], n["clusters"], like=places)
    named, squares = rows["named_count"].to_numpy(np.float64), rows["named_squares"].to_numpy(np.float64)
    return {
        "share": n["count"] / n["total"],
        "share_low": low,
        "share_high": high,
        "design_effect": deff,
        "effective_employers": effective_number(named, squares),
        "evidence": evidence(n["count"], rows["organizations"].to_numpy(np.float64)),
    }
