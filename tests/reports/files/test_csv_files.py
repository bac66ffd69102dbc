import csv
import io
import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.files.csv_files import csv_bytes, safe_text, written


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "\tplain", "\rplain", "\nplain", "\0plain"),
        *(
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "﹦1",
            "﹢1",
            "  =1",
            "\u3000=1",
            "\ufeff=1",
            "\u200b=1",
            "\u200d \u2060=1",
            "\x1f=1",
            "-",
        ),
    ],
)
def test_a_text_that_would_run_is_disarmed(text: str) -> None:
    assert safe_text(text).startswith("'")


@pytest.mark.parametrize(
    "text", ["C++", "C#", ".NET", "a=b", "R&D", "e-mail", "1. FC", "", "'tis", "Ñandú", "5 % of @all"]
)
def test_any_other_text_survives(text: str) -> None:
    assert safe_text(text) == text


@given(st.text())
def test_no_cell_begins_as_a_formula(text: str) -> None:
    safe = safe_text(text)
    visible = [c for c in safe if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf")]
    assert not visible or unicodedata.normalize("NFKC", visible[0])[0] not in "=+-@"
    assert safe[:1] not in set("\t\r\n\0")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        *((-0.4054651, "-0.4054651"), (1e-7, "1e-07"), (float("nan"), ""), (float("inf"), ""), (12, "12"), (-3, "-3")),
        *((None, ""), (pd.NA, ""), (True, "true"), (pd.Timestamp("2026-11-23"), "2026-11-23"), ("-3", "'-3")),
    ],
)
def test_numbers_stay_numbers(value: object, cell: str) -> None:
    assert written(value) == cell


@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8")), st.integers(), st.floats(allow_nan=False))))
def test_every_row_comes_back(rows: list[tuple[str, int, float]]) -> None:
    frame = pd.DataFrame(rows, columns=["text", "count", "share"])
    header, *found = table(csv_bytes(frame))
    assert header == ["text", "count", "share"]
    assert [row[0] for row in found] == [safe_text(text) for text, _, _ in rows]
    assert [row[1] for row in found] == [str(count) for _, count, _ in rows]


def test_lines_end_as_rfc_4180_says_and_an_empty_frame_keeps_its_header() -> None:
    assert csv_bytes(pd.DataFrame({"a": ['x"y', "p,q", "l\nm"]})) == b'a\r\n"x""y"\r\n"p,q"\r\n"l\nm"\r\n'
    assert csv_bytes(pd.DataFrame({"a": pd.array([], dtype="string")})) == b"a\r\n"
