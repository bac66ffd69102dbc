"""Recognition by industry against a count by hand."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.measures.demand.recognition import SCHEMA, TYPES, recognition
from reports.measures.units.basis import basis
from tests.reports.simulated_market import Row, frame, market

LISTED = frame(
    "credential_list",
    [
        {"credential": "First Aid", "issuer": "Relief", "credential_type": "certificate"},
        {"credential": "Data Badge", "issuer": "House", "credential_type": "badge"},
        {"credential": "Bachelor's Degree", "issuer": None, "credential_type": "degree"},
    ],
)


SECTIONS = frame("industries", [{"nace_section": "Q", "preferred_label": "Human health"}])


def named(name: str, issuer: str | None, requirement: str = "required") -> Row:
    return {"credential": name, "issuer": issuer, "requirement": requirement}


AID, BADGE = named("First Aid", "Relief"), named("Data Badge", "House")
DEGREE, DEGREE_HELD = named("Bachelor's Degree", None), named("Bachelor's Degree", None, "mentioned")


def of(postings: list[Row], place: str = "all", industry: str = "all") -> Row:
    found = recognition(basis(market(postings)), LISTED, SECTIONS).industries.set_index(["place", "industry"])
    return dict(found.loc[place, industry])


def types_of(postings: list[Row], industry: str = "all") -> dict[str, list[float]]:
    found = recognition(basis(market(postings)), LISTED, SECTIONS).types
    rows = found[(found["place"] == "all") & (found["industry"] == industry)].set_index("credential_type")
    return {str(name): [row["vacancy_count"], row["share"]] for name, row in rows.iterrows()}


@pytest.mark.parametrize(
    ("posting", "credential", "micro", "no_degree", "stated"),
    [
        ({}, 0, 0, 1, 0),
        ({"credentials": [AID]}, 1, 0, 1, 0),
        ({"credentials": [BADGE]}, 1, 1, 1, 0),
        ({"credentials": [AID, BADGE]}, 1, 1, 1, 0),
        ({"credentials": [DEGREE]}, 0, 0, 0, 1),
        ({"credentials": [DEGREE_HELD]}, 0, 0, 1, 0),
        ({"education_level": "bachelor"}, 0, 0, 0, 1),
        ({"education_level": "high school"}, 0, 0, 1, 1),
        ({"education_level": "none"}, 0, 0, 1, 1),
        ({"credentials": [named("Unlisted", None)]}, 1, 0, 1, 0),
    ],
)
def test_what_a_vacancy_counts_for(posting: Row, credential: int, micro: int, no_degree: int, stated: int) -> None:
    row = of([posting])
    counts = [row[f"{name}_count"] for name in ("credential", "micro_credential", "no_degree", "education_stated")]
    assert counts == [credential, micro, no_degree, stated]


def test_no_degree_that_is_said_is_told_from_silence() -> None:
    row = of([{}] * 5 + [{"education_level": "none"}] * 3 + [{"education_level": "master"}] * 2)
    assert (row["no_degree_share"], row["education_stated_share"]) == (0.8, 0.5)
    assert row["education_stated_share"] - (1 - row["no_degree_share"]) == pytest.approx(0.3), "said to need none"


def test_every_type_that_is_named_is_counted_in_every_industry() -> None:
    postings: list[Row] = [
        {"nace_section": "Q", "employer_key": "a", "credentials": [AID, DEGREE]},
        {"nace_section": "Q", "employer_key": "b", "credentials": [AID, named("Unlisted", None)]},
        {"nace_section": "J", "credentials": [BADGE]},
        {"nace_section": "J", "open": False, "credentials": [AID]},
        *({}, {}),
    ]
    assert types_of(postings) == {"badge": [1, 0.2], "certificate": [2, 0.4], "degree": [1, 0.2], "other": [1, 0.2]}
    assert types_of(postings, "Q") == {"badge": [0, 0], "certificate": [2, 1], "degree": [1, 0.5], "other": [1, 0.5]}
    assert types_of(postings, "J") == {"badge": [1, 1], "certificate": [0, 0], "degree": [0, 0], "other": [0, 0]}


def test_a_counted_nothing_has_an_upper_end_and_the_evidence_of_its_industry() -> None:
    postings: list[Row] = [{"nace_section": "J", "employer_key": f"e{n}"} for n in range(40)]
    postings += [{"nace_section": "Q", "credentials": [AID]}]
    found = recognition(basis(market(postings)), LISTED, SECTIONS).types.set_index(["place", "industry"])
    row = found.loc["all", "J"]
    assert (row["vacancy_count"], row["share"], row["share_low"], row["evidence"]) == (0, 0, 0, "sufficient")
    assert 0.05 < row["share_high"] < 0.12
    assert (row["vacancy_total"], row["employer_total"], row["employer_count"]) == (40, 40, 0)
    assert found.loc["all", "Q"]["evidence"] == "thin"


def test_industries_are_labelled() -> None:
    assert of([{"nace_section": "Q"}], industry="Q")["industry_label"] == "Human health"
    assert of([{"nace_section": "A"}], industry="A")["industry_label"] is pd.NA
    assert of([{"nace_section": "Q"}])["industry_label"] is pd.NA


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["J", "Q", None]), st.booleans(), st.booleans())))
def test_industries_and_what_is_not_stated_make_the_whole(rows: list[tuple[str | None, bool, bool]]) -> None:
    postings: list[Row] = [{"nace_section": i, "open": o, "credentials": [AID] * c} for i, o, c in rows]
    found = recognition(basis(market(postings)), LISTED, SECTIONS).industries
    whole = found["industry"] == "all"
    for column, counts in (("vacancy_total", True), ("credential_count", False)):
        unknown = sum(o and i is None and (counts or c) for i, o, c in rows)
        assert found.loc[whole, column].sum() == found.loc[~whole, column].sum() + unknown


def test_each_industry_of_each_place_has_its_own_total() -> None:
    postings = [
        {"nace_section": "health", "country": "GB", "employer_key": "a", "credentials": [AID]},
        {"nace_section": "health", "country": "GB", "employer_key": "b"},
        {"nace_section": "health", "country": "US", "employer_key": "b"},
        {"country": "GB", "employer_key": "c"},
        {"nace_section": "health", "country": "GB", "open": False},
    ]
    found = recognition(basis(market(postings)), LISTED, SECTIONS).industries
    assert found[["place", "industry", "vacancy_total", "employer_total", "credential_count"]].to_numpy().tolist() == [
        ["all", "all", 4, 3, 1],
        ["all", "health", 3, 2, 1],
        ["GB", "all", 3, 3, 1],
        ["GB", "health", 2, 2, 1],
        ["US", "all", 1, 1, 0],
        ["US", "health", 1, 1, 0],
    ]


def test_the_interval_allows_for_an_employer_with_many_alike() -> None:
    alike = [{"nace_section": "x", "employer_key": f"e{n % 4}", "credentials": [AID] * (n % 4 < 2)} for n in range(40)]
    apart = [{"nace_section": "x", "employer_key": f"e{n}", "credentials": [AID] * (n < 20)} for n in range(40)]
    wide, narrow = of(alike, industry="x"), of(apart, industry="x")
    assert wide["credential_share"] == narrow["credential_share"] == 0.5
    assert wide["credential_share_low"] < narrow["credential_share_low"] < 0.5
    assert (wide["effective_employers"], wide["evidence"]) == (4, "sufficient")


def test_an_empty_market_gives_a_typed_empty_frame() -> None:
    found = recognition(basis(market()), LISTED, SECTIONS)
    assert [frame.empty for frame in found] == [True, True]
    assert (list(found.industries.columns), list(found.types.columns)) == (list(SCHEMA), list(TYPES))
    assert found.industries["credential_share"].dtype == found.types["share"].dtype == "Float64"
