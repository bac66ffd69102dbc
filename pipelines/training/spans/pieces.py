"""Texts as the teacher reads them: sequences of word pieces, of several lines where they fit."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipelines.linking.sentences import pieces
from pipelines.spans.features import COLUMN, Seen

LONGEST = 126  # pieces between the marks
FACTS = {"kind": 96, "shape": 257, "case": 16, "mark": 8}  # what the teacher is told beside, and of how many values
Numbers = NDArray[np.int64]
_Piece = tuple[int, int, bool]  # its number, the word that it is of or -1, whether it is the word's first


class Line(NamedTuple):
    """A sequence of p pieces that holds w words of a text.

    `pieces` (p,) numbers, `facts` (p, len(FACTS)), `firsts` (w,) the words' first pieces, `words` (w,) which of the
    text's seen words they are, `ends` of the lines in it, in its words.
    """

    pieces: Numbers
    facts: Numbers
    firsts: Numbers
    words: Numbers
    ends: NDArray[np.int32]


def lines(written: Sequence[str], seen: Seen) -> list[Line]:
    """The sequences of a text, given as its words as written and as the model sees it."""
    facts = np.stack([seen.features[:, COLUMN[name]] % size for name, size in FACTS.items()], 1).astype(np.int64)
    last = {int(end) - 1 for end in seen.ends}
    return [_line(some, facts, last) for some in _filled(_cut(written, seen)) if any(first for _, _, first in some)]


def _cut(written: Sequence[str], seen: Seen) -> Iterator[list[_Piece]]:
    """The pieces of each line; where a line breaks stands the model's mark."""
    start, mark = pieces("")
    rows = {int(word): row for row, word in enumerate(seen.words)}
    ends = {int(seen.words[end - 1]) for end in seen.ends}
    line: list[_Piece] = []
    for place, word in enumerate(written):
        row = rows.get(place, -1)
        cut = [mark] if word == "\n" else pieces(word)[1:-1][:16] or [start]
        line += [(piece, row, row >= 0 and number == 0) for number, piece in enumerate(cut)]
        if place in ends:
            yield line
            line = []
    yield line


def _filled(given: Iterator[list[_Piece]]) -> Iterator[list[_Piece]]:
    """Lines together as long as they fit; longer ones in parts, between words where there are any."""
    waiting: list[_Piece] = []
    for line in given:
        if len(waiting) + len(line) > LONGEST:
            yield waiting
            waiting = []
        while len(line) > LONGEST:
            end = next((end for end in range(LONGEST, 1, -1) if line[end][2]), LONGEST)
            yield line[:end]
            line = line[end:]
        waiting += line
    yield waiting


def _line(given: list[_Piece], facts: Numbers, last: set[int]) -> Line:
    start, mark = pieces("")
    numbers = [start, *(piece for piece, _, _ in given), mark]
    rows = [-1, *(row for _, row, _ in given), -1]
    firsts = [place for place, (_, _, first) in enumerate(given, 1) if first]
    words = np.array([rows[place] for place in firsts])
    ends = sorted({number for number, row in enumerate(words.tolist(), 1) if row in last} | {len(words)})
    owners = np.array(rows)[:, None]
    told = np.where(owners >= 0, facts[np.maximum(owners[:, 0], 0)], 0)
    return Line(np.array(numbers), told, np.array(firsts), words, np.array(ends, np.int32))
