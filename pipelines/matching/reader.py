"""Runs the inner loops over a text: code points in, columns of words and matches out."""

import ctypes
import threading
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipelines.matching.kept import folder
from pipelines.matching.kernels.layout import AHEAD, COMPARED, FOLDED, KNOWN, SHIFT, SINGULAR, SLOW, SURE
from pipelines.matching.machine import loops
from pipelines.matching.tables import Tables, hashes
from pipelines.matching.words import Words, fold, plain, singular

_USUAL = 1 << 16  # words; for longer texts memory is taken and given back
_REMEMBERED, _LONGEST = 200_000, 40
_COLUMNS, _MORE = 3, 64
Cells = NDArray[np.uint32]


class _Room:
    """Memory for the words of one text and for its matches, and where it lies."""

    def __init__(self, words: int) -> None:
        self.cells = np.zeros(AHEAD + _COLUMNS * words, np.uint32)
        self.columns = self.cells[AHEAD:].reshape(_COLUMNS, words)
        self.rows = np.zeros((words + 1, 2), np.uint64)
        self.spans = self.rows[:, :1].view(np.uint32)  # where words begin and end
        self.result = ctypes.c_int64()
        self.widen(words + _MORE)
        self.words = self.cells.ctypes.data, self.rows.ctypes.data, words

    def widen(self, matches: int) -> None:
        self.matches = np.zeros((matches, 3), np.uint32)
        self.found = self.matches.ctypes.data, matches


class _Kept(threading.local):
    """Each thread has its own room."""

    @cached_property
    def room(self) -> _Room:
        return _Room(_USUAL)


class Reader:
    """Reads texts against tables. Threads may share it, and run beside each other."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._at = tables.address, tables.address
        self._loops = loops(folder())
        self._kept = _Kept()
        self._slow: dict[str, tuple[int, np.uint32]] = {}
        self._unknown: dict[str, tuple[str, str]] = {}

    def spans(self, text: str) -> Cells:
        """The leftmost-longest matches, a row each: where it begins and ends (code points), and the form's number."""
        room = self._find(text, self._room(text), only_longest=True)
        return room.matches[: room.result.value].copy()

    def read(self, text: str) -> tuple[Words, list[list[int]]]:
        """The words of a text, and all matches: first word, last word, number of the form."""
        room = self._find(text, self._room(text), only_longest=False)
        if room.result.value > len(room.matches):  # more matches than words: only where forms are made for it
            room.widen(room.result.value)
            self._find(text, room, only_longest=False)
        matches: list[list[int]] = room.matches[: room.result.value].tolist()
        return self._words(text, room), matches

    def _room(self, text: str) -> _Room:
        return self._kept.room if len(text) <= _USUAL else _Room(len(text))

    def _find(self, text: str, room: _Room, only_longest: bool) -> _Room:
        points = (text + "\0").encode("utf-32-le", "surrogatepass")
        result = ctypes.addressof(room.result)
        self._loops.find(result, None, *self._at, points, len(text), *room.words, *room.found, only_longest)
        if room.result.value < 0:
            self._fold(text, room)
            self._loops.follow(result, None, *self._at, points, *room.words, *room.found, only_longest)
        return room

    def _fold(self, text: str, room: _Room) -> None:
        """Hash the words whose letters change in number, or with their neighbours, when they are folded."""
        columns = room.columns[:, : room.cells[1]]
        [rows] = np.nonzero(columns[KNOWN] == SLOW)
        for row, begin, end in zip(rows.tolist(), *room.spans[rows].T.tolist(), strict=True):
            room.rows[row, 1], columns[KNOWN, row] = self._slow.get(text[begin:end]) or self._hashed(text[begin:end])
            columns[FOLDED, row] = columns[SINGULAR, row] = 0

    def _hashed(self, written: str) -> tuple[int, np.uint32]:
        """The hash of a word, and that it is sure; what no form needs is nothing to look up."""
        folded = plain(written)
        value = int(hashes([folded], int(self._tables.block[SHIFT]))[0])
        known = (value, SURE) if self._tables.holds(folded, value) else (0, COMPARED)
        if len(written) <= _LONGEST and len(self._slow) < _REMEMBERED:
            self._slow[written] = known
        return known

    def _words(self, text: str, room: _Room) -> Words:
        names, count = self._tables.names, room.cells[1]
        columns = room.columns[:, :count]
        begins, ends = room.spans[:count].T.tolist()
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
