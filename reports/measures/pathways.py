"""Pathways (METHOD §7): which offers, in which order, teach most of what is asked for the least money or time."""

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from reports.measures.basis import Basis
from reports.measures.counting import RATIO, SHARE, Schema, query, shaped

Cost = Literal["price", "hours"]
LEAST_COST = 1.0  # of the report's currency, or hours: what is free is compared by what it teaches
LEAST_GAIN = 0.01  # of what is asked; a step that teaches less is none
STEPS: Schema = {
    "step": "Int64",
    **dict.fromkeys(("offer", "title", "provider", "credential_type"), "string"),
    **dict.fromkeys(("price", "hours"), RATIO),
    "skills": "string",
    "gain": SHARE,
    "coverage": SHARE,
    **dict.fromkeys(("price_so_far", "hours_so_far"), RATIO),
    "stackable": "boolean",
}
GAPS: Schema = {"concept_uri": "string", "preferred_label": "string", "weight": SHARE, "offer_count": "Int64"}
TEACHING = """
    SELECT DISTINCT unit_id, row - 1 AS row FROM mentions JOIN units USING (unit_id) JOIN unit_places USING (unit_id)
    JOIN target ON target.skill_id = subject_id
    WHERE open AND place_id = (SELECT any_value(supply_id) FROM place) AND cost IS NOT NULL ORDER BY ALL
"""
TAUGHT = """
    SELECT row - 1 AS row, count(DISTINCT unit_id) AS offer_count FROM mentions JOIN units USING (unit_id)
    JOIN unit_places USING (unit_id) JOIN target ON target.skill_id = subject_id
    WHERE open AND place_id = (SELECT any_value(supply_id) FROM place) GROUP BY ALL
"""


class Pathway(NamedTuple):
    """The offers in their order, and the white space: what is asked that no step teaches, with its open offers."""

    steps: pd.DataFrame
    white_space: pd.DataFrame


def pathway(basis: Basis, asked: pd.DataFrame, by: Cost, place: str = "all") -> Pathway:
    """The greedy weighted set cover of the skills `asked` (concept_uri, weight ≥ 0) by the open offers of a place.

    Each step is the offer with the most weight not yet taught for its cost; an offer whose cost is not stated is not
    taken, since it cannot be compared. Where all is covered, the cost is at most H(d) = 1 + ½ + … + 1/d times the
    least possible, d the skills of the offer that teaches most of them (Chvátal 1979); nothing better can be had
    quickly (Feige 1998). Coverage is the share of the weight that is taught so far. A skill that offers teach, but none
    at a stated cost, stands in the white space with their number.
    """
    known = asked.merge(basis.skills[["concept_uri", "skill_id", "preferred_label"]], on="concept_uri", how="left")
    target = known.sort_values(["weight", "concept_uri"], ascending=[False, True]).reset_index(drop=True)
    target["row"] = range(1, len(target) + 1)
    side, numbered = basis.supply, target.loc[target["skill_id"].notna(), ["skill_id", "row"]]
    here = basis.places[basis.places["place"] == place]
    frames = {"mentions": side.mentions, "unit_places": side.places, "target": numbered, "place": here}
    costs = side.units[["unit_id", "open"]].assign(cost=side.units[by].astype("Float64"))
    teaching = query(TEACHING, units=costs, **frames)
    order, gains = _greedy(teaching, costs["cost"].to_numpy(np.float64, na_value=np.nan), target["weight"])
    taught = query(TAUGHT, units=costs, **frames).set_index("row")["offer_count"]
    target["offer_count"] = taught.reindex(target["row"] - 1).fillna(0).to_numpy()
    steps = side.units.set_index("unit_id").loc[order].reset_index()
    learnt = [set(rows) for rows in gains]
    target["weight"] /= max(target["weight"].sum(), 1e-12)
    covered = [sum(target["weight"][list(rows)]) for rows in learnt]
    steps = steps.assign(
        step=range(1, len(steps) + 1),
        offer=steps["key"],
        provider=steps["name"],
        skills=["; ".join(target["preferred_label"][sorted(rows)]) for rows in learnt],
        gain=covered,
        coverage=np.cumsum(covered),
        price_so_far=steps["price"].astype("Float64").cumsum(skipna=False),
        hours_so_far=steps["hours"].astype("Float64").cumsum(skipna=False),
    )
    missing = target[~target.index.isin(set().union(*learnt))]
    return Pathway(shaped(steps, STEPS), shaped(missing, GAPS))


def _greedy(teaching: pd.DataFrame, cost: np.ndarray, weight: "pd.Series[float]") -> tuple[list[int], list[list[int]]]:
    """The units in the order in which they are taken, and the rows of the target that each is the first to teach."""
    units, place = np.unique(teaching["unit_id"], return_inverse=True)
    teaches = np.zeros((len(units), len(weight)), dtype=bool)
    teaches[place, teaching["row"]] = True
    price, left = np.maximum(cost[units], LEAST_COST), weight.to_numpy(np.float64).copy()
    least, order, gains = LEAST_GAIN * left.sum(), list[int](), list[list[int]]()
    while len(units):
        gain = teaches @ left
        gain[gain <= least] = 0
        best = int(np.lexsort((units, -gain, -gain / price))[0])
        if not gain[best]:
            break
        rows = np.flatnonzero(teaches[best] & (left > 0))
        order.append(int(units[best]))
        gains.append([int(row) for row in rows])
        left[rows] = 0
    return order, gains
