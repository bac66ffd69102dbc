"""Amounts in the currency that a report is asked in."""

from datetime import date

import pandas as pd
import pytest

from reports.currency import UnknownCurrencyError, in_report_currency, report_currency, reporting_in

DAY = date(2020, 1, 2)


def told(*amounts: tuple[float, str | None]) -> list[float | None]:
    values, codes = zip(*amounts, strict=True)
    found = in_report_currency(pd.Series(values), pd.Series(codes, dtype="string"), DAY)
    return [None if pd.isna(value) else round(value, 4) for value in found]


def test_us_dollars_unless_another_is_asked_for_and_then_only_there():
    assert told((10, "USD"), (10, "EUR"), (10, "ZZZ"), (10, None)) == [10, 11.193, None, None]
    with reporting_in("eur") as code:
        assert code == report_currency() == "EUR"
        assert told((10, "EUR"), (11.193, "USD")) == [10, 10]
    assert report_currency() == "USD"


def test_what_goes_wrong_within_leaves_the_currency_as_it_was():
    with pytest.raises(ZeroDivisionError), reporting_in("GBP"):
        raise ZeroDivisionError
    assert report_currency() == "USD"


@pytest.mark.parametrize(("code", "near"), [("EURO", "EUR"), ("", "EUR"), ("=cmd()", "EUR"), ("GBB", "GBP")])
def test_a_currency_without_a_rate_is_refused_with_a_near_one(code: str, near: str):
    with pytest.raises(UnknownCurrencyError, match=f"give an ISO 4217 code such as .*{near}"), reporting_in(code):
        pass
