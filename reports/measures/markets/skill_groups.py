"""Demand, supply, gap and class by group of skills (METHOD §0 Market, §4): `saturation` with groups for skills.

A vacancy or offer counts once in a group, however many of its skills it names, and is spread evenly over its groups.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reports.measures.demand.skill_demand import share_columns
from reports.measures.demand.trend import panel_of, trends_in
from reports.measures.markets.saturation import SCHEMA as SATURATION
from reports.measures.markets.saturation import saturation
from reports.measures.statistics.intervals import Codes, Floats
from reports.measures.statistics.shrinkage import Truths
from reports.measures.units.basis import WHOLE_UNIT, Basis, Side
from reports.measures.units.counting import SHARE, Schema, query, shaped
from reports.measures.units.tally import Tally, tally

if TYPE_CHECKING:
    from warehouse.frames import Market

LEVELS = {
    "group": "group_uri, group_label, parent_group_uri, parent_group_label",
    "parent group": """coalesce(parent_group_uri, group_uri),
        CASE WHEN parent_group_uri IS NULL THEN group_label ELSE parent_group_label END, NULL, NULL""",
}
OF = (
    "SELECT * FROM (SELECT skill_id, {} FROM skills) AS of (skill_id, uri, label, above, above_label) ORDER BY skill_id"
)
GROUPS = """
    SELECT row_number() OVER (ORDER BY uri) - 1 AS skill_id, uri AS concept_uri, min(label) AS preferred_label,
        NULL::VARCHAR AS skill_type, min(above::VARCHAR) AS group_uri, min(above_label::VARCHAR) AS group_label,
        NULL::VARCHAR AS parent_group_uri, NULL::VARCHAR AS parent_group_label, FALSE AS is_transversal,
        count(*) AS group_skill_count
    FROM of WHERE uri IS NOT NULL GROUP BY uri ORDER BY skill_id
"""
OF_SKILLS = ("concept_uri", "preferred_label", "skill_type", "group_label", "is_transversal")
SHARES = ("share", "share_low", "share_high")
SUMS = ["count", "yy", "yn", "organizations", "named_count", "named_squares"]
SCHEMA: Schema = {
    **dict.fromkeys(("group_uri", "group_label", "level", "place"), "string"),
    **{name: kind for name, kind in SATURATION.items() if name not in (*OF_SKILLS, "place")},
    **dict.fromkeys(SHARES, SHARE),
    "group_skill_count": "Int64",
    "parent_group_label": "string",
}


def skill_groups(market: "Market", basis: Basis) -> pd.DataFrame:
    """One row for each level, group and place as in `saturation`; by level, place, gap (falling, unknown last), group.

    Places are `all`, `remote` and countries, without subdivisions: their skills have `saturation`. `level` is `group`
    (ESCO's second level) or `parent group` (its first); a group without a parent stands in both, so that each level is
    the whole market. A skill without a group is left out. Gaps are drawn to the mean of the parent's groups, those of
    parents to the mean of all. `share`: vacancies of the place that name any skill of the group, with its 95 %
    interval; `group_skill_count`: its skills that the market asks or teaches.
    """
    levels, matched = [], panel_of(market, basis)
    for level in LEVELS:
        groups = grouped(basis, level)
        asked, taught = (tally(side, side.mentions) for side in (groups.demand, groups.supply))
        rows = saturation(groups, asked, taught, trends_in(matched, groups))
        rows = rows.merge(groups.skills[["concept_uri", "skill_id", "group_skill_count"]], on="concept_uri")
        rows = rows.rename(columns={"skill_id": "subject_id"}).merge(groups.places, on="place")
        levels.append(rows.assign(level=level, **_shares(rows, asked)))
    names = dict(zip(OF_SKILLS, ("group_uri", "group_label", "", "parent_group_label"), strict=False))
    return shaped(pd.concat(levels).rename(columns=names), SCHEMA)


def grouped(basis: Basis, level: str) -> Basis:
    """The basis with the groups of a `level` for skills, and their parents for groups."""
    of = query(OF.format(LEVELS[level]), skills=basis.skills)
    groups = query(GROUPS, of=of)
    number = pd.Index(groups["concept_uri"]).get_indexer(of["uri"])
    places = basis.places[~basis.places["place"].str.contains("-", regex=False)]
    kept = np.isin(basis.places["place_id"], places["place_id"])
    demand, supply = (_of_groups(side, number, kept) for side in (basis.demand, basis.supply))
    return replace(basis, places=places, skills=groups, demand=demand, supply=supply)


def _of_groups(side: Side, number: Codes, kept: Truths) -> Side:
    unit, group = side.mentions["unit_id"].to_numpy(np.int64), number[side.mentions["subject_id"].to_numpy()]
    groups = int(number.max(initial=0)) + 1
    pair = np.sort((unit * groups + group)[group >= 0])  # thrice as quick as np.unique, which hashes
    unit, group = np.divmod(pair[np.diff(pair, prepend=-1) > 0], groups)
    mentions = pd.DataFrame({"unit_id": unit.astype(np.int32), "subject_id": group.astype(np.int32)})
    count = np.bincount(unit, minlength=len(side.units))
    share = np.where(count > 0, WHOLE_UNIT // np.maximum(count, 1), 0)
    places = side.places[kept[side.places["place_id"].to_numpy()]]
    return Side(side.units.assign(skill_count=count, unit_share=share), places, mentions)


def _shares(rows: pd.DataFrame, asked: Tally) -> dict[str, Floats]:
    """The share of the place's vacancies that name each group, 0 where none does."""
    keys = rows[["place_id", "subject_id"]]
    counted = keys.merge(asked.subjects[[*keys, *SUMS]], on=list(keys), how="left").fillna(dict.fromkeys(SUMS, 0))
    figures = share_columns(counted.merge(asked.places.drop(columns="organizations"), on="place_id", how="left"))
    return {name: np.asarray(figures[name], dtype=np.float64) for name in SHARES}
