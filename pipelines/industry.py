"""In which NACE Rev. 2 section an employer works: by the industry it states, by its name, or by what its text says.

`data/industries.tsv` has a line for each kind of evidence and section: a pattern. Each kind is asked in that order, and
only a kind whose hits agree on one section answers; nothing is guessed.
"""

import re
from functools import cache
from importlib.resources import files

_READ = 20_000  # characters of a text; an employer introduces itself at its beginning


def industry(employer: str | None, text: str | None = None, stated: str | None = None) -> str | None:
    """The section, a letter from A to U, or None where there is no evidence or it disagrees."""
    evidence = (("stated", (stated or "").strip()[:200]), ("employer", (employer or "").strip()[:200]))
    for kind, words in (*evidence, ("text", (text or "")[:_READ])):
        sections = {section for section, pattern in _cues(kind) if words and pattern.search(words)}
        if sections:
            return sections.pop() if len(sections) == 1 else None
    return None


@cache
def _cues(kind: str) -> list[tuple[str, re.Pattern[str]]]:
    lines = (files("pipelines") / "data" / "industries.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return [(section, re.compile(pattern, re.I)) for of, section, pattern in rows if of == kind]
