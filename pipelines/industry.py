"""In which industry an employer works: by what it is known for, states, is called, or says of itself.

`data/employers.tsv` lists employers that are widely known. `data/industries.tsv` has a line for each kind of evidence
and industry: a NACE Rev. 2 section, a NAICS sector, a pattern or phrases. The kinds, in the order in which they are
asked: `known`; `institution`, a name that leaves no doubt; `stated`, the industry that the source gives; `employer`,
any other name; `is` and `makes`, what a text says that it is or makes, of which the first that is understood counts;
`product`, that it has a software of its own. The next kind is asked where nothing of one is found; where patterns of
one kind disagree on the section, there is no answer. Nothing is guessed.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import NamedTuple

from pipelines.organizations import is_agency, organization_key
from pipelines.titles import folded

_READ = 1_500  # characters of a text; an employer introduces itself at its beginning
_NAME = 200  # characters of a name
_REMEMBERED = 10_000  # employers
_SAYS = re.compile(
    r" (?:(?:(?:is|are) (?:an?|the|one of(?: the)?)|[a-z]+'s (?:leading|largest|first|fastest))\b([^.|•,;:\n]{3,140})"
    r"|(?:we (?:are )?(?:build|mak|develop|creat|provid|offer|sell|run|operat|deliver)[a-z]*"
    r"|(?:builds|makes|develops|creates|provides|offers|sells|operates|delivers|gives)\b)([^.|•;:\n]{3,120}))"
)  # it begins with one sign, which is looked for fast
_AFTER = re.compile(
    r" (?:for|that|which|who|where|with|to|in|at|by|on|from|powered|used|based|headquartered|dedicated|focused"
    r"|(?:help|employ|us|build|provid|speciali[sz]|offer|work|mak|serv|develop|bring|allow|enabl)ing)\b"
)
_NOT_OF_IT = re.compile(r"\b(?:role|position|candidate|you|opportunity|job|person|degree|plus|must)\b")
_Codes = tuple[str, str]


class Industry(NamedTuple):
    """`nace`: a section, A to U. `naics`: a sector (`62`, `31-33`). `evidence`: its kind; `matched`: its words."""

    nace: str
    naics: str
    evidence: str
    matched: str


def industry(employer: str | None, text: str | None = None, stated: str | None = None) -> Industry | None:
    """The employer's industry, or None where there is no evidence or it disagrees."""
    named, settled = _by_name((employer or "").strip()[:_NAME], (stated or "").strip()[:_NAME])
    return named if settled or not text else _by_text(text[:_READ])


@lru_cache(_REMEMBERED)
def _by_name(employer: str, stated: str) -> tuple[Industry | None, bool]:
    """What name and statement say, and whether that settles the matter: also a name that disagrees with itself does."""
    key = organization_key(employer).replace(" ", "")
    if codes := _known().get(key):
        return Industry(*codes, "known", employer), True
    for evidence, words in (("institution", employer), ("stated", stated), ("employer", employer)):
        if found := _hits(evidence, words):
            return _agreed(evidence, found), True
    return (Industry("N", "56", "employer", employer), True) if key and is_agency(employer) else (None, False)


def _by_text(text: str) -> Industry | None:
    """What the first statement says that is understood: `a restaurant tech startup for hotels` is a startup."""
    lower = f" {text}".lower().replace("’", "'").replace("'re ", " are ")
    for said in _SAYS.finditer(lower):
        evidence = "is" if said[1] else "makes"
        words = said[1] or said[2]
        if not _NOT_OF_IT.search(words) and (found := _last(evidence, folded(_AFTER.split(words, 1)[0]))):
            return found
    return _agreed("product", _hits("product", lower))


def _last(evidence: str, words: tuple[str, ...]) -> Industry | None:
    """The last phrase that words hold, of those that end there the longest."""
    ends = _told(evidence)
    for end in range(len(words), 0, -1):
        for phrase, (nace, naics) in ends.get(words[end - 1], ()):
            if words[max(end - len(phrase), 0) : end] == phrase:
                return Industry(nace, naics, evidence, " ".join(phrase)) if nace else None
    return None


def _hits(evidence: str, words: str) -> dict[_Codes, str]:
    """The words that each industry's pattern finds."""
    return {codes: hit[0].strip() for codes, cue in _cues(evidence) if (hit := cue.search(words))}


def _agreed(evidence: str, found: dict[_Codes, str]) -> Industry | None:
    if len({nace for nace, _ in found}) != 1:
        return None
    (nace, naics), matched = next(iter(found.items()))
    return Industry(nace, naics, evidence, matched)


@cache
def _cues(evidence: str) -> list[tuple[_Codes, re.Pattern[str]]]:
    rows = (line.split("\t") for line in _lines("industries.tsv"))
    case = 0 if evidence == "product" else re.IGNORECASE  # a text is in lower case already
    return [((nace, naics), re.compile(cue, case)) for of, nace, naics, cue in rows if of == evidence]


@cache
def _told(evidence: str) -> dict[str, list[tuple[tuple[str, ...], _Codes]]]:
    """The phrases of a kind by their last word, the longest first."""
    rows = [line.split("\t") for line in _lines("industries.tsv")]
    told = [(folded(each), (nace, naics)) for of, nace, naics, cue in rows if of == evidence for each in cue.split("|")]
    ends: dict[str, list[tuple[tuple[str, ...], _Codes]]] = {}
    for phrase, codes in sorted(told, key=lambda row: (-len(row[0]), row)):
        ends.setdefault(phrase[-1], []).append((phrase, codes))
    return ends


@cache
def _known() -> dict[str, _Codes]:
    rows = (line.split("\t") for line in _lines("employers.tsv"))
    named = chain.from_iterable(((name, (nace, naics)) for name in names.split("|")) for nace, naics, names in rows)
    return {organization_key(name).replace(" ", ""): codes for name, codes in named}


def _lines(name: str) -> list[str]:
    return (files("pipelines") / "data" / name).read_text("utf-8").split("\n")[:-1]
