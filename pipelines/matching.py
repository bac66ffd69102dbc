"""Exact matching of many surface forms in a text: word-delimited, leftmost-longest, non-overlapping, in any script.

A text is cut into words and looked up in one pass, for any number of groups of forms at once. Only the last word of a
form forgets its plural, so that `driver's licenses` finds `driver's licence` while `communications manager` stays what
it is.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, chain, compress, count
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


class _Piece(NamedTuple):
    """What stands between two spaces: its words folded, folded without plural and placed, and what begins with them."""

    folded: tuple[str, ...]
    singular: tuple[str, ...]
    offsets: tuple[int, ...]
    alone: tuple[_Alone | None, ...]
    seconds: tuple[Seconds, ...]


class _Pieces(dict[str, _Piece]):
    """Pieces of text cut into words and looked up, remembered as they come, since most come again."""

    def __init__(self, alone: dict[str, _Alone], seconds: dict[str, Seconds]) -> None:
        super().__init__()
        self._alone = alone
        self._seconds = seconds

    def __missing__(self, piece: str) -> _Piece:
        found = list(WORD.finditer(piece))
        folded = tuple(fold(match[0]) for match in found)
        ones = tuple(map(singular, folded))
        alone = tuple(self._alone.get(word, self._alone.get(one)) for word, one in zip(folded, ones, strict=True))
        seconds = tuple(self._seconds.get(word, _NOTHING) for word in folded)
        cut = _Piece(folded, ones, tuple(match.start() for match in found), alone, seconds)
        if len(piece) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[piece] = cut
        return cut

    def cut(self, text: str) -> tuple[Words, list[_Alone | None], list[Seconds]]:
        """The words of a text, and for each the form that it is alone and what longer forms begin with it."""
        pieces = text.split(" ")
        folded, ones, offsets, alone, seconds = zip(*[self[piece] for piece in pieces], strict=True)
        begins = accumulate(map(len, pieces), initial=0)  # and one for each space
        starts = [
            begin + spaces + offset
            for spaces, (begin, places) in enumerate(zip(begins, offsets, strict=False))
            for offset in places
        ]
        cut = Words(text, list(chain.from_iterable(folded)), list(chain.from_iterable(ones)), starts)
        return cut, list(chain.from_iterable(alone)), list(chain.from_iterable(seconds))


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
