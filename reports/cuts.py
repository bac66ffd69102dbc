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
ABOVE = 1.05  # a quotient: what would be read as 1.0 is not said to be above 1
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


class Within:
    """What the vacancies of each part name, `skill` or `credential`, as the published frames have it."""

    def __init__(self, measures: "Measures", what: str) -> None:
        whole, by = (
            (measures.skill_demand, "demand_by") if what == "skill" else (measures.credential_demand, "credentials_by")
        )
        if what == "credential":
            whole = whole[whole["explicit_count"] > 0]
        renamed = {f"location_quotient{end}": f"quotient{end}" for end in ("", "_low", "_high")}
        self._frames = {"place": whole.rename(columns=renamed)}
        for kind in ("industry", "occupation", "level"):
            frame: pd.DataFrame = getattr(measures, f"{by}_{kind}")
            self._frames[kind] = frame[frame["place"] == ALL]
        self._rows = {kind: frame.groupby(kind, observed=True).indices for kind, frame in self._frames.items()}

    def of(self, cut: Cut) -> pd.DataFrame:
        """The rows of one part, the most named first, `quotient` being its share ÷ that of all vacancies."""
        return self._frames[cut.kind].iloc[self._rows[cut.kind].get(cut.code, [])]

    def moving(self, cut: Cut) -> pd.DataFrame:
        """The rows of one part whose trend rises or falls: only places have trends of their own."""
        found = self.of(cut)
        return found[found["trend"].isin(("rising", "falling"))] if "trend" in found else found.head(0)

    def peculiar(self, kind: str, codes: Iterable[str]) -> pd.DataFrame:
        """The rows of some parts of a kind that are surely asked more there than of all: the surest first."""
        frame = self._frames[kind]
        here = frame[
            frame[kind].isin([*codes]) & (frame["evidence"] == "sufficient") & (frame["quotient_low"] >= ABOVE)
        ]
        return here.sort_values("quotient_low", ascending=False, kind="stable")
