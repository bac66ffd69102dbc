"""Publishers' words for the same few things, in the words that the records use."""

import re
from functools import lru_cache

_EMPLOYMENT = {
    "FULL_TIME": r"full[ _-]?time|vollzeit|temps plein",
    "PART_TIME": r"part[ _-]?time|teilzeit|temps partiel",
    "CONTRACTOR": r"contract(?:or)?\b|freelance|self[ -]employed",
    "TEMPORARY": r"temp(?:orary)?\b|fixed[ -]term|befristet|seasonal|locum",
    "INTERN": r"intern(?:ship)?\b|praktikum|werkstudent",
    "VOLUNTEER": r"volunt(?:eer|ary)|ehrenamt",
    "PER_DIEM": r"per[ _-]?diem|casual|zero hours",
}
_LEVEL = {
    "mixed": r"all levels|mixed|any level",
    "beginner": r"beginner|introductory|foundation|basic|novice|einsteiger|entry|débutant|principiante",
    "intermediate": r"intermediate|fortgeschrittene|intermédiaire|intermedio",
    "advanced": r"advanced|expert|avancé|avanzado|professional",
}
_DELIVERY = {
    "hybrid": r"blended|hybrid",
    "online": r"online|virtual|remote|distance|e-?learning|on-?demand",
    "in person": r"in[- ]?person|on[- ]?site|face[- ]to[- ]face|classroom|campus|präsenz|offline",
}
_PACING = {
    "self-paced": r"self|own (?:pace|time)|on[- ]demand|anytime|asynchron",
    "cohort": r"instructor|cohort|scheduled|live|synchron|fixed",
}
_PRICE = {
    "subscription": r"subscri|abo\b|membership|(?:per|a|/) ?(?:month|year)|monthly",
    "free": r"free|gratis|kostenlos|gratuit",
    "one-time": r"one[- ]?(?:time|off)|single|purchase|paid|einmalig",
}
_CREDENTIAL = {  # of an offer's name, where its publisher gives no type; the first that is found counts
    "nanodegree": r"nano-?degree",
    "micro-credential": r"micro-?masters?\b|micro-?bachelors?\b|micro-?credential|xseries|microcertificat",
    "professional certificate": r"professional certificate|career certificate|career academy",
    "bootcamp": r"boot ?camp",
    "badge": r"\bbadge\b",
    "apprenticeship": r"apprenticeship|\bausbildung\b",
    "specialisation": r"speciali[sz]ation\b",
    "endorsement": r"\bendorsement\b",
    "licence": r"\blicen[cs](?:e|ure)\b(?! plate)",
    "degree": r"^(?:online |executive )?(?:(?:bachelor|master|doctor|associate)(?:['’]s)?(?: degree| of (?:science|arts"
    r"|business|public|education|engineering|laws?|philosophy|computer|data|applied|accounting|nursing|social|technology|finance"
    r"|management|information)\b)|(?:msc|bsc|meng|beng|phd) in\b|mba$)|\bdegree(?: program(?:me)?)?$",
    "diploma": r"\bdiploma\b|\bdiplom\b",
    "professional certification": r"^(?!.*\b(?:prep|learn|stud(?:y|ies)|tips|guide|exam|practice|course|training))"
    r".*\bcertification\b",
    "certificate": r"\bcertificate\b|\bzertifikat\b|\bcertificat\b",
    "course": r"\bcourses?\b|\bkurs\b|\bmasterclass\b|\bcrash course\b|\btutorial\b",
}


def _compiled(words: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {ours: re.compile(theirs, re.I) for ours, theirs in words.items()}


_TABLES = {
    "employment_type": _compiled(_EMPLOYMENT),
    "level": _compiled(_LEVEL),
    "delivery_mode": _compiled(_DELIVERY),
    "pacing": _compiled(_PACING),
    "price_kind": _compiled(_PRICE),
}
_CREDENTIAL_NAMES = _compiled(_CREDENTIAL)


@lru_cache(10_000)
def worded(field: str, value: str) -> str:
    """A field's value in our words; as it is where we have none. An employment may be of several kinds."""
    found = [ours for ours, theirs in _TABLES[field].items() if theirs.search(value[:200])]
    if not found:
        return value
    return ", ".join(found) if field == "employment_type" else found[0]


def credential_type_of(name: str) -> str | None:
    """The kind of credential that an offer's name says it is; None where it does not say."""
    return next((kind for kind, pattern in _CREDENTIAL_NAMES.items() if pattern.search(name[:500])), None)
