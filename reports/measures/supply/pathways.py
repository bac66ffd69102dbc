"""Pathways (METHOD §7): which offers, in which order, teach most of what is asked for the least money or time."""

from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array

from reports.measures.statistics.intervals import Floats
from reports.measures.units.basis import Basis, Side
from reports.measures.units.counting import RATIO, SHARE, Schema, query, shaped

Codes = npt.NDArray[np.int64]
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
TAUGHT = """
    SELECT DISTINCT unit_id, subject_id FROM mentions JOIN units USING (unit_id) JOIN unit_places USING (unit_id)
    WHERE open AND place_id = (SELECT any_value(supply_id) FROM here) ORDER BY ALL
"""


class Pathway(NamedTuple):
    """The offers in their order, and the white space: what is asked that no step teaches, with its open offers.

    `learnt`: the rows of the white space's and the steps' common target, heaviest first, that each step is the first
    to teach.
    """

    steps: pd.DataFrame
    white_space: pd.DataFrame
    learnt: list[list[int]]


def pathway(basis: Basis, asked: pd.DataFrame, by: Cost, place: str = "all") -> Pathway:
    """The greedy weighted set cover of the skills `asked` (concept_uri, weight ≥ 0) by the open offers of a place.

    Each step is the offer with the most weight not yet taught for its cost; an offer whose cost is not stated is not
    taken, since it cannot be compared. Where all is covered, the cost is at most H(d) = 1 + ½ + … + 1/d times the
    least possible, d the skills of the offer that teaches most of them (Chvátal 1979); nothing better can be had
    quickly (Feige 1998). Coverage is the share of the weight that is taught so far. A skill that offers teach, but none
    at a stated cost, stands in the white space with their number.
    """
    known = asked.merge(basis.skills[["concept_uri", "skill_id", "preferred_label"]], on="concept_uri", how="left")
    return cover(basis.supply, taught(basis, place), known, by)


def taught(basis: Basis, place: str = "all") -> pd.DataFrame:
    """unit_id, subject_id: what each open offer that supplies a place teaches."""
    here = basis.places.loc[basis.places["place"] == place, ["supply_id"]]
    side = basis.supply
    return query(
        TAUGHT, mentions=side.mentions, units=side.units[["unit_id", "open"]], unit_places=side.places, here=here
    )


def cover(side: Side, teaching: pd.DataFrame, asked: pd.DataFrame, by: Cost) -> Pathway:
    """As `pathway`: of skills with their skill_id (null: nobody teaches it) and preferred_label, by offers `taught`.

    Where `asked` has a column `is_general`, an offer that adds only one such skill is no step.
    """
    target = asked.sort_values(["weight", "concept_uri"], ascending=[False, True]).reset_index(drop=True)
    target["weight"] = target["weight"].astype("float64") / max(float(target["weight"].sum()), 1e-12)
    unit, row = _rows(teaching, target["skill_id"])
    cost = side.units[by].to_numpy(np.float64, na_value=np.nan)
    stated = np.isfinite(cost[unit])
    general = target["is_general"].to_numpy(bool) if "is_general" in target else np.zeros(len(target), bool)
    order, learnt = _greedy(unit[stated], row[stated], cost, target["weight"].to_numpy(np.float64), general)
    target["offer_count"] = np.bincount(row, minlength=len(target))
    gain = np.array([target["weight"].to_numpy()[rows].sum() for rows in learnt])
    steps = side.units.iloc[order]
    steps = steps.assign(
        step=range(1, len(steps) + 1),
        offer=steps["key"],
        provider=steps["name"],
        skills=["; ".join(target["preferred_label"].iloc[rows]) for rows in learnt],
        gain=gain,
        coverage=gain.cumsum(),
        price_so_far=steps["price"].astype("Float64").cumsum(skipna=False),
        hours_so_far=steps["hours"].astype("Float64").cumsum(skipna=False),
    )
    missing = target[~target.index.isin(set().union(*learnt))]
    return Pathway(shaped(steps, STEPS), shaped(missing, GAPS), learnt)


def _rows(teaching: pd.DataFrame, skills: "pd.Series[int]") -> tuple[Codes, Codes]:
    """The pairs of `teaching` that are of `skills`: their units, and the row of the skill."""
    subject = teaching["subject_id"].to_numpy(np.int64)
    numbers = skills.to_numpy(np.int64, na_value=-1)
    row_of = np.full(max(subject.max(initial=-1), numbers.max(initial=-1)) + 2, -1)  # the last: skills without a number
    row_of[numbers[numbers >= 0]] = np.flatnonzero(numbers >= 0)
    row = row_of[subject]
    return teaching["unit_id"].to_numpy(np.int64)[row >= 0], row[row >= 0]


def _greedy(
    unit: Codes, row: Codes, cost: Floats, weight: Floats, general: npt.NDArray[np.bool_]
) -> tuple[list[int], list[list[int]]]:
    """The units in the order in which they are taken, and the rows of the target that each is the first to teach."""
    units, line = np.unique(unit, return_inverse=True)
    teaches = csr_array((np.ones(len(line)), (line, row)), shape=(len(units), len(weight)))
    price, left = np.maximum(cost[units], LEAST_COST), weight.copy()
    order, learnt = list[int](), list[list[int]]()
    while len(units):
        gain = np.asarray(teaches @ left)
        adds = teaches @ np.column_stack([left > 0, (left > 0) & ~general]).astype(np.float64)
        enough = (gain > LEAST_GAIN) & ((adds[:, 0] > 1) | (adds[:, 1] > 0))  # what adds too little never adds more
        units, price, teaches, gain = units[enough], price[enough], teaches[enough], gain[enough]
        if not len(units):
            break
        worth = gain / price
        ties = np.flatnonzero(worth == worth.max())
        best = int(ties[np.lexsort((units[ties], -gain[ties]))[0]])
        rows = np.sort(teaches.indices[teaches.indptr[best] : teaches.indptr[best + 1]])
        order.append(int(units[best]))
        learnt.append([int(each) for each in rows if left[each] > 0])
        left[rows] = 0
    return order, learnt
