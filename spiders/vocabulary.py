"""Publishers' words for kinds, modes and pace, in ours, and their HTML unwrapped."""

import html
import re
from collections.abc import Iterable

from warehouse.records import CredentialType

_TYPES: tuple[tuple[str, CredentialType], ...] = (  # the first that is found decides
    (r"nano[- ]?degree", CredentialType.NANODEGREE),
    (r"micro[- ]?(credential|master|bachelor)", CredentialType.MICRO_CREDENTIAL),
    (r"badge", CredentialType.BADGE),
    (r"boot ?camp", CredentialType.BOOTCAMP),
    (r"professional certificate", CredentialType.PROFESSIONAL_CERTIFICATE),
    (r"certification\b", CredentialType.PROFESSIONAL_CERTIFICATION),
    (r"licen[cs]e", CredentialType.LICENCE),
    (r"endorsement", CredentialType.ENDORSEMENT),
    (r"apprentice|journeyman|master certificate", CredentialType.APPRENTICESHIP),
    (r"speciali[sz]ation|xseries", CredentialType.SPECIALISATION),
    (r"diploma", CredentialType.DIPLOMA),
    (r"certificate", CredentialType.CERTIFICATE),
    (r"degree|bachelor|doctora|master'?s?\b", CredentialType.DEGREE),
    (r"course|learning opportunity", CredentialType.COURSE),
)
_COMMON = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&nbsp;", "\xa0"))
_ONLINE = re.compile(r"online|on-line|virtual|distance|mooc|e-?learning|remote|web")
_IN_PERSON = re.compile(r"on-?site|in[- ]?person|classroom|face|campus|residential|offline|presence")
_SELF_PACED = re.compile(r"self[- ]?(paced|study|directed)|on[- ]demand")
_COHORT = re.compile(r"instructor|cohort|\bsynchronous|\blive\b")
_KINDS = (
    (r"university|collegeoruniversity", "university"),
    (r"college|school", "college"),
    (r"government", "government"),
    (r"association|ngo|union", "association"),
    (r"corporation|business|company", "company"),
)

_SENIORITIES = (  # `mid-senior level` is what many forms offer after `associate`
    (r"\bintern(ship)?\b|student|trainee", "intern"),
    (r"\bentry|junior|graduate", "entry"),
    (r"\bmid\b", "mid"),
    (r"senior", "senior"),
    (r"\blead\b", "lead"),
    (r"director|executive", "director"),
)


def _spaced(words: Iterable[object]) -> str:
    """One lower-case text; `DigitalBadge` and `ceterms:DigitalBadge` become `digital badge`."""
    texts = (re.sub(r"^[a-z]+:(?=\S)|(?<=[a-z])(?=[A-Z])", " ", str(word)) for word in words if word)
    return " ".join(texts).replace("_", " ").lower()


def credential_type(*words: object) -> CredentialType | None:
    """The kind that the words name; `other` where they name none of ours, None where there are no words."""
    text = _spaced(words)
    named = (kind for pattern, kind in _TYPES if re.search(pattern, text))
    return next(named, CredentialType.OTHER) if text else None


def delivery_mode(*words: object) -> str | None:
    """`online`, `in person`, or `hybrid`, also where an offer can be taken either way."""
    text = _spaced(words)
    online, in_person = bool(_ONLINE.search(text)), bool(_IN_PERSON.search(text))
    if re.search(r"hybrid|blended|mixed", text) or (online and in_person):
        return "hybrid"
    return "online" if online else "in person" if in_person else None


def remote(word: object) -> bool | None:
    """Whether a workplace word means work from anywhere; hybrid and on-site work are not. None for other words."""
    text = _spaced([word])
    if re.search(r"hybrid|on-?\s?site|office|in[- ]person|partial|partly", text):
        return False
    return True if re.search(r"remote|tele-?(commut|work)|home|anywhere|distributed", text) else None


def seniority(word: object) -> str | None:
    """The level that a choice of a form means: intern, entry, mid, senior, lead or director. None for other choices."""
    text = _spaced([word])
    return next((level for pattern, level in _SENIORITIES if re.search(pattern, text)), None)


def pacing(*words: object) -> str | None:
    """`self-paced` or `cohort`."""
    text = _spaced(words)
    return "self-paced" if _SELF_PACED.search(text) else "cohort" if _COHORT.search(text) else None


def provider_kind(*words: object) -> str | None:
    """university, college, government, association or company; a mere `Organization` says nothing."""
    text = _spaced(words).replace(" ", "")
    return next((kind for pattern, kind in _KINDS if re.search(pattern, text)), None)


def currency(text: object) -> str | None:
    """The ISO 4217 code of a code or an English name such as `US Dollar`."""
    from pycountry import currencies  # reads its tables at the first use

    try:
        return str(currencies.lookup(str(text)).alpha_3)
    except LookupError:
        return None


def markup(text: str) -> str:
    """HTML out of entity-escaped HTML, also twice escaped; text that has tags already stays as it is."""
    for _ in range(2):
        if "<" in text or not re.search(r"&(amp;)?lt;", text):
            break
        for entity, character in _COMMON:  # html.unescape alone takes three times as long
            text = text.replace(entity, character)
        text = html.unescape(text)
    return text


def listed(heading: str, entries: Iterable[object]) -> str:
    """A heading and its entries as HTML; empty where there are no entries."""
    lines = "".join(f"<li>{html.escape(str(entry), quote=False)}</li>" for entry in entries)
    return f"<h3>{heading}</h3>\n<ul>{lines}</ul>" if lines else ""
