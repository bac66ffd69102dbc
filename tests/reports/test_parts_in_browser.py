"""What a reader does with a page: chooses a part of the market, pages and searches long tables, searches the report."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.reports.long_page import HOSTILE, write_long_page


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_long_page(tmp_path_factory.mktemp("long"), 300).as_uri()


@pytest.fixture()
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    yield page
    assert page.evaluate("window.pwned") is None
    assert complaints == []
    context.close()


def first(page: Any) -> str:
    return str(page.locator("#skills tbody th").first.inner_text())


def told(page: Any) -> Any:
    return page.locator(".tools output")


def test_a_long_table_shows_its_first_rows_and_pages_through_the_rest(page: Any, address: str) -> None:
    assert page.locator("#skills tbody tr").count() == 25
    expect(told(page)).to_have_text("300 of 300 rows")
    page.locator(".dt-paging button", has_text="2").first.click()
    expect(page.locator("#skills tbody th").first).to_have_text("skill 25")
    assert page.url == address + "#skills.page=2"
    page.reload()
    expect(page.locator("#skills tbody th").first).to_have_text("skill 25")


def test_a_search_finds_what_is_not_on_the_page_and_takes_names_as_they_are(page: Any) -> None:
    page.locator(".tools").get_by_role("searchbox").fill("LAST very")
    expect(told(page)).to_have_text("1 of 300 rows")
    assert first(page) == "the very last"
    page.locator(".tools").get_by_role("searchbox").fill("& sons")
    assert first(page) == HOSTILE
    assert page.locator("main img").count() == 0
    page.locator(".tools").get_by_role("searchbox").fill("none such")
    expect(page.locator("#skills tbody")).to_have_text("No row matches.")


def test_a_word_of_the_filter_column_is_chosen(page: Any) -> None:
    page.locator(".tools select").select_option("saturated")
    expect(told(page)).to_have_text("100 of 300 rows")
    assert set(page.locator("#skills tbody td:nth-child(2)").all_inner_texts()) == {"saturated"}


def test_a_part_of_the_market_takes_the_place_of_sentences_rows_and_pictures(page: Any, address: str) -> None:
    page.get_by_label("Place").select_option("US-NY")
    expect(page.locator(".lead")).to_have_text(f"In New York {HOSTILE} is asked most.")
    expect(told(page)).to_have_text("3 of 3 rows")
    expect(page.locator("figure h2")).to_have_text(HOSTILE)
    expect(page.locator(".cuts output")).to_contain_text("Showing: New York. One part at a time")
    assert page.url == address + "#place=US-NY"
    assert page.locator(".scope").count() == 0
    page.get_by_role("button", name="Back to the whole market").click()
    expect(page.locator(".lead")).to_have_text("Everything is asked.")
    expect(told(page)).to_have_text("300 of 300 rows")
    assert page.url == address


def test_a_second_part_takes_the_place_of_the_first_and_what_has_no_figures_says_so(page: Any) -> None:
    page.get_by_label("Place").select_option("US-NY")
    page.get_by_label("Level").select_option("entry")
    assert page.get_by_label("Place").input_value() == ""
    expect(page.locator(".scope")).to_have_count(3)  # the sentences, the picture and the table
    expect(page.locator(".scope").first).to_have_text(
        "Shown for the whole market: there are no figures for “Entry level” here."
    )
    expect(told(page)).to_have_text("300 of 300 rows")


def test_an_address_brings_a_part_back_and_links_carry_it_on(page: Any, address: str) -> None:
    page.goto(address + "#place=US-NY")
    page.reload()
    assert page.get_by_label("Place").input_value() == "US-NY"
    expect(told(page)).to_have_text("3 of 3 rows")
    page.locator("nav a").first.click()
    expect(page.locator(".lead")).to_contain_text("In New York")
    page.goto(address + "#place=XX")
    page.reload()
    expect(page.locator(".lead")).to_have_text("Everything is asked.")


def test_the_report_is_searched_by_keyboard_and_names_with_signs_are_told_apart(page: Any) -> None:
    box = page.get_by_role("searchbox", name="Search the report")
    box.click()
    page.keyboard.type("c++")
    found = page.locator(".found a")
    expect(found).to_have_count(1)
    expect(found).to_have_text("C++ Skill")
    expect(page.locator(".found output")).to_have_text("1 found; the arrow keys go through them.")
    page.keyboard.press("ArrowDown")
    expect(found).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".found")).to_be_hidden()
    box.fill("sons")
    expect(found.locator("bdi")).to_have_text(HOSTILE)
    box.fill("cobol")
    expect(page.locator(".found output")).to_have_text("Nothing in this report has such a name.")
    assert page.locator(".found img").count() == 0


def test_the_colours_are_chosen_and_remembered(page: Any) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_label("Colours").select_option("dark")
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    assert page.evaluate(paper) == dark
    page.get_by_label("Colours").select_option("")
    assert page.evaluate(paper) == light


def test_print_is_black_on_white_without_controls_whatever_the_screen_shows(page: Any) -> None:
    page.get_by_label("Colours").select_option("dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for control in (".tools", ".find", ".theme", "nav", ".dt-paging"):
        expect(page.locator(control).first).to_be_hidden()
    assert page.locator("#skills tbody tr").count() == 25


def test_what_runs_from_right_to_left_does_so_within_its_cell(page: Any) -> None:
    cell = page.locator("#skills tbody th").nth(1)
    assert cell.evaluate("cell => getComputedStyle(cell).direction") == "rtl"
    assert page.locator("#skills tbody th").nth(2).evaluate("cell => getComputedStyle(cell).direction") == "ltr"
