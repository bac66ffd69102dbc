"""What the model of spans sees of a text: numbers for each word, from its letters, its place and the dictionary.

Signs that separate (comma, semicolon, bullet, a line break within prose) are no words here but a mark on the word that
follows: texts lose them on their way, and where none stands `breaks` says how likely one was. What depends on nothing
but how a word is written is computed once a spelling.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from pipelines.matching.words import fold
from pipelines.spans.told import KINDS
from pipelines.spans.told import Found as Found

Numbers = NDArray[np.uint32]
SPELLING = ("word", "shape", "end3", "end2", "begin3", "rough", "middle", "fine", "terms", "case", "often")
PLACE = ("match", "kind", "before", "line", "again", "mark", "broken", "since", "until")
COLUMN = {name: number for number, name in enumerate((*SPELLING, *PLACE))}
WORD, SEPARATOR, LINE, BULLET = range(4)
OUTSIDE = 77  # the value of every feature before the first word and behind the last
_SIGNS = dict.fromkeys(',;"•·●▪■*☞\x95', SEPARATOR) | dict.fromkeys("–—-", BULLET) | {"\n": LINE}
_CAPACITY, _LONGEST = 40_000, 60
_RUNS = re.compile(r"(.)\1+")
_SHAPES = str.maketrans(
    dict.fromkeys("abcdefghijklmnopqrstuvwxyz", "x")
    | dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "X")
    | dict.fromkeys("0123456789", "d")
)
_UNKNOWN = 9_999
_KIND = {kind: number for number, kind in enumerate(KINDS)}
USUAL = 0.015  # separators a word, below which a text has lost them


@dataclass(frozen=True, slots=True)
class Known:
    """What was learnt of V folded words from unlabelled texts, in the order of their hashes.

    `hashes` (V,) crc32; `facts` (V, 6): rough, middle and fine cluster, place in the taxonomy's terms, case, how often;
    `vectors` (V, D) int8.
    """

    hashes: Numbers
    facts: NDArray[np.uint16]
    vectors: NDArray[np.int8]

    def row(self, folded: str) -> int:
        """The row of a folded word, or of the word without its plural's s; -1 for an unknown word."""
        for word in (folded, folded.rstrip("s")):
            value = crc32(word.encode("utf-8", "surrogatepass"))
            row = int(np.searchsorted(self.hashes, value))
            if row < len(self.hashes) and int(self.hashes[row]) == value:
                return row
        return -1


class Spellings:
    """The spellings met so far, numbered: what sign each is, its features, and its row in `Known`.

    Number 0 is what stands outside a text. At most `capacity` are remembered; then all are forgotten, which `emptied`
    counts, so that memory is bounded.
    """

    def __init__(self, known: Known, capacity: int = _CAPACITY) -> None:
        self.known = known
        self.capacity = capacity
        self.signs = np.zeros(capacity, np.uint8)
        self.features = np.zeros((capacity, len(SPELLING)), np.uint32)
        self.vectors = np.full(capacity, -1, np.int32)
        self.features[0] = OUTSIDE
        self.emptied = 0
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._numbers) + 1

    def numbers(self, written: Sequence[str]) -> NDArray[np.int32]:
        """The numbers of these spellings, (n,)."""
        if len(self) + len(written) > self.capacity and len(self) + len(set(written)) > self.capacity:
            self._numbers.clear()
            self.emptied += 1
        known = list(map(self._numbers.get, written))
        if None in known:
            known = [self._numbers.get(word) or self._add(word) for word in written]
        return np.array(known, np.int32)

    def _add(self, written: str) -> int:
        number = len(self)
        if number == self.capacity:  # one text with more spellings than that: the rest share the last number
            return number - 1
        self._numbers[written] = number
        folded = fold(written[:_LONGEST])
        row = self.known.row(folded)
        self.signs[number] = _SIGNS.get(written, WORD)
        self.vectors[number] = row
        self.features[number] = _features(written[:_LONGEST], folded, self.known.facts[row] if row >= 0 else None)
        return number


def _features(written: str, folded: str, facts: NDArray[np.uint16] | None) -> list[int]:
    shape = written.translate(_SHAPES)
    shape = _RUNS.sub(r"\1", shape) if len(shape) > 4 else shape
    spelled = [crc32(part.encode("utf-8", "surrogatepass")) for part in _parts(folded, shape)]
    return spelled + ([_UNKNOWN] * 6 if facts is None else [int(fact) for fact in facts])


