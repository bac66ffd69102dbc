"""Providers, source health, coverage, opportunities: the tables beside the measures."""

from datetime import date

import pytest

from reports.measures.all_measures import measured
from tests.reports.simulated_market import market


def test_providers() -> None:
    offers = [
        {"provider_key": "a", "skills": ["x", "y"], "price": 10.0, "price_currency": "USD", "duration_hours": 4.0},
        {"provider_key": "a", "skills": ["x"], "price": 0.0, "accredited_by": "board"},
        {"provider_key": "b", "skills": ["x"], "credit_value": 5.0, "open": True},
        {"provider_key": "closed", "skills": ["x"], "open": False},
    ]
    found = measured(market([{"skills": ["x"]}], offers)).providers.set_index("provider_key")
    assert list(found.index) == ["a", "b"]
    assert list(found["skill_count"]) == [2, 1]
    assert list(found["sole_skill_count"]) == [1, 0]
    assert found.loc["a", ["price_count", "price_median", "hours_count", "hours_median"]].tolist() == [1, 10, 1, 4], (
        "free apart"
    )
    assert found.loc["a", ["free_share", "accredited_share"]].tolist() == [0.5, 0.5]
    assert found.loc["b", "stackable_share"] == 1
    assert found.loc["b", "price_count"] == 0
    assert found["price_median"].isna().tolist() == [False, True]
    shares = found.filter(regex="^(underserved|balanced|contested|saturated|dominated|thin)_share$")
    assert shares.sum(axis=1).tolist() == pytest.approx([1, 1])


def test_supply_beside_each_market() -> None:
    offers = [
        {"skills": ["x"], "price": p, "price_currency": "USD", "delivery_mode": "online"} for p in (1.0, 2.0, 9.0)
    ]
    found = measured(market([{"skills": ["x"], "country": "US"}], offers)).saturation.set_index("place")
    assert found["price_median"].to_dict() == {"all": 2, "US": 2}
    assert found.loc["US", ["price_low_quartile", "price_high_quartile", "price_count"]].tolist() == [1.5, 5.5, 3]


def test_source_health_is_of_the_newest_run() -> None:
    counts = {"fetched": 10, "parsed": 9, "inserted": 5, "updated": 2, "unchanged": 1, "rejected": 2}
    runs = [
        {"source": "b", "status": "failed", "as_of": date(2026, 11, 9), **dict.fromkeys(counts, 0)},
        {"source": "a", "status": "complete", "as_of": date(2026, 11, 2), **counts},
        {"source": "b", "status": "complete", "as_of": date(2026, 11, 2), **counts | {"rejected": 3}},
    ]
    found = measured(market(runs=runs)).source_health
    assert found[["source", "status", "run_count", "complete_count", "conserved"]].to_numpy().tolist() == [
        ["a", "complete", 1, 1, True],
        ["b", "failed", 2, 1, True],
    ]
    assert found.loc[1, "newest_complete"].date() == date(2026, 11, 2)


def test_counts_that_do_not_add_up_are_seen() -> None:
    run = {
        "source": "a",
        "status": "complete",
        "fetched": 3,
        "inserted": 1,
        "updated": 0,
        "unchanged": 0,
        "rejected": 0,
    }
    assert measured(market(runs=[run])).source_health["conserved"].tolist() == [False]


def test_coverage_says_what_the_corpus_is_made_of() -> None:
    rows = [{"country": "US", "skills": ["x"]}] * 3 + [{"country": "GB"}, {"open": False}, {}]
    found = measured(market(rows)).coverage
    country = found[found["aspect"] == "country"]
    assert country["vacancy_count"].tolist() == [3, 1, 1]
    assert country["share"].tolist() == [0.6, 0.2, 0.2]
    assert country["value"].isna().tolist() == [False, False, True]


def test_opportunities_are_underserved_with_enough_evidence() -> None:
    jobs = [{"employer_key": f"e{i % 9}", "skills": ["asked"]} for i in range(90)]
    jobs += [{"employer_key": f"e{i % 3}", "skills": ["seldom"]} for i in range(3)]
    courses = [{"provider_key": f"p{i % 9}", "skills": ["taught"]} for i in range(90)]
    assert measured(market(jobs, courses)).opportunities["preferred_label"].tolist() == ["asked"]
