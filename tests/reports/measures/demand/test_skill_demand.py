"""Skill demand against a count by hand."""

import numpy as np
import pytest

from reports.measures.demand.location_quotient import location_quotient
from reports.measures.statistics.intervals import quantile, wilson
from reports.measures.units.basis import basis
from reports.measures.units.tally import tally
from tests.reports.measures.single_tables import skills_asked
from tests.reports.simulated_market import Row, market

RNG = np.random.default_rng(11)
POSTINGS: list[Row] = [
    {
        "employer_key": f"e{RNG.integers(12)}" if RNG.random() < 0.9 else None,
        "skills": [skill for skill, p in (("sql", 0.4), ("python", 0.2), ("care", 0.1)) if RNG.random() < p],
        "country": country,
        "subdivision": "US-NY" if country == "US" and RNG.random() < 0.5 else None,
        "open": bool(RNG.random() < 0.9),
    }
    for country in RNG.choice(["US", "GB"], 200)
]
FOUND = skills_asked(market(POSTINGS)).set_index(["place", "preferred_label"])
OPEN = [p for p in POSTINGS if p["open"]]
SIDE = (COUNTED := basis(market(POSTINGS))).demand
SQL = SIDE.mentions[SIDE.mentions["subject_id"] == list(COUNTED.skills["preferred_label"]).index("sql")]
ALONE = location_quotient(SIDE, SQL, tally(SIDE, SQL)).merge(COUNTED.places, on="place_id")


def of(place: str) -> list[Row]:
    return [p for p in OPEN if place in ("all", p["country"], p["subdivision"])]


@pytest.mark.parametrize("place", ["all", "US", "US-NY", "GB"])
@pytest.mark.parametrize("skill", ["sql", "python", "care"])
def test_counts(place: str, skill: str) -> None:
    named, row = [p for p in of(place) if skill in p["skills"]], FOUND.loc[place, skill]
    employers = [p["employer_key"] for p in named if p["employer_key"]]
    sizes = np.array([employers.count(e) for e in set(employers)])
    assert (row["vacancy_count"], row["vacancy_total"]) == (len(named), len(of(place)))
    assert row["employer_count"] == len(set(employers)), "an unnamed employer is none that could be counted"
    assert row["effective_employers"] == pytest.approx(1 / np.square(sizes / sizes.sum()).sum(), abs=1e-4)
    assert row["share"] == pytest.approx(len(named) / len(of(place)), abs=1e-6)
    assert row["share_low"] < row["share"] < row["share_high"]


@pytest.mark.parametrize("place", ["US", "US-NY", "GB"])
def test_location_quotient_is_linearised_jointly(place: str) -> None:
    clusters = {p["employer_key"] or f"lone {i}" for i, p in enumerate(OPEN)}
    cluster_of = {id(p): p["employer_key"] or f"lone {i}" for i, p in enumerate(OPEN)}
    parts = []
    for cluster in sorted(clusters):
        part = 0.0
        for sign, units in ((1, of(place)), (-1, OPEN)):
            named = sum("sql" in p["skills"] for p in units)
            own = [p for p in units if cluster_of[id(p)] == cluster]
            part += sign * (sum("sql" in p["skills"] for p in own) - named / len(units) * len(own)) / named
        parts.append(part)
    sizes = [sum(cluster_of[id(p)] == cluster for p in of(place)) for cluster in sorted(clusters)]
    effective = len(of(place)) ** 2 / np.square(sizes).sum()
    here, whole = (sum("sql" in p["skills"] for p in units) for units in (of(place), OPEN))
    spread = effective / (effective - 1) * np.square(parts).sum() / ((1 - here / whole) / here)
    alone = ALONE.set_index("place").loc[place]  # not drawn to the place's other skills
    times = quantile(np.array([effective]))
    low, high = wilson(np.array([here / whole]), np.array([whole / max(spread, 1)]), times)
    assert alone["location_quotient_low"] == pytest.approx(low[0] * len(OPEN) / len(of(place)), abs=1e-9)
    assert alone["location_quotient_high"] == pytest.approx(high[0] * len(OPEN) / len(of(place)), abs=1e-9)


def test_the_whole_is_as_the_whole() -> None:
    whole = FOUND.loc["all"]
    assert set(whole["location_quotient"]) == set(whole["location_quotient_low"]) == {1.0}


def test_rows_are_by_place_count_and_concept() -> None:
    assert list(dict.fromkeys(FOUND.index.get_level_values("place"))) == ["all", "GB", "US", "US-NY"]
    assert list(FOUND.loc["all"].index) == ["sql", "python", "care"]
