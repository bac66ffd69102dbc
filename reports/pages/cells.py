"""Cells that several pages' tables share."""

from typing import Any

from reports import voice
from reports.language import _
from reports.page import Cell
from reports.rows import Row

_TREND_MARKS = {"rising": "rising", "falling": "falling", "flat": "flat"}


def _sortable(value: Any) -> float | str:
    if voice.absent(value):
        return ""
    return int(value) if float(value).is_integer() else float(value)


def counted(value: Any, href: str | None = None) -> Cell:
    """A count, leading to what was counted."""
    return Cell(voice.count(value), None if not value or voice.absent(value) else href, _sortable(value))


def figure(value: Any, digits: int = 1) -> Cell:
    """A number with its decimals."""
    return Cell(voice.number(value, digits), order=_sortable(value))


def shared(row: Row, href: str | None = None) -> Cell:
    """A share with its interval."""
    told = voice.interval(row["share_low"], row["share_high"])
    text = voice.share(row["share"]) + ("" if told == voice.NOT_STATED else f" ({told})")
    return Cell(text, None if voice.absent(row["share"]) else href, _sortable(row["share"]))


def gap_cell(row: Row, href: str | None = None) -> Cell:
    """A gap with its interval, in natural logarithms."""
    if voice.absent(row["gap"]):
        return Cell(voice.NOT_STATED, order="")
    return Cell(f"{voice.number(row['gap'])} ({voice.gap_interval(row['gap_low'], row['gap_high'])})", href, row["gap"])


def word_cell(word: Any, mark: str | None = None) -> Cell:
    """One of our own words, in the report's language, with its shape before it."""
    return Cell(_(voice.text(word)), mark=mark or (None if voice.absent(word) else str(word)))


def trend_cell(row: Row) -> Cell:
    """A trend with its slope a week in percentage points on hover."""
    slope = None if voice.absent(row.get("slope")) else voice.number(100 * row["slope"], 3)
    hint = slope and _("{} percentage points a week").format(slope)
    return Cell(_(voice.text(row["trend"])), mark=_TREND_MARKS.get(str(row["trend"]), "unknown"), hint=hint)


def evidence_cell(row: Row) -> Cell:
    """Whether the evidence is sufficient or thin."""
    return word_cell(row["evidence"], "thin" if row["evidence"] == "thin" else "sufficient")


def part(value: Any) -> Cell:
    """A share of a known whole, which no chance surrounds: without interval."""
    return Cell(voice.share(value), order=_sortable(value))
