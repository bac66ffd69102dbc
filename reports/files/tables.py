"""The tables as they are published: what the measures found, less what would only make the folder heavy."""

from typing import TYPE_CHECKING

import pandas as pd

from reports.measures.statistics.intervals import MINIMUM_EMPLOYERS, MINIMUM_VACANCIES
from reports.measures.supply.price_pressure import SCHEMA as PRESSURE
from reports.measures.supply.supply import SCHEMA as SUPPLY
from reports.measures.units.counting import ALL

if TYPE_CHECKING:
    from reports.measures.all_measures import Measures

NAMES = ("concept_uri", "preferred_label")
OF_THE_SKILL = ("skill_type", "group_label", "is_transversal")

CUT = ("demand_by_occupation", "demand_by_industry", "demand_by_level")


def published(measures: "Measures") -> dict[str, pd.DataFrame]:
    """The frames by the names of their files.

    Facts of a skill, and of the offers that teach it, stand once in `skills`, not again in each place. A credential
    that a place's vacancies do not name is listed there if at least ten of them ask half of what it teaches; in all
    places, every one is. An occupation or industry lists the skills that at least three of its vacancies name; so does
    a place its markets, and those that have a verdict: `skill_demand` counts the others.
    """
    frames = dict(measures.files())
    markets, credentials = frames["saturation"], frames["credential_demand"]
    of_skills = [c for c in (*OF_THE_SKILL, *SUPPLY, *PRESSURE) if c in markets.columns]
    here = markets.loc[markets["place"] == ALL, [*NAMES, *of_skills]]
    told = (markets["place"] == ALL) | (markets["demand_count"] >= MINIMUM_EMPLOYERS) | (markets["class"] != "thin")
    frames["saturation"] = markets.drop(columns=of_skills)[told.fillna(False)]
    frames["skill_demand"] = frames["skill_demand"].drop(columns=[*OF_THE_SKILL])
    said = (credentials["place"] == ALL) | (credentials["explicit_count"] > 0)
    said |= credentials["implied_half_count"] >= MINIMUM_VACANCIES
    frames["credential_demand"] = credentials[said.fillna(False)]
    for name in CUT:
        frames[name] = frames[name][frames[name]["vacancy_count"] >= MINIMUM_EMPLOYERS]
    skills = here.sort_values("concept_uri", ignore_index=True)
    return {name: each for known in frames for name, each in _with_skills(known, frames[known], skills)}


def _with_skills(name: str, frame: pd.DataFrame, skills: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    return [(name, frame), *([("skills", skills)] if name == "saturation" else [])]
