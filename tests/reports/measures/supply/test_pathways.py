"""Pathways: the offers that teach what is asked, cheapest first, and what nobody teaches."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from reports.measures.supply.pathways import Pathway, pathway
from reports.measures.units.basis import basis
from tests.reports.simulated_market import Row, market, uri


def found(offers: list[Row], asked: dict[str, float], by: str = "price", place: str = "all") -> Pathway:
    postings = [{"skills": list(asked), "country": "US"}]
    wanted = pd.DataFrame({"concept_uri": map(uri, asked), "weight": asked.values()})
    return pathway(basis(market(postings, offers)), wanted, by, place)  # type: ignore[arg-type]


def offer(name: str, skills: str, price: float | None = None, hours: float | None = None, **more: object) -> Row:
    return {
        "name": name,
        "skills": skills.split(),
        "price": price,
        "price_currency": "USD",
        "duration_hours": hours,
        **more,
    }


SHOP = [
    offer("all in one", "sql r care", 100.0, 300.0),
    offer("sql", "sql", 10.0, 40.0),
    offer("r and sql", "sql r", 30.0, 30.0),
    offer("care at no stated price", "care", None, 10.0),
]
ASKED = {"sql": 0.5, "r": 0.3, "care": 0.1, "welding": 0.1}


def test_the_cheapest_way_step_by_step() -> None:
    steps, white, _ = found(SHOP, ASKED)
    assert steps[["title", "skills", "price"]].to_numpy().tolist() == [
        ["sql", "sql", 10.0],
        ["r and sql", "r", 30.0],
        ["all in one", "care", 100.0],
    ]
    assert steps["coverage"].tolist() == pytest.approx([0.5, 0.8, 0.9])
    assert steps["price_so_far"].tolist() == [10.0, 40.0, 140.0]
    assert white[["preferred_label", "weight", "offer_count"]].to_numpy().tolist() == [["welding", 0.1, 0]]


def test_the_quickest_way_is_another() -> None:
    steps, *_ = found(SHOP, ASKED, "hours")
    assert list(steps["title"]) == ["r and sql", "care at no stated price"]
    assert steps["price_so_far"].isna().tolist() == [False, True], "a sum of what is not known is not known"


def test_what_is_free_comes_first_and_the_richest_of_it() -> None:
    steps, *_ = found([offer("a", "sql", 0.0), offer("b", "sql r", 0.0), offer("c", "sql r care", 9.0)], ASKED)
    assert list(steps["title"]) == ["b", "c"]


def test_what_is_taught_at_no_stated_cost_is_white_space_with_its_offers() -> None:
    _, white, _ = found(SHOP[3:], ASKED)
    assert dict(zip(white["preferred_label"], white["offer_count"])) == {"sql": 0, "r": 0, "care": 1, "welding": 0}


def test_only_offers_that_supply_the_place_are_taken() -> None:
    offers = [offer("here", "sql", 50.0, country="US"), offer("elsewhere", "sql", 1.0, country="GB")]
    assert list(found(offers, ASKED, place="US").steps["title"]) == ["here"]
    online = [*offers, offer("online", "sql", 5.0, delivery_mode="online")]
    assert list(found(online, ASKED, place="US").steps["title"]) == ["online"]


def test_a_closed_offer_teaches_nobody() -> None:
    assert found([offer("gone", "sql", 1.0, open=False)], ASKED).steps.empty


def test_nothing_asked_or_nothing_offered() -> None:
    assert found([], ASKED).steps.empty
    assert len(found([], ASKED).white_space) == 4
    nothing = found(SHOP, {})
    assert nothing.steps.empty
    assert nothing.white_space.empty


def test_the_cost_stays_within_chvatals_bound_of_the_best() -> None:
    rng = np.random.default_rng(4)
    labels = [f"s{n}" for n in range(6)]
    for _ in range(12):
        sets = [set(rng.choice(labels, rng.integers(1, 4), replace=False)) for _ in range(8)] + [set(labels)]
        prices = [*rng.integers(5, 60, 8).astype(float), 200.0]
        steps, white, _ = found(
            [offer(str(n), " ".join(sorted(s)), p) for n, (s, p) in enumerate(zip(sets, prices))],
            dict.fromkeys(labels, 1.0),
        )
        assert white.empty
        covers = (
            c
            for size in range(1, 7)
            for c in combinations(range(9), size)
            if set().union(*(sets[i] for i in c)) == set(labels)
        )
        best = min(sum(prices[i] for i in cover) for cover in covers)
        assert best <= steps["price"].sum() <= best * sum(1 / n for n in range(1, 7)) + 1e-9
