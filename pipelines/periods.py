"""The period that pay is stated for, in the words of eight languages: per hour, im Monat, al mes, par an."""

import re

_BY = r"(?:\b(?:per|an?|the|je|pro|por|par|la|al|el|im|pr|na)\b\.?|\bde l['’]|/)\s?"
_NAMES = {
    "hour": r"hours?|hr|h|std|stunde|heure|hora|godz\w{0,4}",
    "day": r"day|tag|jour|d[ií]a|dzień",
    "week": r"week|wk|woche|semaine|semana",
    "month": r"month|mo|mth|monat|mois|m[eê]s|miesiąc|måned|månad|lun[aă]|hó|bulan|maand",
    "year": r"year|yr|annum|jahr|an|añ?o|år|rok|jaar",
}
_ADVERBS = {
    "hour": r"hourly|stündlich\w{0,2}|stunden(?:lohn|satz)|horaire|p\.?h\b|per-hour",
    "day": r"daily|day rate|tagessatz|tjm|journali[eè]re?|diari[oa]s?|p\.?d\b",
    "week": r"weekly|wöchentlich\w{0,2}|hebdomadaire|semanal(?:es)?|p\.?w\b",
    "month": r"monthly|monatlich\w{0,2}|(?:brutto)?monats\w{0,5}(?:gehalt|lohn|brutto)|mensuel\w{0,3}"
    r"|mensual(?:es)?|mensal|miesięczn\w{1,3}|měsíčně|aylık|pcm|p\.m\b|в месяц",
    "year": r"annual(?:ly)?|annum|yearly|jährlich\w{0,2}|(?:brutto)?jahres\w{0,6}(?:gehalt|lohn|brutto)|annuel\w{0,3}"
    r"|anual(?:es)?|rocznie|ročně|p\.?\s?a\b|b/a|sba|lpa|per-year",
}
_NOT_HOURS = r"(?<!hours )(?<!hrs )(?<!days )(?<!stunden )(?<!std )(?<!std\. )(?<!heures )(?<!horas )(?<!\dh )(?<!h)"
_PERIOD = re.compile(
    rf"{_NOT_HOURS}{_BY}(?:{'|'.join(f'(?P<{unit}>{names})' for unit, names in _NAMES.items())})\b"
    rf"|\b(?:{'|'.join(f'(?P<{unit}ly>{names})' for unit, names in _ADVERBS.items())})(?!\w)",
    re.I,
)
_CODES = {"h": "hour", "hur": "hour", "d": "day", "w": "week", "wee": "week", "m": "month", "mon": "month"}
_CODES |= {"y": "year", "ann": "year", "anum": "year", "annum": "year"} | {unit: unit for unit in _NAMES}


def period(text: str, start: int = 0, end: int | None = None) -> str | None:
    """hour, day, week, month or year, as the first words between `start` and `end` say that name a period of pay.

    `30 hours per week` names none: it is how long the work takes.
    """
    found = _PERIOD.search(text, start, len(text) if end is None else end)
    return str(found.lastgroup).removesuffix("ly") if found else None


def period_of_code(word: str) -> str | None:
    """The period that a code (`HUR`, `per-hour-wage`, `1 YEAR`) or a word alone stands for."""
    code = word.strip().lower()
    return _CODES.get(code) or period(word) or period(f"per {re.sub(r'^1 ', '', code)}")
