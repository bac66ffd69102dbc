"""Pay as published: a salary text, schema.org's `MonetaryAmount` as JSON, or a sentence of a description, in numbers.

Only what is marked as pay is read: funding, bonuses, pensions and head counts are not. What is not stated stays
unknown, and nothing is converted.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import islice
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from pipelines.money import NUMBER, Amount, amounts, currency, number
from pipelines.periods import period, period_of_code

_LONGEST = 400  # characters of a salary text, or of a description's line, that are read
_MOST_LINES = 40  # with money, that are read of a description
_STRONG = frozenset(("USD", "EUR", "GBP", "CAD", "AUD", "NZD", "CHF"))  # whose amounts are alike in size
_PER = r"(?:\s*(?:brut\w{1,3}|(?:/|per|an?|p\.?)\s?(?:hour|hr|h|std|hora|annum|year|yr|jahr|a|mo|mes))\b\.?)?"
_TO = re.compile(rf"{_PER}\s*(?:[-–—‐~]|\b(?:to|and|bis|und|à|a|et|y|until|up to|through)\b)\s*", re.I)
_UP_TO = re.compile(r"\b(?:up to|bis(?: zu)?|max(?:imum|imal)?\.?(?: of)?|jusqu['’]à|hasta|not exceeding)\W*$", re.I)
_FROM = re.compile(
    r"\b(?:from|starting (?:at|from)|ab|min(?:imum)?\.?(?: of)?|at least|mindestens|dès|[àa] partir de|desde|más de"
    r"|upwards of)\W*$",
    re.I,
)
_NOT_PAY_BEFORE = re.compile(
    r"(?:\b(?:bonus|stipend|allowance|funding|raised|revenue|equity|budget|worth|match|matching|turnover|valued|fee"
    r"|plus|relocation|reimbursement|vouchers?|over|save|premium|commission|primes?|prämie|zuschuss|zulage|bono"
    r"|complemento|indemnité)|\+)"
    r"\s*(?:(?:of|at|up to|to|is|an? extra)\s*)?:?\s*$",
    re.I,
)
_NOT_PAY_AFTER = re.compile(
    r"\s?(?:\(k\)|mm?\b|mil\b(?! (?:euros|pesos))|millions?\b|billions?\b|bn\b|b\b(?!/)|%"
    r"|\+?\s?(?:employees|people|customers|users|staff)\b)"
    r"|(?:\s(?:in|of|an?|annual|sign(?:ing)?|on|sign[- ]on|joining|welcome|retention|relocation|referral|learning"
    r"|training|performance)\b){0,2}"
    r"\s(?:funding|revenue|bonus|stipend|allowance|equity|arr|budget|turnover|vouchers?|grant|sales|assets|prime|prämie)\b",
    re.I,
)
_CUES = "salar compensation remuneration gehalt vergütung entgelt brutto salaire annum".split()
_CUES += [" lohn", "sueldo", "rémunération", "retribuci", "wynagrodz"]
_CUE = AhoCorasick([" pay ", " pay:", " pays", " paid", " wage", " earn", " rate", " ote", *_CUES])
_MONEY = AhoCorasick(
    [
        *("$", "£", "€", "₹", "¥", "zł", "Kč", "0 kr", "0kr", "kr ", " euro ", " euros", " Euro "),
        *"USD EUR GBP CHF CAD AUD NZD SGD HKD INR SEK NOK DKK PLN CZK MXN BRL ZAR AED JPY CNY".split(),
    ]
)
_LOWS, _HIGHS = ("minValue", "min", "low", "from", "minimum"), ("maxValue", "max", "high", "to", "maximum")
_PLAUSIBLE = {"hour": (2, 1_000), "day": (20, 10_000), "week": (50, 50_000), "month": (400, 200_000)}
_LEAST_YEARLY = 5_000  # in a description, where sums of other kinds stand about
_YEARLY, _HOURLY = 15_000, 150  # from here on, and up to here, an amount in a strong currency can be nothing else
_ABSURD = 20_000_000


_NEAR = 100  # characters from the amount in which a period is its own, and not that of a meal allowance


class Pay(NamedTuple):
    """`low` and `high` in major units of `currency` (ISO 4217) per `unit` (hour, day, week, month or year)."""

    low: float | None = None
    high: float | None = None
    unit: str | None = None
    currency: str | None = None


def pay(base_salary_or_text: str | None, country: str | None = None) -> Pay:
    """The pay that a salary field states: a text, or the JSON of a `MonetaryAmount` and its kin.

    `country` (ISO 3166-1) tells whose dollar or crown is meant. A unit is guessed only where the amount leaves no doubt
    (from 15,000 a year, to 150 an hour, in strong currencies). `competitive`, 0 and blank are all None. Never raises.
    """
    if not base_salary_or_text:
        return Pay()
    if base_salary_or_text.lstrip()[:1] in ("{", "["):
        try:
            return _structured(json.loads(base_salary_or_text), country)
        except (ValueError, RecursionError):
            pass
    return _stated(unescape(base_salary_or_text[:_LONGEST]), country)


def pay_in_description(text: str, country: str | None = None) -> Pay:
    """The first pay that a line of a description states: beside a word for pay, with a currency and a unit."""
    for start, line in islice(_money_lines(text), _MOST_LINES):
        near = 300 if len(line) <= 40 else 60  # amounts on a line of their own belong to the paragraph above
        context = text[max(0, start - near) : start + len(line)].lower().replace("\n", " ")
        if _CUE.find_matches_as_indexes(f" {context} "):
            found = _stated(line, country)
            sum_of_year = found.unit == "year" and (found.high or found.low or 0) >= _LEAST_YEARLY
            if found.currency and (sum_of_year or (found.unit not in (None, "year") and period(line))):
                return found
    return Pay()


def _money_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with a currency's sign or code, cut to what is read of them, and where they start."""
    read_to = 0
    for _, position, _ in _MONEY.find_matches_as_indexes(text):
        if position >= read_to:
            start = max(text.rfind("\n", read_to, position) + 1, position - _LONGEST // 2)
            line = text[start : start + _LONGEST].partition("\n")[0]
            read_to = start + len(line)
            yield start, line


def _structured(value: Any, country: str | None) -> Pay:
    """Pay from an object with a lower and an upper amount, or one, a unit and a currency, under their usual names."""
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, Mapping):
        return _stated(str(value)[:_LONGEST], country)
    inner = value.get("value")
    keys = {**value, **inner} if isinstance(inner, Mapping) else value
    low, high, one = (_amount(_first(keys, *names)) for names in (_LOWS, _HIGHS, ("value", "amount")))
    named = currency(str(_first(keys, "currency", "currencyCode", "currency_code") or ""), country)
    unit = period_of_code(str(_first(keys, "unitText", "unitCode", "unit", "interval", "period") or ""))
    if low or high or one:
        return _sensible(low or (None if high else one), high or (None if low else one), unit, named)
    stated = _stated(str(_first(keys, "value", "text") or "")[:_LONGEST], country)
    return stated._replace(currency=stated.currency or named) if stated.low or stated.high else Pay()


