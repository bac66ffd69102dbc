"""What publishers write for a value, and what is meant by it: the types of the records' attributes.

Each type reads the ways in which dates, amounts, places and lists are written; what cannot be read is a `ValueError`
in one sentence, and what is blank, NaN or no link is not stated.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Annotated, Any

from pydantic import BeforeValidator

from warehouse.days import day
from warehouse.privacy import without_secrets

MOST = 1e15  # more is no price, pay or length in any currency or unit
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_FREE = {"free", "kostenlos", "kostenfrei", "gratis", "gratuit", "gratuito"}
_MONEY_MARK = re.compile(r"^(?:[a-z]{0,3}\s?[$£€¥₹]|[a-z]{3}\s)\s?(?=\d)|(?<=\d)\s?(?:[$£€¥₹]|[a-z]{3}|,-)$")
_GROUPED_BY_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_PERIOD = re.compile(
    r"(?P<hour>h(?!e)|heure|std|st[uü]nd)|(?P<day>d(?!e)|tag|tägl|jour)|(?P<week>w|sema|hebdo)"
    r"|(?P<month>m(?!i)|miesi)|(?P<year>y|a|pa$|jahr|jähr|roc?[kz])"
)
_BESIDE_PERIODS = frozenset("per pro par por je p pt a an al la l de del brutto bruto brut gross net netto".split())


class PayUnit(StrEnum):
    """The period that a stated pay or a subscription covers."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class CredentialType(StrEnum):
    """Kinds of offers, from CTDL's credential and learning-opportunity classes."""

    BADGE = "badge"
    MICRO_CREDENTIAL = "micro-credential"
    COURSE = "course"
    SPECIALISATION = "specialisation"
    CERTIFICATE = "certificate"
    PROFESSIONAL_CERTIFICATE = "professional certificate"
    NANODEGREE = "nanodegree"
    PROFESSIONAL_CERTIFICATION = "professional certification"
    LICENCE = "licence"
    ENDORSEMENT = "endorsement"
    APPRENTICESHIP = "apprenticeship"
    BOOTCAMP = "bootcamp"
    DIPLOMA = "diploma"
    DEGREE = "degree"
    OTHER = "other"


def _readable(value: Any) -> Any:
    """Text without control characters and lone surrogates; numbers become text; blank means not stated."""
    if value is None or isinstance(value, bool | dict | list):
        return value
    text = _CONTROL.sub("", str(value)).strip()
    return text or None


def _single_line(value: Any) -> Any:
    value = _readable(value)
    return _SPACE.sub(" ", value) if isinstance(value, str) else value


def _amount(value: Any) -> Any:
    """As `_number`; what no amount can be is not stated."""
    number = _number(value)
    return number if number is not None and abs(number) <= MOST else None


