"""What a provider is like beside its counts."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest

from reports.measures.all_measures import measured
from tests.reports.simulated_market import Row, market


def of(rows: pd.DataFrame, provider: str, *names: str) -> list[Any]:
    """Some cells of a provider's row."""
    return [rows.at[provider, name] for name in names]


def found(offers: Sequence[Row], postings: Sequence[Row] | None = None) -> pd.DataFrame:
    return measured(market(postings or [], offers)).providers.set_index("provider_key")


def test_an_empty_market_has_typed_columns() -> None:
    rows = found([])
    assert rows.empty
    assert rows["partners"].dtype == "string"
    assert rows["chain_count"].dtype == "Int64"


def test_what_is_stated_is_named_by_how_many_offers_state_it() -> None:
    said: list[dict[str, Any]] = [
        {"industry_partners": "Acme; Bolt", "accredited_by": "Board", "career_support": "coaching"},
        {"industry_partners": "Bolt", "accredited_by": " "},
        {"career_support": "  "},
    ]
    rows, who = found([{"provider_key": "a", **more} for more in said]), "a"
    assert of(rows, who, "partners", "partner_count", "accreditors") == ["Bolt; Acme", 2, "Board"]
    assert rows.at[who, "career_support_count"] == 1


def test_what_is_not_stated_is_empty() -> None:
    rows, who = found([{"provider_key": "a"}]), "a"
    assert all(
        pd.isna(each)
        for each in of(rows, who, "partners", "accreditors", "resellers", "sole_skills", "price_per_hour_median")
    )
    assert of(rows, who, "partner_count", "career_support_count", "chain_count", "asked_sole_skill_count") == [0] * 4


def test_an_offer_listed_twice_is_listed_again_by_the_other_source() -> None:
    twice = [{"source": source, "offer": "one", "provider_key": "a"} for source in ("own", "shop")]
    twice[1] |= {"same_as": "https://own.test/1"}
    rows, who = found(twice), "a"
    assert of(rows, who, "offer_count", "listing_count", "resellers", "sources") == [1, 2, "shop", "own"]


def test_names_end_with_the_fifth() -> None:
    rows, who = found([{"provider_key": "a", "skills": list("gfedcba")}]), "a"
    assert rows.at[who, "sole_skills"] == "a; b; c; d; e"
    assert rows.at[who, "sole_skill_count"] == 7


def test_crowded_and_underserved_skills_are_told_apart() -> None:
    jobs = [{"employer_key": f"e{n % 9}", "skills": ["asked"]} for n in range(90)]
    offers = [{"provider_key": f"p{n % 9}", "skills": ["taught"]} for n in range(90)]
    rows, who = found([*offers, {"provider_key": "p0", "skills": ["asked"]}], jobs), "p0"
    assert of(rows, who, "underserved_skills", "crowded_skills", "sole_skills") == ["asked", "taught", "asked"]
    assert rows.at[who, "asked_sole_skill_count"] == 1


def test_an_hour_is_priced_where_price_and_hours_are_stated() -> None:
    usd = {"provider_key": "a", "price_currency": "USD"}
    offers: list[Row] = [
        {"price": 50.0, "duration_hours": 10.0},
        {"price": 50.0},
        {"price": 0.0, "duration_hours": 10.0},
    ]
    rows, who = found([{**usd, **more} for more in offers]), "a"
    assert of(rows, who, "price_per_hour_count", "price_per_hour_median") == [1, 5.0]


@pytest.mark.parametrize(("into", "count"), [("Whole", 1), (None, 0)])
def test_chains_of_a_provider_are_counted(into: str | None, count: int) -> None:
    offers: list[Row] = [
        {"provider_key": "a", "name": "Part", "stackable_into": into},
        {"provider_key": "a", "name": "Whole"},
    ]
    assert found(offers).at["a", "chain_count"] == count
