"""Frames as RFC 4180 files that a spreadsheet opens without running anything."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api.types import is_float_dtype

from reports.voice import absent

ROWS_AT_ONCE = 50_000
_SPECIAL = re.compile('[,"\r\n]')

CONTRACT: dict[str, tuple[str, ...]] = {
    "skill_demand": (
        *("concept_uri", "preferred_label", "place", "vacancy_count", "vacancy_total", "share", "share_low"),
        *("share_high", "employer_count", "effective_employers", "location_quotient", "trend", "slope", "evidence"),
    ),
    "credential_demand": (
        *("credential", "issuer", "place", "explicit_count", "required_count", "preferred_count", "mentioned_count"),
        *("share", "share_low", "share_high", "implied_half_count", "implied_three_quarters_count"),
        *("implied_all_count", "employer_count", "evidence"),
    ),
    "saturation": (
        *("concept_uri", "preferred_label", "place", "demand_count", "demand_total", "offer_count", "offer_total"),
        *("employer_count", "provider_count", "effective_providers", "gap", "gap_low", "gap_high", "trend", "class"),
    ),
    "changes": (
        *("kind", "event", "cause", "concept_uri", "preferred_label", "credential", "issuer", "provider_key"),
        *("provider", "place", "before", "after", "change", "change_low", "change_high", "p"),
    ),
    "pathways": (
        *("occupation", "occupation_label", "by", "kind", "step", "offer", "title", "provider", "credential_type"),
        *("price", "hours", "skills", "gain", "coverage", "coverage_low", "coverage_high"),
    ),
    "price": ("credential_type", "place", "offer_count", "provider_count"),
    "recognition": ("place", "industry", "industry_label", "vacancy_total", "employer_total", "evidence"),
    "source_health": (
        *("source", "side", "platform", "basis", "status", "as_of", "fetched", "parsed", "inserted", "updated"),
        *("unchanged", "rejected"),
    ),
}
"""The first columns of each file, in order; a measure may give more behind them."""


def safe_text(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would read a formula.

    A formula begins with = + - @ or their full-width or small forms, also behind spaces, a byte order mark, zero-width
    or control characters; a cell beginning with TAB, CR, LF or NUL is disarmed too. NUL, which no CSV may hold, goes.
    """
    visible = next((c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf")), "")
    begins = unicodedata.normalize("NFKC", visible)[:1]
    runs = begins in {"=", "+", "-", "−", "@"} or text[:1] in {"\t", "\r", "\n", "\0"}
    return ("'" if runs else "") + text.replace("\0", "")


def written(value: Any) -> str:
    """One cell: blank where nothing is stated, numbers as the measures gave them, dates as ISO 8601, text made safe."""
    if absent(value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else safe_text(str(value))


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The frame as UTF-8 with CRLF line ends and a header; the row index is left out."""
    return b"".join(csv_parts(frame))


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write `csv_bytes` of the frame, never held whole."""
    with path.open("wb") as file:
        file.writelines(csv_parts(frame))


def csv_parts(frame: pd.DataFrame) -> Iterator[bytes]:
    """`csv_bytes` in parts. Each distinct value of a column is written once: there are far fewer of them than rows."""
    header = io.StringIO(newline="")
    csv.writer(header).writerow(frame.columns)
    yield header.getvalue().encode("utf-8", "replace")
    is_alone, last = len(frame.columns) == 1, len(frame.columns) - 1
    columns = []
    for number, name in enumerate(frame.columns):
        codes, written_once = _distinct(frame[name])
        end = b"\r\n" if number == last else b""
        cells = pa.array([_quoted(cell, is_alone) + end for cell in written_once], pa.binary())
        columns.append((codes, cells))
    comma = pa.scalar(b",", pa.binary())
    for start in range(0, len(frame) if columns else 0, ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        lines = pc.binary_join_element_wise(*(cells.take(pa.array(codes[rows])) for codes, cells in columns), comma)
        yield pc.binary_join(pa.ListArray.from_arrays([0, len(lines)], lines), b"")[0].as_py()


def _distinct(column: "pd.Series[Any]") -> tuple["npt.NDArray[np.intp]", list[str]]:
    """Which of the distinct cells stands in each row, and these."""
    if is_float_dtype(column.dtype):  # by their bits, which tell -0.0 from 0.0
        bits = column.to_numpy(np.float64, na_value=np.nan).view(np.int64)
        codes, found = pd.factorize(bits)
        numbers = np.asarray(found).view(np.float64).tolist()
        return codes, [f"{number:.10g}" if isfinite(number) else "" for number in numbers]
    if isinstance(column.dtype, pd.CategoricalDtype):
        known = column.cat.categories
        return np.where(column.cat.codes < 0, len(known), column.cat.codes), [*map(written, known.tolist()), ""]
    if column.dtype == object:
        return np.arange(len(column)), [written(value) for value in column.tolist()]
    codes, values = pd.factorize(column)
    return np.where(codes < 0, len(values), codes), [*map(written, values.tolist()), ""]


def _quoted(cell: str, is_alone: bool) -> bytes:
    """The cell as the csv module writes it: quoted where it must be, and where nothing else stands in the line."""
    if (is_alone and not cell) or _SPECIAL.search(cell):
        cell = '"' + cell.replace('"', '""') + '"'
    return cell.encode("utf-8", "replace")
