"""Amounts of money in running text: the number, its currency, and where it stands."""

import re
from typing import NamedTuple

_WRITTEN = {  # ISO 4217 and how people write it; a sign, a code or a name
    "USD": "us$ dollar dollars",
    "EUR": "€ euro euros",
    "GBP": "£ pounds",
    "CAD": "ca$ c$ cad$ cdn",
    "AUD": "a$ au$ aud$",
    "NZD": "nz$",
    "SGD": "s$ sg$",
    "HKD": "hk$",
    "TWD": "nt$",
    "CHF": "sfr francs franken",
    "SEK": "kronor",
    "NOK": "",
    "DKK": "",
    "ISK": "",
    "PLN": "zł zl złotych",
    "CZK": "kč kc",
    "HUF": "Ft forint",
    "RON": "lei",
    "BGN": "лв",
    "RUB": "₽ руб",
    "UAH": "₴ грн",
    "TRY": "₺ TL",
    "ILS": "₪ NIS",
    "INR": "₹ rs rupees",
    "PKR": "",
    "BDT": "৳",
    "LKR": "",
    "CNY": "rmb yuan 元",
    "JPY": "yen 円",
    "KRW": "₩ 원",
    "VND": "₫ đ",
    "PHP": "₱",
    "MYR": "RM",
    "IDR": "Rp",
    "THB": "฿ baht",
    "AED": "Dhs dirhams",
    "SAR": "",
    "QAR": "",
    "KWD": "",
    "EGP": "",
    "MAD": "",
    "KES": "ksh",
    "NGN": "₦",
    "GHS": "",
    "ZAR": "rand",
    "BRL": "r$ reais",
    "MXN": "mx$ mxn$",
    "ARS": "ar$",
    "CLP": "",
    "COP": "",
    "PEN": "",
    "UYU": "",
}
_CODES = {mark: code for code, marks in _WRITTEN.items() for mark in marks.split()}
_LOWER_CASE = "usd eur gbp cad aud nzd chf sek nok dkk pln czk huf inr sgd mxn brl zar aed"  # also written so
_CODES |= {code.lower(): code for code in _WRITTEN if code.lower() in _LOWER_CASE.split()}
_CODES |= {code: code for code in _WRITTEN}
_DOLLARS = {"CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "TW": "TWD"}
_PESOS = {"MX": "MXN", "CL": "CLP", "CO": "COP", "AR": "ARS", "UY": "UYU"}
_CROWNS = {"SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK"}
_SHARED: dict[str, tuple[str | None, dict[str, str]]] = {  # the country's own, else the one most often written so
    "$": ("USD", _DOLLARS | _PESOS),
    "dollars": ("USD", _DOLLARS),
    "pesos": (None, _PESOS | {"PH": "PHP"}),
    "¥": ("JPY", {"CN": "CNY"}),
    "kr": (None, _CROWNS),
    "kroner": (None, _CROWNS),
    "r": (None, {"ZA": "ZAR"}),
    "fr": (None, {"CH": "CHF", "LI": "CHF"}),
}
_SIGNS = "$£€¥₹₽₩₪₺₴₦₱₫৳฿元円원"
NUMBER = (
    r"(?:\d{1,2}(?:,\d{2}){1,3},\d{3}(?!\d)"  # Indian lakhs and crores
    r"|\d{1,3}(?:[.,' \u00a0\u202f’]\d{3}(?!\d)){1,3}(?:[.,]\d{1,2}(?!\d))?|\d{1,9}(?:[.,]\d{1,2}(?!\d))?(?!\d))"
)
_NUMBER = re.compile(rf"(?<![\d.,])(?!40[13]\s?\(?[kb]\b)(?P<number>{NUMBER})", re.I)
_BEFORE = re.compile(rf"(?:(?<![^\W\d_])[^\W\d_]{{0,8}}\.?[{_SIGNS}]?|[{_SIGNS}])\s{{0,2}}$")
_AFTER = re.compile(
    r"(?P<scale>\s?(?:k|tsd|thousand|lpa|lakhs?|lacs?)(?![^\W_])\.?|\s?[kt](?=\s?€|eur\b)|\s?mil(?=\s(?:euros|pesos)))?"
    rf"(?:\s{{0,2}}(?P<mark>[{_SIGNS}]|[^\W\d_]{{1,3}}\$|[^\W\d_]{{1,8}}(?![^\W_]))(?!\s?\d))?",
    re.I,
)
_LAKH = 100_000


class Amount(NamedTuple):
    """A number in the text between `start` and `end`, in major units of `currency` (ISO 4217) where one stands by."""

    value: float
    currency: str | None
    is_sure: bool  # whether the currency is named, not told by a sign that several have in common
    scale: int  # 1,000 for `50k`, which its neighbour in a range shares
    start: int
    end: int


def amounts(text: str, country: str | None = None) -> list[Amount]:
    """Every number of a text with the currency beside it; `country` tells whose dollar or crown is meant."""
    return [_amount(match, text, country) for match in _NUMBER.finditer(text)]


def _amount(match: re.Match[str], text: str, country: str | None) -> Amount:
    start, end = match.span()
    before, after = _BEFORE.search(text, max(0, start - 12), start), _AFTER.match(text, end)
    sign = before[0].strip().rstrip(".") if before else ""
    money = currency(sign, country)
    begin, scale = before.start() if before and money else start, 1
    if after:
        scale = _scale(after["scale"])
        end = after.end("scale") if after["scale"] else end
        named = currency(after["mark"] or "", country)
        if named and (money is None or sign in _SHARED):
            money, sign, end = named, after["mark"].lower(), after.end()
    if scale == _LAKH and not money:
        money = "INR"
    is_sure = money is not None and sign.lower() not in _SHARED
    return Amount(number(match["number"]) * scale, money, is_sure, scale, begin, end)


def _scale(word: str | None) -> int:
    if not word:
        return 1
    return _LAKH if word.strip().lower().startswith("l") else 1000


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
    word = word.strip().rstrip(".")
    lower = word.lower()
    if lower in _SHARED:
        usual, by_country = _SHARED[lower]
        return by_country.get(country or "", usual)
    found = _CODES.get(word) or _CODES.get(lower)
    return found or (currency(word[-1], country) if len(word) > 1 and word[-1] in _SIGNS else None)
