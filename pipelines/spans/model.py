"""Finds spans of knowledge and of skill in a text, also those that no dictionary has, and doubts dictionary matches.

A small network learnt by `python -m pipelines.training.spans`; `data/spans.json` says from what, and how well it does.
What depends on a spelling alone is computed once, so that a text costs sums of remembered rows, a second layer and a
chain. Threads need a `Spans` each.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from pipelines.spans import loops
from pipelines.spans.features import COLUMN, OUTSIDE, SPELLING, Breaks, Found, Known, Spellings, see, templates

KNOWLEDGE, SKILL = "knowledge", "skill"
LONGEST = 14  # words in a span
REACH = range(-2, 3)
SPELLED = templates(
    *(f"{name}{offset:+d}" for offset in REACH for name in ("shape", "terms", "end3", "middle", "case")),
    *("begin3+0", "end2+0", "often+0", "word+0", "fine+0", "word-1", "word+1"),
)
PLACED = templates(
    *(f"{name}{offset:+d}" for offset in REACH for name in ("kind", "mark")),
    *("before+0", "line+0", "again+0", "since+0", "until+0", "since+0 until+0", "broken+0 broken+1"),
    *("shape-1 shape+0 shape+1", "word-1 word+0", "word+0 word+1"),
)
TEMPLATES = np.concatenate([SPELLED, PLACED])
# The columns whose values together are few enough to add up, once for all, what they say; each has so many values.
_NEAR, _HERE = {"kind": 96, "mark": 8}, {"since": 6, "until": 6, "again": 5, "line": 32}
Floats = NDArray[np.float32]


class Span(NamedTuple):
    """The words `start` to `end` (behind the last) are a span of this kind; `score` is how likely exactly these are."""

    start: int
    end: int
    kind: str
    score: float


class Read(NamedTuple):
    """The spans of a text in their order, and for each of its words how likely it lies in a span of any kind."""

    spans: list[Span]
    inside: Floats

    def means(self, first: int, last: int) -> float:
        """How likely what the words `first` to `last` name is asked or taught: the mean over them."""
        return float(self.inside[first : last + 1].mean())


class Spans:
    """The model, and what it remembers of spellings."""

    def __init__(self, arrays: dict[str, Any]) -> None:
        """With the arrays of the model file, whose names `pipelines.training.spans.file` states."""
        self._spellings = Spellings(Known(arrays["hashes"], arrays["facts"], arrays["vectors"]))
        breaks = arrays["breaks"].astype(np.float32) * arrays["breaks_scale"]
        self._breaks = Breaks(breaks, float(arrays["breaks_bias"]))
        self._table, self._scale = np.ascontiguousarray(arrays["table"]), np.float32(arrays["table_scale"])
        wide: dict[str, Floats] = {
            name: arrays[name].astype(np.float32) for name in arrays if arrays[name].dtype == "f2"
        }
        self._width = len(wide["first_bias"])
        self._first = wide["first"].reshape(len(REACH), -1, self._width) * arrays["vectors_scale"]
        self._biases = wide["first_bias"], wide["second_bias"]
        self._second = wide["second"].reshape(3, self._width, self._width)
        empty = np.zeros((2 * self._width + 1, 2), np.float32)  # eight columns are as fast as six
        heads = [np.concatenate([wide[name], wide[f"{name}_bias"][None]]) for name in ("label0", "label1")]
        labels = np.concatenate([*heads, empty], axis=1)
        self._labels, self._labels_bias = labels[:-1].reshape(2, self._width, 8).copy(), labels[-1].copy()
        self._moves, self._thresholds = np.exp(arrays["moves"]), arrays["thresholds"].tolist()
        self._cached = np.zeros((len(REACH), self._spellings.capacity, self._width), np.float32)
        self._near, self._here = self._said_by(_NEAR, REACH), self._said_by(_HERE, [0])
        self._known = self._emptied = 0

    @classmethod
    @cache
    def load(cls, file: Path | None = None) -> Self:
        """The model that ships with the pipelines, or the one in a file."""
        path = file or Path(str(files("pipelines") / "data" / "spans.npz"))
        with np.load(path) as arrays:
            return cls(dict(arrays))

    @staticmethod
    def about() -> dict[str, Any]:
        """How the shipped model was learnt, and how well it does."""
        return dict(json.loads((files("pipelines") / "data" / "spans.json").read_text("utf-8")))

    def find(self, written: Sequence[str], found: Sequence[Found]) -> Read:
        """The spans in a text, given as its words as written and what the dictionary finds in it."""
        inside = np.zeros(len(written), np.float32)
        seen = see(written, found, self._spellings, self._breaks)
        if len(seen.words) == 0:
            return Read([], inside)
        scores = self._scores(seen.features, seen.spellings)
        spans: list[Span] = []
        for head, kind in enumerate((KNOWLEDGE, SKILL)):
            likely, exact = self.probabilities(scores[head], self._moves[head], seen.ends)
            inside[seen.words] = 1 - (1 - inside[seen.words]) * (1 - likely)
            for first, end in loops.chosen(exact, self._thresholds[head]).tolist():
                start, stop = _trimmed(written, int(seen.words[first]), int(seen.words[end - 1]) + 1)
                if start < stop:
                    spans.append(Span(start, stop, kind, round(float(exact[first, end - first - 1]), 4)))
        return Read(sorted(spans), inside)

    @staticmethod
    def probabilities(scores: Any, moves: Any, ends: Any) -> tuple[Floats, Floats]:
        """How likely each word is inside, (n,), and each span is one, (n, LONGEST), from scores (n, 3) and moves."""
        inside, spans = np.zeros(len(scores), np.float32), np.zeros((len(scores), LONGEST), np.float32)
        loops.probabilities(scores, moves, ends, inside, spans)
        return inside, spans

    def _scores(self, features: NDArray[np.uint32], spellings: NDArray[np.int32]) -> list[Any]:
        self._remember()
        one = np.repeat(self._biases[0][None], len(features), axis=0)
        loops.looked_up(spellings, self._cached, one)
        for columns, said in ((_NEAR, self._near), (_HERE, self._here)):
            loops.looked_up(_codes(features, columns), said, one)
        loops.gathered(features, TEMPLATES[_RARE], _RARE, self._table, self._scale, one)
        both = np.repeat(self._labels_bias[None], len(features), axis=0)
        loops.labelled(one, self._second, self._biases[1], self._labels, both)
        return [both[:, :3].astype(np.float64), both[:, 3:6].astype(np.float64)]

    def _remember(self) -> None:
        """Compute what new spellings say to the first layer at each offset."""
        first, count = self._known, len(self._spellings)
        if self._emptied != self._spellings.emptied:
            first, self._emptied = 0, self._spellings.emptied
        if count > first:
            rows, features = self._spellings.vectors[first:count], self._spellings.features[first:count]
            for place, offset in enumerate(REACH):
                numbers = _numbers(SPELLING, offset)
                said = self._said(features, numbers)
                loops.projected(rows, self._spellings.known.vectors, self._first[place], said)
                self._cached[place, first:count] = said
        self._known = count

    def _said(self, features: NDArray[np.uint32], numbers: NDArray[np.int64]) -> Floats:
        """What rows of features say by the templates with these numbers, wherever they stand."""
        out = np.zeros((len(features), self._width), np.float32)
        given = TEMPLATES[numbers]
        given[given[:, :, 0] >= 0, 1] = 0
        loops.said(features, given, numbers, self._table, self._scale, out)
        return out

    def _said_by(self, columns: dict[str, int], offsets: Sequence[int]) -> Floats:
        """What all values of these columns say at each offset, (offsets, codes, H)."""
        sizes = list(columns.values())
        values = np.array(list(np.ndindex(*sizes)), np.uint32)
        features = np.full((1 + len(values), len(COLUMN)), OUTSIDE, np.uint32)
        for number, name in enumerate(columns):
            features[1:, COLUMN[name]] = values[:, number]
        return np.stack([self._said(features, _numbers(tuple(columns), offset)) for offset in offsets])


def _trimmed(written: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """A span without signs at its ends, but with the bracket that closes one in it."""
    while start < end and not any(sign.isalnum() for sign in written[start]) and written[start] != "(":
        start += 1
    while start < end and not any(sign.isalnum() for sign in written[end - 1]):
        if written[end - 1] == ")" and "(" in written[start:end]:
            break
        end -= 1
    return start, end


def _codes(features: NDArray[np.uint32], columns: dict[str, int]) -> NDArray[np.int64]:
    """The number of each word's values in these columns, from 1."""
    code = np.zeros(len(features), np.int64)
    for name, size in columns.items():
        code = code * size + features[:, COLUMN[name]]
    return code + 1


@cache
def _numbers(names: tuple[str, ...], offset: int) -> NDArray[np.int64]:
    """The numbers of the templates that look at nothing but these columns, at this offset."""
    columns = {COLUMN[name] for name in names}
    cells = [{(int(column), int(place)) for column, place in row if column >= 0} for row in TEMPLATES]
    return np.array([n for n, row in enumerate(cells) if all(c in columns and o == offset for c, o in row)], np.int64)


_RARE = np.array(
    sorted(
        set(range(len(TEMPLATES)))
        - {int(n) for names in (SPELLING, tuple(_NEAR)) for offset in REACH for n in _numbers(names, offset)}
        - set(_numbers(tuple(_HERE), 0).tolist())
    ),
    np.int64,
)
