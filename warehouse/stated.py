"""What publishers write for a value, and what is meant by it: the types of the records' attributes.

Each type reads the ways in which dates, amounts, places and lists are written; what cannot be read is a `ValueError`
in one sentence, and what is blank, NaN or no link is not stated.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator

from warehouse.privacy import without_secrets

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


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


def _moment(value: Any) -> Any:
    """A calendar day from ISO 8601, RFC 2822, or seconds or milliseconds since 1970."""
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).date()
    text = str(value).strip()
    if text.lower() in {"", "none", "null", "nan", "nat"}:
        return None
    try:
        if re.fullmatch(r"\d{9,13}(\.\d*)?", text):
            seconds = float(text)
            return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC).date()
        if re.match(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text[:10])
        if re.match(r"[A-Za-z]{3},? \d", text):
            return parsedate_to_datetime(text).date()
        return datetime.fromisoformat(text).date()
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"{text[:40]!r} is not a date: give it as YYYY-MM-DD") from None


def _amount(value: Any) -> Any:
    """A finite number; NaN, blank and null mean not stated."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        value = value.strip().replace(",", "")
        if value.lower() in {"", "nan", "none", "null"}:
            return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{str(value)[:40]!r} is not a number") from None
    return number if math.isfinite(number) else None


def _count(value: Any) -> Any:
    number = _amount(value)
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
    """HOUR, hourly, per year, yr, P1M … in our words; an unknown unit is not stated."""
    word = re.sub(r"^(per\b|an?\b|p?1|/)\W*", "", str(value or "").strip().lower())
    stems = {"h": "hour", "d": "day", "w": "week", "m": "month", "y": "year", "a": "year"}
    if word in {"minute", "min"}:
        return None
    return stems.get(word[:1])


RequiredLine = Annotated[str, BeforeValidator(_single_line)]
Line = Annotated[str | None, BeforeValidator(_single_line)]
Prose = Annotated[str | None, BeforeValidator(_readable)]
Day = Annotated[date | None, BeforeValidator(_moment)]
Amount = Annotated[float | None, BeforeValidator(_amount)]
Count = Annotated[int | None, BeforeValidator(_count)]
Link = Annotated[str | None, BeforeValidator(_link)]
Texts = Annotated[list[str], BeforeValidator(_texts)]
PlaceText = Annotated[str | None, BeforeValidator(_place_text)]
NameOf = Annotated[str | None, BeforeValidator(_name_of)]
Salary = Annotated[str | None, BeforeValidator(_salary_text)]
Kind = Annotated[CredentialType | None, BeforeValidator(_credential_type)]
Period = Annotated[PayUnit | None, BeforeValidator(_pay_unit)]
