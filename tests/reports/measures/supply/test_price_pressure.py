"""Price pressure and entry: which offers count as seen in both windows, and what is not known."""

import numpy as np
import pandas as pd
import pytest

from reports.measures.statistics.intervals import share_interval
from reports.measures.supply.price_pressure import SCHEMA, medians, price_pressure
from reports.measures.units.basis import basis
from tests.reports.simulated_market import AS_OF, Row, market


def course(price: float | None, **more: object) -> Row:
    return {"price": price, "price_currency": "EUR", "skills": ["x"], **more}


def earlier(number: int, price: float | None, **more: object) -> Row:
    return {"offer_id": number, "price": price, "price_currency": "EUR", **more}


def found(offers: list[Row], before: list[Row]) -> pd.DataFrame:
    told = market([{"country": "GB"}], offers, earlier_offers=before)
    return price_pressure(told, basis(told)).set_index("supply_id")


def test_the_change_is_of_offers_seen_in_both_windows() -> None:
    offers = [course(50.0, provider_key="a"), course(110.0, provider_key="b"), course(90.0), course(10.0, open=False)]
    row = found(offers, [earlier(0, 100.0), earlier(1, 100.0), earlier(3, 1.0)]).iloc[0]
    assert row[["price_change_count", "price_change_provider_count", "price_change_median"]].tolist() == [2, 2, -0.2]
    assert row["price_change_median_low"] <= -0.2 <= row["price_change_median_high"]


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (course(50.0), earlier(0, 100.0, price_currency="USD")),
        (course(50.0), earlier(0, 100.0, price_currency=None)),
        (course(50.0, price_kind="subscription", price_unit="month"), earlier(0, 100.0, price_kind="one-off")),
        (course(50.0, price_unit="month"), earlier(0, 100.0, price_unit="year")),
        (course(50.0), earlier(0, 0.0)),
        (course(0.0), earlier(0, 50.0)),
        (course(50.0), earlier(0, None)),
        (course(None), earlier(0, 50.0)),
        (course(-5.0), earlier(0, 50.0)),
        (course(float("inf")), earlier(0, 50.0)),
    ],
)
def test_what_cannot_be_compared_is_not_known(now: Row, before: Row) -> None:
    row = found([now], [before]).iloc[0]
    assert row["price_change_count"] == 0
    assert row[["price_change_median", "price_change_median_low", "price_change_median_high"]].isna().all()


def test_a_resold_offer_changes_once_as_its_provider_has_it() -> None:
    offers = [course(50.0, offer="o", same_as="https://x.test"), course(100.0, offer="o")]
    row = found(offers, [earlier(0, 200.0), earlier(1, 200.0)]).iloc[0]
    assert row[["price_change_count", "price_change_median"]].tolist() == [1, -0.5]


def test_the_entry_rate_is_of_the_offers_of_the_place() -> None:
    new = {"date_published": AS_OF}
    offers = [course(None, **new), course(None, provider_key="q"), course(None, country="US", **new)]
    rows = found(offers, [])
    assert rows["entry_rate"].to_dict() == pytest.approx({0: 2 / 3, 3: 1.0}, abs=1e-6)
    assert ((rows["entry_rate_low"] <= rows["entry_rate"]) & (rows["entry_rate"] <= rows["entry_rate_high"])).all()


def test_what_is_online_stands_in_every_place_with_what_it_has_of_its_own() -> None:
    """Against all that supplies a place, listed."""
    rng, before = np.random.default_rng(6), []
    offers: list[Row] = []
    for number in range(300):
        where = [{"delivery_mode": "online"}, {"country": "US"}, {"country": "GB"}, {"country": "FR"}][rng.integers(4)]
        more = {"provider_key": f"p{rng.integers(9)}", "date_published": AS_OF if rng.random() < 0.4 else None}
        skills = ["x", "y", "z"][: int(rng.integers(1, 4 - (where.get("country") == "FR")))]
        offers.append({**course(100.0, **where, **more), "skills": skills})
        before += [earlier(number, float(rng.integers(50, 150)))] * (rng.random() < 0.5)
    told = market(offers=offers, earlier_offers=before)
    counted = basis(told)
    side, listings = counted.supply, counted.listings.merge(told.earlier_offers, on="offer_id")
    all_rows = side.units.merge(side.places, on="unit_id").merge(side.mentions, on="unit_id")
    all_rows = all_rows.merge(
        listings[["unit_id", "price"]].rename(columns={"price": "then"}), on="unit_id", how="left"
    )
    for key, row in price_pressure(told, counted).set_index(["supply_id", "subject_id"]).iterrows():
        here = all_rows[(all_rows["place_id"] == key[0]) & (all_rows["subject_id"] == key[1])]  # type: ignore[index]
        assert row["entry_rate"] == pytest.approx(here["is_new"].mean(), abs=1e-6)
        of = here.groupby("cluster_id")["is_new"].agg(y="sum", n="count")
        sums = (of["y"].sum(), of["n"].sum(), (of["y"] ** 2).sum(), (of["y"] * of["n"]).sum(), (of["n"] ** 2).sum())
        low, high, _ = share_interval(*(np.array([float(each)]) for each in (*sums, len(of))))
        assert [row["entry_rate_low"], row["entry_rate_high"]] == pytest.approx([low[0], high[0]], abs=1e-6)
        changes = (100 / here["then"] - 1).dropna()
        assert row["price_change_count"] == len(changes)
        assert row["price_change_median"] == pytest.approx(changes.median(), abs=1e-6)


def test_an_empty_market_gives_a_typed_empty_frame() -> None:
    told = market()
    empty = price_pressure(told, basis(told))
    assert list(empty.columns) == list(SCHEMA)
    assert empty["price_change_median"].dtype == "Float64"


def test_the_interval_holds_the_median_of_providers_that_move_their_prices_alike() -> None:
    rng, groups = np.random.default_rng(4), 400
    group = np.repeat(np.arange(groups), 120)
    provider = rng.integers(30, size=len(group))
    own = rng.normal(0, 0.1, (groups, 30))
    change = own[group, provider] + rng.normal(0, 0.1, len(group))
    frame = pd.DataFrame({"supply_id": 0, "subject_id": group, "change": change, "cluster_id": provider})
    of = medians(frame.sort_values(["supply_id", "subject_id", "change"]))
    held = (of["price_change_median_low"] <= 0) & (of["price_change_median_high"] >= 0)
    assert 0.92 <= held.mean() <= 0.98
