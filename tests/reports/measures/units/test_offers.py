"""What counts as an offer, at what terms, and which places it supplies."""

from datetime import date

import pandas as pd
import pytest

from reports.measures.units.basis import basis
from reports.measures.units.offers import offers
from tests.reports.simulated_market import market


def test_a_resold_credential_is_one_offer_of_its_own_provider() -> None:
    rows = [
        {
            "offer": "1",
            "provider_key": "shop",
            "same_as": "https://school.test/c",
            "price": 99.0,
            "first_seen": date(2020, 1, 1),
        },
        {"offer": "1", "provider_key": "school", "price": 10.0, "price_currency": "USD"},
    ]
    units = offers(market(offers=rows)).units
    assert list(units["organization"]) == ["school"]
    assert list(units["price"]) == [10.0]
    assert list(units["listing_count"]) == [2]


def test_of_two_listings_of_its_own_the_one_that_states_a_price_speaks() -> None:
    silent, priced = (
        {"offer": "1", "source": "a"},
        {"offer": "1", "source": "b", "price": 49.0, "price_currency": "USD"},
    )
    for rows in ([silent, priced], [priced, silent]):
        assert list(offers(market(offers=rows)).units["price"]) == [49.0]


def test_what_two_listings_of_one_offer_name_once_is_named_in_passing() -> None:
    listings = [{"offer": "1", "offer_id": number, "skills": ["sql"]} for number in (1, 2)]
    said = [{"offer_id": number, "concept_uri": "sql", "field": "description"} for number in (1, 2)]
    found = offers(market(offers=listings, offer_skills=said))
    assert len(found.skills) == 1
    assert found.dwelt_on.empty
    assert len(offers(market(offers=listings, offer_skills=[*said, said[0]])).dwelt_on) == 1


def test_a_catalogue_that_names_no_provider_counts_as_one() -> None:
    rows = [{"provider_key": None, "offered_by": None, "source": "udemy"} for _ in range(3)]
    assert set(offers(market(offers=rows)).units["organization"]) == {"udemy"}


MONTHLY = {"price": 10.0, "price_currency": "USD", "price_kind": "subscription", "price_unit": "month"}


@pytest.mark.parametrize(
    ("terms", "price"),
    [
        ({"price": 10.0, "price_currency": "USD"}, 10.0),
        ({"price": 0.0}, 0.0),
        ({"price_kind": "free"}, 0.0),
        ({"price": 10.0}, None),  # of what?
        ({"price": 10.0, "price_currency": "XXX"}, None),
        ({**MONTHLY}, None),  # at what pace?
        ({**MONTHLY, "duration_weeks": 4.0}, 10.0),
        ({**MONTHLY, "duration_weeks": 5.0}, 20.0),  # two months are paid
        ({**MONTHLY, "duration_weeks": 0.0}, 10.0),
        ({**MONTHLY, "duration_hours": 40.0, "pace_hours_per_week": 4.0}, 30.0),
        ({**MONTHLY, "duration_hours": 40.0}, None),
        ({**MONTHLY, "duration_hours": 40.0, "pace_hours_per_week": 0.0}, None),
        ({**MONTHLY, "price_unit": "year", "duration_weeks": 50.0}, 10.0),
        ({**MONTHLY, "price_unit": "hour", "duration_weeks": 50.0}, None),
        ({"price": float("nan"), "price_currency": "USD"}, None),
        ({}, None),
    ],
)
def test_price(terms: dict[str, object], price: float | None) -> None:
    found = offers(market(offers=[terms])).units["price"][0]
    assert (None if pd.isna(found) else found) == price


def test_a_price_is_converted_at_a_rate_of_the_european_central_bank() -> None:
    found = offers(market(offers=[{"price": 100.0, "price_currency": "GBP"}])).units["price"][0]
    assert 100 < found < 200


@pytest.mark.parametrize(
    ("seen", "is_new"),
    [
        ({"date_published": date(2026, 1, 1)}, True),
        ({"date_published": date(2020, 1, 1)}, False),
        ({"date_published": date(2999, 1, 1)}, False),
        ({"first_seen": date(2026, 6, 1)}, False),  # the first whole reading of a catalogue shows old offers too
        ({"first_seen": date(2026, 7, 1)}, True),
    ],
)
def test_new_in_twelve_months(seen: dict[str, object], is_new: bool) -> None:
    run = {"source": "courses", "side": "supply", "status": "complete", "as_of": date(2026, 6, 1)}
    assert list(offers(market(offers=[seen], runs=[run])).units["is_new"]) == [is_new]


def test_an_online_offer_supplies_every_place() -> None:
    rows = [
        {"delivery_mode": "online"},
        {"delivery_mode": "in person", "country": "US", "subdivision": "US-NY"},
        {"country": "GB"},
        {},
    ]
    found = basis(market([{"country": "FR"}, {"country": "US", "subdivision": "US-NY"}], rows))
    places = found.places.set_index("place")
    at = found.supply.places.groupby("place_id")["unit_id"].apply(list)
    supplied = {place: at[row["supply_id"]] for place, row in places.iterrows()}
    assert supplied == {
        "all": [0, 1, 2, 3],
        "remote": [0],
        "FR": [0],
        "US": [0, 1],
        "US-NY": [0, 1],
        "GB": [0, 2],
    }
