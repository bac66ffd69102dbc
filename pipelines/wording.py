"""Publishers' words for the same few things, in the words that the records use."""

import re
from functools import lru_cache

_EMPLOYMENT = {
    "FULL_TIME": r"full[ _-]?time|vollzeit|temps (?:plein|complet)|(?:jornada|tiempo|^)\s?complet[ao]|pełny etat",
    "PART_TIME": r"part[ _-]?time|teilzeit|minijob|geringfügig|temps partiel|mi-temps|(?:jornada|tiempo|^)\s?parcial"
    r"|media jornada|część etatu",
    "CONTRACTOR": r"(?<!permanent )contract(?:or)?\b|freelance|self[ -]employed|freiberuflich|freie mitarbeit"
    r"|indépendant|autónom[oa]|\bb2b\b",
    "TEMPORARY": r"\btemp(?:orary|oral|oraire)?\b|fixed[ -]term|\bbefristet|seasonal|saison|locum|zeitarbeit|\bcdd\b"
    r"|arbeitnehmerüberlassung|intérim|vacataire|(?:durée|duración) (?:déterminée|determinada)",
    "INTERN": r"\bintern(?:ship)?\b|prakti[kc]|werkstudent|prácticas|becari[oa]|\bstage\b|stagiaire|alternance|staż",
    "VOLUNTEER": r"volunt(?:eer|ary|ari)|ehrenamt|bénévol",
    "PER_DIEM": r"per[ _-]?diem|casual|zero hours",
}
_LEVEL = {
    "mixed": r"all levels|mixed|any level",
    "beginner": r"beginner|introductory|foundation|basic|novice|einsteiger|anfänger|entry|débutant|principiante",
    "intermediate": r"intermediate|fortgeschrittene|intermédiaire|intermedio|mittelstufe",
    "advanced": r"advanced|expert|avancé|avanzado|professional",
}
_DELIVERY = {
    "hybrid": r"blended|h[yí]brid|semipresencial",
    "online": r"online|virtual|remote|distanc|fernlehr|e-?learning|on-?demand|en ligne|en línea",
    "in person": r"in[- ]?person|on[- ]?site|face[- ]to[- ]face|classroom|campus|präsenz|offline|présentiel"
    r"|presencial|vor ort",
}
_PACING = {
    "self-paced": r"self|own (?:pace|time)|on[- ]demand|anytime|asynchron|eigenes? tempo|propio ritmo|à son rythme",
    "cohort": r"instructor|cohort|scheduled|live|synchron|fixed",
}
_SENIORITY = {  # publishers' words for levels that no title has
    "intern": r"student",
    "entry": r"associate|einstieg|no experience",
    "mid": r"experienced|erfahren|regular|\bprofessional",
    "lead": r"expert|führungskraft|manager",
    "director": r"executive|c-level|geschäftsleitung",
}
_EDUCATION = {
    "doctorate": r"doctor|phd|promotion",
    "master": r"master|postgraduate",
    "bachelor": r"bachelor|undergraduate|university|hochschul",
    "associate": r"associate",
    "high school": r"high school|secondary|vocational|apprenticeship|ausbildung|abitur",
}
_PRICE = {
    "subscription": r"subscri|abo\b|membership|(?:per|a|/) ?(?:month|year)|monthly",
    "free": r"free|gratis|kostenlos|kostenfrei|gratuit",
    "one-time": r"one[- ]?(?:time|off)|single|purchase|paid|einmalig|pago único|paiement unique",
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
    "seniority": _compiled(_SENIORITY),
    "education_level": _compiled(_EDUCATION),
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
