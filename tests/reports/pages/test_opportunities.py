"""The page of opportunities: gaps with enough evidence, each skill once, and what a new offer would meet."""

from typing import Any

import numpy as np
import pytest

from reports.charts.gap_dots import gap_dots
from reports.measures.markets.new_offer import company, unserved
from reports.pages.opportunities import DRAWN, page
from reports.pages.opportunity_rows import Opportunity, grouped, opportunities_of
from reports.pages.opportunity_table import places
from tests.reports.pages.told_findings import MARKETS, findings, lead_of, plain, texts


@pytest.mark.parametrize(
    ("market", "title", "said"),
    [
        ("told", "2 skills underserved with enough evidence, “care planning” most clearly", "taught by no offer"),
        ("empty", "No gap has enough evidence to be called an opportunity", "No offer was collected"),
        ("only demand", "No gap has enough evidence to be called an opportunity", "No offer was collected"),
        ("only supply", "No gap has enough evidence to be called an opportunity", "No vacancy is open"),
        ("thin", "No gap has enough evidence to be called an opportunity", "at least 10 vacancies of 3 employers"),
    ],
)
def test_it_opens_with_what_can_be_said(market: str, title: str, said: str) -> None:
    shown = page(findings(market))
    assert shown.title == title
    assert said in lead_of(shown)


@pytest.mark.parametrize("market", MARKETS)
def test_every_row_fits_its_columns_and_the_picture_draws_the_first_of_them(market: str) -> None:
    found = findings(market)
    shown = page(found)
    [table] = shown.tables
    for rows in (table.rows, *table.cuts.values()):
        assert {len(row) for row in rows} <= {len(table.columns)}
    assert bool(shown.pictures) == bool(table.rows)
    for picture in shown.pictures:
        assert len(picture.spec["data"]["values"]) == min(DRAWN, len(table.rows))
    assert set(shown.cuts) == {cut.key for cut in found.cuts if cut.kind == "place"}


def test_no_trait_of_everyone_is_an_opportunity_and_each_has_enough_evidence() -> None:
    for market in ("told", "hostile"):
        for row in (each.row for each in opportunities_of(findings(market))):
            assert not row["is_transversal"]
            assert row["demand_count"] >= 10
            assert row["employer_count"] >= 3


def test_a_skill_is_told_once_with_its_places() -> None:
    found = opportunities_of(findings("told"))
    assert len({each.row["concept_uri"] for each in found}) == len(found)
    [row] = [row for row in texts(page(findings("told")).tables[0].rows) if row[0] == "care planning"]
    assert row[1].startswith("all places; also ")


def market_of(place: str, low: float, high: float) -> dict[str, Any]:
    return {"place": place, "gap_low": low, "gap_high": high, "gap": (low + high) / 2, "concept_uri": "s"}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([market_of("GB", 2.0, 4.0), market_of("all", 1.0, 3.0)], ["all places; also GB"]),
        ([market_of("US-NY", 2.0, 4.0)], ["only New York (US-NY)"]),
        (
            [market_of("US-NY", 5.0, 6.0), market_of("US", 4.5, 5.5), market_of("all", 1.0, 3.0)],
            ["all places", "New York (US-NY); also US"],
        ),
    ],
    ids=["alike", "one place", "a place that surely differs"],
)
def test_places_whose_intervals_meet_are_told_together(rows: list[dict[str, Any]], told: list[str]) -> None:
    assert [places(each) for each in grouped(rows)] == told


def test_of_the_vacancies_that_ask_a_skill_those_without_a_fitting_offer_are_counted() -> None:
    basis = findings("told").measures.basis
    asked, taught = (
        side.mentions.merge(side.units.loc[side.units["open"], ["unit_id"]]).groupby("unit_id")["subject_id"].agg(set)
        for side in (basis.demand, basis.supply)
    )
    skill = basis.skills.set_index("preferred_label").loc["phlebotomy"]
    asking = [skills for skills in asked if skill["skill_id"] in skills]
    left = [skills for skills in asking if not any(2 * len(skills & offer) >= len(skills) for offer in taught)]
    uri = str(skill["concept_uri"])
    found = unserved(basis, "all", [uri])[uri]
    assert (found.asking, found.unserved) == (len(asking), len(left))
    assert found.share == pytest.approx(len(left) / len(asking))
    assert found.low <= found.share <= found.high


def test_where_nobody_teaches_the_nearest_teach_what_is_asked_along_with_it() -> None:
    basis = findings("told").measures.basis
    uris = basis.skills.set_index("preferred_label")["concept_uri"]
    found = company(basis, [uris["care planning"], uris["phlebotomy"]])
    assert not found[uris["care planning"]].is_taught
    assert len(found[uris["care planning"]].offers) > 0
    assert found[uris["phlebotomy"]].is_taught
    for near in found.values():
        parts = [part for _label, part in near.companions]
        assert parts == sorted(parts, reverse=True)
        assert np.all(np.array(parts) >= 0.1)


def test_a_place_that_is_not_has_nothing_unserved() -> None:
    assert unserved(findings("told").measures.basis, "XX", ["https://esco.test/SQL"]) == {}


def test_a_place_without_an_opportunity_says_so() -> None:
    shown = page(findings("only demand"))
    assert all("No gap has enough evidence there" in plain(said[0]) for said in shown.cuts.values())


def test_gaps_are_drawn_in_the_order_given_with_the_line_of_balance() -> None:
    values = [{"label": name, "factor": 5.0, "low": 2.0, "high": 9.0, "said": "5 ×"} for name in ("b", "a")]
    spec = gap_dots(values, "asked ÷ taught")
    assert [value["label"] for value in spec["data"]["values"]] == ["b", "a"]
    assert [layer["data"]["values"][0]["at"] for layer in spec["layer"][:2]] == [1, 1.5]
    low, high = spec["layer"][2]["encoding"]["x"]["scale"]["domain"]
    assert low < 1 < 9.0 < high


def test_one_opportunity_is_told_of_one_place() -> None:
    assert places(Opportunity(market_of("GB", 1.0, 2.0), ["GB-ENG"])) == "United Kingdom (GB); also GB-ENG"
