"""A frame's rows as the pages read them: dictionaries, in which what is not stated is None."""

from typing import Any

import pandas as pd

from reports.voice import absent

Row = dict[str, Any]


def rows(frame: pd.DataFrame) -> list[Row]:
    """All of them, in order."""
    columns = [_stated(frame[name]) for name in frame.columns]
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def each(frame: pd.DataFrame, *columns: str) -> list[Row]:
    """What stands in some columns, each combination once, as it first appears."""
    return rows(frame[list(columns)].drop_duplicates())


def credential_key(row: Row) -> str:
    """A credential's name and issuer in one text."""
    return f"{row['credential']}|{'' if absent(row['issuer']) else row['issuer']}"


def _stated(column: "pd.Series[Any]") -> list[Any]:
    found = zip(column.tolist(), column.isna().tolist(), strict=True)
    return [None if missing else value for value, missing in found]
