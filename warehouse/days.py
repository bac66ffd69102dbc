"""The calendar day that a publisher means by a date, however it is written."""

import re
import unicodedata
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = {  # by the least beginning that tells them apart in English, German, Spanish and French, without accents
    beginning: month
    for month, beginnings in enumerate(
        "jan ene|feb fev|mar|apr abr avr|mai may|jun juin|jul juil|aug ago aou|sep set|oct okt|nov|dec dez dic".split(
            "|"
        ),
        1,
    )
    for beginning in beginnings.split()
}
_LONGEST = 60
_EPOCH = re.compile(r"\d{9,13}(\.\d*)?")
_ISO_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)")
_NAMED = re.compile(
    r"(?:[a-z]{2,9}\.?,? )?(\d{1,2})(?:er|st|nd|rd|th|\.)? (?:de |of )?([a-z]{3,10})\.?,?(?: de| del)? (\d{4})\b"
)
_NAMED_FIRST = re.compile(r"(?:[a-z]{3,9}, )?([a-z]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_ABSENT = {"", "none", "null", "nan", "nat"}


def day(value: object) -> date | None:
    """The day of ISO 8601, RFC 2822, seconds or milliseconds since 1970, `31.12.2026`, or `1 de marzo de 2026`.

    A moment with a time zone is on the day that it is *there*: an advertisement that ends on 31 March at 23:59 in Los
    Angeles ends on 31 March. Seconds since 1970 have no zone and are read in UTC. None for what is blank. `ValueError`
    for what is no date, and for `03/04/2026`, of which nobody can say whether the day or the month comes first.
    """
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    if text.lower() in _ABSENT:
        return None
    try:
        return _written(text)
    except (ValueError, OverflowError, OSError, KeyError):
        raise ValueError(f"{text[:40]!r} is not a date: give it as YYYY-MM-DD") from None


def _written(text: str) -> date:
    if _EPOCH.fullmatch(text):
        seconds = float(text)
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC).date()
    if found := _ISO_DAY.match(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.match(text):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if found := _SLASHED.match(text):
        return _slashed(int(found[1]), int(found[2]), int(found[3]))
    if named := _named(text):
        return named
    if text[:1].isalpha():
        return parsedate_to_datetime(text).date()
    return datetime.fromisoformat(text if len(text) <= _LONGEST else "").date()


def _slashed(first: int, second: int, year: int) -> date:
    """A date with slashes, where only one of its numbers can be the month, or both are the same."""
    if first <= 12 and second <= 12 and first != second:
        raise ValueError("day or month first")
    return date(year, min(first, second), max(first, second))


def _named(text: str) -> date | None:
    """A date whose month is named in English, German, Spanish or French."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text[:_LONGEST].lower()) if not unicodedata.combining(c))
    if found := _NAMED.match(plain):
        return date(int(found[3]), _month(found[2]), int(found[1]))
    if found := _NAMED_FIRST.match(plain):
        return date(int(found[3]), _month(found[1]), int(found[2]))
    return None


def _month(name: str) -> int:
    return _MONTHS.get(name[:4]) or _MONTHS[name[:3]]
