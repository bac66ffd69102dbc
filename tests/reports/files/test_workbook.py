from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest

from reports.files.all_files import write_files
from reports.files.dictionary import dictionary
from reports.files.notes import notes
from reports.files.workbook import ALL_ROWS, SHEET_ROWS, shortened, write_workbook
from reports.findings import Findings
from reports.language import speaking

AS_OF = date(2026, 11, 23)
FORMULAS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", " \u200b=1", "＝1+1", '=HYPERLINK("http://evil.test";"x")')


def sheet(frame: pd.DataFrame, path: Path):
    write_workbook(path, {"table": frame}, [("What", "a table")], dictionary({"table": frame}), AS_OF)
    return openpyxl.load_workbook(path)["table"]


def test_numbers_dates_and_truths_are_what_they_are(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "text": pd.array(["C++", None], dtype="string"),
            "whole": pd.array([6204, None], dtype="Int64"),
            "number": pd.array([-0.5, None], dtype="Float64"),
            "truth": pd.array([False, None], dtype="boolean"),
            "day": pd.to_datetime(["2026-06-29", None]).astype("datetime64[s]"),
            "named": pd.Categorical(["US", None]),
        }
    )
    cells = [[c.value for c in row] for row in sheet(frame, tmp_path / "book.xlsx").iter_rows(min_row=2)]
    day = cells[0].pop(4)
    assert cells[0] == ["C++", 6204, -0.5, False, "US"]
    assert day.date() == date(2026, 6, 29)
    assert all(value is None for row in cells[1:] for value in row)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_in_a_text_stays_a_text(text: str, tmp_path: Path) -> None:
    made = sheet(pd.DataFrame({"title": pd.array([text, "C++"], dtype="string")}), tmp_path / "book.xlsx")
    assert [cell.data_type for cell in made["A"]] == ["s", "s", "s"]
    assert made["A2"].value.startswith("'")
    assert made["A3"].value == "C++"


def test_no_address_becomes_a_link_and_no_text_breaks_the_book(tmp_path: Path) -> None:
    texts = ["https://jobs.test/1", "mailto:a@b.test", "</t><f>1</f>", "\x00\x0b\ufffe", "\u202egnihton", "x" * 40_000]
    made = sheet(pd.DataFrame({"url": pd.array(texts, dtype="string")}), tmp_path / "book.xlsx")
    assert [cell.hyperlink for cell in made["A"]] == [None] * 7
    assert made["A4"].value == "</t><f>1</f>"
    assert made["A6"].value == "\u202egnihton"
    assert len(made["A7"].value) == 32_767
    assert not [name for name in ZipFile(tmp_path / "book.xlsx").namelist() if "rels/sheet" in name]


def test_a_sheet_has_its_header_frozen_and_filters(tmp_path: Path) -> None:
    made = sheet(
        pd.DataFrame({"a": pd.array([1, 2], dtype="Int64"), "b": pd.array([1, 2], dtype="Int64")}), tmp_path / "b.xlsx"
    )
    assert made.freeze_panes == "A2"
    assert made.auto_filter.ref == "A1:B3"


def test_the_report_opens_with_notes_and_ends_with_a_dictionary(folder: Path, told: Findings) -> None:
    book = openpyxl.load_workbook(folder / "report.xlsx")
    assert book.sheetnames == ["Notes", *told.csvs(), "Dictionary"]
    said = {row[0].value: row[1].value for row in reversed(list(book["Notes"].iter_rows()))}
    assert said["As of"].startswith("23 November 2026: ")
    assert said["Fictional"]
    assert "below 10 vacancies or 3 employers" in said["Thin"]
    assert "northboard" in " ".join(str(row[1].value) for row in book["Notes"].iter_rows())
    assert book["Dictionary"].max_row == 1 + sum(len(frame.columns) for frame in told.csvs().values())


def test_a_large_table_shows_all_places_and_the_notes_say_so(told: Findings) -> None:
    rows = 2 * SHEET_ROWS
    large = pd.DataFrame({"place": ["all"] * rows + ["US"] * rows, "n": range(2 * rows)})
    assert shortened(large)["n"].tolist() == list(range(SHEET_ROWS))
    assert len(shortened(large.tail(ALL_ROWS))) == ALL_ROWS
    said = [text for term, text in notes(told.market, {"skill_demand": (2_000, 500)}, (1, 1)) if term == "Shortened"]
    assert "skill_demand: 500 of 2,000 rows" in said


def test_sheets_speak_the_language_of_the_report(told: Findings) -> None:
    with speaking("de"):
        terms = {term for term, _ in notes(told.market, {}, (1, 1))}
    assert len(terms) >= 6


def test_the_same_market_gives_the_same_bytes(folder: Path, told: Findings, tmp_path: Path) -> None:
    write_files(tmp_path, told)
    files = sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
    assert len(files) > 40
    assert [name for name in files if (folder / name).read_bytes() != (tmp_path / name).read_bytes()] == []


def test_an_empty_market_and_a_hostile_one_give_books_that_open(
    empty: Findings, hostile: Findings, tmp_path: Path
) -> None:
    for name, market in (("empty", empty), ("hostile", hostile)):
        (tmp_path / name).mkdir()
        write_files(tmp_path / name, market)
        book = openpyxl.load_workbook(tmp_path / name / "report.xlsx")
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert book["skill_demand"].max_row > 1
