"""What each column of each file holds: type, unit, meaning and source, from the frames and one table of facts each."""

import tomllib
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from pandas.api.types import is_bool_dtype, is_datetime64_any_dtype, is_float_dtype, is_integer_dtype

from reports.currency import report_currency

MEANINGS = Path(__file__).parents[1] / "columns.toml"
FACTS = Path(__file__).parent / "facts.toml"
TEXT, WHOLE, NUMBER, TRUTH, DAY = "text", "whole number", "number", "true or false", "date"
_ENDS = ("_low_quartile", "_high_quartile", "_low", "_high")
_NO_UNIT = {TEXT: "", TRUTH: "", DAY: "ISO 8601"}
Tables = Mapping[str, pd.DataFrame]


class Described(NamedTuple):
    """One column of one file."""

    file: str
    column: str
    type: str
    unit: str
    meaning: str
    source: str


def dictionary(tables: Tables) -> list[Described]:
    """Every column of the tables, in their order."""
    return [described(name, column, frame[column]) for name, frame in tables.items() for column in frame.columns]


def described(name: str, column: str, values: "pd.Series[Any]") -> Described:
    """One column of the table `name`."""
    kind = kind_of(values)
    return Described(f"{name}.csv", column, kind, unit(column, kind), meaning(name, column), source(name, column))


def kind_of(values: "pd.Series[Any]") -> str:
    """The type of a column, by its dtype."""
    if is_bool_dtype(values.dtype):
        return TRUTH
    if is_datetime64_any_dtype(values.dtype):
        return DAY
    return WHOLE if is_integer_dtype(values.dtype) else NUMBER if is_float_dtype(values.dtype) else TEXT


def meaning(name: str, column: str) -> str:
    """What it means; blank where nobody said, which a test forbids."""
    known = _read(MEANINGS)
    said = known.get(f"{name}.csv", {}).get(column) or known.get(column)
    return said if isinstance(said, str) else ""


def unit(column: str, kind: str) -> str:
    """What its numbers count or measure."""
    if kind in _NO_UNIT:
        return _NO_UNIT[kind]
    base = next((column.removesuffix(end) for end in _ENDS if column.endswith(end)), column)
    return _first(_read(FACTS)["unit"], base).format(currency=report_currency())


def source(name: str, column: str) -> str:
    """What it is made from."""
    facts = _read(FACTS)
    return _first(facts["source"], column) or _first(facts["made_of"], name)


def told(name: str) -> str:
    """What a file tells, in a line."""
    return str(_read(FACTS)["file"].get(name, ""))


def words(column: str) -> list[str] | None:
    """The only words that a column may hold, if they are few."""
    return _read(FACTS)["words"].get(column)  # type: ignore[no-any-return]


def _first(lists: Mapping[str, Iterable[str]], name: str) -> str:
    return next((said for said, patterns in lists.items() if any(fnmatchcase(name, p) for p in patterns)), "")


@cache
def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
