"""Pay association: what is compared with what, and whether the interval holds a difference that is known."""

import numpy as np
import pandas as pd
import pytest

from reports.measures.demand.pay import SCHEMA, pay
from reports.measures.units.basis import basis
from tests.reports.simulated_market import Row, market

PMP = {"credential": "PMP", "issuer": "PMI", "requirement": "required"}
CELL = {"isco_group": "2511", "country": "US", "pay_unit": "year", "pay_currency": "USD"}


def ad(amount: float | None, number: int, *named: Row, **more: object) -> Row:
    terms = {**CELL, "employer_key": f"e{number % 5}", "credentials": list(named), **more}
    return {**terms, "pay_low": amount, "pay_high": amount}


def cell(count: int, mine: int, others: int, **more: object) -> list[Row]:
    """As many vacancies either side, their pay spread about an amount."""
    spread = range(-(count // 2), count - count // 2)
    return [ad(mine + 100 * n, n // 2, PMP, **more) for n in spread] + [
        ad(others + 100 * n, n * n, **more) for n in spread
    ]


def found(postings: list[Row]) -> pd.DataFrame:
    return pay(basis(market(postings))).set_index(["place", "occupation"])


def test_the_same_occupation_and_place_without_the_credential() -> None:
    elsewhere = [ad(1, n, country="GB") for n in range(20)] + [ad(1, n, isco_group="9111") for n in range(20)]
    untold = [ad(None, 0, PMP), ad(None, 0), ad(90_000, 0, PMP, open=False)]
    rows = found([*cell(11, 60_000, 50_000), *elsewhere, *untold])
    assert list(rows.index) == [("all", "all"), ("US", "all"), ("US", "2511")]
    for _, row in rows.iterrows():
        assert row[["credential", "issuer"]].tolist() == ["PMP", "PMI"]
        assert row[["naming_count", "other_count", "employer_count", "other_employer_count"]].tolist() == [11, 11, 5, 3]
        assert row[["pay_median", "other_pay_median", "difference", "ratio"]].tolist() == [60_000, 50_000, 10_000, 1.2]
        assert row["difference_low"] < 10_000 < row["difference_high"]
        assert row["ratio_low"] < 1.2 < row["ratio_high"]
        assert row[["naming_total", "pay_stated_share", "evidence"]].tolist() == [12, round(11 / 12, 6), "sufficient"]


def test_cells_are_pooled_as_those_who_name_it_are_spread() -> None:
    rows = found([*cell(10, 60_000, 50_000), *cell(30, 40_000, 40_000, country="GB")]).xs("all", level="occupation")
    assert rows["cell_count"].to_dict() == {"all": 2, "GB": 1, "US": 1}
    assert rows["difference"].to_dict() == {"all": 2_500, "GB": 0, "US": 10_000}


@pytest.mark.parametrize(
    "postings",
    [
        cell(9, 60_000, 50_000),
        [ad(60_000, 0, PMP) for _ in range(20)] + [ad(50_000, n) for n in range(20)],
        [ad(60_000, n, PMP) for n in range(20)] + [ad(50_000, 0) for _ in range(20)],
        cell(20, 60_000, 50_000, isco_group="251"),
        cell(20, 60_000, 50_000, isco_group=None),
        cell(20, 60_000, 50_000, country=None),
        cell(20, 60_000, 50_000, pay_currency=None),
        cell(20, -60_000, -50_000),
        [ad(60_000, n, PMP) for n in range(20)],
    ],
    ids=["few", "one employer", "one other employer", "group", "occupation", "place", "currency", "negative", "alone"],
)
def test_a_credential_without_a_cell_has_no_figure(postings: list[Row]) -> None:
    rows = found(postings)
    assert list(rows.index) == [("all", "all")]
    assert rows["naming_total"].iloc[0] > 0
    assert rows[["naming_count", "pay_median", "difference", "difference_low", "ratio"]].isna().all(axis=None)
    assert rows["evidence"].tolist() == ["thin"]


def test_an_absurd_amount_moves_no_median() -> None:
    plain = found(cell(21, 60_000, 50_000)).iloc[0]
    absurd = found([*cell(21, 60_000, 50_000), ad(10**12, 1, PMP), ad(0, 1, PMP), ad(1, 1, PMP)]).iloc[0]
    assert absurd["difference"] == plain["difference"]
    assert absurd["naming_count"] == plain["naming_count"] + 2


def test_the_same_bytes_for_the_same_market() -> None:
    pd.testing.assert_frame_equal(found(cell(20, 60_000, 50_000)), found(cell(20, 60_000, 50_000)))


def test_an_empty_market_gives_a_typed_empty_frame() -> None:
    empty = pay(basis(market()))
    assert list(empty.columns) == list(SCHEMA)
    assert empty["difference"].dtype == "Float64"


@pytest.mark.parametrize(("effect", "alike"), [(0.0, 0.5), (0.1, 0.0)])
def test_the_interval_holds_the_ratio_it_was_drawn_from(effect: float, alike: float) -> None:
    """150 credentials in cells of their own: 40 employers that name one more or less often, and pay alike."""
    rng, postings, markets = np.random.default_rng(2), [], 150
    for number in range(markets):
        own = rng.normal(0, 0.3 * alike**0.5, 40)
        lean = np.where(rng.random(40) < 0.4, 0.8, 0.1)
        for employer in np.repeat(np.arange(40), rng.poisson(2, 40) + 1):
            named = rng.random() < lean[employer]
            log = 11 + own[employer] + rng.normal(0, 0.3 * (1 - alike) ** 0.5) + effect * named
            credential = [{"credential": f"c{number}", "requirement": "required"}] if named else []
            more = {"employer_key": f"e{number}-{employer}", "isco_group": f"{1000 + number}"}
            postings.append(ad(round(float(np.exp(log))), 0, *credential, **more))
    rows = found(postings).xs(("all", "all"))
    held = (rows["ratio_low"] <= np.exp(effect)) & (np.exp(effect) <= rows["ratio_high"])
    assert len(rows) == markets
    assert 0.9 <= held.mean() <= 0.99
