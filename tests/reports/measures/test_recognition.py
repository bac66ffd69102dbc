"""Recognition by industry against a count by hand."""

import pytest

from reports.measures.basis import basis
from reports.measures.recognition import recognition
from tests.reports.simulated_market import Row, frame, market

LISTED = frame(
    "credential_list",
    [
        {"credential": "First Aid", "issuer": "Relief", "credential_type": "certificate"},
        {"credential": "Data Badge", "issuer": "House", "credential_type": "badge"},
        {"credential": "Bachelor's Degree", "issuer": None, "credential_type": "degree"},
    ],
)


def named(name: str, issuer: str | None, requirement: str = "required") -> Row:
    return {"credential": name, "issuer": issuer, "requirement": requirement}


AID, BADGE = named("First Aid", "Relief"), named("Data Badge", "House")
DEGREE, DEGREE_HELD = named("Bachelor's Degree", None), named("Bachelor's Degree", None, "mentioned")


def of(postings: list[Row], place: str = "all", industry: str = "all") -> Row:
    found = recognition(basis(market(postings)), LISTED).set_index(["place", "industry"])
    return dict(found.loc[place, industry])


@pytest.mark.parametrize(
    ("posting", "credential", "micro", "no_degree"),
    [
        ({}, 0, 0, 1),
        ({"credentials": [AID]}, 1, 0, 1),
        ({"credentials": [BADGE]}, 1, 1, 1),
        ({"credentials": [AID, BADGE]}, 1, 1, 1),
        ({"credentials": [DEGREE]}, 0, 0, 0),
        ({"credentials": [DEGREE_HELD]}, 0, 0, 1),
        ({"education_level": "bachelor"}, 0, 0, 0),
        ({"education_level": "high school"}, 0, 0, 1),
        ({"credentials": [named("Unlisted", None)]}, 1, 0, 1),
    ],
)
def test_what_a_vacancy_counts_for(posting: Row, credential: int, micro: int, no_degree: int) -> None:
    row = of([posting])
    counts = tuple(row[f"{name}_count"] for name in ("credential", "micro_credential", "no_degree"))
    assert counts == (credential, micro, no_degree)


def test_each_industry_of_each_place_has_its_own_total() -> None:
    postings = [
        {"nace_section": "health", "country": "GB", "employer_key": "a", "credentials": [AID]},
        {"nace_section": "health", "country": "GB", "employer_key": "b"},
        {"nace_section": "health", "country": "US", "employer_key": "b"},
        {"country": "GB", "employer_key": "c"},
        {"nace_section": "health", "country": "GB", "open": False},
    ]
    found = recognition(basis(market(postings)), LISTED)
    assert found[["place", "industry", "vacancy_total", "employer_count", "credential_count"]].to_numpy().tolist() == [
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
    found = recognition(basis(market()), LISTED)
    assert found.empty
    assert found["credential_share"].dtype == "Float64"


def test_a_stated_industry_called_all_is_not_everything() -> None:
    assert of([{"nace_section": "all"}, {}])["vacancy_total"] == 2
