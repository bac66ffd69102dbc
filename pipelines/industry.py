"""In which industry an employer works: by the industry it states, by its name, or by what its text says of it.

`data/industries.tsv` has a line for each kind of evidence and industry: a NACE Rev. 2 section, a NAICS sector, and a
pattern. Each kind is asked in that order, and only a kind whose hits agree on one industry answers; nothing is guessed.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

_READ = 20_000  # characters of a text; an employer introduces itself at its beginning
_NAME = 200  # characters of a name


class Industry(NamedTuple):
    """`nace`: a section, A to U. `naics`: a sector (`62`, `31-33`). `evidence`: stated, employer or text; its words."""

    nace: str
    naics: str
    evidence: str
    matched: str


def industry(employer: str | None, text: str | None = None, stated: str | None = None) -> Industry | None:
    """The employer's industry, or None where there is no evidence or it disagrees."""
    named = _by_name(employer or "", stated or "")
    return named if named or not text else _agreed("text", text[:_READ])


@lru_cache(10_000)
def _by_name(employer: str, stated: str) -> Industry | None:
    return _agreed("stated", stated.strip()[:_NAME]) or _agreed("employer", employer.strip()[:_NAME])


def _agreed(evidence: str, words: str) -> Industry | None:
    found = {(nace, naics): hit[0] for nace, naics, cue in _cues(evidence) if (hit := cue.search(words))}
    if len({nace for nace, _ in found}) != 1:
        return None
    (nace, naics), matched = next(iter(found.items()))
    return Industry(nace, naics, evidence, matched)


@cache
def _cues(evidence: str) -> list[tuple[str, str, re.Pattern[str]]]:
    lines = (files("pipelines") / "data" / "industries.tsv").read_text("utf-8").split("\n")[:-1]
    rows = [line.split("\t") for line in lines]
    return [(nace, naics, re.compile(cue, re.I)) for of, nace, naics, cue in rows if of == evidence]
