"""JSON as publishers write it: what no fact can be, NaN or a number of a thousand digits, is nothing."""

import json
from math import isfinite
from typing import Any

_DIGITS = 300  # more than any float holds


def read_json(text: str | bytes) -> Any:
    """The value that a JSON text states; raw line breaks and control characters in strings are let pass.

    Raises `ValueError` in one sentence, also for bottomless nesting.
    """
    try:
        return json.loads(text, strict=False, parse_int=_integer, parse_float=_float, parse_constant=_nothing)
    except RecursionError:
        raise ValueError("JSON nested too deep to read") from None


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits) < _DIGITS else None


def _float(text: str) -> float | None:
    value = float(text)
    return value if isfinite(value) else None


def _nothing(_: str) -> None:
    return None
