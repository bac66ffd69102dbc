"""`report.xlsx`: the tables as sheets of typed cells, behind a sheet of notes and before one that explains columns.

Every text is written as a text: nothing in a cell is run as a formula or made a link of.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.files.csv_files import safe_text
from reports.files.dictionary import DAY, NUMBER, TEXT, TRUTH, WHOLE, Described, kind_of
from reports.language import _
from reports.measures.units.counting import ALL
from reports.page import Sentence

SHEET_ROWS = 200
ALL_ROWS = 200  # of a table with more, a sheet has no rows of single places
MOST_TEXT = 32_767  # code units in a cell of a workbook
WIDTHS = {TEXT: 24, WHOLE: 11, NUMBER: 11, TRUTH: 9, DAY: 12}
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Note = tuple[str, Sentence]


def shortened(frame: pd.DataFrame) -> pd.DataFrame:
    """What a sheet shows of a table: of a large one the rows of all places together, and the first of these."""
    if len(frame) > ALL_ROWS and "place" in frame.columns:
        frame = frame[frame["place"] == ALL]
    return frame.head(SHEET_ROWS)


def write_workbook(
    path: Path,
    tables: Mapping[str, pd.DataFrame],
    notes: Iterable[Note],
    columns: Sequence[Described],
    as_of: date,
) -> None:
    """Write a sheet a table (as `shortened` is), dated the market's day: the same tables give the same bytes."""
    with Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}) as book:
        book.set_properties({"created": datetime(as_of.year, as_of.month, as_of.day), "author": "credscope"})
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
            "term": book.add_format({"bold": True, "valign": "top"}),
        }
        _notes(book.add_worksheet(_("Notes")), notes, formats)
        for name, frame in tables.items():
            _table(book.add_worksheet(name[:31]), frame, formats)
        explained = pd.DataFrame(columns, columns=list(Described._fields), dtype="string")
        _table(book.add_worksheet(_("Dictionary")), explained, formats)


def _notes(sheet: Worksheet, notes: Iterable[Note], formats: Mapping[str, Format]) -> None:
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 110)
    for row, (term, said) in enumerate(notes):
        sheet.write_string(row, 0, cell_text(term), formats["term"])
        sheet.write_string(row, 1, cell_text(said), formats["wrap"])


def _table(sheet: Worksheet, frame: pd.DataFrame, formats: Mapping[str, Format]) -> None:
    """Header, then a row after the other, as a workbook that is written without holding it needs."""
    sheet.freeze_panes(1, 0)
    if len(frame.columns):
        sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
    kinds = [kind_of(frame[name]) for name in frame.columns]
    for column, (name, kind) in enumerate(zip(frame.columns, kinds, strict=True)):
        sheet.set_column(column, column, WIDTHS[kind])
        sheet.write_string(0, column, name, formats["head"])
    stated = [frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in frame.columns]
    for row, cells in enumerate(zip(*stated, strict=True), start=1):
        for column, value in enumerate(cells):
            if value is not None:
                _write(sheet, row, column, kinds[column], value, formats["date"])


def _write(sheet: Worksheet, row: int, column: int, kind: str, value: Any, dated: Format) -> None:
    if kind == TEXT:
        sheet.write_string(row, column, cell_text(value))
    elif kind == TRUTH:
        sheet.write_boolean(row, column, bool(value))
    elif kind == DAY:
        sheet.write_datetime(row, column, value.to_pydatetime(), dated)
    else:
        sheet.write_number(row, column, value)


def cell_text(value: Any) -> str:
    """The text as a cell can hold it, no spreadsheet to take it for a formula when it is edited or exported."""
    return safe_text(_UNREADABLE.sub("\ufffd", str(value)))[:MOST_TEXT]
