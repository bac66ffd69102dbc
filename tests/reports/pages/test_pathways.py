"""The shortest way to an occupation: what the page says of small markets."""

from typing import Any

import pytest

from reports.charts.coverage_steps import coverage_steps
from reports.pages.pathways import page
from tests.reports.page_checks import (
    HOSTILE,
    LONG,
    RIGHT_TO_LEFT,
    assert_whole,
    findings_of,
    lead_of,
    tables_of,
    texts_of,
)
from tests.reports.simulated_market import market

Row = dict[str, Any]
NURSE = [{"isco_group": "2221", "preferred_label": "Nurses"}]


def vacancies(number: int, skills: str, occupation: str = "2221", employers: int = 6) -> list[Row]:
    asked = {"isco_group": occupation, "skills": skills.split()}
    return [{**asked, "employer_key": f"e{n % employers}"} for n in range(number)]


def offer(skills: str, price: float | None, hours: float | None, **more: Any) -> Row:
    return {"skills": skills.split(), "price": price, "price_currency": "USD", "duration_hours": hours, **more}


CARE = [*vacancies(30, "care first-aid"), *vacancies(20, "care excel"), *vacancies(30, "excel", "2512")]
OFFERS = [offer("care", 40.0, 9.0), offer("first-aid", 10.0, 3.0, name="FA", provider_key="relief")]


def told(postings: list[Row], offers: list[Row], occupations: list[Row] = NURSE) -> Any:
    found = page(findings_of(market(postings, offers, occupations=occupations)))
    assert_whole(found)
    return found


@pytest.fixture(scope="module")
def nurse() -> Any:
    return told(CARE, OFFERS)


def test_an_empty_market_says_what_a_way_needs() -> None:
    found = told([], [])
    assert found.title == "No occupation has vacancies enough to find a way into it"
    assert (found.pictures, [table.rows for table in found.tables]) == ([], [[], [], [], []])


def test_both_ways_are_told_with_their_cost_and_their_base(nurse: Any) -> None:
    assert "Nurses, by least money: 2 offers, naming 80.0 % of what is asked (" in lead_of(nurse)
    assert "; 50 vacancies, 6 employers); together 50 USD." in lead_of(nurse)
    assert "Nurses, by least time: 2 offers" in lead_of(nurse)
    assert "together 12 h." in lead_of(nurse)
    assert "Uncovered by the way of least money stays 20.0 %: “excel”." in lead_of(nurse)


def test_steps_say_what_they_rest_on_and_why_they_are_weak(nurse: Any) -> None:
    assert "Check the syllabus before you pay." in lead_of(nurse)
    assert "Weak steps, of 2: 2 for one skill alone" in lead_of(nurse)
    assert "1 of 4 hours or less" in lead_of(nurse)
    first, second = [row for row in texts_of(tables_of(nurse)["steps"]) if row[1] == "least money"]
    assert first[:9] == ["Nurses", "least money", "1", "FA", "relief", "–", "10 USD", "3 h", "first-aid"]
    assert first[9] == "one skill, a few hours"
    assert second[12:14] == ["50 USD", "12 h"]


def test_a_step_leads_to_the_evidence_of_its_provider(nurse: Any) -> None:
    links = {row[4].text: row[3].href for row in tables_of(nurse)["steps"].rows}
    assert links["relief"].startswith("evidence/provider-relief")


def test_an_occupation_can_be_chosen(nurse: Any) -> None:
    tables = tables_of(nurse)
    assert {row[0] for row in texts_of(tables["steps"], "occupation=2221")} == {"Nurses"}
    assert texts_of(tables["uncovered"], "occupation=2512")[0][:3] == ["ISCO-08 group 2512", "least money", "excel"]
    assert set(nurse.pictures[0].cuts) == {"occupation=2221"}
    assert "2512" in lead_of(nurse, "occupation=2512") or "Uncovered" in lead_of(nurse, "occupation=2512")


@pytest.mark.parametrize(
    ("offers", "said", "pictures"),
    [
        ([], "Nurses: no offer that states its price or its hours leads to what the vacancies ask (50 vacancies", []),
        ([offer("care", None, 9.0)], "No offer that leads there states its price", ["by-hours"]),
        ([offer("care", 9.0, None)], "No offer that leads there states its length", ["by-price"]),
        ([offer("care", 0.0, 1.0)], "together free.", ["by-price", "by-hours"]),
    ],
)
def test_what_is_not_stated_is_said(offers: list[Row], said: str, pictures: list[str]) -> None:
    found = told(CARE[:50], offers)
    assert said in lead_of(found)
    assert [picture.name for picture in found.pictures] == pictures


def test_thin_evidence_is_said_first() -> None:
    found = told(vacancies(12, "care", employers=3), [offer("care", 9.0, 2.0)])
    assert lead_of(found).startswith("The evidence on Nurses is thin: 12 vacancies, 3 employers.")
    assert found.title == "Nurses: 100.0\u00a0% of what is asked stands in 1 offer (9 USD)"


@pytest.mark.parametrize("name", [LONG, RIGHT_TO_LEFT, HOSTILE])
def test_any_name_is_only_text(name: str) -> None:
    offers = [offer("care", 9.0, 2.0, name=name, offered_by=name, provider_key=name)]
    found = told(CARE[:50], offers, [{"isco_group": "2221", "preferred_label": name}])
    row = texts_of(tables_of(found)["steps"])[0]
    assert {row[0], row[3], row[4]} == {name}


def test_offers_that_count_towards_more_are_another_way_up() -> None:
    part = offer("care", 40.0, 9.0, name="Part", stackable_into="Whole")
    found = told(CARE[:50], [part, offer("care", 90.0, 90.0, name="Whole")])
    (chain,) = texts_of(tables_of(found)["chains"])
    assert (chain[0], chain[3:7]) == ("Whole", ["Part → Whole", "2", "40 USD", "9 h"])


def step(number: int, cost: float, coverage: float) -> Row:
    return {"step": number, "cost": cost, "coverage": coverage, "low": 0.0, "high": 1.0, "label": "a", "hint": "b"}


def test_the_line_begins_at_nothing_and_marks_keep_apart() -> None:
    steps = [step(1, 0, 0.1), step(2, 0, 0.11), step(3, 0, 0.3), step(4, 100, 0.5)]
    values = coverage_steps(steps, "cost")["data"]["values"]
    assert (values[0]["cost"], values[0]["coverage"]) == (0, 0)
    assert [value["numbered"] for value in values[1:]] == [True, False, True, True]
    assert [value["first"] for value in values[1:]] == [True, False, True, True]
    assert [value["late"] for value in values[1:]] == [False, False, False, True]


def test_what_the_vacancies_require_besides_skills_is_said() -> None:
    registered = [{"credential": "Registration", "issuer": "Council", "requirement": "required"}]
    found = told([*vacancies(30, "care"), *(row | {"credentials": registered} for row in CARE[:12])], OFFERS)
    assert "of 42 vacancies these require Registration (12), which no step here is known to give." in lead_of(found)
