"""Amounts of money in running text: the number, its currency, and where it stands."""

import re
from typing import NamedTuple

_SIGNS = (
    "£=GBP €=EUR ₹=INR ₽=RUB ₩=KRW ₪=ILS ₺=TRY ₴=UAH ₦=NGN ₱=PHP zł=PLN kč=CZK r$=BRL ca$=CAD c$=CAD cad$=CAD us$=USD"
    " a$=AUD au$=AUD nz$=NZD s$=SGD sg$=SGD hk$=HKD mx$=MXN rs=INR euro=EUR euros=EUR pounds=GBP rmb=CNY francs=CHF"
)
_SYMBOLS = {sign: code for sign, _, code in (pair.partition("=") for pair in _SIGNS.split())}
_DOLLARS = {"CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "MX": "MXN", "CL": "CLP"}
_SHARED = {  # signs of several currencies: the country's own, else the one most written so
    "$": ("USD", _DOLLARS),
    "dollars": ("USD", _DOLLARS),
    "¥": ("JPY", {"CN": "CNY"}),
    "kr": (None, {"SE": "SEK", "NO": "NOK", "DK": "DKK"}),
}
_CODES = (
    "USD|EUR|GBP|CAD|AUD|NZD|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|INR|SGD|HKD|JPY|CNY|KRW|BRL|MXN|ZAR|ILS|AED|SAR|TRY"
)
_CURRENCY = (
    r"(?:\b(?:CAD|US|CA|AU|NZ|SG|HK|MX|R|C|A|S)\$|[$£€¥₹₽₩₪₺₴₦₱]|\brs\b\.?|(?:\b|(?<=\d))(?:kr\b|zł|kč)"
    rf"|(?:\b|(?<=\d))(?:{_CODES}|RMB|euros?|dollars|pounds|francs)\b)"
)
NUMBER = (
    r"(?:\d{1,2}(?:,\d{2}){1,3},\d{3}(?!\d)"  # Indian lakhs and crores
    r"|\d{1,3}(?:[.,' \u00a0\u202f’]\d{3}(?!\d)){1,3}(?:[.,]\d{1,2}(?!\d))?|\d{1,9}(?:[.,]\d{1,2}(?!\d))?(?!\d))"
)
_NUMBER = re.compile(rf"(?<![\d.,])(?!40[13]\s?\(?[kb]\b)(?P<number>{NUMBER})", re.I)
_BEFORE = re.compile(rf"{_CURRENCY}\s{{0,2}}$", re.I)
_AFTER = re.compile(rf"(?P<thousand>\s?(?:k|tsd|thousand)\b\.?)?(?:\s{{0,2}}(?P<currency>{_CURRENCY})(?!\s?\d))?", re.I)


class Amount(NamedTuple):
    """A number in the text between `start` and `end`, in major units of `currency` (ISO 4217) where one stands by."""

    value: float
    currency: str | None
    in_thousands: bool
    start: int
    end: int


def amounts(text: str, country: str | None = None) -> list[Amount]:
    """Every number of a text with the currency beside it; `country` tells whose dollar or crown is meant."""
    found = []
    for match in _NUMBER.finditer(text):
        start = match.start()
        before = _BEFORE.search(text, max(0, start - 10), start)
        after = _AFTER.match(text, match.end())
        sign, thousand, end = (
            (after["currency"], after["thousand"], after.end()) if after else (None, None, match.end())
        )
        value = number(match["number"]) * (1000 if thousand else 1)
        money = currency(before[0] if before else sign or "", country)
        found.append(Amount(value, money, bool(thousand), before.start() if before else start, end))
    return found


def number(digits: str) -> float:
    """The number that digits with separators mean: three digits follow a thousands separator, one or two a decimal.

    60.000 and 60,000 and 60 000 are sixty thousand; 18.50 and 18,50 are eighteen and a half.
    """
    whole, decimals = digits, ""
    if match := re.search(r"[.,](\d{1,2})$", digits):
        whole, decimals = digits[: match.start()], match[1]
    return float(f"{re.sub(r'[^0-9]', '', whole)}.{decimals or 0}")


def currency(word: str, country: str | None = None) -> str | None:
    """The ISO 4217 code of a currency's sign, code or name; None for none."""
    word = word.strip().rstrip(".").lower()
    if word in _SHARED:
        usual, by_country = _SHARED[word]
        return by_country.get(country or "", usual)
    if word in _SYMBOLS:
        return _SYMBOLS[word]
    return word.upper() if re.fullmatch("[a-z]{3}", word) else None
