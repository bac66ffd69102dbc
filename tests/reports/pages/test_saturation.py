"""The page on saturation: where nobody teaches, where all do, and what is said where little is known."""

import pytest

from reports.charts.marks import CLASSES
from reports.pages.market_rows import ORDER, in_part, in_place
from reports.pages.saturation import page
from reports.pages.saturation_table import OF_PART, OF_PLACE
from tests.reports.pages.told_findings import MARKETS, findings, lead_of, plain, texts


@pytest.mark.parametrize(
    ("market", "title", "said"),
    [
        ("told", "14 skills with enough evidence: 2 underserved, 2 saturated, 10 contested", "No open offer for 1 of"),
        ("empty", "No skill has enough evidence for a verdict yet", "there is no market to judge"),
        ("only demand", "11 skills with enough evidence: none underserved", "there is no supply to set against"),
        ("only supply", "10 skills with enough evidence: none underserved", "there is no demand to set against"),
        ("one posting", "No skill has enough evidence for a verdict yet", "1 skill: too little evidence"),
        ("thin", "No skill has enough evidence for a verdict yet", "12 skills: too little evidence"),
    ],
)
def test_it_opens_with_what_can_be_said(market: str, title: str, said: str) -> None:
    shown = page(findings(market))
    assert shown.title.startswith(title)
    assert said in lead_of(shown)


def test_what_nobody_teaches_comes_before_what_all_teach() -> None:
    opening = lead_of(page(findings("told")))
    order = [opening.index(words) for words in ("Nobody teaches.", "Clearest gap.", "All teach.")]
    assert order == sorted(order)
    assert "“care planning”" in opening[: order[1]]


@pytest.mark.parametrize("market", MARKETS)
def test_every_row_fits_its_columns_and_every_cut_is_one_that_can_be_chosen(market: str) -> None:
    found = findings(market)
    shown, keys = page(found), {cut.key for cut in found.cuts}
    assert set(shown.cuts) == keys
    for table in shown.tables:
        assert set(table.cuts) <= keys
        for rows in (table.rows, *table.cuts.values()):
            assert {len(row) for row in rows} <= {len(table.columns)}
    for rows in shown.tables[0].cuts.values():
        assert len(rows) <= max(OF_PLACE, OF_PART)


@pytest.mark.parametrize("market", MARKETS)
def test_the_key_names_only_classes_that_the_map_shows(market: str) -> None:
    for picture in page(findings(market)).pictures:
        marks = {value["class"] for value in picture.spec["data"]["values"]}
        assert {name for name, _word in picture.key} == marks <= set(CLASSES)


def test_verdicts_head_the_table_and_tell_the_tests_that_gave_them() -> None:
    rows = texts(page(findings("told")).tables[0].rows)
    ranks = [ORDER.index(row[1]) for row in rows]
    assert ranks == sorted(ranks)
    assert {row[2] for row in rows if row[1] == "underserved"} == {"✓ evidence, above, employers"}
    assert {row[2] for row in rows if row[1] == "contested"} <= {
        "✓ evidence ✗ width",
        "✓ evidence, below ✗ not rising",
        "✓ evidence, above ✗ employers",
    }


def test_a_place_is_judged_by_its_own_vacancies() -> None:
    found = findings("told")
    here = {row["concept_uri"]: row for row in in_place(found, "US")}
    whole = {row["concept_uri"]: row for row in found.markets}
    assert all(row["demand_count"] < whole[uri]["demand_count"] for uri, row in here.items() if row["demand_count"])
    assert "United States (US). 14 skills" in plain(page(found).cuts["place=US"][0])


@pytest.mark.parametrize("key", ["industry=Q", "occupation=2221", "level=entry"])
def test_a_part_that_offers_do_not_state_keeps_the_class_of_the_whole_market_and_says_so(key: str) -> None:
    found = findings("parts")
    [cut] = [cut for cut in found.cuts if cut.key == key]
    classes = {row["concept_uri"]: row["class"] for row in found.markets}
    here = in_part(found, cut)
    assert here
    assert all(row["class"] == classes[row["concept_uri"]] for row in here)
    shown = page(found)
    assert "those of the whole market" in plain(shown.cuts[key][0])
    assert key in shown.tables[0].cuts
    assert key not in shown.pictures[0].cuts, "no map: offers state no such part"
