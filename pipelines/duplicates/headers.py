"""Titles that are the first line of a free text: who advertises, for which job, if any, where, and how one works.

`Acme | Full-time | Leeds, UK` names an advertiser and no job: it advertises all its openings there. A title that does
not name its advertiser is a job's, all of it.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from pipelines.duplicates.openings import site
from pipelines.duplicates.signatures import title_words
from pipelines.gazetteer import Reading, folded, readings
from pipelines.organizations import organization_key
from pipelines.places import without_mode

_MOST_NAME_WORDS = 5
_SENTENCE = 8  # words, from which on two equal titles are one advertiser's
_PARTS = re.compile(
    r"\s*(?:[|┋•·➡◎;,()\[\]{}]|\.\s|\sin\s|//+|::|--+|==+|\s[-–—−/@:]+\s|[–—−]|[-:](?=\s)|\s?https?://\S+|\bwww\.\S+"
    r"|\b(?:is|are)\s(?:\w+\s){0,2}?(?:hiring|looking|seeking)\b)\s*",
    re.I,
)
_MODE = re.compile(
    r"\b(?:full|part|time|fulltime|parttime|permanent|contract|freelance|remote(?:ly)?|on ?site|onsite|local|hybrid"
    r"|visas?|ft|h1b?|h1 b|transfers?|sponsor(?:ship|ed)?|interns?|internships?|relocation|relocate|hiring"
    r"|open(?:ings?)?|positions?|multiple|various|several|many|jobs?|careers?|yc|[ws]\d\d|ok|welcome|possible|preferred|fully|will"
    r"|no|only|all|is|are|we|us|you|your|our|help|join|https?|www|com|io|org|net|company|location|where|who)\b"
)
_ADDRESS = re.compile(r"https?:|\bwww\.|\w\.(?:com|io|org|net|co)\b", re.I)
_HOURS = re.compile(r"\b(?:(?:full|part) ?time|remote|on ?site|permanent|contract|internships?|visas?|h1b)\b")
_HIRES = re.compile(r"\b(?:is|are|re)\s(?:\w+\s){0,2}?(?:hiring|looking for|seeking)\b", re.I)
_ENGINEER = re.compile(r"^(?:developer|programmer|dev)$")
_ENDS = re.compile(r"\b(front|back|full) (end|stack)\b")
_NO_NAME = re.compile(
    r"^(?:that|which|with|and|to|we|i|you|our|my|hi|hey|hello|this|there|note|at|in|for|on|come|looking|take|edit)\b"
)
_NUMBERS = re.compile(r"(?:\d+[a-z]? ?)+$")
_SUBJECT = re.compile(r"[\W_]*((?:\w[\w.&'-]* ){1,3})(?:is|are) ", re.I)
_JOB = re.compile(
    r"\b(?:engineer|developer|dev|designer|programmer|manager|scientist|architect|analyst|administrator|admin|hacker"
    r"|devops|sre|qa|tester|sysadmin|consultant|director|lead|leader|officer|specialist|coordinator|recruiter|writer"
    r"|editor|researcher|representative|executive|assistant|associate|nurse|doctor|teacher|driver|technician|therapist"
    r"|worker|practitioner|advisor|adviser|buyer|cook|chef|cleaner|carer|clerk|accountant|supervisor|operator|mechanic"
    r"|welder|electrician|pharmacist|physician|surgeon|midwife|support|marketing|sales|cto|ceo|cfo|vp|full ?stack"
    r"|front ?end|back ?end|rubyist|person|people|expert|guru|wrangler|champion|ingenieur|entwickler|leiter"
    r"|techniker)s?\b"
)


_TOGETHER = re.compile(r"\s*(?:[&/+]|\b(?:and|or|und|oder|et|ou)\b)\s*")
_BESIDE = re.compile(r"\b(?:downtown|suburbs|midtown)\b|(?<=\w) [A-Z]{2}$", re.I)
_SAME_TOWN = {"nyc": "new york", "new york city": "new york", "sf": "san francisco", "sf bay area": "san francisco"}


class Header(NamedTuple):
    """What a title says. `advertiser` is a key, empty if it names nobody; `job` its words, none if it names no job."""

    advertiser: str
    job: tuple[str, ...]
    towns: tuple[str, ...] = ()  # that it names, else the published place's; none if unknown
    is_line: bool = False  # the first line of a text, not only a job's name


@lru_cache(100_000)
def header(title: str, employer_key: str, place_key: str) -> Header:
    """What a title says, read with what else is known: `place_key` is `signatures.place_key`'s.

    Without a known employer the first part that can be a name is one, else a site's name, else a whole long sentence.
    """
    parts = [part for part in _PARTS.split(title) if part and folded(part)]
    places = [part for part in parts if _is_place(part)]
    rest = [part for part in parts if part not in places]
    is_line = bool(places) or any(sign.search(title) for sign in (_ADDRESS, _HIRES)) or any(map(_is_mode, rest))
    advertiser = employer_key if f" {employer_key} " in f" {folded(title)} " else ""
    if not employer_key:
        advertiser = (is_line and (_name(rest) or site(title))) or _sentence(title)
    if not advertiser and (employer_key or not is_line):
        return Header("", title_words(title), is_line=not employer_key and not _JOB.search(folded(title)))
    towns = {_town(place) for part in places for place in _TOGETHER.split(part)} - {""}
    country, _, *published = [*place_key.split("|"), ""]
    if not towns and country:
        towns = {_SAME_TOWN.get(town, town) for town in published if town}
    told = [part for part in rest if not _NO_NAME.search(folded(part))]
    said = [" ".join(_MODE.sub(" ", folded(part)).split()) for part in told]
    jobs = [part for part in said if _JOB.search(part)] or (said if employer_key else [])
    beside = {*advertiser.split(), *(folded(place_key).split() if country else ()), "or"}
    words = {word for job in jobs for word in title_words(_ENDS.sub(r"\1\2", job))} - beside
    job = {_ENGINEER.sub("engineer", word.removesuffix("s")) for word in words}
    return Header(advertiser, tuple(sorted(job)), tuple(sorted(towns)), is_line=True)


def _name(parts: list[str]) -> str:
    """The first part that can be an organisation's name."""
    for part in parts:
        key = organization_key(part)
        is_short = 0 < len(key.split()) <= _MOST_NAME_WORDS and not _NUMBERS.match(key)
        if (
            is_short
            and len(key) > 2
            and not _is_mode(part)
            and not any(sign.search(folded(part)) for sign in (_HOURS, _NO_NAME, _JOB))
        ):
            return re.sub(r" (?:com|io|org|net)$", "", key)
    return ""


def _sentence(title: str) -> str:
    """Whom a long first sentence is about, else its words."""
    words = title_words(title)
    subject = _SUBJECT.match(title) if len(words) >= _SENTENCE else None
    if subject and (name := _name([subject[1]])):
        return name
    return " ".join(words) if len(words) >= _SENTENCE else ""


def _is_mode(part: str) -> bool:
    return not _MODE.sub("", folded(part)).strip()


def _is_place(part: str) -> bool:
    """Whether a part names places and beside them at most how one works."""
    pieces = [piece for piece in _TOGETHER.split(part) if piece and not _is_mode(piece)]
    return bool(pieces) and all(map(_readings, pieces))


def _town(piece: str) -> str:
    town = folded(_bare(piece)) if any(reading.is_town for reading in _readings(piece)) else ""
    return _SAME_TOWN.get(town, town)


def _readings(piece: str) -> list[Reading]:
    return readings(piece, whole=True) or readings(_bare(piece), whole=True)


def _bare(piece: str) -> str:
    return _BESIDE.sub("", without_mode(piece)).strip()
