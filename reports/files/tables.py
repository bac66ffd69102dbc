"""The tables as they are published: what the measures found, less what would only make the folder heavy."""

from collections.abc import Iterator, Mapping
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
UNDECIDED = ("thin", "contested")  # classes that say nothing of a market yet
CUT = ("demand_by_occupation", "demand_by_industry", "demand_by_level")


class Published(Mapping[str, pd.DataFrame]):
    """The frames by the names of their files, each made when it is asked for, so that none is held twice for long.

    Facts of a skill, and of the offers that teach it, stand once in `skills`, not again in each place. A credential
    that a place's vacancies do not name is listed there if at least ten of them ask half of what it teaches; in all
    places, every one is. An occupation, industry or level lists the skills that at least three of its vacancies name;
    so does a place its markets, and those that have a verdict: `skill_demand` counts the others. A place has the groups
    of skills that at least ten of its vacancies ask, and those with a verdict.
    """

    def __init__(self, measures: "Measures") -> None:
        self._found = measures.files()

    def __iter__(self) -> Iterator[str]:
        for name in self._found:
            yield name
            if name == "saturation":
                yield "skills"

    def __len__(self) -> int:
        return len(self._found) + 1

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name == "skills":
            return _skills(self._found["saturation"])
        frame = self._found[name]
        if name == "skill_demand":
            return frame.drop(columns=[*OF_THE_SKILL])
        if name == "saturation":
            kept = (frame["demand_count"] >= MINIMUM_EMPLOYERS) | ~frame["class"].isin(UNDECIDED)
            return frame.drop(columns=_of_skills(frame))[((frame["place"] == ALL) | kept).fillna(False)]
        if name == "credential_demand":
            kept = (frame["explicit_count"] > 0) | (frame["implied_half_count"] >= MINIMUM_VACANCIES)
            return frame[((frame["place"] == ALL) | kept).fillna(False)]
        if name == "skill_groups":
            kept = (frame["demand_count"] >= MINIMUM_VACANCIES) | ~frame["class"].isin(UNDECIDED)
            return frame[((frame["place"] == ALL) | kept).fillna(False)]
        return frame[frame["vacancy_count"] >= MINIMUM_EMPLOYERS] if name in CUT else frame


def _of_skills(markets: pd.DataFrame) -> list[str]:
    return [name for name in (*OF_THE_SKILL, *SUPPLY, *PRESSURE) if name in markets.columns]


def _skills(markets: pd.DataFrame) -> pd.DataFrame:
    here = markets.loc[markets["place"] == ALL, [*NAMES, *_of_skills(markets)]]
    return here.sort_values("concept_uri", ignore_index=True)
