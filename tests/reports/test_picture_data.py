from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reports.page import Picture
from reports.picture_data import GAP, told_pictures

DOTS = [{"x": 0.123456789, "label": "SQL", "hint": "SQL: asked in 12 of 1,400 vacancies"}]
DOTS += [{"x": 2, "label": "C++", "hint": "C++: asked in 7 of 1,400 vacancies"}]


def picture(spec: dict[str, Any], title: str = "All", **cuts: Picture) -> Picture:
    return Picture("b", title, "s", "src", spec, cuts=cuts)


def read(text: Any, texts: list[str]) -> Any:
    """A text as the page's script reads it."""
    if not isinstance(text, list):
        return text if isinstance(text, str) else f"{text:g}" if isinstance(text, float) else str(text)
    first, *others = texts[text[0]].split(GAP)
    return first + "".join(read(part, texts) + end for part, end in zip(text[1:], others, strict=True))


def test_rows_are_written_without_names_and_texts_of_one_shape_once() -> None:
    texts, told = told_pictures([picture({"data": {"values": DOTS}})], [])
    assert texts == [f"{GAP}: asked in {GAP} of {GAP} vacancies"]
    data = told["b"]["spec"]["data"]
    assert data["fields"] == ["x", "label", "hint"]
    assert data["rows"] == [[0.12346, "SQL", [0, "SQL", 12, "1,400"]], [2, "C++", [0, "C++", 7, "1,400"]]]


def test_what_is_not_in_a_row_is_told_from_what_it_leaves_open() -> None:
    rows = told_pictures([picture({"data": {"values": [{"x": None}, {"y": [1, 2]}]}})], [])[1]["b"]["spec"]["data"]
    assert rows["rows"] == [[None, []], [[], [[1, 2]]]]


def test_a_part_of_the_market_tells_only_what_differs_in_each_layer() -> None:
    def spec(*xs: int) -> dict[str, Any]:
        return {"height": 9, "layer": [{"mark": "bar", "data": {"values": [{"x": x} for x in xs]}}, {"mark": "rule"}]}

    told = told_pictures([picture(spec(1), DE=picture(spec(2, 3), "There"))], [])[1]["b"]
    assert told["cuts"]["DE"]["title"] == "There"
    assert told["cuts"]["DE"]["spec"] == {"layers": [{"data": {"fields": ["x"], "rows": [[2], [3]]}}, {}]}
    barer = {"height": 9, "layer": [{"data": {"values": []}}, {"mark": "rule"}]}
    told = told_pictures([picture(spec(1), DE=picture(barer, "There"))], [])[1]["b"]
    assert told["cuts"]["DE"]["spec"] == {"layer": barer["layer"]}, "a mark that is gone is not kept from the whole"


def test_a_link_of_the_tables_is_pointed_to() -> None:
    texts, told = told_pictures([picture({"data": {"values": [{"href": "evidence/a.html"}]}})], ["evidence/a.html"])
    assert texts == ["evidence/a.html"]
    assert told["b"]["spec"]["data"]["rows"] == [[[0]]]


@given(st.lists(st.tuples(st.text("ab 017.,\ue000", max_size=12), st.text("ab1 ", max_size=3)), min_size=1))
def test_every_text_reads_back(pairs: list[tuple[str, str]]) -> None:
    values = [{"label": label, "hint": hint} for hint, label in pairs]
    texts, told = told_pictures([picture({"data": {"values": values}})], [])
    rows = told["b"]["spec"]["data"]["rows"]
    assert [[read(cell, texts) for cell in row] for row in rows] == [[label, hint] for hint, label in pairs]
