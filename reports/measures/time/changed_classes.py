"""Markets whose class changed between two days (METHOD §8), in all places together."""

from dataclasses import replace

import numpy as np
import pandas as pd

from reports.measures.markets.skill_markets import skill_markets
from reports.measures.time.moved_shares import Shown, shown_by, side_of
from reports.measures.units.basis import Side
from reports.measures.units.counting import ALL

VERDICTS = ("underserved", "saturated", "dominated", "balanced")
COUNTED = {"demand_count": "count", "demand_total": "total", "employer_count": "organizations"}


def changed_classes(
    then: Shown, now: Shown, markets: pd.DataFrame, moved: pd.DataFrame, sources: frozenset[str]
) -> pd.DataFrame:
    """Rows of kind `class` where a verdict was won, lost or changed; before and after are the shrunk gaps.

    `markets` is the later day's saturation. The cause is the first of that market's shares in `moved`; else `sources`,
    where the class is the same on both days by `sources`, which show both whole; else `margin`: it crossed its line,
    but neither side moved beyond chance. Earlier trends are judged for all places alone.
    """
    names = ["concept_uri", "preferred_label", "place", "gap", "class", *COUNTED]
    later = markets.loc[markets["place"] == ALL, names].rename(columns=COUNTED)
    earlier = _everywhere(then)[names].rename(columns=COUNTED)
    both = earlier.merge(later, on=["concept_uri", "place"], how="outer", suffixes=("0", "1"))
    classes = both[["class0", "class1"]]
    rows = both[(classes["class0"].fillna("") != classes["class1"].fillna("")) & classes.isin(VERDICTS).any(axis=1)]
    shares = moved[moved["kind"].isin(["skill share", "offer share"]) & (moved["place"] == ALL)]
    causes = shares.drop_duplicates("concept_uri").set_index("concept_uri")["cause"]
    return rows.assign(
        kind="class",
        event=np.select([rows["class0"].isna(), rows["class1"].isna()], ["entered", "closed"], "changed"),
        cause=rows["concept_uri"].map(causes).astype("string").fillna(_unmoved(then, now, rows, sources)),
        preferred_label=rows["preferred_label1"].fillna(rows["preferred_label0"]),
        before=rows["gap0"],
        after=rows["gap1"],
        change=rows["gap1"] - rows["gap0"],
        class_before=rows["class0"],
        class_after=rows["class1"],
    )


def _unmoved(then: Shown, now: Shown, rows: pd.DataFrame, sources: frozenset[str]) -> "pd.Series[str]":
    """`sources` where the class is the same on both days by these sources alone, else `margin`."""
    days = [_shown_by(shown, sources) for shown in (then, now)]
    changed = pd.Series("margin", index=rows.index)
    if rows.empty or all(new is old for new, old in zip(days, (then, now), strict=True)):
        return changed
    classes = (_everywhere(day).set_index("concept_uri")["class"].astype("string") for day in days)
    earlier, later = (found.reindex(rows["concept_uri"]).fillna("").to_numpy() for found in classes)
    return changed.mask(earlier == later, "sources")


def _shown_by(shown: Shown, sources: frozenset[str]) -> Shown:
    """The day with nothing open but what these sources show; itself where they show all."""
    basis = shown.basis
    sides = {}
    for name in ("demand", "supply"):
        side = side_of(basis, name)
        is_open = side.units["open"].to_numpy(bool)
        told = is_open & shown_by(name, shown, sources)
        sides[name] = side if told.sum() == is_open.sum() else replace(side, units=side.units.assign(open=told))
    if sides["demand"] is basis.demand and sides["supply"] is basis.supply:
        return shown
    return shown._replace(basis=replace(basis, demand=sides["demand"], supply=sides["supply"]))


def _everywhere(shown: Shown) -> pd.DataFrame:
    """The saturation of all places together alone: what the other places would cost, nobody asks of the earlier day."""
    basis = shown.basis
    everywhere = basis.places[basis.places["place"] == ALL]
    demand, supply = (_within(side, everywhere["place_id"]) for side in (basis.demand, basis.supply))
    narrowed = replace(basis, places=everywhere, demand=demand, supply=supply)
    return skill_markets(shown.market, narrowed)


def _within(side: Side, places: "pd.Series[int]") -> Side:
    return replace(side, places=side.places[side.places["place_id"].isin(places)])
