from typing import Any

import pandas as pd
import pytest

from reports.sentences import asked, briefly, gap_in_words, in_short, named_in, narrow, taught, verdict
from warehouse.view import View

ROW: dict[str, Any] = {
    "preferred_label": "SQL",
    "vacancy_count": 731,
    "vacancy_total": 6204,
    "share": 0.1178,
    "share_low": 0.112,
    "share_high": 0.124,
    "employer_count": 812,
    "evidence": "sufficient",
    "offer_count": 212,
    "provider_count": 31,
    "gap": 1.4110,
    "gap_low": 1.1,
    "gap_high": 1.72,
    "class": "underserved",
    "trend": "flat",
    "demand_count": 731,
    "effective_providers": 12.34,
    "enough_evidence": True,
    "enough_employers": True,
    "enough_providers": True,
    "not_rising": True,
    "gap_above_margin": True,
    "gap_below_margin": False,
    "gap_within_margin": None,
}
THIN = {
    "vacancy_count": 4,
    "employer_count": 2,
    "evidence": "thin",
    "class": "thin",
    "gap": None,
    "offer_count": 1,
    "provider_count": 1,
}


def plain(sentence: Any) -> str:
    return str(sentence).replace("\u00a0", " ")


def test_a_market_is_told_with_its_interval_base_supply_and_class() -> None:
    assert plain(verdict(ROW, None)) == (
        "SQL is asked in 11.8 % (11.2–12.4) of 6,204 vacancies; 812 employers ask it. It is taught by 212 offers of 31 "
        "providers, so asked 4.1 times (3.0 to 6) as prominently as taught: underserved."
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"trend": "rising"},
            "SQL: asked in 11.8 % (11.2–12.4) of 6,204 vacancies, rising; 212 offers by 31 providers",
        ),
        ({"offer_count": 0}, "SQL: asked in 11.8 % (11.2–12.4) of 6,204 vacancies; no offers"),
        ({"provider_count": None}, "SQL: asked in 11.8 % (11.2–12.4) of 6,204 vacancies; 212 offers"),
        (THIN, "SQL: thin evidence, asked in 4 of 6,204 vacancies; 1 offer by 1 provider"),
    ],
)
def test_in_a_list_a_market_is_told_in_short(change: dict[str, Any], said: str) -> None:
    assert plain(in_short(ROW | change, "SQL", None)) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "SQL 11.8 % (11.2–12.4)"),
        ({"trend": "falling"}, "SQL 11.8 % (11.2–12.4), falling"),
        ({"evidence": "thin"}, "SQL 11.8 % (11.2–12.4), thin evidence"),
    ],
)
def test_under_a_common_base_only_the_share_is_told(change: dict[str, Any], said: str) -> None:
    assert plain(briefly(ROW | change, "SQL", None)) == said


def test_thin_evidence_is_said_before_the_number() -> None:
    assert plain(verdict(ROW | THIN, None)) == (
        "The evidence on demand for SQL is thin: named in 4 of 6,204 vacancies; 2 employers. It is taught by 1 offer "
        "of 1 provider: too little for a verdict."
    )


def test_a_skill_that_no_vacancy_names_is_told_by_its_supply() -> None:
    unasked = {
        "vacancy_count": None,
        "vacancy_total": None,
        "demand_total": 6204,
        "evidence": None,
        "class": "saturated",
        "gap": -3.0,
        "gap_low": -4.0,
        "gap_high": -2.0,
    }
    told = plain(verdict(ROW | unasked, None))
    assert told.startswith("SQL is named in none of 6,204 vacancies. It is taught by 212 offers of 31 providers, so t")


def test_a_credential_is_told_with_what_is_asked_of_it() -> None:
    row = ROW | {
        "credential": "CPR",
        "explicit_count": 731,
        "required_count": 700,
        "preferred_count": 30,
        "mentioned_count": 1,
    }
    assert plain(named_in(row, None)).endswith(
        "812 employers ask it: required in 700, preferred in 30, mentioned in 1."
    )


def test_names_are_escaped_and_figures_lead_to_their_evidence() -> None:
    told = str(verdict(ROW | {"preferred_label": "<b>x"}, 'evidence/"x.html'))
    assert "&lt;b&gt;x" in told
    assert '<a href="evidence/&#34;x.html">11.8\u00a0%</a>' in told


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"gap": -1.0986, "gap_low": -1.5, "gap_high": -0.6},
            "taught about 3.0 times (1.8 to 4.5) as prominently as asked",
        ),
        (
            {"gap": 4.3656, "gap_low": 1.6094, "gap_high": 5.9915},
            "asked about 80 times (5 to 400) as prominently as taught",
        ),
        (
            {"gap": 0.3, "gap_low": -0.9, "gap_high": 1.6},
            "asked about 1.3 times (0.4 to 5) as prominently as taught",
        ),
        ({"gap": None}, "no gap can be given"),
    ],
)
def test_a_gap_is_a_factor_in_words(change: dict[str, Any], said: str) -> None:
    assert gap_in_words(ROW | change) == said


@pytest.mark.parametrize(
    ("trend", "said"),
    [("rising", "vacancies, rising; 812"), ("falling", "vacancies, falling; 812"), ("flat", "vacancies; 812")],
)
def test_a_trend_is_told_where_it_was_tested(trend: str, said: str) -> None:
    assert said in plain(asked(ROW | {"trend": trend}, "SQL", None))


@pytest.mark.parametrize("offers", [0, None])
def test_what_nobody_teaches_is_said_so(offers: int | None) -> None:
    assert taught(ROW | {"offer_count": offers}) == "taught by no offer"


@pytest.mark.parametrize(
    ("aspect", "value", "label", "part", "expected"),
    [
        ("source", "nhs", None, 1.0, "100.0\u00a0% come from nhs"),
        ("industry", "Q", "Human health", 0.99, "99.0\u00a0% are in the industry Human health"),
        ("country", "GB", None, 0.8, "80.0\u00a0% are in United Kingdom"),
        ("country", "GB", None, 0.79, None),
        ("skills", "at least one", None, 1.0, None),
        ("industry", None, None, 1.0, None),
    ],
)
def test_a_market_that_is_nearly_all_of_one_kind_is_called_narrow(
    aspect: str, value: str | None, label: str | None, part: float, expected: str | None
) -> None:
    row = {"aspect": [aspect], "value": [value], "label": [label], "share": [part]}
    told = narrow(pd.DataFrame(row).astype({"value": "string", "label": "string"}))
    assert (told is None) if expected is None else expected in str(told)


def test_what_was_asked_for_is_no_caution() -> None:
    columns = {"aspect": ["country", "industry", "source"], "value": ["GB", "Q", "nhs"], "label": None, "share": 1.0}
    told = str(narrow(pd.DataFrame(columns), View(place="GB-ENG", industry="Q")))
    assert "nhs" in told
    assert "United Kingdom" not in told
    assert "industry" not in told
    assert "United Kingdom" in str(narrow(pd.DataFrame(columns), View(place="remote")))
