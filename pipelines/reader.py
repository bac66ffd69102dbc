"""Runs the inner loops over a text: code points in, columns of words and matches out."""

import threading
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.kept import folder
from pipelines.kernels.layout import AHEAD, BEGIN, END, FOLDED, SINGULAR, SLOT, SLOW, SURE
from pipelines.machine import loops
from pipelines.tables import Tables
from pipelines.words import Words, fold, plain, singular

_USUAL = 1 << 16  # words; for longer texts memory is taken and given back
_REMEMBERED, _LONGEST = 200_000, 40
Cells = NDArray[np.uint32]
_COLUMNS = 5


class _Room:
    """Memory for the words of one text and for its matches."""

    def __init__(self, words: int) -> None:
        self.words = words
        self.cells = np.zeros(AHEAD + _COLUMNS * words, np.uint32)
        self.columns = self.cells[AHEAD:].reshape(_COLUMNS, words)
        self.matches = np.zeros((words + 64, 3), np.uint32)
        self.cells_at, self.matches_at = self.cells.ctypes.data, self.matches.ctypes.data


class _Kept(threading.local):
    """Each thread has its own room."""

    @cached_property
    def room(self) -> _Room:
        return _Room(_USUAL)


class Reader:
    """Reads texts against tables. Threads may share it, and run beside each other."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._at = tables.address
        self._loops = loops(folder())
        self._kept = _Kept()
        self._slow: dict[str, tuple[int, int]] = {}
        self._unknown: dict[str, tuple[str, str]] = {}

    def spans(self, text: str) -> Cells:
        """The leftmost-longest matches, a row each: where it begins and ends (code points), and the form's number."""
        room, points, count = self._scan(text)
        found = self._walk(room, points, count, only_longest=True)
        return room.matches[:found].copy()

    def read(self, text: str) -> tuple[Words, list[tuple[int, int, int]]]:
        """The words of a text, and all matches: first word, last word, number of the form."""
        room, points, count = self._scan(text)
        found = self._walk(room, points, count, only_longest=False)
        if found > len(room.matches):  # more matches than words: only where forms are made for it
            room.matches = np.zeros((found, 3), np.uint32)
            room.matches_at = room.matches.ctypes.data
            self._walk(room, points, count, only_longest=False)
        matches: Any = room.matches[:found].tolist()
        return self._words(text, room.columns[:, :count]), matches

    def _scan(self, text: str) -> tuple[_Room, bytes, int]:
        points = text.encode("utf-32-le", "surrogatepass")
        room = self._kept.room if len(text) <= _USUAL else _Room(len(text))
        count = self._loops.scan(self._at, self._at, points, len(text), room.cells_at, room.words)
        if room.cells[0]:
            self._fold(text, room.columns[:, :count])
        return room, points, count

    def _walk(self, room: _Room, points: bytes, count: int, only_longest: bool) -> int:
        return self._loops.walk(
            self._at,
            self._at,
            points,
            room.cells_at,
            room.words,
            count,
            room.matches_at,
            len(room.matches),
            only_longest,
        )

    def _fold(self, text: str, columns: Cells) -> None:
        """Look up the words whose letters change in number, or with their neighbours, when they are folded."""
        [rows] = np.nonzero(columns[SLOT] == SLOW)
        for row, begin, end in zip(rows.tolist(), *columns[: END + 1, rows].tolist(), strict=True):
            written = text[begin:end]
            numbers = self._slow.get(written) or self._tables.look_up(plain(written))
            if len(written) <= _LONGEST and len(self._slow) < _REMEMBERED:
                self._slow[written] = numbers
            columns[FOLDED, row], columns[SINGULAR, row] = numbers
            columns[SLOT, row] = SURE

    def _words(self, text: str, columns: Cells) -> Words:
        names = self._tables.names
        begins, ends = columns[BEGIN].tolist(), columns[END].tolist()
        folded, ones = names[columns[FOLDED]].tolist(), names[columns[SINGULAR]].tolist()
        for row in np.nonzero(columns[FOLDED] == 0)[0].tolist():
            written = text[begins[row] : ends[row]]
            folded[row], ones[row] = self._unknown.get(written) or self._new(written)
        return Words(text, folded, ones, begins, ends)

    def _new(self, written: str) -> tuple[str, str]:
        """A word of no form, folded and without plural; remembered, since most of them come again."""
        folded = fold(written)
        if len(written) <= _LONGEST:
            if len(self._unknown) >= _REMEMBERED:
                self._unknown.clear()
            self._unknown[written] = folded, singular(folded)
        return folded, singular(folded)
