"""Amounts in the report's currency, at the European Central Bank's reference rates (shipped with CurrencyConverter)."""

from datetime import date

import pandas as pd

REPORT_CURRENCY = "USD"


def in_report_currency(amounts: pd.Series, currencies: pd.Series, day: date) -> pd.Series:
    """Float64 amounts at the rate of `day`, or of the nearest day that has one; null where either is not known.

    `currencies` are ISO 4217 codes in the order of `amounts`.
    """
    stated = sorted(currencies.dropna().unique())
    per_unit = currencies.map(_rates(stated, day)).astype("Float64")
    return (amounts.astype("Float64") * per_unit).rename(None)


def _rates(currencies: list[str], day: date) -> dict[str, float]:
    """Report currency for one unit of each currency that the bank quotes."""
    if set(currencies) <= {REPORT_CURRENCY}:
        return dict.fromkeys(currencies, 1.0)
    from currency_converter import CurrencyConverter  # reads the rates of 25 years: only where there is one to convert

    bank = CurrencyConverter(fallback_on_missing_rate=True, fallback_on_wrong_date=True)
    quoted = [currency for currency in currencies if currency in bank.currencies]
    return {currency: float(bank.convert(1, currency, REPORT_CURRENCY, day)) for currency in quoted}
