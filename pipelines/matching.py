"""Exact matching of many surface forms in a text: word-delimited, leftmost-longest, non-overlapping, in any script.

A text is cut into words and looked up in one pass, for any number of groups of forms at once. Only the last word of a
form forgets its plural, so that `driver's licenses` finds `driver's licence` while `communications manager` stays what
it is.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, chain, compress, count, repeat
from operator import add
from typing import NamedTuple, TypeVar

from pipelines.words import WORD, Words, fold, singular

_REMEMBERED, _LONGEST = 200_000, 40
_BETWEEN = "\0"  # no form holds it
T = TypeVar("T")


class Match(NamedTuple):
    """Words `first` to `last` of a text are a form of the lexicon.

    `key` is the form folded; `forms` are the numbers of the forms that fold to it.
    """

    first: int
    last: int
    key: str
    forms: tuple[int, ...]


Forms = list[tuple[int, tuple[int, ...]]]  # groups, and the numbers in each of the forms that fold to the same


class _Pair(NamedTuple):
    """Two words (the second without plural): the form that they are, and by third word the lengths of longer forms."""

    key: str
    forms: Forms
    longer: dict[str, tuple[int, ...]]


class _Alone(NamedTuple):
    """A word that is a form."""

    key: str
    forms: Forms


Seconds = dict[str, _Pair]
_NOTHING: Seconds = {}


class _Word(NamedTuple):
    """A word between two spaces: folded, without a plural, its place behind the space, and what forms begin with it."""

    folded: str
    singular: str
    offset: int
    alone: _Alone | None
    seconds: Seconds


class _Pieces(dict[str, tuple[_Word, ...]]):
    """What stands between two spaces, cut into words and looked up, remembered since most of it comes again."""

    def __init__(self, alone: dict[str, _Alone], seconds: dict[str, Seconds]) -> None:
        super().__init__()
        self._alone = alone
        self._seconds = seconds

    def __missing__(self, piece: str) -> tuple[_Word, ...]:
        cut = tuple(self._word(fold(match[0]), match.start()) for match in WORD.finditer(piece))
        if len(piece) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[piece] = cut
        return cut

    def _word(self, folded: str, offset: int) -> _Word:
        one = singular(folded)
        alone = self._alone.get(folded) or self._alone.get(one)
        return _Word(folded, one, offset, alone, self._seconds.get(folded, _NOTHING))

    def cut(self, text: str) -> tuple[Words, tuple[_Alone | None, ...], tuple[Seconds, ...]]:
        """The words of a text, and for each the form that it is alone and what longer forms begin with it."""
        pieces = text.split(" ")
        found = [self[piece] for piece in pieces]
        cut = tuple(chain.from_iterable(found))
        if not cut:
            return Words(text, [], [], []), (), ()
        folded, ones, offsets, alone, seconds = zip(*cut, strict=True)
        begins = map(add, accumulate(map(len, pieces), initial=0), count())  # one more for each space
        starts = map(add, chain.from_iterable(map(repeat, begins, map(len, found))), offsets)
        return Words(text, list(folded), list(ones), list(starts)), alone, seconds


_PLAIN = _Pieces({}, {})


def words(text: str) -> Words:
    """Cut a text into words in one linear pass."""
    return _PLAIN.cut(text)[0]


class Lexicon:
    """Groups of surface forms, looked up together; those of each group are numbered in the order in which they come.

    A form of several words is looked for only where its first two words, and if it is longer its first three, stand.
    """

    def __init__(self, *groups: Iterable[str]) -> None:
        self._size = len(groups)
        self._longer: dict[str, Forms] = {}
        alone: dict[str, _Alone] = {}
        seconds: dict[str, Seconds] = {}
        for group, forms in enumerate(groups):
            for number, (folded, ones) in enumerate(_cut_all(forms)):
                key = " ".join([*folded[:-1], *ones[-1:]])
                if len(folded) == 1:  # `windows` and `sales` keep their s; a text's plural still finds a singular
                    _add(alone.setdefault(folded[0], _Alone(folded[0], [])).forms, group, number)
                elif len(folded) > 1:
                    second = seconds.setdefault(folded[0], {})
                    pair = second.get(ones[1]) or second.setdefault(ones[1], _Pair(f"{folded[0]} {ones[1]}", [], {}))
                    _add(pair.forms if len(folded) == 2 else self._longer.setdefault(key, []), group, number)
                    if len(folded) > 2 and len(folded) not in (known := pair.longer.get(ones[2], ())):
                        pair.longer[ones[2]] = tuple(sorted((*known, len(folded)), reverse=True))
        self._pieces = _Pieces(alone, seconds)

    def read(self, text: str) -> tuple[Words, list[list[Match]]]:
        """A text's words, and for each group every match, by place and then by falling length; they overlap."""
        cut, alone, seconds = self._pieces.cut(text)
        found: list[list[Match]] = [[] for _ in range(self._size)]
        following = [*cut.singular[1:], "", ""]
        pairs = list(map(dict.get, seconds, following))
        for first in sorted({*compress(count(), pairs), *compress(count(), alone)}):
            if pair := pairs[first]:
                for length in pair.longer.get(following[first + 1], ()):
                    if first + length <= len(cut.folded):
                        key = _joined(cut, first, length)
                        _append(found, first, first + length - 1, key, self._longer.get(key, ()))
                _append(found, first, first + 1, pair.key, pair.forms)
            if form := alone[first]:
                _append(found, first, first, *form)
        return cut, found


def _cut_all(forms: Iterable[str]) -> Iterator[tuple[list[str], list[str]]]:
    """The words of each form, folded, and folded without plural; all are cut in one go."""
    given = list(forms)
    cut = words(f" {_BETWEEN} ".join(given))
    begin = 0
    for end in [*compress(count(), map(_BETWEEN.__eq__, cut.folded)), len(cut.folded)][: len(given)]:
        yield cut.folded[begin:end], cut.singular[begin:end]
        begin = end + 1


def _add(forms: Forms, group: int, number: int) -> None:
    if forms and forms[-1][0] == group:
        forms[-1] = group, (*forms[-1][1], number)
    else:
        forms.append((group, (number,)))


def _append(
    found: list[list[Match]], first: int, last: int, key: str, forms: Iterable[tuple[int, tuple[int, ...]]]
) -> None:
    for group, numbers in forms:
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
