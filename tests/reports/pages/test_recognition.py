"""Where a credential is named at all: what the page says of small markets."""

from typing import Any

import pytest

from reports.charts.heat_table import STEPS, heat_table, step_of
from reports.pages.recognition import page
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
LISTED = [
    {"credential": "First Aid", "issuer": "Relief", "credential_type": "certificate"},
    {"credential": "Data Badge", "issuer": "House", "credential_type": "badge"},
    {"credential": "Bachelor's Degree", "issuer": None, "credential_type": "degree"},
]
NAMES = [{"nace_section": "Q", "preferred_label": "Human health"}, {"nace_section": "J", "preferred_label": "Software"}]


def named(name: str, issuer: str | None, requirement: str = "required") -> Row:
    return {"credential": name, "issuer": issuer, "requirement": requirement}


AID, BADGE = named("First Aid", "Relief"), named("Data Badge", "House", "preferred")
DEGREE = named("Bachelor's Degree", None)


def jobs(number: int, section: str | None, *credentials: Row, employers: int = 6, **more: Any) -> list[Row]:
    return [
        {"nace_section": section, "employer_key": f"{section}{n % employers}", "credentials": [*credentials], **more}
        for n in range(number)
    ]


def told(postings: list[Row], **more: Any) -> Any:
    found = page(
        findings_of(market(postings, credential_list=LISTED, industries=more.pop("industries", NAMES), **more))
    )
    assert_whole(found)
    return found


def test_an_empty_market_says_what_it_lacks() -> None:
    found = told([])
    assert (found.title, found.pictures) == ("No vacancy is open, so none names a credential", [])
    assert not any(table.rows for table in found.tables)


def test_industries_that_differ_beyond_their_intervals_are_named() -> None:
    found = told([*jobs(40, "Q", AID, employers=20), *jobs(40, "J", employers=20)])
    assert found.title == "Human health: credentials are named most here, and least in Software"
    assert found.pictures[0].title == "Certificate in Human health: named in 100.0\u00a0% of the vacancies"
    assert "Software (lowest): 0.0 % of the vacancies" in lead_of(found)


@pytest.mark.parametrize(
    ("postings", "title"),
    [
        ([*jobs(20, "Q", AID), *jobs(20, "J", AID)], "No industry stands out: 100.0\u00a0% to 100.0\u00a0%"),
        (jobs(20, "Q", DEGREE), "Hardly any vacancy names a credential other than a degree: 0 of 20"),
        ([*jobs(80, "Q", AID), *jobs(12, "J")], "Human health: 100.0\u00a0% of the vacancies name a credential"),
        (jobs(20, "Q", AID), "Human health: 100.0\u00a0% of the vacancies name a credential"),
        (jobs(1, "Q", AID), "All industries: 100.0\u00a0% of the vacancies name a credential"),
        (jobs(20, None, AID), "All industries: 100.0\u00a0% of the vacancies name a credential"),
    ],
)
def test_the_title_claims_no_more_than_the_intervals_allow(postings: list[Row], title: str) -> None:
    assert told(postings).title.startswith(title)


def test_thin_evidence_is_said_before_the_number() -> None:
    found = told(jobs(2, "Q", AID, employers=2))
    assert "the evidence is thin, 2 vacancies of 2 employers; 2 of them name a credential" in lead_of(found)
    values = found.pictures[0].spec["data"]["values"]
    assert [value["step"] for value in values] == ["thin", "thin"]
    assert ("heat-thin", "thin evidence: no colour") in found.pictures[0].key


def test_asking_no_degree_stands_beside_those_that_state_an_education() -> None:
    found = told([*jobs(30, "Q"), *jobs(6, "Q", education_level="bachelor"), *jobs(4, "Q", education_level="none")])
    assert "No degree is asked in 4 of the 10 that state an education (25.0 % of all" in lead_of(found)
    assert "none is asked in 85.0 %" in lead_of(found)
    (_, health) = texts_of(tables_of(found)["industries"])
    assert (health[0], health[6]) == ("Human health", "4 of 10")


def test_none_that_state_an_education_is_said_without_a_share() -> None:
    assert "None of them says what education it asks." in lead_of(told(jobs(20, "Q", AID)))


def test_an_industry_tells_what_is_named_most_and_how_binding_it_is() -> None:
    found = tables_of(told([*jobs(20, "Q", AID), *jobs(10, "Q", AID, BADGE)]))
    (_, health) = texts_of(found["industries"])
    assert health[8:10] == ["0.88", "First Aid (30) and Data Badge (10)"]
    assert [row[:4] for row in texts_of(found["credentials"])] == [
        ["Human health", "First Aid", "certificate", "30"],
        ["Human health", "Data Badge", "badge", "10"],
    ]


def test_a_place_and_an_industry_can_be_chosen() -> None:
    found = told([*jobs(30, "Q", AID, country="US"), *jobs(20, "J", country="US"), *jobs(15, "J", country="DE")])
    tables = tables_of(found)
    assert [row[:2] for row in texts_of(tables["industries"], "place=DE")] == [
        ["All industries", "15"],
        ["Software", "15"],
    ]
    assert [row[0] for row in texts_of(tables["industries"], "industry=Q")] == ["All industries", "Human health"]
    assert [row[1] for row in texts_of(tables["credentials"], "place=DE")] == []
    assert lead_of(found, "place=US").startswith("United States (US): 60.0 % of the vacancies")
    assert set(found.pictures[0].cuts) == {"place=US", "industry=Q", "industry=J"}


def test_an_industry_that_no_list_names_goes_by_its_code() -> None:
    assert [row[0] for row in texts_of(tables_of(told(jobs(12, "Q", AID), industries=[]))["industries"])] == [
        "All industries",
        "NACE section Q",
    ]


@pytest.mark.parametrize("name", [LONG, RIGHT_TO_LEFT, HOSTILE])
def test_any_name_is_only_text(name: str) -> None:
    strange = named(name, name)
    listed = [{"credential": name, "issuer": name, "credential_type": name}]
    industries = [{"nace_section": "Q", "preferred_label": name}]
    found = page(findings_of(market(jobs(20, "Q", strange), credential_list=listed, industries=industries)))
    assert_whole(found)
    assert texts_of(tables_of(found)["credentials"])[0][:3] == [name, name, name]


@pytest.mark.parametrize(("share", "step"), [(0, 0), (0.001, 1), (0.05, 1), (0.051, 2), (0.3, 3), (0.5, 4), (1, 5)])
def test_a_share_has_a_step_of_the_colours(share: float, step: int) -> None:
    assert step_of(share) == step


def test_every_step_of_the_heat_table_has_its_colours_in_the_stylesheet(root: Any) -> None:
    sheet = (root / "reports" / "assets" / "report.css").read_text(encoding="utf-8")
    cell = {"row": "a", "column": "b", "share": 0.1, "said": "", "short": "", "base": "", "thin": False}
    used = {part.split(")")[0] for part in str(heat_table([cell], ["a"], ["b"])).split("var(--")[1:]}
    assert {f"heat-{step}{ink}" for step in range(len(STEPS)) for ink in ("", "-ink")} <= used
    assert not {name for name in used if f"--{name}:" not in sheet}
