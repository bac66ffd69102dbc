"""Pathways into occupations: the most asked ones, what of them is taught, how sure that is."""

import numpy as np
import pandas as pd
import pytest

from reports.measures.supply.occupation_pathways import (
    MOST_ASKED,
    SCHEMA,
    UnknownOccupationError,
    occupation_named,
    occupation_pathways,
    occupations,
)
from reports.measures.units.basis import Basis, basis
from tests.reports.simulated_market import Row, market, uri

NAMES = pd.DataFrame(
    {"isco_group": ["2221", "2512", "2513"], "preferred_label": ["Nurses", "Software developers", "Web developers"]},
    dtype="string",
)


def vacancies(number: int, occupation: str | None, skills: str, employers: int = 5) -> list[Row]:
    of_each = {"isco_group": occupation, "skills": skills.split()}
    return [{**of_each, "employer_key": f"e{n % employers}"} for n in range(number)]


def offer(skills: str, price: float | None, hours: float | None = None, **more: object) -> Row:
    return {"skills": skills.split(), "price": price, "price_currency": "USD", "duration_hours": hours, **more}


def of(postings: list[Row], offers: list[Row] = []) -> Basis:  # noqa: B006
    return basis(market(postings, offers))


CARE = [*vacancies(30, "2221", "care first-aid"), *vacancies(20, "2221", "care excel")]


def test_steps_and_white_space_of_each_way() -> None:
    found = occupation_pathways(of(CARE, [offer("care", 40.0, 9.0), offer("first-aid", 10.0, name="FA")]), NAMES)
    assert set(found["occupation_label"]) == {"Nurses"}
    cheapest = found[found["by"] == "price"]
    assert list(cheapest["kind"]) == ["step", "step", "white space"]
    assert cheapest["skills"].tolist()[:2] == ["first-aid", "care"]
    assert cheapest["coverage"].tolist()[:2] == pytest.approx([0.3, 0.8])
    assert cheapest["preferred_label"].tolist()[2] == "excel"
    assert cheapest["weight"].tolist()[2] == pytest.approx(0.2)
    quickest = found[found["by"] == "hours"]
    assert quickest["skills"].tolist()[:1] == ["care"]
    white = quickest[quickest["kind"] == "white space"].set_index("preferred_label")
    assert white["offer_count"].to_dict() == {"first-aid": 1, "excel": 0}, "taught, but at no stated length"
    assert set(found["vacancy_count"]) == {50}
    assert set(found["employer_count"]) == {5}
    assert set(found["evidence"]) == {"sufficient"}


@pytest.mark.parametrize(
    ("fields", "leads"),
    [(["description"], False), (["title"], True), (["description", "description"], True), ([None], True)],
)
def test_what_an_offer_names_in_passing_it_does_not_lead_to(fields: list[str | None], leads: bool) -> None:
    said: list[Row] = [{"offer_id": 1, "concept_uri": uri("care"), "field": field} for field in fields]
    found = occupation_pathways(basis(market(CARE, [offer("care", 10.0, 1.0, offer_id=1)], offer_skills=said)), NAMES)
    assert (found["kind"] == "step").any() == leads


def test_one_skill_that_all_vacancies_ask_leads_nobody_into_an_occupation() -> None:
    postings = [*vacancies(40, "2221", "care risk"), *vacancies(40, "2512", "sql risk")]
    offers = [offer("risk", 1.0, title="Risk management"), offer("care", 9.0), offer("sql risk", 9.0)]
    found = occupation_pathways(of(postings, offers), NAMES)
    steps = found[(found["kind"] == "step") & (found["by"] == "price")].groupby("occupation")["skills"]
    assert steps.unique().map(list).to_dict() == {"2221": ["care"], "2512": ["risk; sql"]}
    white = found[(found["kind"] != "step") & (found["by"] == "price")]
    assert white["preferred_label"].tolist() == ["risk"], "what is left uncovered says so"


def test_a_target_of_two_skills_is_thin() -> None:
    two, three = vacancies(50, "2221", "care excel"), vacancies(40, "2512", "sql java git")
    found = occupation_pathways(of([*two, *three], [offer("care", 1.0)]), NAMES).groupby("occupation")["evidence"]
    assert found.unique().map(list).to_dict() == {"2221": ["thin"], "2512": ["sufficient"]}


