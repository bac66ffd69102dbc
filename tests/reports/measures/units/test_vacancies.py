"""What counts as a vacancy, for whom, and where."""

from datetime import date

import pandas as pd
import pytest

from reports.measures.units.vacancies import vacancies
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


def test_what_is_said_of_a_vacancy_is_what_the_first_posting_to_say_it_says() -> None:
    silent = {"vacancy": "v", "first_seen": date(2026, 9, 1)}
    first = {**silent, "first_seen": date(2026, 9, 2), "nace_section": "Q", "isco_group": "2221", "seniority": "senior"}
    later = {**silent, "first_seen": date(2026, 9, 3), "nace_section": "P", "isco_group": "2320", "seniority": "entry"}
    unit = vacancies(market([later, first, silent])).units.iloc[0]
    assert unit[["industry", "occupation", "level"]].tolist() == ["Q", "2221", "senior"]


@pytest.mark.parametrize(
    ("unit", "currency", "low", "high", "pay"),
    [
        ("hour", "USD", 10, 20, 15 * 2080),
        ("day", "USD", 100, 100, 26_000),
        ("week", "USD", 1_000, 1_000, 52_000),
        ("month", "USD", 1_000, 3_000, 24_000),
        ("year", "USD", 50_000, 70_001, 60_000.5),
        (None, "USD", 50_000, 70_000, None),
        ("year", None, 50_000, 70_000, None),
        ("year", "USD", 50_000, None, None),
    ],
)
def test_pay_is_the_middle_of_a_year(
    unit: str | None, currency: str | None, low: int, high: int | None, pay: float | None
) -> None:
    row = {"pay_unit": unit, "pay_currency": currency, "pay_low": low, "pay_high": high}
    (found,) = vacancies(market([row])).units["pay"].array
    assert (None if found is pd.NA else found) == pay


def test_pay_is_in_the_currency_of_the_report() -> None:
    stated = {"vacancy": "v", "pay_unit": "year", "pay_low": 100, "pay_high": 100, "pay_currency": "EUR"}
    of_no_currency = {**stated, "pay_currency": None, "first_seen": date(2026, 9, 1)}
    assert vacancies(market([of_no_currency, stated])).units["pay"][0] not in {100, pd.NA}
