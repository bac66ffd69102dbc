"""Exact matching of many surface forms in a text: word-delimited, leftmost-longest, non-overlapping, in any script.

A text is cut into words and looked up in one pass, for any number of groups of forms at once. Only the last word of a
form forgets its plural, so that `driver's licenses` finds `driver's licence` while `communications manager` stays what
it is. The passes are machine code (`machine`) over tables (`tables`) that are made at set-up for
what ships, or here for forms that are new.
"""

from collections.abc import Callable, Iterable, Iterator, Set
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from pipelines.matching.building import build
from pipelines.matching.kept import folder, name_of, open_kept, write
from pipelines.matching.reader import Reader
from pipelines.matching.words import Words, cut

T = TypeVar("T")
Meant = list[tuple[int, str, tuple[int, ...]]]


class Match(NamedTuple):
    """Words `first` to `last` of a text are a form of the lexicon.

    `key` is the form folded; `forms` are the numbers of the forms that fold to it.
    """

    first: int
    last: int
    key: str
    forms: tuple[int, ...]


class Spans(NamedTuple):
    """Matches as columns, in the order of the text: `text[begins[i]:ends[i]]` is the form with number `forms[i]`.

    Numbers count the distinct folded forms of a lexicon, whatever their group, from 1.
    """

    begins: NDArray[np.uint32]
    ends: NDArray[np.uint32]
    forms: NDArray[np.uint32]


def words(text: str) -> Words:
    """Cut a text into words in one linear pass."""
    return cut(text)


class Lexicon:
    """Groups of surface forms, looked up together; those of each group are numbered in the order in which they come."""

    def __init__(self, *groups: Iterable[str], kept: Iterable[Path] = ()) -> None:
        """Over `groups` of forms; a set is put in order. `kept`: where else than with set-up tables may lie."""
        given = [sorted(group) if isinstance(group, Set) else list(group) for group in groups]
        self._name = name_of(given)
        self.tables = open_kept(self._name, [folder(), *kept]) or build(given)
        self._size = len(given)
        self._reader = Reader(self.tables)
        self._meant: dict[int, Meant] = {}

    def keep(self, into: Path) -> Path:
        """Write the tables into a folder, where the same forms will find them; returns the file."""
        return write(self.tables, self._name, into)

    def spans(self, text: str) -> Spans:
        """The leftmost-longest matches of all groups together; none overlaps another."""
        return Spans(*self._reader.spans(text).T)

    def meant(self, form: int) -> Meant:
        """For each group that holds the form with this number: the group, the form folded, its numbers in the group."""
        if form not in self._meant:
            key = self.tables.spelled(form)
            self._meant[form] = [(group, key, numbers) for group, numbers in self.tables.meant(form)]
        return self._meant[form]

    def read(self, text: str) -> tuple[Words, list[list[Match]]]:
        """A text's words, and for each group every match, by place and then by falling length; they overlap."""
        read, matches = self._reader.read(text)
        found: list[list[Match]] = [[] for _ in range(self._size)]
        for first, last, form in matches:
            for group, key, numbers in self._meant.get(form) or self.meant(form):
                found[group].append(Match(first, last, key, numbers))
        return read, found


def longest(matches: Iterable[Match], choose: Callable[[Match], T | None]) -> Iterator[T]:
    """What `choose` makes of the leftmost-longest matches; where it refuses one, the next shorter or later."""
    free = 0
    for match in matches:
        if match.first >= free and (chosen := choose(match)) is not None:
            free = match.last + 1
            yield chosen
