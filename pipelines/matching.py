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
from itertools import accumulate
from typing import NamedTuple, TypeVar

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"  # written without spaces: each sign is a word
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"  # soft hyphens and zero-width signs inside a word
_LETTER = rf"[^\W_{_CJK}]"
_WORD = re.compile(
    rf"({_LETTER}+(?:['’{_UNSEEN}]{_LETTER}+)*(?:[+#]+(?!{_LETTER}))?"  # don't, c++, c#
    rf"|\.(?i:net|js)(?!{_LETTER})"  # .net, the second half of node.js
    r"|\n(?![ \t]*[a-z])"  # a line break, unless prose runs on in lower case
    rf"|(?!(?<={_LETTER})[-‐‑](?={_LETTER}))[^\w\s]"  # any sign but a hyphen between letters
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


class _Folded(dict[str, str]):
    """Words as they are compared, remembered as they come."""

    def __missing__(self, word: str) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
        folded = unicodedata.normalize("NFKC", _DROPPED.sub("", word)).casefold()
        folded = _SPELLED.get(folded) or _AMERICAN.sub(lambda found: "z" if found[0] == "s" else "", folded)
        self[word] = folded
        return folded


class _Singular(dict[str, str]):
    """Folded words without a plural's ending, remembered as they come."""

    def __missing__(self, word: str) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
        self[word] = singular = _singular(word)
        return singular


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics", "sis")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("xes", "ches", "shes", "sses")) else word[:-1]


_FOLDED, _SINGULAR = _Folded(), _Singular()


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
    folded = list(map(_FOLDED.__getitem__, written))
    return Words(
        text, written, folded, list(map(_SINGULAR.__getitem__, folded)), list(accumulate(map(len, pieces)))[::2]
    )


class Match(NamedTuple):
    """Words `first` to `last` of a text are a form of the lexicon.

    `key` is the form folded; `forms` are the numbers of the forms that fold to it.
    """

    first: int
    last: int
    key: str
    forms: tuple[int, ...]


class Lexicon:
    """Surface forms, numbered in the order in which they are given; several may be the same once folded."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._single: dict[str, tuple[int, ...]] = {}
        self._joined: dict[str, tuple[int, ...]] = {}
        lengths: dict[tuple[str, str], set[int]] = {}
        for number, form in enumerate(forms):
            cut = words(form)
            if len(cut.folded) == 1:  # `windows` and `sales` keep their s; a text's plural still finds a singular
                self._single[cut.folded[0]] = (*self._single.get(cut.folded[0], ()), number)
            elif cut.folded:
                key = " ".join([*cut.folded[:-1], cut.singular[-1]])
                self._joined[key] = (*self._joined.get(key, ()), number)
                lengths.setdefault((cut.folded[0], cut.singular[1]), set()).add(len(cut.folded))
        self._lengths = {pair: tuple(sorted(found, reverse=True)) for pair, found in lengths.items()}

    def candidates(self, text: Words) -> Iterator[Match]:
        """Every match that begins at each word, by place and then by falling length; they overlap."""
        folded, singular, joined, single = text.folded, text.singular, self._joined, self._single.get
        pairs = [*map(self._lengths.get, zip(folded, singular[1:])), None]  # noqa: B905 - the last word begins no pair
        alone = list(map(single, folded, map(single, singular)))
        for first in [i for i, found in enumerate(zip(pairs, alone, strict=False)) if found != (None, None)]:
            for length in pairs[first] or ():
                last = first + length - 1
                key = " ".join([*folded[first:last], singular[last]]) if last < len(folded) else ""
                if numbers := joined.get(key):
                    yield Match(first, last, key, numbers)
            if numbers := alone[first]:
                yield Match(first, first, folded[first] if folded[first] in self._single else singular[first], numbers)

    def find(self, text: Words, choose: Callable[[Match], T | None]) -> Iterator[T]:
        """What `choose` makes of the leftmost-longest matches; where it refuses one, the next shorter or later."""
        free = 0
        for match in self.candidates(text):
            if match.first >= free and (chosen := choose(match)) is not None:
                free = match.last + 1
                yield chosen
