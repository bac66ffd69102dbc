"""What a provider is like beside its counts."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest

from reports.measures.all_measures import measured
from tests.reports.simulated_market import Row, market


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
    row = found([{"provider_key": "a", **more} for more in said]).loc["a"]
    assert row[["partners", "partner_count", "accreditors"]].tolist() == ["Bolt; Acme", 2, "Board"]
    assert row["career_support_count"] == 1


def test_what_is_not_stated_is_empty() -> None:
    row = found([{"provider_key": "a"}]).loc["a"]
    assert row[["partners", "accreditors", "resellers", "sole_skills", "price_per_hour_median"]].isna().all()
    assert row[["partner_count", "career_support_count", "chain_count", "asked_sole_skill_count"]].tolist() == [0] * 4


def test_an_offer_listed_twice_is_listed_again_by_the_other_source() -> None:
    twice = [{"source": source, "offer": "one", "provider_key": "a"} for source in ("own", "shop")]
    twice[1] |= {"same_as": "https://own.test/1"}
    row = found(twice).loc["a"]
    assert row[["offer_count", "listing_count", "resellers", "sources"]].tolist() == [1, 2, "shop", "own"]


def test_names_end_with_the_fifth() -> None:
    row = found([{"provider_key": "a", "skills": list("gfedcba")}]).loc["a"]
    assert row["sole_skills"] == "a; b; c; d; e"
    assert row["sole_skill_count"] == 7


def test_crowded_and_underserved_skills_are_told_apart() -> None:
    jobs = [{"employer_key": f"e{n % 9}", "skills": ["asked"]} for n in range(90)]
    offers = [{"provider_key": f"p{n % 9}", "skills": ["taught"]} for n in range(90)]
    row = found([*offers, {"provider_key": "p0", "skills": ["asked"]}], jobs).loc["p0"]
    assert row[["underserved_skills", "crowded_skills", "sole_skills"]].tolist() == ["asked", "taught", "asked"]
    assert row["asked_sole_skill_count"] == 1


def test_an_hour_is_priced_where_price_and_hours_are_stated() -> None:
    usd = {"provider_key": "a", "price_currency": "USD"}
    offers = [{"price": 50.0, "duration_hours": 10.0}, {"price": 50.0}, {"price": 0.0, "duration_hours": 10.0}]
    row = found([usd | more for more in offers]).loc["a"]
    assert row[["price_per_hour_count", "price_per_hour_median"]].tolist() == [1, 5.0]


@pytest.mark.parametrize(("into", "count"), [("Whole", 1), (None, 0)])
def test_chains_of_a_provider_are_counted(into: str | None, count: int) -> None:
    offers = [{"provider_key": "a", "name": "Part", "stackable_into": into}, {"provider_key": "a", "name": "Whole"}]
    assert found(offers).loc["a", "chain_count"] == count
