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
from itertools import accumulate, chain, compress, count
from typing import NamedTuple, TypeVar

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"  # written without spaces: each sign is a word
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"  # soft hyphens and zero-width signs inside a word
_LETTER = rf"[^\W_{_CJK}]"
_WORD = re.compile(
    rf"({_LETTER}++(?:['’{_UNSEEN}]{_LETTER}++)*+(?:[+#]++(?!{_LETTER}))?+"  # don't, c++, c#
    r"|[^\w\s\-‐‑.]"
    r"|\n(?![a-z])"  # a line break, unless prose runs on in lower case
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
_REMEMBERED, _LONGEST = 200_000, 40
T = TypeVar("T")


def _fold(word: str) -> str:
    folded = unicodedata.normalize("NFKC", _DROPPED.sub("", word)).casefold()
    return _SPELLED.get(folded) or _AMERICAN.sub(lambda found: "z" if found[0] == "s" else "", folded)


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics", "works")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("xes", "ches", "shes", "sses")) else word[:-1]


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words: folded, folded without plural, and where each begins (code points)."""

    text: str
    folded: list[str]
    singular: list[str]
    starts: list[int]

    @property
    def written(self) -> list[str]:
        """The words as they are written."""
        return _WORD.findall(self.text)

    def word(self, number: int) -> str:
        """One word as it is written."""
        found = _WORD.match(self.text, self.starts[number])
        return found[0] if found else ""

    def end(self, number: int) -> int:
        """Where the word with this number ends."""
        found = _WORD.match(self.text, self.starts[number])
        return found.end() if found else self.starts[number]


class Match(NamedTuple):
    """Words `first` to `last` of a text are a form of the lexicon.

    `key` is the form folded; `forms` are the numbers of the forms that fold to it.
    """

    first: int
    last: int
    key: str
    forms: tuple[int, ...]


Thirds = dict[str, tuple[int, ...]]  # by third word the lengths of the forms; under "" whether two words are one
Seconds = dict[str, Thirds]
_NOTHING: Seconds = {}


class _Piece(NamedTuple):
    """What stands between two spaces: its words folded, folded without plural and placed, and what begins with them."""

    folded: tuple[str, ...]
    singular: tuple[str, ...]
    offsets: tuple[int, ...]
    alone: tuple[str | None, ...]
    seconds: tuple[Seconds, ...]


class _Pieces(dict[str, _Piece]):
    """Pieces of text cut into words and looked up, remembered as they come, since most come again."""

    def __init__(self, alone: set[str], seconds: dict[str, Seconds]) -> None:
        super().__init__()
        self._alone = alone
        self._seconds = seconds

    def __missing__(self, piece: str) -> _Piece:
        found = list(_WORD.finditer(piece))
        folded = tuple(_fold(match[0]) for match in found)
        singular = tuple(map(_singular, folded))
        alone = tuple(
            next((word for word in both if word in self._alone), None) for both in zip(folded, singular, strict=True)
        )
        seconds = tuple(self._seconds.get(word, _NOTHING) for word in folded)
        cut = _Piece(folded, singular, tuple(match.start() for match in found), alone, seconds)
        if len(piece) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[piece] = cut
        return cut

    def cut(self, text: str) -> tuple[Words, list[str | None], list[Seconds]]:
        """The words of a text, and for each the form that it is alone and what longer forms begin with it."""
        pieces = text.split(" ")
        folded, singular, offsets, alone, seconds = zip(*[self[piece] for piece in pieces], strict=True)
        begins = accumulate(map(len, pieces), initial=0)  # and one for each space
        starts = [
            begin + spaces + offset
            for spaces, (begin, places) in enumerate(zip(begins, offsets, strict=False))
            for offset in places
        ]
        columns = (list(chain.from_iterable(column)) for column in (folded, singular))
        return Words(text, *columns, starts), list(chain.from_iterable(alone)), list(chain.from_iterable(seconds))


_PLAIN = _Pieces(set(), {})


def words(text: str) -> Words:
    """Cut a text into words in one linear pass."""
    return _PLAIN.cut(text)[0]


class Lexicon:
    """Groups of surface forms, looked up together; those of each group are numbered in the order in which they come.

    A form of several words is looked for only where its first two words, and if it is longer its first three, stand.
    """

    def __init__(self, *groups: Iterable[str]) -> None:
        self._size = len(groups)
        self._forms: dict[str, list[tuple[int, tuple[int, ...]]]] = {}  # by folded form, groups and numbers in each
        alone: set[str] = set()
        seconds: dict[str, Seconds] = {}
        for group, forms in enumerate(groups):
            for number, form in enumerate(forms):
                cut = words(form)
                size = len(cut.folded)
                if size == 1:  # `windows` and `sales` keep their s; a text's plural still finds a singular
                    alone.add(cut.folded[0])
                elif size > 1:
                    thirds = seconds.setdefault(cut.folded[0], {}).setdefault(cut.singular[1], {})
                    third = cut.singular[2] if size > 2 else ""
                    thirds[third] = tuple(sorted({*thirds.get(third, ()), size}, reverse=True))
                if size:
                    self._add(cut.folded[0] if size == 1 else _joined(cut, 0, size), group, number)
        self._pieces = _Pieces(alone, seconds)

    def _add(self, key: str, group: int, number: int) -> None:
        known = self._forms.setdefault(key, [])
        if known and known[-1][0] == group:
            known[-1] = group, (*known[-1][1], number)
        else:
            known.append((group, (number,)))

    def read(self, text: str) -> tuple[Words, list[list[Match]]]:
        """A text's words, and for each group every match, by place and then by falling length; they overlap."""
        cut, alone, seconds = self._pieces.cut(text)
        found: list[list[Match]] = [[] for _ in range(self._size)]
        following = [*cut.singular[1:], "", ""]
        thirds = list(map(dict.get, seconds, following))
        for first in sorted({*compress(count(), thirds), *compress(count(), alone)}):
            if several := thirds[first]:
                for length in (*several.get(following[first + 1] or "\n", ()), *several.get("", ())):
                    if first + length <= len(cut.folded):
                        self._look_up(_joined(cut, first, length), first, first + length - 1, found)
            if key := alone[first]:
                self._look_up(key, first, first, found)
        return cut, found

    def _look_up(self, key: str, first: int, last: int, found: list[list[Match]]) -> None:
        for group, numbers in self._forms.get(key, ()):
            found[group].append(Match(first, last, key, numbers))


def _joined(text: Words, first: int, length: int) -> str:
    """Words folded, the last without a plural's ending."""
    last = first + length - 1
    return " ".join([*text.folded[first:last], text.singular[last]])


def longest(matches: Iterable[Match], choose: Callable[[Match], T | None]) -> Iterator[T]:
    """What `choose` makes of the leftmost-longest matches; where it refuses one, the next shorter or later."""
    free = 0
    for match in matches:
        if match.first >= free and (chosen := choose(match)) is not None:
            free = match.last + 1
            yield chosen
