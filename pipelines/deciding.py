"""Whether a matched form means its skill here: learnt trust in forms, and rules for names that are ordinary words too.

`data/trust.tsv` is learnt by `python -m pipelines.training.trust`, whose header says from what and how well it does.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Self

from pipelines.matching.lexicon import Match
from pipelines.matching.words import Words

_LIST_SIGNS = frozenset([",", "/", "|", "(", ")", ";", "and", "or"])
_ENDS = frozenset(["\n", ".", "!", "?", "•", "·", "*", "-", "–", "—", ":"])
_CUES = frozenset(
    """programming program language languages developer developers development code coding script scripting scripts
    microsoft ms office software database databases framework frameworks library fluent fluency speak speaking spoken
    native bilingual speaker speakers advanced proficient""".split()
)
_BULLETS = frozenset("•·●▪■*-–")
_DETERMINERS = frozenset(["from", "the", "a", "an", "your", "our", "my", "their", "this", "that", "more", "no"])
_WINDOW = 3
_ADDRESS_SIGNS = frozenset("@/.-_?=&#%~")
_ADDRESS = re.compile(r"://|@|www\.|\?\w+=|\.(?:com|org|html?|aspx?|php|co\.uk|gov|edu)(?:\W|$)", re.I)


class Trusted:
    """The learnt list. A form outside it is trusted as its kind is."""

    def __init__(self, trust: dict[str, float], verdicts: dict[str, str]) -> None:
        self._trust = trust
        self._verdicts = verdicts

    @classmethod
    @cache
    def load(cls) -> Self:
        """The list that ships with the pipelines."""
        lines = (files("pipelines") / "data" / "trust.tsv").read_text("utf-8").splitlines()
        rows = [line.split("\t") for line in lines if not line.startswith("# ")]
        return cls({row[0]: float(row[3]) for row in rows}, {row[0]: row[4] for row in rows if row[4]})

    def score(self, key: str, otherwise: float) -> float:
        """The share in which the form meant a skill, from 0 to 1; `otherwise` where it is not in the list."""
        return self._trust.get(key, otherwise)

    def verdict(self, key: str) -> str:
        """What was learnt of a form: distrusted, guarded, or nothing."""
        return self._verdicts.get(key, "")


def means(cut: Words, match: Match, begin: int, end: int, form: str, verdict: str) -> bool:
    """Whether a name, written as it is at `begin:end` and standing where it does, is what the form names."""
    written = cut.text[begin:end]
    if match.first == match.last and form != form.lower() and not _spells(written, form):
        return False
    if verdict == "guarded":
        return stands_as_name(cut, match, form)
    return verdict != "name" or written.startswith(form)


def in_address(text: str, start: int, end: int) -> bool:
    """Whether a span lies within a web or mail address."""
    if text[start - 1 : start] not in _ADDRESS_SIGNS and text[end : end + 1] not in _ADDRESS_SIGNS:
        return False
    before, after = text[max(start - 200, 0) : start].split(), text[end : end + 200].split()
    near = before[-1:] if before and not text[start - 1].isspace() else []
    far = after[:1] if after and not text[end].isspace() else []
    return _ADDRESS.search("".join(near) + text[start:end] + "".join(far)) is not None


def _spells(written: str, form: str) -> bool:
    """Whether a name is written as such: `GPs` is not GPS and `the Greeks` no Greek, but PCBs are PCB."""
    base = re.sub("['’][sS]$", "", written)
    if base.lower() != form.lower():
        return form.isupper() and base == form + "s"
    return base == form or base.islower() or base.isupper() or base[1:].islower() or not form.isupper()


def stands_as_name(cut: Words, match: Match, form: str) -> bool:
    """Whether an ordinary word stands here as a name: in the name's own case and in a name's company."""
    first, last = match.first, match.last
    if cut.text[cut.starts[first] : cut.end(last)] != form:
        return False
    before = _within(cut.folded[max(first - _WINDOW, 0) : first][::-1])
    after = _within(cut.folded[last + 1 : last + 1 + _WINDOW])
    if before[:1] and before[0] in _DETERMINERS:
        return bool(after) and after[0] in _CUES  # from Scratch; the R language
    if _listed(cut, first - 1, -1) or _listed(cut, last + 1, 1) or _fills_entry(cut, first, last):
        return True
    return not _CUES.isdisjoint(after[:1] if _says_nothing(cut, first, last) else before + after)


def _within(neighbours: list[str]) -> list[str]:
    """The neighbours up to the end of the sentence or line."""
    ends = [place for place, word in enumerate(neighbours) if word in _ENDS]
    return neighbours[: ends[0]] if ends else neighbours


def _listed(cut: Words, sign: int, step: int) -> bool:
    """Whether a sign of a list stands beside, and behind it another name."""
    beside = sign + step
    if min(sign, beside) < 0 or max(sign, beside) >= len(cut.folded) or cut.word(sign).lower() not in _LIST_SIGNS:
        return False
    if cut.word(beside).lower() in _LIST_SIGNS:  # "Python, and R"
        beside += step
    if not 0 <= beside < len(cut.folded):
        return False
    word = cut.word(beside)
    return word[0].isupper() or (word[0].isalpha() and not (word.isalpha() and word.islower()))  # ggplot2, jQuery


def _fills_entry(cut: Words, first: int, last: int) -> bool:
    """Whether nothing else stands in an entry of a list: `- Docker`."""
    line = cut.folded[last + 1 : last + 2]
    return cut.folded[max(first - 1, 0) : first] != [] and cut.word(first - 1) in _BULLETS and line in ([], ["\n"])


def _says_nothing(cut: Words, first: int, last: int) -> bool:
    """Whether the words around all begin with, or are in, capitals, so that a capital says nothing."""
    around = (*range(max(first - _WINDOW, 0), first), *range(last + 1, min(last + 1 + _WINDOW, len(cut.folded))))
    plain = [word for word in map(cut.word, around) if len(word) > 3]
    return len(plain) > 1 and all(word[0].isupper() for word in plain)