def _number(value: Any) -> float | None:
    """A finite number, also as `1.299,00 €` or `$49`; 0 for `free`; NaN, blank and null mean not stated."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        value = value.strip().lower()
        if value in {"", "nan", "none", "null"}:
            return None
        value = 0 if value in _FREE else _decimal(value)
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{str(value)[:40]!r} is not a number") from None
    return number if isfinite(number) else None


def _decimal(text: str) -> str:
    """The number in a text with a point for its decimals and nothing for its thousands.

    A comma before one or two last digits stands for decimals; a point before three does so unless money is meant.
    """
    bare = _MONEY_MARK.sub("", text)
    if _GROUPED_BY_POINTS.fullmatch(bare) and bare != text:
        return bare.replace(".", "")
    bare = re.sub(r"(?<=\d)['’\s](?=\d{3})", "", bare)
    if re.search(r",\d{1,2}$", bare):
        return bare.replace(".", "").replace(",", ".")
    return bare.replace(",", "")


def _count(value: Any) -> Any:
    number = _number(value)
    return None if number is None else int(number)


def _link(value: Any) -> Any:
    """An http(s) address without secrets; any other scheme is not a link we pass on."""
    value = _single_line(value)
    if not isinstance(value, str) or len(value) > 4_000 or not re.match(r"https?://[^\s/]+", value, re.I):
        return None
    return without_secrets(value)


def _texts(value: Any) -> Any:
    """A list of texts from a list, or from one text with commas, semicolons, bars or line breaks."""
    if value is None:
        return []
    if isinstance(value, str):
        value = re.split(r"[;|\n]" if re.search(r"[;|\n]", value) else r",", value)
    if not isinstance(value, Iterable) or isinstance(value, Mapping):
        raise ValueError("is not a list of texts")
    texts = [_single_line(v.get("name") if isinstance(v, Mapping) else v) for v in value]
    if any(not isinstance(text, str | None) for text in texts):
        raise ValueError("is not a list of texts")
    return list(dict.fromkeys(filter(None, texts)))


def _place_text(value: Any) -> Any:
    """One line from text, a schema.org `Place`, a `PostalAddress` or a list of them (joined by '; ')."""
    if isinstance(value, list | tuple):
        return "; ".join(dict.fromkeys(p for p in map(_place_text, value) if isinstance(p, str))) or None
    if isinstance(value, Mapping):
        address = value.get("address", value)
        if not isinstance(address, Mapping):
            return _single_line(address)
        keys = ("addressLocality", "addressRegion", "addressCountry")
        parts = [(p.get("name") if isinstance(p, Mapping) else p) for p in map(address.get, keys)]
        return ", ".join(p for p in map(_single_line, parts) if isinstance(p, str)) or _single_line(value.get("name"))
    return _single_line(value)


def _name_of(value: Any) -> Any:
    """The name of a schema.org thing, or the text itself."""
    if isinstance(value, list | tuple):
        value = value[0] if value else None
    return _single_line(value.get("name") if isinstance(value, Mapping) else value)


def _salary_text(value: Any) -> Any:
    """A published salary, kept as text; a schema.org `MonetaryAmount` is kept as its JSON."""
    if isinstance(value, Mapping | list):
        value = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return _single_line(value)


def _credential_type(value: Any) -> Any:
    """CTDL's and schema.org's names of kinds in our words; an unknown kind is `other`."""
    if not isinstance(value, str) or not value.strip():
        return None
    word = re.sub(r"(?<=[a-z])(?=[A-Z])|[_\s]+", " ", value.split(":")[-1].strip()).lower()
    word = word.replace("micro credential", "micro-credential").replace("microcredential", "micro-credential")
    word = word.replace("license", "licence").replace("specialization", "specialisation")
    return CredentialType(word) if word in set(CredentialType) else CredentialType.OTHER


def _pay_unit(value: Any) -> Any:
    """HOUR, stündlich, per year, Bruto/mes, P1M … in our words; an unknown unit is not stated."""
    words = re.findall(r"[^\W\d_]+", value.lower()) if isinstance(value, str) else []
    named = [word for word in words if word not in _BESIDE_PERIODS] or ["year" for word in words if word[0] == "a"]
    found = _PERIOD.match(named[0]) if named else None
    return found.lastgroup if found else None


RequiredLine = Annotated[str, BeforeValidator(_single_line)]
Line = Annotated[str | None, BeforeValidator(_single_line)]
Prose = Annotated[str | None, BeforeValidator(_readable)]
Day = Annotated[date | None, BeforeValidator(day)]
Amount = Annotated[float | None, BeforeValidator(_amount)]
Count = Annotated[int | None, BeforeValidator(_count)]
Link = Annotated[str | None, BeforeValidator(_link)]
Texts = Annotated[list[str], BeforeValidator(_texts)]
PlaceText = Annotated[str | None, BeforeValidator(_place_text)]
NameOf = Annotated[str | None, BeforeValidator(_name_of)]
Salary = Annotated[str | None, BeforeValidator(_salary_text)]
Kind = Annotated[CredentialType | None, BeforeValidator(_credential_type)]
Period = Annotated[PayUnit | None, BeforeValidator(_pay_unit)]
