"""Skill demand against a count by hand."""

import numpy as np
import pytest

from reports.measures.all_measures import measured
from reports.measures.intervals import quantile
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
FOUND = measured(market(POSTINGS)).skill_demand.set_index(["place", "preferred_label"])
OPEN = [p for p in POSTINGS if p["open"]]


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
    row = FOUND.loc[place, "sql"]
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
    error = np.sqrt(len(parts) / (len(parts) - 1) * np.square(parts).sum())
    here = len({cluster_of[id(p)] for p in of(place)})
    factor = np.exp(quantile(np.array([float(here)]))[0] * error)
    assert row["location_quotient_high"] == pytest.approx(row["location_quotient"] * factor, abs=2e-4)
    assert row["location_quotient_low"] == pytest.approx(row["location_quotient"] / factor, abs=2e-4)


def test_the_whole_is_as_the_whole() -> None:
    whole = FOUND.loc["all"]
    assert set(whole["location_quotient"]) == set(whole["location_quotient_low"]) == {1.0}


def test_rows_are_by_place_count_and_concept() -> None:
    assert list(dict.fromkeys(FOUND.index.get_level_values("place"))) == ["all", "GB", "US", "US-NY"]
    assert list(FOUND.loc["all"].index) == ["sql", "python", "care"]