def test_only_skills_with_evidence_are_a_target() -> None:
    few = [*CARE, *vacancies(9, "2221", "latin"), *vacancies(15, "2221", "greek", employers=2)]
    found = occupation_pathways(of(few), NAMES)
    assert set(found["preferred_label"]) == {"care", "first-aid", "excel"}
    rare = [*vacancies(2_000, "2221", "care", 50), *vacancies(15, "2221", "greek")]
    assert set(occupation_pathways(of(rare), NAMES)["preferred_label"]) == {"care"}, "asked by fewer than 2 %"


def test_an_employer_that_floods_an_occupation_does_not_take_its_target_away() -> None:
    flood = [{**job, "employer_key": "flood"} for job in vacancies(500, "2221", "care")]
    assert "care" in set(occupation_pathways(of([*CARE, *flood]), NAMES)["preferred_label"])


def test_the_ten_most_asked_and_those_asked_for() -> None:
    postings = [job for n in range(12) for job in vacancies(30 - n, f"25{n:02d}", "sql")]
    some = of([*postings, *vacancies(99, "25", "sql"), *vacancies(99, None, "sql")])
    assert list(occupation_pathways(some, NAMES)["occupation"].unique()) == [f"25{n:02d}" for n in range(MOST_ASKED)]
    more = occupation_pathways(some, NAMES, ["2511", "2500"])
    assert list(more["occupation"].unique()) == [*(f"25{n:02d}" for n in range(MOST_ASKED)), "2511"]
    with pytest.raises(UnknownOccupationError, match="no open vacancy is of the occupation '2221'"):
        occupation_pathways(some, NAMES, ["2221"])


def test_closed_vacancies_ask_nothing() -> None:
    gone = [{**job, "open": False} for job in vacancies(50, "2221", "latin")]
    assert set(occupation_pathways(of([*CARE, *gone]), NAMES)["preferred_label"]) == {"care", "first-aid", "excel"}


@pytest.mark.parametrize("postings", [[], vacancies(5, "2221", "care"), [{"isco_group": "2221"}]])
def test_without_a_target_there_is_no_row(postings: list[Row]) -> None:
    found = occupation_pathways(of(postings, [offer("care", 1.0)]), NAMES)
    assert found.empty
    assert list(found.columns) == list(SCHEMA)


def test_the_interval_covers_the_share_of_mentions_that_is_taught() -> None:
    """Markets of 40 employers that lean: what is taught is 60 % of the mentions in their mean."""
    rng = np.random.default_rng(3)
    found = []
    for _ in range(30):
        leaning = rng.beta(6, 4, 40)
        size = rng.integers(3, 12, 40)
        postings = [
            {
                "isco_group": "2221",
                "employer_key": f"e{e}",
                "skills": ["care" if rng.random() < leaning[e] else "excel"],
            }
            for e in range(40)
            for _ in range(size[e])
        ]
        row = occupation_pathways(of(postings, [offer("care", 1.0)]), NAMES).iloc[0]
        found.append(row["coverage_low"] <= 0.6 <= row["coverage_high"])
    assert np.mean(found) >= 0.83, "95 % less three standard errors of 30 trials"


def test_all_taught_is_not_surely_all() -> None:
    row = occupation_pathways(of(CARE, [offer("care first-aid excel", 1.0)]), NAMES).iloc[0]
    assert row["coverage"] == 1
    assert row["coverage_low"] < 1


def test_an_occupation_is_named_by_code_label_or_a_part_that_only_one_has() -> None:
    found = occupations(of([*CARE, *vacancies(3, "2512", "sql"), *vacancies(2, "2513", "sql")]), NAMES)
    for asked in ("2512", " software  DEVELOPERS ", "software"):
        assert occupation_named(asked, found) == "2512"
    for asked, said in (
        (
            "developers",
            "several occupations fit 'developers'; near ones: 2512 Software developers, 2513 Web developers",
        ),
        ("2519", "no open vacancy is of the occupation '2519'; near ones: 2512 Software developers, 2513"),
        ("sofware develper", "near ones: 2512 Software developers"),
        ("", "near ones: 2221 Nurses"),
        ("=1+1", "no open vacancy is of the occupation '=1+1'"),
    ):
        with pytest.raises(UnknownOccupationError) as error:
            occupation_named(asked, found)
        assert said in str(error.value)
    with pytest.raises(UnknownOccupationError, match="nor of any other"):
        occupation_named("nurse", occupations(of([]), NAMES))
