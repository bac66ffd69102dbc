import json

import pytest

from reports.language import speaking
from reports.page import Cell, Column, Page, Table
from reports.page_data import HTML_ROWS, data_file, data_name, order_of, subjects_file, unpacked

NAME, COUNT = Column("Name"), Column("Count", is_number=True)


def page(*rows: list[Cell], cuts: dict[str, list[list[Cell]]] | None = None, **more: object) -> Page:
    table = Table("t", "T", [NAME, COUNT], rows, cuts=cuts or {})
    return Page("p", "Q", "T", [], tables=[table], **more)  # type: ignore[arg-type]


def read(told: Page) -> dict[str, dict[str, dict[str, list[object]]]]:
    text = data_file(told)
    assert text is not None
    return json.loads(unpacked(text))  # type: ignore[no-any-return]


def test_a_page_that_holds_all_its_rows_has_no_data_beside_it() -> None:
    assert data_file(page([Cell("SQL"), Cell("1", order=1)])) is None
    assert data_file(page(*[[Cell("SQL"), Cell("1")]] * HTML_ROWS)) is None


def test_counts_are_numbers_and_a_row_names_its_address_once() -> None:
    found = read(page(*([Cell(f"n{i}", "a.html"), Cell(f"{i:,}", "a.html", order=i)] for i in range(2_000))))
    assert found["texts"] == ["a.html"]
    assert found["tables"]["t"]["rows"][1_234] == [1, ["n1234", 1], [1234, 1]]


def test_a_cell_that_repeats_is_written_once() -> None:
    found = read(page(*([Cell("saturated", mark="saturated"), Cell("1")] for _ in range(HTML_ROWS + 1))))
    assert found["cells"] == [["saturated", 0, None, None, "saturated"]]
    assert found["tables"]["t"]["rows"][0] == [0, -1, 1]


def test_a_table_that_a_template_of_its_own_shows_has_all_its_rows() -> None:
    table = Table("t", "T", [Column("A")], [[Cell(str(n))] for n in range(HTML_ROWS + 1)])
    assert len(read(Page("p", "Q", "T", [], extra={"dictionary": table}))["tables"]["t"]["rows"]) == HTML_ROWS + 1


def test_a_part_of_the_market_has_its_rows() -> None:
    found = read(page([Cell("SQL"), Cell("1")], cuts={"place=DE": [[Cell("C"), Cell("2")]]}))
    assert found["tables"]["t"] == {"cuts": {"place=DE": [[0, "C", 2]]}}


def test_nothing_in_the_data_can_end_a_script() -> None:
    rows = [[Cell("</script><script>"), Cell("\u2028")] for _ in range(HTML_ROWS + 1)]
    text = data_file(page(*rows)) or ""
    assert "<" not in text
    assert "\u2028" not in text
    assert "<" not in subjects_file([("skill", "k", "</script>", "s")])


@pytest.mark.parametrize(
    ("code", "text", "order"),
    [
        ("en", "1,234.5", 1234.5),
        ("de", "1.234,5", 1234.5),
        ("de", "−0,5 (1)", -0.5),
        ("en", "–", None),
        ("en", "7", None),
    ],
)
def test_a_number_that_is_only_written_is_sorted_by_its_value_in_every_language(
    code: str, text: str, order: float | None
) -> None:
    with speaking(code):
        assert order_of(Cell(text), COUNT) == order
    assert order_of(Cell(text), NAME) is None


def test_the_data_of_evidence_lie_beside_those_of_pages() -> None:
    assert data_name(Page("evidence/skill-a", "Q", "T", [])) == "data/evidence-skill-a.js"
