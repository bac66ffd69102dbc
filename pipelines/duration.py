"""How long an offer takes: hours of work, weeks from start to end, and the pace, from the publisher's words."""

import re
from typing import NamedTuple

_LONGEST = 300  # characters of a duration that are read
_WEEKS_A_MONTH = 365.25 / 12 / 7
_HOURS_A_CEU = 10  # a continuing education unit, as IACET defines it
_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve",
    "ein zwei drei vier fünf sechs sieben acht neun zehn",
    "un dos tres cuatro cinco seis siete ocho nueve diez",
    "une deux trois quatre cinq six sept huit neuf dix",
)
_NUMBER_WORDS = {word: number for words in _WORDS for number, word in enumerate(words.split(), start=1)}
_UNITS = {
    "hours": r"hours?|hrs?|h|stunden?|std|heures?|horas?|ore|uren|uur",
    "minutes": r"minutes?|mins?|m|minuten|minutos",
    "days": r"days?|tage?n?|jours?|d[ií]as?|giorni|dagen",
    "weeks": r"weeks?|wks?|wochen?|semaines?|semanas?|settiman[ae]|weken",
    "months": r"months?|mos?|monaten?|monate?|mois|mes(?:es)?|mes[ei]|maanden",
    "years": r"years?|yrs?|jahren?|jahre?|ans?|años?|anni|jaar",
    "ceu": r"ceus?|continuing education units?",
}
_CLOCK = re.compile(r"(?<![\d.,])(\d{1,3})\s?h\s?([0-5]\d)(?![\d.,:]|\s?m)", re.I)  # 1h30
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}})(?:[.,]\d{{1,4}})?|\b(?:{'|'.join(_NUMBER_WORDS)})\b"
_SPAN = re.compile(
    rf"(?<![\d.,])(?P<low>{_NUMBER})(?:\s?(?:[-–—]|to|bis|or|à)\s?(?P<high>{_NUMBER}))?\+?[\s-]?(?:(?:total|full|contact|study|clock)\s)?"
    rf"(?:{'|'.join(f'(?P<{unit}>{words})' for unit, words in _UNITS.items())})(?![a-zà-ÿ])\.?"
    r"(?P<pace>\s?(?:of (?:study|work|effort)\s)?(?:/|per|an?|each|every|pro|par|por|in der|a la|alla)\s?"
    r"(?:week|wk|woche|semaine|semana|settimana)|\s(?:weekly|wöchentlich|semanal(?:es)?|hebdomadaires?))?",
    re.I,
)
_ISO = re.compile(
    r"\s*P(?=[\dT])(?:(?P<years>\d+(?:\.\d+)?)Y)?(?:(?P<months>\d+(?:\.\d+)?)M)?(?:(?P<weeks>\d+(?:\.\d+)?)W)?"
    r"(?:(?P<days>\d+(?:\.\d+)?)D)?(?:T(?:(?P<hours>\d+(?:\.\d+)?)H)?(?:(?P<minutes>\d+(?:\.\d+)?)M)?"
    r"(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?\s*",
    re.I,
)
_HOURS = {"hours": 1.0, "minutes": 1 / 60, "seconds": 1 / 3600, "ceu": float(_HOURS_A_CEU)}
_WEEKS = {"weeks": 1.0, "days": 1 / 7, "months": _WEEKS_A_MONTH, "years": 12 * _WEEKS_A_MONTH}


class Duration(NamedTuple):
    """`hours` of work in all, `weeks` from start to end, `hours_per_week`; None where not stated."""

    hours: float | None = None
    weeks: float | None = None
    hours_per_week: float | None = None


def duration(text: str | None) -> Duration:
    """The duration that ISO 8601 (`P10W`, `PT7H4M54S`) or words in six languages state.

    A range counts as its middle; `less than 2 hours` and `up to` as the bound they name. Weeks are not hours: hours
    are known only if stated, or as the product of stated weeks and a stated weekly pace. A month is 365.25 / 12 days.
    A continuing education unit (CEU) is ten hours. Unreadable or empty: all None. Never raises.
    """
    if not text:
        return Duration()
    text = " ".join(text[:_LONGEST].split())
    iso = _ISO.fullmatch(text)
    stated = _iso_parts(iso) if iso else _worded_parts(text)
    hours, weeks = _sum(stated, _HOURS), _sum(stated, _WEEKS)
    pace = stated.get("pace")
    if hours is None and weeks and pace:
        hours = weeks * pace
    return Duration(*(None if value is None else round(value, 2) for value in (hours, weeks, pace)))


def _iso_parts(match: re.Match[str]) -> dict[str, float]:
    return {unit: float(value) for unit, value in match.groupdict().items() if value}


def _worded_parts(text: str) -> dict[str, float]:
    """The first number of each unit; hours a week are `pace`; minutes count only with hours or alone."""
    parts: dict[str, float] = {}
    for match in _SPAN.finditer(_CLOCK.sub(r"\1 h \2 min", text)):
        unit = str(next(name for name in _UNITS if match[name]))
        value = (_value(match["low"]) + _value(match["high"] or match["low"])) / 2
        if match["pace"] and unit in _HOURS:
            parts.setdefault("pace", value * _HOURS[unit])
        elif not (unit in _WEEKS and parts.keys() & _WEEKS.keys()):
            parts.setdefault(unit, value)
    return parts


def _value(word: str) -> float:
    if number := _NUMBER_WORDS.get(word.lower()):
        return float(number)
    if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", word):
        return float(word.replace(".", ""))
    return float(re.sub(r",(?=\d{3}(?:\D|$))", "", word).replace(",", "."))


def _sum(parts: dict[str, float], units: dict[str, float]) -> float | None:
    stated = [parts[unit] * size for unit, size in units.items() if parts.get(unit)]
    return sum(stated) if stated else None
