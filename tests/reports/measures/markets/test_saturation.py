"""The class of a market: each test, and their order."""

import numpy as np
import pandas as pd
import pytest

from reports.measures.markets.saturation import class_tests, classes
from tests.reports.measures.single_tables import markets_of
from tests.reports.simulated_market import market

SURE = {"demand_count": 50, "employer_count": 9, "offer_count": 50, "effective_providers": 8.0, "trend": "flat"}


@pytest.mark.parametrize(
    ("low", "high", "other", "name", "failed"),
    [
        (0.5, 1.5, {}, "underserved", None),
        (0.4, 1.5, {}, "contested", "width"),  # ln 1.5 = 0.405
        (0.5, 1.5, {"employer_count": 2}, "contested", "employers"),
        (-1.5, -0.5, {}, "saturated", None),
        (-1.5, -0.4, {}, "contested", "width"),
        (-1.5, -0.5, {"trend": "rising"}, "contested", "trend"),
        (-1.5, -0.5, {"trend": "not enough history"}, "saturated", None),
        (-1.5, -0.5, {"effective_providers": 2.9}, "dominated", None),
        (-1.5, -0.5, {"effective_providers": np.nan}, "dominated", None),
        (-0.4, 0.4, {}, "balanced", None),
        (-0.4, 0.5, {}, "contested", "width"),
        (0.5, 1.5, {"demand_count": 9, "offer_count": 4}, "thin", None),
        (0.5, 1.5, {"employer_count": 2, "offer_count": 4}, "thin", None),
        (0.5, 1.5, {"demand_count": 9, "offer_count": 5}, "underserved", None),
        (-1.5, -0.5, {"demand_count": 0, "employer_count": 0}, "saturated", None),
        (np.nan, np.nan, {}, "contested", "width"),
    ],
)
def test_class(low: float, high: float, other: dict[str, object], name: str, failed: str | None) -> None:
    row = pd.DataFrame([SURE | {"gap_low": low, "gap_high": high} | other])
    row = row.assign(**class_tests(row))
    found = classes(row)
    assert list(found["class"]) == [name]
    assert [None if pd.isna(found["failed_test"][0]) else found["failed_test"][0]] == [failed]


JOBS = [
    {"employer_key": f"e{i % 20}", "skills": ["asked"] if i % 4 else ["asked", "both"], "country": "US"}
    for i in range(200)
]
JOBS += [{"employer_key": f"e{i % 20}", "skills": ["both"], "country": "US" if i else "FR"} for i in range(100)]
COURSES = [
    {"provider_key": f"p{i % 15}", "skills": ["taught"] if i % 2 else ["taught", "both"], "delivery_mode": "online"}
    for i in range(200)
]
MARKETS = markets_of(market(JOBS, COURSES)).set_index(["place", "preferred_label"])


def test_a_skill_that_nobody_teaches_and_one_that_nobody_asks() -> None:
    here = MARKETS.loc["all"]
    assert here.loc["asked", "class"] == "underserved"
    assert here.loc["taught", "class"] == "saturated"
    assert (here.loc["taught", "demand_count"], here.loc["asked", "offer_count"]) == (0, 0)
    assert here.loc["both", "gap_low"] < here.loc["both", "gap"] < here.loc["both", "gap_high"]


def test_online_offers_supply_a_place_without_any_of_its_own() -> None:
    assert MARKETS.loc[("US", "taught"), "offer_count"] == 200
    assert MARKETS.loc[("US", "taught"), "offer_total"] == 200


def test_outside_all_a_market_that_nothing_asks_needs_a_verdict_to_be_listed() -> None:
    assert set(MARKETS.loc["US"].index) == {"asked", "both", "taught"}
    assert set(MARKETS.loc["FR"].index) == {"both"}


def test_prominence_spreads_each_unit_over_its_skills() -> None:
    asked = MARKETS.loc[("all", "asked")]
    unit = 300 / 350  # mean unit of a mention
    assert asked["demand_prominence"] == pytest.approx((150 + 50 / 2 + unit / 2) / 300, abs=1e-6)


def test_without_offers_there_is_no_gap() -> None:
    found = markets_of(market(JOBS))
    assert found["gap"].isna().all()
    assert set(found["class"]) == {"contested", "thin"}
    assert set(found["offer_total"]) == {0}