def _first(keys: Mapping[str, Any], *names: str) -> Any:
    return next((keys[name] for name in names if keys.get(name) not in (None, "")), None)


def _amount(value: Any) -> float | None:
    if isinstance(value, str) and (match := re.fullmatch(rf"\W{{0,3}}({NUMBER})\W{{0,3}}", value[:40])):
        return number(match[1])
    return float(value) if isinstance(value, int | float) and 1e-9 < value < 1e12 else None


def _stated(text: str, country: str | None) -> Pay:
    """The first amount or range of a text that may be pay; one with a currency goes before one without."""
    found = [amount for amount in amounts(text, country) if not _is_something_else(amount, text)]
    for i, amount in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) else None
        if amount.currency or (following and following.currency and _joined(amount, following, text)):
            return _range(found, i, text)
    bare = [i for i, amount in enumerate(found) if amount.value >= 1000 and not 1900 <= amount.value <= 2100]
    return _range(found, bare[0], text) if bare else Pay()


def _is_something_else(amount: Amount, text: str) -> bool:
    before = text[max(0, amount.start - 30) : amount.start]
    return bool(_NOT_PAY_AFTER.match(text, amount.end) or _NOT_PAY_BEFORE.search(before))


def _joined(one: Amount, other: Amount, text: str) -> bool:
    """Whether two amounts are the ends of a range: alike in size, and joined by a dash or a word, `40/45k` too."""
    lower = one.value * (other.scale if one.scale == 1 and one.value < other.scale else 1)
    if not other.value / 10 <= lower <= other.value * 10:
        return False
    in_thousands = other.scale > 1 and text[one.end : other.start].strip() == "/"
    return in_thousands or _TO.fullmatch(text, one.end, other.start) is not None


def _range(found: list[Amount], i: int, text: str) -> Pay:
    """Pay from the amount `i` and, if they are joined as a range, the next one."""
    amount = found[i]
    low, end, money, high = amount.value, amount.end, amount.currency, None
    if i + 1 < len(found) and _joined(amount, found[i + 1], text):
        upper = found[i + 1]
        low *= upper.scale if amount.scale == 1 and low < upper.scale else 1
        high, end = upper.value, upper.end
        money = upper.currency if upper.is_sure or not money else money
    before = text[max(0, amount.start - 30) : amount.start]
    unit = period(text, end, end + 40) or period(text, max(0, amount.start - _NEAR), end + _NEAR)
    if high is None and _UP_TO.search(before):
        return _sensible(None, low, unit, money)
    if high is None and (_FROM.search(before) or text[end : end + 1] == "+"):
        return _sensible(low, None, unit, money)
    return _sensible(low, low if high is None else high, unit, money)


def _sensible(low: float | None, high: float | None, unit: str | None, money: str | None) -> Pay:
    """The pay with its bounds in order; a unit that cannot be is unknown, a unit not stated that must be is known."""
    if low and high and low > high:
        low, high = high, low
    most = high or low or 0
    if not most or (money in _STRONG and most > _ABSURD):
        return Pay()
    if unit and (money in _STRONG or money is None):
        least, largest = _PLAUSIBLE.get(unit, (1_000, _ABSURD))
        unit = unit if least <= most <= largest else None
    elif money in _STRONG:
        unit = "year" if most >= _YEARLY else "hour" if most <= _HOURLY else None
    return Pay(low, high, unit, money)
