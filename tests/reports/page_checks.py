"""What holds of every page, whatever its market: used by the tests of single pages."""

import json
from collections.abc import Iterator
from typing import Any

import vl_convert
from markupsafe import Markup

from reports.findings import Findings
from reports.measures.all_measures import NOTHING_MORE, Asked, measured
from reports.page import Page, Picture, Table
from reports.page_data import page_tables

LONG, RIGHT_TO_LEFT, HOSTILE = "x" * 1_000, "\u05e2\u05d1\u05e8\u05d9\u05ea \U0001f9ea", "</script><b>=1+1"


def findings_of(market: Any, asked: Asked = NOTHING_MORE) -> Findings:
    """A market with what was measured of it."""
    return Findings(market, measured(market, asked_for=asked))


def tables_of(page: Page) -> dict[str, Table]:
    """The tables of a page by name."""
    return {t.name: t for t in page_tables(page)}


def texts_of(table: Table, cut: str | None = None) -> list[list[str]]:
    """What is read in the cells of a table."""
    return [[cell.text for cell in row] for row in (table.rows if cut is None else table.cuts[cut])]


def lead_of(page: Page, cut: str | None = None) -> str:
    """The first sentences of a page as they are read."""
    sentences = page.lead if cut is None else page.cuts[cut]
    return " ".join(s.striptags() if isinstance(s, Markup) else s for s in sentences)


def assert_whole(page: Page) -> None:
    """A title and an answer, rows that fit their columns, pictures that can be drawn, nothing of a source as markup."""
    assert page.title.strip()
    assert page.lead
    for table in tables_of(page).values():
        for rows in (table.rows, *table.cuts.values()):
            assert {len(row) for row in rows} <= {len(table.columns)}
            assert all(isinstance(cell.text, str) for row in rows for cell in row)
    for picture in _pictures(page):
        json.dumps(picture.spec, allow_nan=False)
        assert picture.title and picture.subtitle and picture.source
        assert vl_convert.vegalite_to_vega(picture.spec)["marks"]
    told = [*page.lead, *(sentence for of in page.cuts.values() for sentence in of)]
    assert not any("<b>" in s or "</script" in s for s in told if isinstance(s, Markup))


def _pictures(page: Page) -> Iterator[Picture]:
    for picture in page.pictures:
        yield picture
        yield from picture.cuts.values()
