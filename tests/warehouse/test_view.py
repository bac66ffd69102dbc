"""A part of a market: which vacancies and offers are in it, whole or not at all."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from reports.measures.units.basis import basis
from tests.warehouse.told import load, offer, posting, shown, week
from warehouse.database import engine
from warehouse.frames import StoredMarket
from warehouse.view import WHOLE, View

NEW_YORK = {"country": "US", "subdivision": "US-NY", "industry": "Q", "occupation": "2221"}


@pytest.fixture
def warehouse(tmp_path: Path) -> Engine:
    made = engine(tmp_path / "warehouse.sqlite")
    nurse = posting("nurse", **NEW_YORK)
    agency = posting("nurse copy", title="Job nurse", is_agency=True, country="US", industry="N", remote=True)
    others = [posting("clerk", country="US", subdivision="US-CA"), posting("far", remote=True), posting("welder")]
    load(made, [nurse, agency, *others], week(0), size=9)
    load(made, [nurse, *others], week(1))
    there = offer("there", country="US", subdivision="US-NY", same_as="https://academy.test/resold")
    offers = [there, offer("resold", "welding", country="DE"), offer("online", delivery_mode="Online")]
    load(made, [*offers, offer("elsewhere", country="DE"), offer("anywhere")], week(1), size=9)
    return made


@pytest.fixture
def market(warehouse: Engine, tmp_path: Path) -> StoredMarket:
    return shown(warehouse, tmp_path, cluster=lambda postings: postings["title"])


def within(market: StoredMarket, **view: str) -> tuple[list[str], list[str]]:
    part = market.within(View(**view))
    return part.postings["identifier"].tolist(), part.offers["identifier"].tolist()


def test_nothing_asked_is_the_whole(market: StoredMarket):
    assert market.within(WHOLE) is market


@pytest.mark.parametrize(
    ("view", "postings"),
    [
        ({"place": "US-NY"}, ["nurse", "nurse copy"]),
        ({"place": "US"}, ["clerk", "nurse", "nurse copy"]),
        ({"place": "remote"}, ["far", "nurse", "nurse copy"]),
        ({"industry": "Q"}, ["nurse", "nurse copy"]),
        ({"industry": "N"}, []),
        ({"occupation": "22"}, ["nurse", "nurse copy"]),
        ({"occupation": "2221", "place": "US-CA"}, []),
    ],
)
def test_a_vacancy_is_within_with_all_its_postings_as_the_first_of_them_tells_it(
    market: StoredMarket, view: dict[str, str], postings: list[str]
):
    assert within(market, **view)[0] == postings


def test_a_place_has_the_offers_that_supply_it_with_all_their_listings(market: StoredMarket):
    assert within(market, place="US-NY")[1] == ["online", "resold", "there"]
    assert within(market, place="remote")[1] == ["online"]
    assert len(within(market, industry="Q")[1]) == 5


def test_what_is_one_vacancy_or_offer_stays_one_and_as_open(market: StoredMarket):
    part = market.within(View("US-NY"))
    whole = market.postings.set_index("identifier")[["vacancy", "open"]]
    assert part.postings.set_index("identifier")[["vacancy", "open"]].equals(whole.loc[["nurse", "nurse copy"]])
    linked = part.offers.set_index("identifier")["offer"]
    assert linked["there"] == linked["resold"] != linked["online"]


def test_mentions_and_texts_are_of_the_part_and_the_whole_stays_as_it_was(market: StoredMarket):
    part = market.within(View("US-NY"))
    ids = set(part.postings["posting_id"])
    streamed = part.columns("posting_skills", "posting_id").read_all()
    assert set(streamed["posting_id"].to_pylist()) == set(part.posting_skills["posting_id"]) == ids
    assert len(part.offer_skills) == 3
    assert part.runs.equals(market.runs)
    assert len(market.posting_skills) == len(market.postings) == 5
    assert len(market.offer_skills) == 5


def test_a_part_of_a_part_is_within_both(market: StoredMarket):
    part = market.within(View("US")).within(View(occupation="2"))
    assert part.postings["identifier"].tolist() == ["nurse", "nurse copy"]
    assert part.offers["identifier"].tolist() == ["online", "resold", "there"]


def test_only_the_chosen_place_and_those_in_it_are_told(market: StoredMarket):
    assert basis(market.within(View("US-NY"))).places["place"].tolist() == ["all", "remote", "US-NY"]
    assert basis(market.within(View("US"))).places["place"].tolist() == ["all", "remote", "US", "US-CA", "US-NY"]
    assert basis(market.within(View("remote"))).places["place"].tolist() == ["all", "remote"]
    assert basis(market).places["place"].tolist() == ["all", "remote", "DE", "US", "US-CA", "US-NY"]


def test_open_vacancies_are_counted_by_part_and_an_occupation_at_every_level(market: StoredMarket):
    counts = market.open_parts().set_index(["kind", "code"])["vacancy_count"].to_dict()
    assert counts[("place", "US")] == 2
    assert counts[("place", "remote")] == 2
    assert ("industry", "N") not in counts
    assert {code for kind, code in counts if kind == "occupation"} == {"2", "22", "222", "2221"}


def test_an_empty_market_has_no_parts(tmp_path: Path):
    empty = shown(engine(tmp_path / "empty.sqlite"), tmp_path)
    assert empty.open_parts().empty
    assert empty.within(View("US")).postings.empty
