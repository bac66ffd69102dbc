"""Saturation (METHOD §4): the class of each market, and each test that decides it."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from reports.measures.demand.trend import UNKNOWN
from reports.measures.markets.gap import gaps
from reports.measures.statistics.intervals import MINIMUM_EMPLOYERS, MINIMUM_VACANCIES, effective_number
from reports.measures.supply.supply import SCHEMA as SUPPLY
from reports.measures.supply.supply import supply
from reports.measures.units.basis import Basis
from reports.measures.units.counting import ALL, RATIO, SHARE, Schema, shaped
from reports.measures.units.lookup import position, taken
from reports.measures.units.tally import Tally

BAND = 1.5  # a factor: within it asked and taught are as good as equal
MARGIN = float(np.log(BAND))
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
    **dict.fromkeys(("demand_prominence", "demand_prominence_low", "demand_prominence_high"), SHARE),
    **dict.fromkeys(("supply_prominence", "supply_prominence_low", "supply_prominence_high"), SHARE),
    **dict.fromkeys(("unshrunk_gap", "group_gap", "effective_employers"), RATIO),
    **dict.fromkeys(("enough_evidence", "enough_employers", "enough_providers", "not_rising"), "boolean"),
    **dict.fromkeys(("gap_above_margin", "gap_below_margin", "gap_within_margin"), "boolean"),
    **SUPPLY,
    "source_count": "Int64",
    "skill_type": "string",
    "group_label": "string",
    "is_transversal": "boolean",
}
RENAMED = {
    "asked_count": "demand_count",
    "asked_place_total": "demand_total",
    "asked_organizations": "employer_count",
    "taught_count": "offer_count",
    "taught_place_total": "offer_total",
    "taught_organizations": "provider_count",
}
Truths = npt.NDArray[np.bool_]


def saturation(basis: Basis, asked: Tally, taught: Tally, trends: pd.DataFrame) -> pd.DataFrame:
    """One row for each skill and place; by place, gap (falling, unknown last), concept.

    `all` lists every skill asked or taught; another place those that its own vacancies name, and of the rest those that
    have a verdict there. A place without a vacancy has no market for its offers to be relative to.
    """
    offered, held = supply(basis), basis.places.set_index("place_id")["supply_id"]
    blocks = [shaped(pd.DataFrame(columns=list(SCHEMA)), SCHEMA)]
    for block in gaps(basis, asked, taught):
        rows = _judged(block, trends)
        of_supply = rows[["subject_id"]].assign(supply_id=held.reindex(rows["place_id"]).to_numpy())
        rows = rows.assign(**taken(offered, position(of_supply, offered, ("supply_id", "subject_id")), *SUPPLY))
        named = ("concept_uri", "preferred_label", "skill_type", "group_label", "is_transversal")
        rows = rows.assign(**taken(basis.skills, rows["subject_id"].to_numpy(np.int64), *named))
        rows["source_count"] = rows["asked_sources"] + rows["taught_sources"]
        order = np.lexsort((rows["subject_id"], -rows["gap"], rows["place_id"]))
        blocks.append(shaped(rows.iloc[order], SCHEMA))
    # Column by column, each of the blocks given up, so that the markets are not held twice.
    return pd.DataFrame({name: pd.concat([block.pop(name) for block in blocks], ignore_index=True) for name in SCHEMA})


def _judged(rows: pd.DataFrame, trends: pd.DataFrame) -> pd.DataFrame:
    """Some places' gaps with their tests and classes, less those that say nothing."""
    rows = rows.assign(**taken(trends, position(rows, trends), "trend")).rename(columns=RENAMED)
    rows = rows.fillna({"trend": UNKNOWN, "demand_total": 0, "offer_total": 0})
    for side, name in (("asked", "effective_employers"), ("taught", "effective_providers")):
        count, squares = (rows[f"{side}_named_{sums}"].to_numpy(np.float64) for sums in ("count", "squares"))
        rows[name] = effective_number(count, squares)
    rows = rows.assign(**class_tests(rows))
    rows = rows.assign(**classes(rows))
    has_verdict = ~rows["class"].isin(["thin", "contested"])
    return rows[(rows["place"] == ALL) | (rows["demand_count"] > 0) | has_verdict]


def class_tests(rows: pd.DataFrame) -> dict[str, Truths]:
    """Each test of the table, as a column: true where it is passed. A gap that is not known passes none."""
    few = (rows["demand_count"] < MINIMUM_VACANCIES) | (rows["employer_count"] < MINIMUM_EMPLOYERS)
    return {
        "enough_evidence": ~(few & (rows["offer_count"] < MINIMUM_OFFERS)).to_numpy(bool),
        "gap_above_margin": (rows["gap_low"] > MARGIN).to_numpy(bool),
        "gap_below_margin": (rows["gap_high"] < -MARGIN).to_numpy(bool),
        "gap_within_margin": ((rows["gap_low"] > -MARGIN) & (rows["gap_high"] < MARGIN)).to_numpy(bool),
        "enough_employers": (rows["employer_count"] >= MINIMUM_EMPLOYERS).to_numpy(bool),
        "enough_providers": (rows["effective_providers"] >= MINIMUM_PROVIDERS).to_numpy(bool),
        "not_rising": (rows["trend"] != "rising").to_numpy(bool),
    }


def classes(rows: pd.DataFrame) -> dict[str, "npt.NDArray[np.object_] | pd.Series[str]"]:
    """`class` by the tests, in the order of METHOD's table, and `failed_test`: why a market is contested.

    `employers`: the gap is above the margin, but of fewer than 3 employers; `trend`: below it, but rising; `width`: the
    interval reaches across a margin, or there is none.
    """
    crowded = rows["gap_below_margin"] & rows["not_rising"]
    rules = {
        "thin": ~rows["enough_evidence"],
        "underserved": rows["gap_above_margin"] & rows["enough_employers"],
        "saturated": crowded & rows["enough_providers"],
        "dominated": crowded,
        "balanced": rows["gap_within_margin"],
    }
    names = np.select([rule.to_numpy(bool) for rule in rules.values()], list(rules), "contested").astype(object)
    failed = np.select([rows["gap_above_margin"], rows["gap_below_margin"]], ["employers", "trend"], "width")
    return {"class": names, "failed_test": pd.Series(failed, rows.index, dtype="string").where(names == "contested")}
