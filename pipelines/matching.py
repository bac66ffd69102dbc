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
from itertools import accumulate, chain, compress, count, repeat
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


class _Piece(NamedTuple):
    """What stands between two spaces: words as written, folded, folded without plural, and their places in it."""

    written: tuple[str, ...]
    folded: tuple[str, ...]
    singular: tuple[str, ...]
    offsets: tuple[int, ...]


class _Pieces(dict[str, _Piece]):
    """Pieces of text cut into words, remembered as they come, since most come again."""

    def __missing__(self, piece: str) -> _Piece:
        found = list(_WORD.finditer(piece))
        written = tuple(match[0] for match in found)
        folded = tuple(map(_fold, written))
        cut = _Piece(written, folded, tuple(map(_singular, folded)), tuple(match.start() for match in found))
        if len(piece) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[piece] = cut
        return cut


def _fold(word: str) -> str:
    folded = unicodedata.normalize("NFKC", _DROPPED.sub("", word)).casefold()
    return _SPELLED.get(folded) or _AMERICAN.sub(lambda found: "z" if found[0] == "s" else "", folded)


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics", "works")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("xes", "ches", "shes", "sses")) else word[:-1]


_PIECES = _Pieces()


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
    pieces = text.split(" ")
    written, folded, singular, offsets = zip(*[_PIECES[piece] for piece in pieces], strict=True)
    begins = accumulate(map(len, pieces), initial=0)  # and one for each space
    starts = [
        begin + spaces + offset
        for spaces, (begin, places) in enumerate(zip(begins, offsets, strict=False))
        for offset in places
    ]
    return Words(text, *(list(chain.from_iterable(parts)) for parts in (written, folded, singular)), starts)


class Match(NamedTuple):
    """Words `first` to `last` of a text are a form of the lexicon.

    `key` is the form folded; `forms` are the numbers of the forms that fold to it.
    """

    first: int
    last: int
    key: str
    forms: tuple[int, ...]


Forms = tuple[tuple[int, ...], ...]  # by group, the numbers of the forms that fold to the same


class _Alone(dict[str, str | None]):
    """The form of one word that each folded word is: itself, else its singular, else none."""

    def __missing__(self, word: str) -> str | None:
        singular = self.get(_singular(word))
        if len(self) < _REMEMBERED:
            self[word] = singular
        return singular


Thirds = dict[str, tuple[int, ...]]  # by third word the lengths of the forms; under "" whether two words are one
_NOTHING: dict[str, Thirds] = {}


class Lexicon:
    """Groups of surface forms, looked up together; those of each group are numbered in the order in which they come.

    A form of several words is looked for only where its first two words, and if it is longer its first three, stand.
    """

    def __init__(self, *groups: Iterable[str]) -> None:
        self._size = len(groups)
        self._forms: dict[str, Forms] = {}
        self._alone = _Alone()
        self._seconds: dict[str, dict[str, Thirds]] = {}
        for group, forms in enumerate(groups):
            for number, form in enumerate(forms):
                cut = words(form)
                if len(cut.folded) == 1:  # `windows` and `sales` keep their s; a text's plural still finds a singular
                    self._alone[cut.folded[0]] = cut.folded[0]
                    self._add(cut.folded[0], group, number)
                elif cut.folded:
                    self._add(_joined(cut, 0, len(cut.folded)), group, number)
                    thirds = self._seconds.setdefault(cut.folded[0], {}).setdefault(cut.singular[1], {})
                    third = cut.singular[2] if len(cut.singular) > 2 else ""
                    thirds[third] = tuple(sorted({*thirds.get(third, ()), len(cut.folded)}, reverse=True))

    def _add(self, key: str, group: int, number: int) -> None:
        known = self._forms.get(key) or ((),) * self._size
        self._forms[key] = (*known[:group], (*known[group], number), *known[group + 1 :])

    def matches(self, text: Words) -> list[list[Match]]:
        """For each group every match, by place and then by falling length; they overlap."""
        found: list[list[Match]] = [[] for _ in range(self._size)]
        alone = [self._alone[word] for word in text.folded]
        seconds = map(self._seconds.get, text.folded, repeat(_NOTHING))
        following = [*text.singular[1:], "", ""]
        thirds = list(map(dict.get, seconds, following))
        for first in sorted({*compress(count(), thirds), *compress(count(), alone)}):
            if several := thirds[first]:
                for length in (*several.get(following[first + 1] or "\n", ()), *several.get("", ())):
                    self._look_up(text, first, length, found)
            if key := alone[first]:
                _append(found, first, first, key, self._forms[key])
        return found

    def _look_up(self, text: Words, first: int, length: int, found: list[list[Match]]) -> None:
        key = _joined(text, first, length)
        if first + length <= len(text.folded) and (forms := self._forms.get(key)):
            _append(found, first, first + length - 1, key, forms)


def _joined(text: Words, first: int, length: int) -> str:
    """Words folded, the last without a plural's ending."""
    last = first + length - 1
    return " ".join([*text.folded[first:last], *text.singular[last : last + 1]])


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
