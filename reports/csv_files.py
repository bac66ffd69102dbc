"""Frames as RFC 4180 files that a spreadsheet opens without running anything."""

import csv
import io
import unicodedata
from datetime import date
from typing import Any

import pandas as pd

from reports.voice import absent

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
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(frame.columns)
    for row in zip(*(frame[name].tolist() for name in frame.columns), strict=True):
        writer.writerow(map(written, row))
    return out.getvalue().encode("utf-8", "replace")
