"""Coverage: what the corpus is made of, and what it has too much or too little of beside official vacancies."""

from typing import Any

import pandas as pd
import pytest

from reports.measures.demand.coverage import SCHEMA, coverage
from reports.measures.demand.weights import weights
from reports.measures.units.basis import basis
from reports.official_vacancies import TYPES, none_given
from tests.reports.simulated_market import Row, frame, market

SECTIONS = frame("industries", [{"nace_section": "J", "preferred_label": "Information"}])
GROUPS = frame("occupations", [{"isco_group": "2", "preferred_label": "Professionals"}])


def ads(section: str | None, count: int, **more: object) -> list[Row]:
    return [{"nace_section": section, "employer_key": f"{section}{n}", **more} for n in range(count)]


def found(postings: list[Row], *official: tuple[str, float], place: str = "all") -> Any:
    told = market(postings)
    counted = basis(told)
    rows = [(place, "nace_section", code, code, count, None, None) for code, count in official]
    table = pd.DataFrame(rows, columns=list(TYPES)).astype(TYPES)
    return coverage(counted, weights(told, counted, table), SECTIONS, GROUPS).set_index(["aspect", "value"])


def test_of_what_the_vacancies_are_made() -> None:
    postings = [*ads("J", 6, isco_group="2512", country="US", skills=["x"]), *ads("Q", 2), *ads(None, 2)]
    rows = found([*postings, *ads("J", 5, open=False)])
    assert rows.loc["industry"]["vacancy_count"].to_dict() == {"J": 6, "Q": 2, pd.NA: 2}
    assert rows.loc[("industry", "J")][["share", "label", "employer_count"]].tolist() == [0.6, "Information", 6]
    assert rows.loc["industry"]["effective_number"].tolist() == [1.6] * 3
    assert rows.loc[("occupation", "2")][["vacancy_count", "label"]].tolist() == [6, "Professionals"]
    assert rows.loc[("skills", "at least one")]["vacancy_count"] == 6
    assert rows.loc[("country", "US")]["vacancy_count"] == 6
    assert rows.loc["employer"]["share_low"].isna().all()
    assert (rows["place"] == "all").all()
    assert rows["official_share"].isna().all()


def test_at_most_ten_of_each_aspect_and_what_is_not_stated() -> None:
    rows = found([*ads("J", 12), {"employer_key": None, "hiring_organization": None}])
    assert len(rows.loc["employer"]) == 11


def test_an_employer_that_floods_widens_the_interval() -> None:
    alike, apart = found([*ads("J", 40), *ads("Q", 40, employer_key="one")]), found([*ads("J", 40), *ads("Q", 40)])
    wide, narrow = (rows.loc[("industry", "J")] for rows in (alike, apart))
    assert wide["share_high"] - wide["share_low"] > 2 * (narrow["share_high"] - narrow["share_low"])


def test_beside_official_vacancies() -> None:
    rows = found(
        [*ads("J", 60), *ads("Q", 30), *ads("P", 10), *ads(None, 10)], ("J", 20), ("Q", 29), ("P", 41), ("A", 10)
    )
    official = rows.loc["official nace_section"]
    assert official["representation"].to_dict() == {"J": "over", "Q": "as official", "P": "under", "A": "absent"}
    assert official["share"].to_dict() == pytest.approx({"J": 0.6, "Q": 0.3, "P": 0.1, "A": 0.0})
    assert official["official_ratio"].to_dict() == pytest.approx(
        {"J": 3.0, "Q": 30 / 29, "P": 10 / 41, "A": 0.0}, abs=1e-4
    )
    assert official["label"].tolist()[0] == "Information"
    assert (official["official_ratio_low"] <= official["official_ratio"]).all()
    assert (official["official_ratio"] <= official["official_ratio_high"]).all()
    assert official["weight"].isna().tolist() == [False, False, False, True]


def test_the_strata_of_a_country_stand_for_it_and_for_all() -> None:
    rows = found(ads("J", 20, country="US"), ("J", 5), place="US").loc["official nace_section"]
    assert list(zip(rows.index, rows["place"], strict=True)) == [("US J", "all"), ("J", "US")]
    assert rows["label"].tolist() == ["Information"] * 2


@pytest.mark.parametrize("table", [(), (("J", 1.0),)])
def test_an_empty_market_gives_a_typed_frame(table: tuple[tuple[str, float], ...]) -> None:
    rows = found([], *table).reset_index()
    assert rows["share"].isna().all()
    assert rows.dtypes.to_dict() == coverage(basis(market())).dtypes.to_dict()
    assert list(rows.columns) == list(SCHEMA)


def test_without_weights_nothing_is_official() -> None:
    told = market(ads("J", 4))
    counted = basis(told)
    plain = coverage(counted)
    pd.testing.assert_frame_equal(plain, coverage(counted, weights(told, counted, none_given())))
