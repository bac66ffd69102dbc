"""The terms of a posting that its text states outright: employment type, and whether the work is remote."""

import re
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from pipelines.seniority import seniority
from pipelines.text import lowered
from pipelines.wording import worded

_LABELS = (
    "job type|employment type|contract type|position type|type of contract|type of employment|anstellungsart"
    "|beschäftigungsart|vertragsart|arbeitszeit|type de contrat|type de poste|type d'emploi|type d’emploi"
    "|temps de travail|tipo de contrato|tipo de jornada|jornada"
)
_FULL_TIME = (
    "full-time position|full time position|full-time role|full time role|full-time job|full-time opp"
    "|full-time, permanent|permanent, full-time|in vollzeit|vollzeitstelle|à temps plein|à temps complet"
    "|a tiempo completo|jornada completa"
)
_PART_TIME = (
    "part-time position|part time position|part-time role|part time role|part-time job|in teilzeit|oder teilzeit"
    "|teilzeitstelle|à temps partiel|jornada parcial|media jornada|a tiempo parcial"
)
_REMOTE = (
    "fully remote|fully-remote|full remote|100% remote|100 % remote|completely remote|remote position|remote role"
    "|remote job|work from anywhere in|100% homeoffice|100 % homeoffice|100% home office|komplett remote|rein remote"
    "|vollständig remote|100% télétravail|100 % télétravail|télétravail à 100|télétravail complet|100% teletrabajo"
    "|teletrabajo 100|100% en remoto|100% remoto|totalmente remoto|completamente remoto"
)
_AT_PLACE = (
    "hybrid role|hybrid position|hybrid working|hybrid-work|hybrid work environment|hybrid work model|on-site role"
    "|on-site position|not a remote|no remote work|kein homeoffice|hybrides arbeit|mode hybride|modelo híbrido"
    "|modalidad híbrida|modalidad presencial|office-based role|office based role"
)
_CUES = [words.split("|") for words in (_LABELS, _FULL_TIME, _PART_TIME, _REMOTE, _AT_PLACE)]
_KINDS = [kind for kind, words in enumerate(_CUES) for _ in words]
_LABEL, _FULL, _PART, _ANYWHERE, _PLACE = range(len(_CUES))
_MENTIONS = AhoCorasick([word for words in _CUES for word in words])
_MOST_MENTIONS = 30
_VALUE = re.compile(r"[^\S\n]{0,3}(?:[:–-]\s{0,3}|\n)([^\n]{2,60})")
_DENIED = re.compile(r"\b(?:not|no|n['’]t|non?|kein\w{0,2}|nicht|sans|sin|possible|rata for|ni)\b\W(?:\w+\W){0,3}$")
_FULL_TOO = re.compile(r"\b(?:full|voll)\W?(?:time|zeit)?\W+(?:and|or|und|oder)?\W*$")  # full and part-time positions
_IN_TITLE = re.compile(
    r"full[ -]?time|part[ -]?time|vollzeit|teilzeit|minijob|temps (?:plein|partiel|complet)|mi-temps|freelance"
    r"|jornada (?:completa|parcial)|media jornada|freiberuflich|fixed[ -]term|\bbefristet|\bcdd\b|locum"
    r"|maternity cover",
    re.I,
)
_REMOTE_IN_TITLE = re.compile(
    r"[(\[,|–-]\s*(?:100 ?%\s*|full(?:y)? )?(?:remot[eo]|home ?office|télétravail|teletrabajo)\b(?! negotiable)"
    r"|^remote\b\s*[-–:|]",
    re.I,
)


def terms(title: str, text: str) -> tuple[str | None, bool | None]:
    """The employment type in schema.org's words and whether the work is remote; None where it is not said outright.

    The title goes before the text. `You may work part-time later` says nothing of the type, `our remote teams` nothing
    of the place.
    """
    kinds, remote = _of_title(title)
    text = lowered(text)
    said: set[str] = set()
    for mention, start, end in _MENTIONS.find_matches_as_indexes(text)[:_MOST_MENTIONS]:
        kind = _KINDS[mention]
        if kind == _LABEL:
            said |= _labelled(text, end)
        elif _DENIED.search(text, max(0, start - 30), start):
            continue
        elif kind in (_ANYWHERE, _PLACE):
            remote = kind == _ANYWHERE if remote is None else remote
        else:
            said.add("PART_TIME" if kind == _PART else "FULL_TIME")
            if _FULL_TOO.search(text, max(0, start - 20), start):
                said.add("FULL_TIME")
    return kinds or ", ".join(sorted(said)) or None, remote


@lru_cache(50_000)
def _of_title(title: str) -> tuple[str | None, bool | None]:
    found = " ".join(_IN_TITLE.findall(title)).replace("maternity cover", "temporary")
    found += " intern" if seniority(title) == "intern" else ""
    remote = True if _REMOTE_IN_TITLE.search(title) else None
    return worded("employment_type", found) if found else None, remote


def _labelled(text: str, end: int) -> set[str]:
    """The kinds in what follows a label such as `Job type:`."""
    value = _VALUE.match(text, end)
    found = worded("employment_type", value[1]) if value else ""
    return set(found.split(", ")) if found.isupper() else set()
