"""Exact matching of many surface forms in a text: word-delimited, leftmost-longest, non-overlapping, in any script.

A text is cut into words once (`words`); any number of lexicons then look it up. A word is folded (case, compatibility
forms, apostrophes, British and American spelling) and only the last word of a form also forgets its plural, so that
`driver's licenses` finds `driver's licence` while `communications manager` stays what it is. Spaces and hyphens inside
a line join words; any other sign stands as a word of its own, so that a form never spans a comma or a full stop.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, compress, count
from typing import NamedTuple, TypeVar

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"  # written without spaces: each sign is a word
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"  # soft hyphens and zero-width signs inside a word
_LETTER = rf"[^\W_{_CJK}]"
_WORD = re.compile(
    rf"({_LETTER}++(?:['’{_UNSEEN}]{_LETTER}++)*+(?:[+#]++(?!{_LETTER}))?+"  # don't, c++, c#
    r"|[^\w\s\-‐‑.]"
    r"|\n(?![ \t]*+[a-z])"  # a line break, unless prose runs on in lower case
    rf"|\.(?:(?i:net|js)(?!{_LETTER}))?+"  # a full stop; .net, and the second half of node.js
    rf"|(?:(?<!{_LETTER})[-‐‑]|[-‐‑](?!{_LETTER}))"  # a hyphen, but not between letters
    rf"|[{_CJK}])"
)
_DROPPED = re.compile(rf"['’{_UNSEEN}]")
_AMERICAN = re.compile(
    r"(?<=[a-z]{3}[^c]i)s(?=(?:e[drs]?|ing|ations?)$)|(?<=[a-z]{3}y)s(?=e[drs]?$)|(?<=[a-z]{4}l)l(?=(?:ed|ing)$)"
)
_SPELLED = {
    "behaviour": "behavior", "behavioural": "behavioral", "catalogue": "catalog", "centre": "center", "colour": "color",
    "defence": "defense", "favour": "favor", "fibre": "fiber", "labour": "labor", "licence": "license",
    "licences": "licenses", "metre": "meter", "neighbourhood": "neighborhood", "practise": "practice",
    "programme": "program", "programmes": "programs", "theatre": "theater", "tumour": "tumor", "&": "and",
    "paediatric": "pediatric", "paediatrics": "pediatrics", "orthopaedic": "orthopedic", "anaesthesia": "anesthesia",
    "gynaecology": "gynecology", "haematology": "hematology", "oncall": "on-call",
}  # fmt: skip
_REMEMBERED = 200_000
T = TypeVar("T")


class _Folded(dict[str, tuple[str, str]]):
    """Words as they are compared, with and without a plural's ending, remembered as they come."""

    def __missing__(self, word: str) -> tuple[str, str]:
        if len(self) > _REMEMBERED:
            self.clear()
        folded = unicodedata.normalize("NFKC", _DROPPED.sub("", word)).casefold()
        folded = _SPELLED.get(folded) or _AMERICAN.sub(lambda found: "z" if found[0] == "s" else "", folded)
        self[word] = both = folded, _singular(folded)
        return both


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics", "works")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("xes", "ches", "shes", "sses")) else word[:-1]


_FOLDED = _Folded()


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words: as written, folded, folded without plural, and where each begins (code points)."""

    text: str
    written: list[str]
    folded: list[str]
    singular: list[str]
    starts: list[int]

    def end(self, last: int) -> int:
        """Where the word number `last` ends."""
        return self.starts[last] + len(self.written[last])


def words(text: str) -> Words:
    """Cut a text into words in one linear pass."""
    pieces = _WORD.split(text)
    written = pieces[1::2]
    folded, singular = map(list, zip(*[_FOLDED[word] for word in written], strict=True)) if written else ([], [])
    return Words(text, written, folded, singular, list(accumulate(map(len, pieces)))[::2])


class Match(NamedTuple):
    """Words `first` to `last` of a text are a form of the lexicon.

    `key` is the form folded; `forms` are the numbers of the forms that fold to it.
    """

    first: int
    last: int
    key: str
    forms: tuple[int, ...]


Forms = tuple[tuple[int, ...], ...]  # by group, the numbers of the forms that fold to the same


class _Starts(NamedTuple):
    """What begins with a word: forms of one word, and by second word (without plural) the lengths of longer forms."""

    alone: Forms | None
    key: str
    lengths: dict[str, tuple[int, ...]]


class _Beginnings(dict[str, _Starts | None]):
    """What begins with each folded word; of a plural that is no form itself, what its singular alone is."""

    def __missing__(self, word: str) -> _Starts | None:
        if len(self) > _REMEMBERED:
            return None
        singular = self.get(_singular(word))
        self[word] = found = _Starts(singular.alone, singular.key, {}) if singular and singular.alone else None
        return found


class Lexicon:
    """Groups of surface forms, looked up together; those of each group are numbered in the order in which they come."""

    def __init__(self, *groups: Iterable[str]) -> None:
        self._size = len(groups)
        self._forms: dict[str, Forms] = {}
        single: set[str] = set()
        lengths: dict[str, dict[str, set[int]]] = {}
        for group, forms in enumerate(groups):
            for number, form in enumerate(forms):
                cut = words(form)
                if len(cut.folded) == 1:  # `windows` and `sales` keep their s; a text's plural still finds a singular
                    single.add(cut.folded[0])
                    self._add(cut.folded[0], group, number)
                elif cut.folded:
                    self._add(" ".join([*cut.folded[:-1], cut.singular[-1]]), group, number)
                    lengths.setdefault(cut.folded[0], {}).setdefault(cut.singular[1], set()).add(len(cut.folded))
        self._starts = _Beginnings()
        for word in sorted(single | lengths.keys()):
            seconds = {second: tuple(sorted(found, reverse=True)) for second, found in lengths.get(word, {}).items()}
            alone = word if word in single else _singular(word)
            self._starts[word] = _Starts(self._forms[alone] if alone in single else None, alone, seconds)

    def _add(self, key: str, group: int, number: int) -> None:
        known = self._forms.get(key) or ((),) * self._size
        self._forms[key] = (*known[:group], (*known[group], number), *known[group + 1 :])

    def matches(self, text: Words) -> list[list[Match]]:
        """For each group every match, by place and then by falling length; they overlap."""
        found: list[list[Match]] = [[] for _ in range(self._size)]
        starts = [self._starts[word] for word in text.folded]
        following = [*text.singular[1:], ""]
        for first in compress(count(), starts):
            alone, key, lengths = starts[first]  # type: ignore[misc]  # compress leaves the empty ones out
            for length in lengths.get(following[first], ()):
                last = first + length - 1
                longer = " ".join([*text.folded[first:last], *text.singular[last : last + 1]])
                if last < len(following) and (forms := self._forms.get(longer)):
                    _append(found, first, last, longer, forms)
            if alone:
                _append(found, first, first, key, alone)
        return found


def _append(found: list[list[Match]], first: int, last: int, key: str, forms: Forms) -> None:
    for matches, numbers in zip(found, forms, strict=True):
        if numbers:
            matches.append(Match(first, last, key, numbers))


def longest(matches: Iterable[Match], choose: Callable[[Match], T | None]) -> Iterator[T]:
    """What `choose` makes of the leftmost-longest matches; where it refuses one, the next shorter or later."""
    free = 0
    for match in matches:
        if match.first >= free and (chosen := choose(match)) is not None:
            free = match.last + 1
            yield chosen
