"""What a new micro-credential would meet (ours): who asks its skills, who teaches them already, and at what price."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from reports.measures.markets.nearest import NEAREST, OFFERS, nearest, position
from reports.measures.markets.overlap import Codes, Overlap, Truths, flagged, overlap, shares, uncovered
from reports.measures.units.basis import Basis
from reports.measures.units.counting import ALL, RATIO, SHARE, Schema, shaped

LEAST_SKILLS = 3  # fewer say nothing of how much of a credential is asked (METHOD §2)
IMPLIED = {"half": 2, "three_quarters": 3, "all": 4}
FIGURES: Schema = {
    **dict.fromkeys(("side", "figure", "place"), "string"),
    **dict.fromkeys(("count", "total"), "Int64"),
    **dict.fromkeys(("share", "share_low", "share_high"), SHARE),
    "organization_count": "Int64",
    "effective_organizations": RATIO,
    "evidence": "string",
}
SKILLS: Schema = {
    **dict.fromkeys(("concept_uri", "preferred_label", "place"), "string"),
    **dict.fromkeys(("vacancy_count", "vacancy_total"), "Int64"),
    **dict.fromkeys(("share", "share_low", "share_high"), SHARE),
    **dict.fromkeys(("employer_count", "offer_count", "provider_count"), "Int64"),
    **dict.fromkeys(("effective_providers", "gap", "gap_low", "gap_high"), RATIO),
    **dict.fromkeys(("trend", "class", "evidence"), "string"),
}
ASKED = {"count": "vacancy_count", "total": "vacancy_total", "organization_count": "employer_count"}
TAUGHT = {"count": "offer_count", "organization_count": "provider_count"}


class NoVacancyHereError(ValueError):
    """No vacancy is open in the place; the text names places that have some."""


class Plan(NamedTuple):
    """A credential that somebody thinks of.

    `skills`: concept_uri, preferred_label, distinct. Its price in the report's currency and its hours, both of the
    whole; None where they are not said.
    """

    skills: pd.DataFrame
    price: float | None = None
    hours: float | None = None
    place: str = ALL


class WhatIf(NamedTuple):
    """Frames of `FIGURES`, `SKILLS`, and `nearest`'s `OFFERS` and `POSITION`."""

    figures: pd.DataFrame
    skills: pd.DataFrame
    offers: pd.DataFrame
    position: pd.DataFrame


def whatif(basis: Basis, markets: pd.DataFrame, plan: Plan) -> WhatIf:
    """What `plan` would cover, what it would stand beside, and where its price would stand.

    - figures: of side `demand`, vacancies that name any of its skills, or at least half, three_quarters, all of them
      (implied, METHOD §2; null below 3 skills); of whose skills it would teach at least half (`served`), and of those
      the ones of which no single open offer does (`newly_served`). Of side `supply`, the offers that teach any, half, …
    - skills: in the order given, the demand for each, its offers, its gap and class as in `markets` (of `saturation`)
    - offers: the ten nearest    · position: of its price and hours among the nearest

    Every share has its interval with organisations as clusters. Raises `NoVacancyHereError` for another place than
    `all` without an open vacancy.
    """
    here = basis.places[basis.places["place"] == plan.place]
    known = plan.skills.merge(basis.skills[["concept_uri", "skill_id"]], on="concept_uri", how="left")
    skills = known["skill_id"].to_numpy(np.int64, na_value=-1)
    asked = overlap(basis.demand, here["place_id"], skills)
    if asked.units.empty and plan.place != ALL:
        raise NoVacancyHereError(f"no vacancy is open in {plan.place!r}; {elsewhere(basis)}")
    taught = overlap(basis.supply, here["supply_id"], skills)
    sides = {"demand": _demand(basis, asked, taught, len(skills)), "supply": _flags(taught, len(skills))}
    figures = [
        _figures(each, flags, len(skills)).assign(side=side)
        for (side, flags), each in zip(sides.items(), (asked, taught), strict=True)
    ]
    near = nearest(basis.supply, taught, skills, plan.skills["preferred_label"])
    an_hour = plan.price / plan.hours if plan.price is not None and plan.hours else None
    return WhatIf(
        shaped(pd.concat(figures).assign(place=plan.place), FIGURES),
        _skills(asked, taught, plan, markets),
        shaped(near.head(NEAREST), OFFERS),
        position(near, {"price": plan.price, "hours": plan.hours, "price_per_hour": an_hour}),
    )


def elsewhere(basis: Basis) -> str:
    """Where the most vacancies are open, for who asked of a place without any."""
    units = basis.demand.units.loc[basis.demand.units["open"], ["unit_id"]]
    counts = basis.demand.places.merge(units, on="unit_id").groupby("place_id").size()
    most = counts.sort_values(ascending=False, kind="stable").index[:9]
    names = basis.places.set_index("place_id")["place"].drop(0)  # but for `all`
    most = most.intersection(names.index, sort=False)
    return f"most are in {', '.join(names[most])}" if len(most) else "nor in any other place"


def _flags(each: Overlap, skills: int) -> dict[str, Truths]:
    """Which units have any, half, three quarters, all of the plan's skills."""
    shared: Codes = each.units["shared"].to_numpy(np.int64)
    return {"any": shared > 0} | {name: shared * 4 // skills >= quarters for name, quarters in IMPLIED.items()}


def _demand(basis: Basis, asked: Overlap, taught: Overlap, skills: int) -> dict[str, Truths]:
    units = asked.units
    served = (units["shared"] > 0) & (units["shared"] * 2 >= units["skill_count"])
    newly = served.to_numpy(bool).copy()
    codes = [each["unit_id"].to_numpy(np.int64) for each in (units[newly], taught.units)]
    newly[newly] = uncovered(basis.demand, codes[0], basis.supply, codes[1])
    return _flags(asked, skills) | {"served": served.to_numpy(bool), "newly_served": newly}


def _figures(each: Overlap, flags: dict[str, Truths], skills: int) -> pd.DataFrame:
    found = flagged(each.units, flags).convert_dtypes()
    if skills < LEAST_SKILLS:
        found.loc[found["figure"].isin(list(IMPLIED)), found.columns.difference(["figure", "total"])] = pd.NA
    return found


def _skills(asked: Overlap, taught: Overlap, plan: Plan, markets: pd.DataFrame) -> pd.DataFrame:
    number = len(plan.skills)
    here = shares(asked.units, asked.position, asked.row, number).rename(columns=ASKED)
    there = shares(taught.units, taught.position, taught.row, number).rename(columns=TAUGHT)
    there["effective_providers"] = there["effective_organizations"]
    judged = markets[markets["place"] == plan.place][["concept_uri", "gap", "gap_low", "gap_high", "trend", "class"]]
    rows = pd.concat(
        [plan.skills.reset_index(drop=True), here, there[[*TAUGHT.values(), "effective_providers"]]], axis=1
    )
    return shaped(rows.merge(judged, on="concept_uri", how="left").assign(place=plan.place), SKILLS)