def _parts(folded: str, shape: str) -> tuple[str, ...]:
    return folded, shape, folded[-3:], folded[-2:], folded[:3]


class Breaks(NamedTuple):
    """How likely a separator was lost before a word: `weights` (a power of two,) of hashed features, and a bias."""

    weights: NDArray[np.float32]
    bias: float


class Seen(NamedTuple):
    """A text as the model sees it, n words: which of the text's words they are, their spellings, and their features.

    `words` and `spellings` are (n,), `features` (n, len(COLUMN)), `ends` (lines,) the number behind each line's last
    word, `apart` (n,) whether a separator stands before the word.
    """

    words: NDArray[np.int32]
    spellings: NDArray[np.int32]
    features: Numbers
    ends: NDArray[np.int32]
    apart: NDArray[np.uint8]


def told(found: Sequence[Found]) -> NDArray[np.int32]:
    """What the dictionary finds, as numbers: first and last word, 2 for knowledge or 1, the kind."""
    rows = [(match.first, match.last, 1 + match.is_knowledge, _KIND[match.kind]) for match in found]
    return np.array(rows, np.int32).reshape(-1, 4)


def see(written: Sequence[str], found: Sequence[Found], spellings: Spellings, breaks: Breaks | None) -> Seen:
    """Turn the words of a text, and what the dictionary finds in it, into numbers; without `breaks` as it stands.

    For training; reading does the same in `pipelines.spans.kernel`.
    """
    from pipelines.spans import features_loops as loops

    numbers = spellings.numbers(written)
    words, apart, ends = (
        np.empty(len(numbers), np.int32),
        np.empty(len(numbers), np.uint8),
        np.empty(len(numbers), np.int32),
    )
    count, lines = loops.kept(numbers, spellings.signs, words, apart, ends)
    words, apart, ends = words[:count].copy(), apart[:count].copy(), ends[:lines].copy()
    features = np.zeros((count, len(COLUMN)), np.uint32)
    features[:, : len(SPELLING)] = spellings.features[numbers[words]]
    size = hashed_cells(count)
    room = np.zeros(len(numbers) + 1, np.int64), np.zeros(size, np.uint32), np.zeros(size, np.int32)
    loops.place(features, words, ends, told(found), len(SPELLING), *room)
    likely = apart.astype(np.float32)
    if breaks is not None and apart.sum() < USUAL * len(words):
        loops.likely_breaks(features, BREAK_TEMPLATES, breaks.weights, breaks.bias, likely)
    loops.mark(features, likely, ends, len(SPELLING) + PLACE.index("mark"))
    return Seen(words, numbers[words], features, ends, apart)


def hashed_cells(words: int) -> int:
    """How many cells it takes to count words by their hashes: a power of two, and twice as many as there are words."""
    return int(max(64, 1 << max(2 * words - 1, 1).bit_length()))


def templates(*rows: str) -> NDArray[np.int32]:
    """Combinations of columns at offsets, `word-1 word+0`, as (templates, 3, 2) numbers: column and offset, or -1."""
    given = np.full((len(rows), 3, 2), -1, np.int32)
    for number, row in enumerate(rows):
        for part, cell in enumerate(row.split()):
            name, sign, offset = re.split("([+-])", cell)
            given[number, part] = COLUMN[name], int(sign + offset)
    return given


BREAK_TEMPLATES = templates(
    "word-1", "word+0", "word-1 word+0", "word-2 word-1", "word+0 word+1", "word-2 word-1 word+0",
    "rough-1 rough+0", "rough-2 rough-1 rough+0", "rough-1 rough+0 rough+1", "rough-2 rough+0", "rough-3 rough+0",
    "rough+0 rough+2", "rough-1 rough+1", "middle-1 middle+0", "middle-2 middle-1", "middle+0 middle+1",
    "shape-1 shape+0", "shape-2 shape-1 shape+0", "shape-1 shape+0 shape+1", "shape+0 rough-1", "shape+0 rough+0",
    "end3-1 end3+0", "fine-1 rough+0", "rough-1 fine+0",
)  # fmt: skip
