"""What a page's script reads beside the page: the rows of long tables, its pictures, and both for a part of the market.

A script file and not JSON, since a page opened from disk may fetch nothing; deflated, so that a report can be sent.
Only text, numbers and addresses are in it; the page's script sets them as text.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from reports.language import spoken
from reports.page import Cell, Column, Page, Table
from reports.picture_data import told_pictures
from reports.voice import NOT_STATED, count

HTML_ROWS = 25  # of a table in the page itself, which is complete without scripts together with its CSV
_BEGINS = 'credscope.packed = "'
_SHORT = 6  # characters: what is shorter is written again rather than pointed to

Row = Sequence[Cell]
Written = str | int | list[Any]


def data_file(page: Page) -> str | None:
    """`data/<page>.js`, or None where the page itself holds everything."""
    tables = {t.name: t for t in page_tables(page) if len(t.rows) > HTML_ROWS or t.cuts}
    if not tables and not page.pictures:
        return None
    links, kept = _links(tables), _repeated(tables)
    texts, pictures = told_pictures(page.pictures, links)
    told = {
        "texts": texts,
        "cells": [json.loads(cell) for cell in kept],
        "tables": {name: _table(table, _index(links), _index(kept)) for name, table in tables.items()},
        "pictures": pictures,
    }
    return packed(_json(told).replace(" %", "\u00a0%"))


def packed(told: str) -> str:
    """The script that holds a text deflated; `unpacked` gives it back, as the page's script does."""
    deflated = zlib.compress(told.encode("utf-8", "replace"), 9)
    return f'{_BEGINS}{b64encode(deflated).decode()}";\n'


def unpacked(script: str) -> str:
    """What `packed` was given."""
    return zlib.decompress(b64decode(script.removeprefix(_BEGINS).removesuffix('";\n'))).decode()


def data_name(page: Page) -> str:
    """Where the data of a page lie in the folder."""
    return f"data/{page.name.replace('/', '-')}.js"


def subjects_file(subjects: Iterable[tuple[str, str, str, str]]) -> str:
    """`data/subjects.js`: what has a page, for the search across the report. Each: kind, key, label, file name."""
    told = [[kind, label, slug] for kind, _key, label, slug in subjects]
    return f"credscope.subjects = {script_json(told)};\n"


def page_tables(page: Page) -> list[Table]:
    """All tables of a page, in their order."""
    own = (table for table in page.extra.values() if isinstance(table, Table))
    return [*page.tables, *(table for block in page.blocks for table in block.tables), *own]


def script_json(value: Any) -> str:
    """JSON that may stand within a script, in a file or in an element: nothing in it can end the element."""
    block = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return block.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def order_of(cell: Cell, column: Column) -> float | str | None:
    """What a cell is sorted by where that is not its text: numbers by their value, also those that are only written."""
    if cell.order is not None:
        return None if str(cell.order) == cell.text else cell.order
    if not column.is_number or cell.text in ("", NOT_STATED):
        return None
    group, point = spoken().digits(","), spoken().digits(".")
    first = cell.text.split("\u00a0")[0].split(" ")[0]
    plain = first.replace(group, "").replace(point, ".").replace("−", "-")
    try:
        return None if plain == cell.text else float(plain)
    except ValueError:
        return None


def _table(table: Table, links: Mapping[str, int], kept: Mapping[str, int]) -> dict[str, Any]:
    def encoded(rows: Sequence[Row]) -> list[list[Written]]:
        return [_row(row, table.columns, links, kept) for row in rows]

    long = {"rows": encoded(table.rows)} if len(table.rows) > HTML_ROWS else {}
    return {**long, "cuts": {key: encoded(rows) for key, rows in table.cuts.items()}}


def _row(row: Row, columns: Sequence[Column], links: Mapping[str, int], kept: Mapping[str, int]) -> list[Written]:
    """Where the row leads (1, 2, …; 0: nowhere), then its cells; one that repeats is a pointer: −1, −2, …"""
    lead = _lead(row)
    told: list[Written] = [links[lead] + 1 if lead else 0]
    for cell, column in zip(row, columns, strict=True):
        written = _cell(cell, column, lead)
        place = kept.get(_json(written)) if not isinstance(written, int) else None
        told.append(written if place is None else -1 - place)
    return told


def _cell(cell: Cell, column: Column, lead: str | None) -> Written:
    """Text, a count, or [text or count, link, order, hint, mark] without the last ones that are not given.

    A link of 1 is the row's own.
    """
    said: str | int = cell.text
    order = order_of(cell, column)
    if isinstance(order, float):
        order = float(f"{order:.6g}")
    if isinstance(order, (int, float)) and order >= 0 and order == int(order) and cell.text == count(order):
        said, order = int(order), None
    elif cell.text.isascii() and cell.text.isdigit() and cell.text == count(int(cell.text)):
        said = int(cell.text)
    link: str | int = 0 if cell.href is None else 1 if cell.href == lead else cell.href
    parts = [said, link, order, cell.hint, cell.mark]
    while len(parts) > 1 and parts[-1] in (None, 0):
        parts.pop()
    return said if len(parts) == 1 else parts


def _lead(row: Row) -> str | None:
    """The address that most cells of the row lead to."""
    return next((href for href, _ in Counter(c.href for c in row if c.href).most_common(1)), None)


def _every_row(tables: Mapping[str, Table]) -> Iterator[tuple[Row, Sequence[Column]]]:
    for table in tables.values():
        for rows in (table.rows if len(table.rows) > HTML_ROWS else (), *table.cuts.values()):
            yield from ((row, table.columns) for row in rows)


def _links(tables: Mapping[str, Table]) -> list[str]:
    return [*dict.fromkeys(lead for row, _ in _every_row(tables) if (lead := _lead(row)))]


def _repeated(tables: Mapping[str, Table]) -> list[str]:
    """The cells, as written, that stand in more than one place and are too long to write each time."""
    seen: Counter[str] = Counter()
    for row, columns in _every_row(tables):
        lead = _lead(row)
        seen.update(_json(_cell(cell, column, lead)) for cell, column in zip(row, columns, strict=True))
    return [cell for cell, times in seen.items() if times > 1 and len(cell) > _SHORT]


def _index(values: Sequence[str]) -> dict[str, int]:
    return {value: place for place, value in enumerate(values)}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
