"""Whether a matched form means its skill here: learnt trust in forms, and rules for names that are ordinary words too.

`data/trust.tsv` is learnt by `python -m pipelines.training.trust`, whose header says from what and how well it does.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Self

from pipelines.matching.lexicon import Match
from pipelines.matching.words import Words

_LIST_SIGNS = frozenset([",", "/", "|", "(", ")", ";", "+", "and", "or", "und", "oder", "sowie"])
_JOINING = frozenset(["+", "and", "or", "und", "oder", "sowie"])
_ENDS = frozenset(["\n", ".", "!", "?", "•", "·", "*", "-", "–", "—", ":"])
_CUES = frozenset(
    """programming program language languages developer developers development code coding script scripting scripts
    microsoft ms office software database databases framework frameworks library fluent fluency speak speaking spoken
    native bilingual speaker speakers advanced proficient""".split()
)
_BULLETS = frozenset("•·●▪■✓✔►➢→◦*-–")
_IN_LINE = frozenset("•·●▪■✓✔►➢|")  # bullets that also part entries within a line
_FUNCTIONS = frozenset(". , ; : ! ? ) \n and or into in on with of from to at for by as under".split(" "))
_TRADES = _CUES | {"engineer", "engineers", "expert", "guru", "ninja", "stack", "shop", "backend", "job"}
_DETERMINERS = frozenset(["from", "the", "a", "an", "your", "our", "my", "their", "this", "that", "more", "no"])
_LEADING = frozenset(["in", "use", "uses", "using"])  # written in Go, we use R
_PERSONAL = frozenset(
    "mr mrs ms miss dr prof professor sir herr frau contact ask call email phone interviewer manager".split()
)
_LETTERED = frozenset(
    """part appendix annex section grade band class block unit row plan schedule group phase series type category
    figure table gate platform wing ward""".split()
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
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
    if not written.isascii():
        written = _UNSEEN.sub("", written)
    if match.first == match.last and form != form.lower():
        if not _spells(written, form) or (written.islower() and _is_thing(cut, match.first)):
            return False
        if written.istitle() and _is_surname(cut, match.first):
            return False
    if verdict == "guarded":
        return stands_as_name(cut, match, written, form)
    return verdict != "name" or written.startswith(form)


def in_address(text: str, start: int, end: int) -> bool:
    """Whether a span lies within a web or mail address."""
    if _ADDRESS_SIGNS.isdisjoint((text[start - 1 : start], text[start], text[end : end + 1])):
        return False
    before, after = text[max(start - 200, 0) : start].split(), text[end : end + 200].split()
    near = before[-1:] if before and not text[start - 1].isspace() else []
    far = after[:1] if after and not text[end].isspace() else []
    return _ADDRESS.search("".join(near) + text[start:end] + "".join(far)) is not None


def _spells(written: str, form: str) -> bool:
    """Whether a name is written as such: `GPs` is not GPS and `the Greeks` no Greek, but PCBs are PCB."""
    base = re.sub("['’][sS]$", "", written)
    letters = base.lstrip(".")  # .Net
    if base.lower() != form.lower():
        return form.isupper() and base == form + "s"
    return base == form or base.islower() or base.isupper() or letters[1:].islower() or not form.isupper()


def _is_thing(cut: Words, word: int) -> bool:
    """Whether a small word is something that one can have one of: `a ruby in a ring`, but not `a ruby developer`."""
    if word == 0 or cut.folded[word - 1] not in {"a", "an"}:
        return False
    following = cut.folded[word + 1 : word + 5]
    return _FUNCTIONS.issuperset(following[:1]) and _TRADES.isdisjoint(following)


def _is_surname(cut: Words, word: int) -> bool:
    """Whether it follows a first name, and that a word for a person: contact Dr. Paul French."""
    if word < 2 or cut.word(word - 1).islower() or not cut.word(word - 1).istitle():
        return False
    return not _PERSONAL.isdisjoint(cut.folded[max(word - 4, 0) : word - 1])


def stands_as_name(cut: Words, match: Match, written: str, form: str) -> bool:
    """Whether an ordinary word stands here as a name: in the name's own case and in a name's company."""
    first, last = match.first, match.last
    if written != form or (len(form) == 1 and first and cut.folded[first - 1] in _LETTERED):
        return False
    before = _within(cut.folded[max(first - _WINDOW, 0) : first][::-1])
    after = _within(cut.folded[last + 1 : last + 1 + _WINDOW])
    if before[:1] and before[0] in _DETERMINERS:
        return bool(after) and after[0] in _CUES  # from Scratch; the R language
    if _listed(cut, first - 1, -1) or _listed(cut, last + 1, 1) or _fills_entry(cut, first, last):
        return True
    if not before or _says_nothing(cut, first, last):  # Docker for developers; not: Excel at public speaking
        return not _CUES.isdisjoint(after if after[:1] in (["for"], ["by"]) else after[:1])
    if before[:1] and before[0] in _LEADING and cut.word(first - 1).islower():
        return not after or not cut.word(last + 1)[0].isupper()
    return not _CUES.isdisjoint(before + after)


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
    if len(word) == 1 and cut.folded[sign] in _JOINING:  # R and D, R+R
        return False
    return word[0].isupper() or (word[0].isalpha() and not (word.isalpha() and word.islower()))  # ggplot2, jQuery


def _fills_entry(cut: Words, first: int, last: int) -> bool:
    """Whether nothing else stands in an entry of a list: `- Docker`, `2) Docker`."""
    behind = cut.folded[last + 1 : last + 4]
    ends = behind[:1] in ([], ["\n"]) or behind[0] in _IN_LINE or _is_number(behind[behind[0] == "(" :])
    return ends and first > 0 and (cut.word(first - 1) in _BULLETS or _is_numbered(cut, first - 1))


def _is_number(words: list[str]) -> bool:
    """Whether words begin as a list's entry does: `2)`, `b)`."""
    return words[1:2] == [")"] and (words[0].isdigit() or len(words[0]) == 1)


def _is_numbered(cut: Words, sign: int) -> bool:
    """Whether a sign closes the number of a list's entry: `2)`, `(2)`, and at the beginning of a line `2.`."""
    number = cut.folded[max(sign - 1, 0) : sign + 1]
    if number[1:] == ["."]:
        return number[0].isdigit() and (sign == 1 or cut.folded[sign - 2] == "\n")
    return _is_number(number)


def _says_nothing(cut: Words, first: int, last: int) -> bool:
    """Whether the words around all begin with, or are in, capitals, so that a capital says nothing."""
    around = (*range(max(first - _WINDOW, 0), first), *range(last + 1, min(last + 1 + _WINDOW, len(cut.folded))))
    plain = [word for word in map(cut.word, around) if len(word) > 3]
    return len(plain) > 1 and all(word[0].isupper() for word in plain)
