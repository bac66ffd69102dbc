"""What counts as a vacancy, for whom, and where."""

from datetime import date

import pytest

from reports.measures.vacancies import vacancies
from tests.reports.simulated_market import market


def test_postings_of_one_cluster_are_one_vacancy() -> None:
    found = vacancies(
        market(
            [
                {"vacancy": "v", "open": False, "first_seen": date(2026, 9, 1), "skills": ["sql", "python"]},
                {"vacancy": "v", "open": True, "first_seen": date(2026, 10, 1), "skills": ["sql"]},
                {"vacancy": None, "source": "lone"},
            ]
        )
    )
    units = found.units.set_index("key")
    assert list(units.index) == ["lone:j000002", "v"]
    assert units.loc["v", "open"], "open while any of its postings is"
    assert units.loc["v", "first_seen"].date() == date(2026, 9, 1)
    assert units.loc["v", "posting_count"] == 2
    assert len(found.skills) == 2, "each skill once a vacancy"
    assert found.postings.set_index("posting_id")["unit_id"].to_dict() == {0: 1, 1: 1, 2: 0}


@pytest.mark.parametrize(
    ("postings", "employer"),
    [
        ([("agency", True, 1), ("firm", False, 9)], "firm"),  # the employer, though the agency came first
        ([("late", False, 9), ("early", False, 1)], "early"),  # the first of two
        ([("agency", True, 1), (None, None, 1)], "agency"),  # nobody else is named
        ([(None, None, 1)], None),
    ],
)
def test_a_vacancy_counts_for_its_employer(
    postings: list[tuple[str | None, bool | None, int]], employer: str | None
) -> None:
    rows = [
        {"vacancy": "v", "employer_key": key, "is_agency": agency, "first_seen": date(2026, 9, day)}
        for key, agency, day in postings
    ]
    organization = vacancies(market(rows)).units["organization"]
    assert [None if organization.isna()[0] else organization[0]] == [employer]


def test_places() -> None:
    rows = [
        {"vacancy": "a", "country": "US", "subdivision": "US-NY"},
        {"vacancy": "b", "country": "DE", "remote": True},
        {"vacancy": "c"},
    ]
    found = vacancies(market(rows)).places.groupby("unit_id")["place"].apply(set)
    assert list(found) == [{"all", "US", "US-NY"}, {"all", "remote", "DE"}, {"all"}]


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        (["mentioned", "required"], ["required"]),
        (["mentioned", "preferred"], ["preferred"]),
        (["equivalent", "mentioned"], ["preferred"]),
        (["negated"], []),
        (["negated", "mentioned"], ["mentioned"]),
    ],
)
def test_the_strongest_requirement_counts(said: list[str], counted: list[str]) -> None:
    mentions = [{"credential": "PMP", "issuer": "PMI", "requirement": word} for word in said]
    assert list(vacancies(market([{"credentials": mentions}])).credentials["requirement"]) == counted
