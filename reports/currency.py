"""Amounts in the report's currency, at the European Central Bank's reference rates (shipped with CurrencyConverter)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from currency_converter import CurrencyConverter

US_DOLLAR: Final = "USD"
_REPORT: ContextVar[str] = ContextVar("currency", default=US_DOLLAR)


class UnknownCurrencyError(ValueError):
    """The European Central Bank quotes no rate of the currency; the text names near ones."""


def report_currency() -> str:
    """The ISO 4217 code of the currency of the report that is being made."""
    return _REPORT.get()


@contextmanager
def reporting_in(code: str) -> Iterator[str]:
    """Within the context, reports give amounts in this currency. Raises `UnknownCurrencyError`."""
    token = _REPORT.set(quoted_currency(code))
    try:
        yield report_currency()
    finally:
        _REPORT.reset(token)


def quoted_currency(code: str) -> str:
    """The ISO 4217 code of a currency with a rate, in any case. Raises `UnknownCurrencyError`."""
    wanted = code.strip().upper()
    if wanted == US_DOLLAR or wanted in _bank().currencies:
        return wanted
    near = get_close_matches(wanted, sorted(_bank().currencies), 3, 0.5) or ["EUR"]
    raise UnknownCurrencyError(
        f"{wanted!r} is no currency with a rate: give an ISO 4217 code such as {' or '.join(near)}"
    )


def in_report_currency(amounts: pd.Series, currencies: pd.Series, day: date) -> pd.Series:
    """Float64 amounts at the rate of `day`, or of the nearest day that has one; null where either is not known.

    `currencies` are ISO 4217 codes in the order of `amounts`.
    """
    stated = sorted(currencies.dropna().unique())
    per_unit = currencies.map(_rates(stated, day)).astype("Float64")
    return (amounts.astype("Float64") * per_unit).rename(None)


def _rates(currencies: list[str], day: date) -> dict[str, float]:
    """Report currency for one unit of each currency that the bank quotes."""
    asked = report_currency()
    if set(currencies) <= {asked}:
        return dict.fromkeys(currencies, 1.0)
    bank = _bank()
    quoted = [currency for currency in currencies if currency in bank.currencies]
    return {currency: float(bank.convert(1, currency, asked, day)) for currency in quoted}


@cache
def _bank() -> "CurrencyConverter":
    from currency_converter import CurrencyConverter  # reads the rates of 25 years: only where there is one to convert

    return CurrencyConverter(fallback_on_missing_rate=True, fallback_on_wrong_date=True)
