"""Price and hours by type of credential: which offers count, and whether the interval of a median holds it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.measures.supply.price import middle, price
from reports.measures.units.basis import basis
from tests.reports.simulated_market import Row, market


def badge(**more: object) -> Row:
    return {"credential_type": "badge", "price_currency": "USD", **more}


def test_each_type_of_each_place_has_its_own_figures() -> None:
    offers = [
        badge(price=10.0, duration_hours=5.0, country="US", provider_key="a"),
        badge(price=30.0, country="US", provider_key="b"),
        badge(price=0.0, duration_hours=2.0, delivery_mode="online", provider_key="a"),
        {"credential_type": "degree", "duration_hours": 1500.0, "open": True},
        {"credential_type": "degree", "open": False},
        {},
    ]
    found = price(basis(market([{"country": "GB"}], offers))).set_index(["place", "credential_type"])
    assert list(found.index) == [
        *(("all", "badge"), ("all", "degree"), ("all", "not stated")),
        *(("remote", "badge"), ("US", "badge")),
    ], "a place without an offer of its own has no price of its own"
    row = found.loc["all", "badge"]
    assert row[["offer_count", "provider_count", "price_count", "price_median"]].tolist() == [3, 2, 2, 20]
    assert row[["hours_count", "hours_median"]].tolist() == [2, 3.5]
    assert row[["price_per_hour_count", "price_per_hour_median"]].tolist() == [1, 2.0], "what is free stands apart"
    assert row["free_share"] == pytest.approx(1 / 3, abs=1e-6)
    assert found.loc["all", "degree"][["price_count", "hours_median"]].tolist() == [0, 1500]
    assert found["price_median"].isna().tolist() == [False, True, True, True, False]


@pytest.mark.parametrize("hours", [0.0, -1.0, None, float("nan")])
def test_no_price_an_hour_without_hours(hours: float | None) -> None:
    row = price(basis(market(offers=[badge(price=10.0, duration_hours=hours)]))).iloc[0]
    assert row["price_per_hour_count"] == 0


def test_a_subscription_is_flagged() -> None:
    terms = {"price_kind": "subscription", "price_unit": "month", "duration_weeks": 8.0, "price": 20.0}
    row = price(basis(market(offers=[badge(**terms), badge()]))).iloc[0]
    assert row[["subscription_share", "price_count", "price_median"]].tolist() == [0.5, 1, 40.0]
    assert row["price_subscription_count"] == 1


@pytest.mark.parametrize("amount", [float("nan"), float("inf"), -5.0, 0.0, None])
def test_what_is_no_price_is_not_counted(amount: float | None) -> None:
    row = price(basis(market(offers=[badge(price=amount, duration_hours=2.0), badge(price=8.0)]))).iloc[0]
    assert row[["offer_count", "price_count", "price_median", "price_per_hour_count"]].tolist() == [2, 1, 8.0, 0]


def test_an_absurd_price_moves_no_median() -> None:
    row = price(basis(market(offers=[badge(price=float(n)) for n in (10, 20, 30, 40, 10**12)]))).iloc[0]
    assert row["price_median"] == 30


def test_a_price_of_no_known_currency_is_not_counted() -> None:
    row = price(basis(market(offers=[badge(price=8.0, price_currency=None), badge(price=8.0, price_currency="XXX")])))
    assert row["price_count"].tolist() == [0]


def test_a_place_of_its_own_is_offered_what_is_online_too() -> None:
    online = [badge(price=float(n), delivery_mode="online") for n in range(1, 8)]
    offers = [*online, badge(price=100.0, country="US"), {"credential_type": "degree", "country": "GB"}]
    found = price(basis(market(offers=offers))).set_index(["place", "credential_type"])
    assert found["offer_count"].to_dict() == {
        ("all", "badge"): 8,
        ("all", "degree"): 1,
        ("remote", "badge"): 7,
        ("GB", "badge"): 7,
        ("GB", "degree"): 1,
        ("US", "badge"): 8,
    }
    assert found.loc["US"]["price_median"].tolist() == [4.5]
    assert found.loc["GB"]["price_median"].tolist()[0] == 4


def test_an_empty_market_gives_a_typed_empty_frame() -> None:
    found = price(basis(market()))
    assert found.empty
    assert found["price_median"].dtype == "Float64"


@pytest.mark.parametrize(("providers", "alike"), [(200, 0.0), (200, 0.7), (40, 0.7)])
def test_the_interval_holds_the_median_of_the_market_it_was_drawn_from(providers: int, alike: float) -> None:
    rng, held = np.random.default_rng(5), 0
    for _ in range(300):
        of = rng.integers(providers, size=600)
        logs = alike * rng.normal(size=providers)[of] + np.sqrt(1 - alike**2) * rng.normal(size=600)
        order = np.argsort(logs)
        _, low, high, *_ = middle(np.exp(logs)[order], of[order])
        held += low <= 1.0 <= high
    assert 0.92 <= held / 300 <= 0.985


@given(st.lists(st.tuples(st.floats(0, 1e9), st.integers(0, 5)), min_size=1, max_size=40))
def test_the_parts_are_in_their_order(given_values: list[tuple[float, int]]) -> None:
    given_values.sort()
    values, clusters = np.array([v for v, _ in given_values]), np.array([c for _, c in given_values])
    median, low, high, first, third = middle(values, clusters)
    assert values[0] <= low <= median <= high <= values[-1]
    assert first <= median <= third
