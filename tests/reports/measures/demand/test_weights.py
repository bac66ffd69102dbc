"""Weights by official vacancies: margins that hold, strata too thin alone, shares of the official market."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.measures.demand.weighted_shares import COLUMNS, weigh_credentials, weigh_skills, weighted_shares
from reports.measures.demand.weights import PLACES, Weights, cell_weights, weights
from reports.measures.statistics.intervals import share_interval
from reports.measures.units.basis import Basis, Side, basis
from reports.measures.units.counting import shaped
from reports.official_vacancies import TYPES, none_given
from tests.reports.simulated_market import Row, market, uri


def official(*rows: tuple[str, float] | tuple[str, float, str], scheme: str = "nace_section") -> pd.DataFrame:
    told = [
        {"place": "all", "code": row[0], "begins": row[0], "vacancies": row[1]}
        | dict(zip(["place"], row[2:], strict=False))
        for row in rows
    ]
    return pd.DataFrame(told, columns=list(TYPES)).assign(scheme=scheme).astype(TYPES)


def ads(section: str | None, count: int, **more: Any) -> list[Row]:
    """Ads of as many employers."""
    return [{"nace_section": section, "employer_key": f"{section}{n}", **more} for n in range(count)]


def weighed(postings: list[Row], table: pd.DataFrame) -> tuple[Basis, Weights]:
    told = market(postings)
    counted = basis(told)
    return counted, weights(told, counted, table)


def by_code(found: Weights) -> pd.DataFrame:
    return found.strata.set_index("code")


def test_a_vacancy_counts_as_its_stratum_is_under_represented() -> None:
    _, found = weighed([*ads("J", 30), *ads("Q", 10)], official(("J", 500), ("Q", 500)))
    assert by_code(found)["weight"].to_dict() == pytest.approx({"J": 0.5 / 0.75, "Q": 0.5 / 0.25}, abs=1e-4)
    place = found.places.iloc[0]
    assert place[["place", "vacancy_total", "stratum_vacancy_count", "known_share"]].tolist() == ["all", 40, 40, 1.0]
    assert place["weighting_effect"] == pytest.approx((30 * (2 / 3) ** 2 + 10 * 2**2) / 40, abs=1e-4)
    assert place["largest_weight"] == 2.0
    assert place["is_weighted"]


def test_what_is_not_in_the_corpus_is_not_covered_and_what_has_no_stratum_has_no_weight() -> None:
    postings = [*ads("J", 30), *ads("Q", 20), *ads(None, 25), *ads("P", 3)]
    _, found = weighed(postings, official(("J", 300), ("Q", 300), ("A", 200)))
    place = found.places.iloc[0]
    assert place[["official_covered_share", "known_share"]].tolist() == [0.75, round(50 / 78, 6)]
    assert len(found.members) == 50
    assert found.members["weight"].mean() == pytest.approx(1)
    assert by_code(found)["weight"].isna()["A"]


@pytest.mark.parametrize(
    ("postings", "table"),
    [
        ([*ads("J", 30), *ads(None, 31)], official(("J", 1))),
        (ads("J", 30), official(("J", 1), ("A", 1.1))),
        (ads("J", 30), official(("J", 0), ("A", 1))),
        ([], official(("J", 1))),
        (ads("J", 30), none_given()),
    ],
)
def test_no_weights_on_less_than_half(postings: list[Row], table: pd.DataFrame) -> None:
    _, found = weighed(postings, table)
    assert found.members["weight"].isna().all()
    assert not found.places["is_weighted"].any()
    assert found.places.dtypes.equals(shaped(found.places, PLACES).dtypes)


def test_thin_strata_are_taken_together_and_with_the_next_while_thin() -> None:
    table = official(("A", 10), ("B", 10), ("C", 30), ("J", 50))
    _, found = weighed([*ads("A", 2), *ads("B", 3), *ads("C", 12), *ads("J", 40)], table)
    rows = by_code(found)
    assert rows["cell_id"].nunique() == 2
    assert rows["weight"].to_dict() == pytest.approx(
        dict.fromkeys("ABC", (50 / 100) / (17 / 57)) | {"J": (50 / 100) / (40 / 57)}, abs=1e-4
    )
    assert found.places.iloc[0][["stratum_count", "joined_stratum_count"]].tolist() == [4, 3]


def test_a_stratum_of_one_employer_does_not_stand_alone() -> None:
    _, found = weighed([*ads("J", 40), *ads("Q", 40, employer_key="one")], official(("J", 1), ("Q", 9)))
    assert by_code(found)["weight"].tolist() == [1.0, 1.0]


def test_countries_have_weights_of_their_own_and_together_make_all() -> None:
    postings = [*ads("J", 30, country="US"), *ads("Q", 10, country="US"), *ads("J", 20, country="GB"), *ads("J", 9)]
    _, found = weighed(postings, official(("J", 1, "US"), ("Q", 3, "US"), ("J", 4, "GB")))
    rows = found.strata.set_index(["place", "country", "code"])["weight"]
    assert rows["US"].to_dict() == pytest.approx({("US", "J"): 0.25 / 0.75, ("US", "Q"): 3.0}, abs=1e-4)
    assert rows["GB"].tolist() == [1.0]
    assert rows["all"].to_dict() == pytest.approx(
        {("US", "J"): (1 / 8) / 0.5, ("US", "Q"): (3 / 8) / (1 / 6), ("GB", "J"): 0.5 / (1 / 3)}, abs=1e-4
    )


def test_lines_of_all_weight_all() -> None:
    postings = [*ads("J", 30, country="US"), *ads("Q", 10, country="US")]
    _, found = weighed(postings, official(("J", 1), ("Q", 1), ("J", 3, "US"), ("Q", 1, "US")))
    rows = found.strata.set_index(["place", "code"])["weight"]
    assert rows.to_dict() == pytest.approx(
        {("all", "J"): 2 / 3, ("all", "Q"): 2.0, ("US", "J"): 1.0, ("US", "Q"): 1.0}, abs=1e-4
    )


@pytest.mark.parametrize(
    ("scheme", "said", "begins", "is_in"),
    [
        ("isco_group", "2512", "25", True),
        ("isco_group", "25", "25", True),
        ("isco_group", "2", "25", False),
        ("onet_soc", "15-1252.00", "15-12", True),
        ("onet_soc", "15-1252.00", "15-1251", False),
        ("naics", "31-33", "31", True),
        ("naics", "62", "61 62", True),
    ],
)
def test_a_class_belongs_to_the_stratum_it_begins_with(scheme: str, said: str, begins: str, is_in: bool) -> None:
    table = official((begins, 1), scheme=scheme)
    _, found = weighed([{scheme: said, "employer_key": f"e{n}"} for n in range(10)], table)
    assert len(found.members) == 10 * is_in


def test_closed_vacancies_have_no_weight() -> None:
    _, found = weighed([*ads("J", 30), *ads("J", 5, open=False)], official(("J", 1)))
    assert len(found.members) == 30


STRATA = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.integers(0, 10**6)), min_size=1, max_size=9)


@settings(deadline=None)
@given(STRATA, st.floats(1e-3, 1e3))
def test_the_weights_reproduce_the_official_margins_whatever_their_scale(
    strata: list[tuple[int, int, int]], scale: float
) -> None:
    columns = pd.DataFrame(strata, columns=["vacancy_count", "clusters", "official_count"])
    told = columns.assign(place_id=0, stratum_id=range(len(strata)))
    told["clusters"] = told[["clusters", "vacancy_count"]].min(axis="columns")
    found = cell_weights(told)
    scaled = cell_weights(told.assign(official_count=told["official_count"] * scale))
    pd.testing.assert_series_equal(found["weight"], scaled["weight"], rtol=1e-9)
    present = found[found["vacancy_count"] > 0]
    cells = present.assign(held=present["vacancy_count"] * present["weight"]).groupby("cell_id")
    sums = cells[["held", "official_count", "vacancy_count"]].sum()
    if sums["official_count"].sum() > 0:
        held, margin = (sums[name] / sums[name].sum() for name in ("held", "official_count"))
        np.testing.assert_allclose(held, margin, rtol=1e-9, atol=1e-12)
        assert sums["held"].sum() == pytest.approx(sums["vacancy_count"].sum())
    assert len(sums) <= 1 or (sums["vacancy_count"] >= 10).all()


def test_equal_weights_give_the_unweighted_share_and_interval() -> None:
    rng = np.random.default_rng(1)
    of, named = rng.integers(20, size=90), np.arange(90) % 3 == 0
    postings: list[Row] = [
        {"nace_section": "J", "employer_key": f"e{employer}", "skills": ["x"] * bool(names)}
        for employer, names in zip(of, named, strict=True)
    ]
    counted, weighting = weighed(postings, official(("J", 7)))
    found = weighted_shares(counted.demand, counted.demand.mentions, weighting).iloc[0]
    y, n = np.bincount(of, named), np.bincount(of)
    sums = (30, 90, (y * y).sum(), (y * n).sum(), (n * n).sum(), len(n))
    low, high, _ = share_interval(*(np.array([float(each)]) for each in sums))
    assert found[list(COLUMNS)].tolist() == pytest.approx([1 / 3, low[0], high[0]], abs=1e-9)


def test_the_weighted_share_is_that_of_the_official_market() -> None:
    postings = [*ads("J", 30, skills=["x"]), *ads("Q", 10)]
    counted, weighting = weighed(postings, official(("J", 1), ("Q", 3)))
    figures = pd.DataFrame({"place": ["all", "US"], "concept_uri": [uri("x")] * 2}).astype("string")
    found = weigh_skills(figures, counted, weighting)
    assert found["weighted_share"].tolist()[0] == 0.25
    assert found["weighted_share"].isna().tolist() == [False, True]
    assert found.dtypes[list(COLUMNS)].astype(str).unique().tolist() == ["Float64"]


def test_credentials_with_and_without_an_issuer() -> None:
    named = [{"credential": c, "issuer": i, "requirement": "required"} for c, i in (("PMP", "PMI"), ("BLS", None))]
    counted, weighting = weighed([*ads("J", 30, credentials=named), *ads("Q", 10)], official(("J", 1), ("Q", 1)))
    rows = {"place": ["all"] * 3, "credential": ["PMP", "BLS", "AWS"], "issuer": ["PMI", None, None]}
    found = weigh_credentials(pd.DataFrame(rows).astype("string"), counted, weighting)
    assert found["weighted_share"].tolist()[:2] == [0.5, 0.5]
    assert found["weighted_share"].isna().tolist() == [False, False, True]


def test_without_a_table_the_columns_are_null() -> None:
    counted, weighting = weighed(ads("J", 30, skills=["x"]), none_given())
    figures = pd.DataFrame({"place": ["all"], "concept_uri": [uri("x")]}).astype("string")
    assert weigh_skills(figures, counted, weighting)[list(COLUMNS)].isna().all(axis=None)


@pytest.mark.parametrize("leaning", [0.0, 1.5])
def test_the_interval_holds_the_share_of_the_official_market(leaning: float) -> None:
    """Sections whose employers lean each their way, drawn in the wrong proportions: is the official share held?"""
    rng, held = np.random.default_rng(3), 0
    wanted, drawn = np.array([0.1, 0.4, 0.3, 0.2]), np.array([0.6, 0.15, 0.15, 0.1])
    odds = np.array([1.0, -1.0, 0.0, -2.0]) * leaning
    employers = rng.choice(4, 20_000, p=drawn)
    chance = 1 / (1 + np.exp(-odds[employers] - rng.normal(0, 0.8, 20_000)))
    truth = float(wanted @ [chance[employers == section].mean() for section in range(4)])
    for _ in range(200):
        kept = rng.choice(20_000, 150, replace=False)
        of = np.repeat(kept, rng.poisson(rng.lognormal(0.7, 0.8, 150)) + 1)
        units = pd.DataFrame({"unit_id": range(len(of)), "cluster_id": of, "part": employers[of]})
        share = np.bincount(employers[of], minlength=4) / len(of)
        members = units.assign(place_id=0, weight=(wanted / share)[employers[of]])
        named = units.loc[rng.random(len(of)) < chance[of], ["unit_id"]].assign(subject_id=0)
        found = weighted_shares(Side(units, units, named), named, Weights(units, units, members)).iloc[0]
        held += found["weighted_share_low"] <= truth <= found["weighted_share_high"]
    assert 0.92 <= held / 200 <= 0.985
