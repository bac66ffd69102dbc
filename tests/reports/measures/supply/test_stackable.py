"""Chains of offers that count towards a final credential, as catalogues state them."""

import pandas as pd
import pytest

from reports.measures.supply.stackable import SCHEMA, stackable
from reports.measures.units.basis import basis
from tests.reports.simulated_market import Row, market


def chains(*offers: Row) -> pd.DataFrame:
    held = market(offers=offers)
    return stackable(held, basis(held))


def offer(name: str, into: str | None = None, price: float | None = None, **more: object) -> Row:
    return {"name": name, "stackable_into": into, "price": price, "price_currency": "USD", **more}


PROGRAMME = [
    offer("Statistics", "Applied Data Science", 100.0, credit_value=3.0, credit_unit="ECTS", duration_hours=30.0),
    offer("Data Management", "Applied Data Science", None),
    offer("Applied Data Science", "MS Applied Data Science", 900.0, credit_value=12.0, credit_unit="ECTS"),
]


def test_from_the_first_offer_to_what_is_no_offer() -> None:
    found = chains(*PROGRAMME)
    assert list(found["chain"]) == [
        "Data Management → Applied Data Science → MS Applied Data Science",
        "Statistics → Applied Data Science → MS Applied Data Science",
    ]
    assert found["steps"].tolist() == [3, 3]
    assert found["final_offer"].isna().all()
    assert found["part_count"].tolist() == [3, 3]
    assert found["price"].isna().tolist() == [True, False], "a sum of what is not known is not known"
    assert (found["price"][1], found["credit_value"][1], found["credit_unit"][1]) == (1000, 15, "ECTS")
    assert found["hours"].isna().all()


def test_a_final_offer_states_its_own_price_and_credit_beside_that_of_its_parts() -> None:
    found = chains(*PROGRAMME[:1], {**PROGRAMME[2], "stackable_into": None}).iloc[0]
    assert found[["price", "final_price", "hours", "credit_value", "final_credit_value"]].tolist() == [
        100,
        900,
        30,
        3,
        12,
    ]
    assert found["final_credit_unit"] == "ECTS"
    assert found["final_offer"] is not None


@pytest.mark.parametrize(
    "into",
    ["https://a.test/whole", "http://www.a.test/whole/", "W-1", "https://registry.test/resources/w-1", "the WHOLE "],
)
def test_what_is_meant_by_address_identifier_or_name(into: str) -> None:
    whole = offer("The whole", None, url="https://a.test/whole", identifier="W-1")
    found = chains(offer("Part", into), whole)
    assert list(found["chain"]) == ["Part → The whole"]


def test_a_name_is_of_the_same_provider_and_of_one_offer_only() -> None:
    other = chains(offer("Part", "Whole"), offer("Whole", provider_key="q", source="others"))
    assert other["final_offer"].isna().all()
    twice = chains(offer("Part", "Whole"), offer("Whole"), offer("Whole"))
    assert twice["final_offer"].isna().all()


def test_two_ways_to_one_final_count_once_and_several_finals_each() -> None:
    found = chains(offer("a", "b; c; d"), offer("b", "d"), offer("c"), offer("d"))
    assert list(found["chain"]) == ["a → c", "a → d"]
    assert found["part_count"].tolist() == [1, 1]
    apart = chains(offer("a", "d"), offer("b", "d"), offer("d"))
    assert apart["part_count"].tolist() == [2, 2]


def test_offers_that_name_each_other_make_no_chain_and_one_that_names_itself_neither() -> None:
    assert chains(offer("a", "b"), offer("b", "a"), offer("c", "c")).empty
    assert list(chains(offer("x", "a"), offer("a", "b"), offer("b", "a"))["chain"]) == []


def test_a_closed_offer_is_in_no_chain() -> None:
    assert chains(offer("a", "b", open=False), offer("b")).empty
    assert chains(offer("a", "b"), offer("b", open=False))["final_offer"].isna().all()


def test_credit_of_unlike_units_is_not_summed() -> None:
    unlike = [
        offer("a", "b", credit_value=2.0, credit_unit="CEU"),
        offer("b", "c", credit_value=3.0, credit_unit="ECTS"),
    ]
    assert chains(*unlike)["credit_value"].isna().all()
    unnamed = [offer("a", "b", credit_value=2.0), offer("b", "c", credit_value=3.0)]
    assert chains(*unnamed)["credit_value"].isna().all()
    assert chains(*unnamed[1:])["credit_value"].tolist() == [3]


def test_nothing_stacks() -> None:
    for found in (chains(), chains(offer("a"))):
        assert found.empty
        assert list(found.columns) == list(SCHEMA)
