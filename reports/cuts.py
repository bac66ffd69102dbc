"""Which parts of the market a reader may choose: places, industries, occupations and levels with enough evidence."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from reports.language import _
from reports.measures.demand.cuts import LEVELS
from reports.measures.statistics.intervals import MINIMUM_EMPLOYERS, MINIMUM_VACANCIES
from reports.measures.units.counting import ALL
from reports.page import Cut
from reports.voice import place_name

if TYPE_CHECKING:
    from reports.measures.all_measures import Measures

MOST = 60  # of one kind: more are in the files, and nobody scrolls through them
MAJOR, UNIT = 1, 4  # digits of an ISCO-08 code


def offered(measures: "Measures") -> list[Cut]:
    """The parts of at least 10 open vacancies of 3 employers: most vacancies first, levels from the lowest.

    Occupations are ISCO-08's major groups, then its unit groups.
    """
    units = measures.basis.demand.units
    units = units[units["open"]]
    places = measures.basis.demand.places.merge(measures.basis.places[["place_id", "place"]], on="place_id")
    at = units[["unit_id", "cluster_id", "is_named"]].merge(places[places["place"] != ALL], on="unit_id")
    sections, groups = (_labels(measures, kind) for kind in ("industry", "occupation"))
    levels = set(_enough(units, units["level"]))
    return [
        *(Cut("place", code, place_name(code)) for code in _enough(at, at["place"])),
        *_named("industry", _enough(units, _first(units["industry"], MAJOR)), sections),
        *_named("occupation", _enough(units, _first(units["occupation"], MAJOR)), groups),
        *_named("occupation", _enough(units, _first(units["occupation"], UNIT)), groups),
        *(Cut("level", code, level_name(code)) for code in LEVELS if code in levels),
    ]


def level_name(code: str) -> str:
    """How a level of seniority is read."""
    return _(LEVELS[code])


def _first(codes: "pd.Series[str]", digits: int) -> "pd.Series[str]":
    return codes.where(codes.str.len() >= digits).str[:digits]


def _enough(units: pd.DataFrame, codes: "pd.Series[str]") -> list[str]:
    """The codes of the most vacancies, without those of too few."""
    named = units["cluster_id"].where(units["is_named"])
    found = pd.DataFrame({"code": codes.astype("string"), "named": named}).groupby("code")["named"]
    counts = pd.DataFrame({"vacancies": found.size(), "employers": found.nunique()}).reset_index()
    kept = counts[(counts["vacancies"] >= MINIMUM_VACANCIES) & (counts["employers"] >= MINIMUM_EMPLOYERS)]
    order = kept.sort_values(["vacancies", "code"], ascending=[False, True], kind="stable")
    return [str(code) for code in order["code"].head(MOST)]


def _labels(measures: "Measures", kind: str) -> dict[str, str]:
    frame: pd.DataFrame = getattr(measures, f"demand_by_{kind}")
    named = frame[[kind, f"{kind}_label"]].drop_duplicates().dropna()
    return dict(zip(named[kind].astype(str), named[f"{kind}_label"].astype(str), strict=True))


def _named(kind: str, codes: Iterable[str], labels: dict[str, str]) -> list[Cut]:
    """The parts under their names, or under their codes where the classification is not at hand."""
    return [Cut(kind, code, labels.get(code, code)) for code in codes]
