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

from pipelines.matching.kept import folder
from pipelines.spans.features import (
    BREAK_TEMPLATES,
    COLUMN,
    OUTSIDE,
    SPELLING,
    USUAL,
    Found,
    Known,
    Spellings,
    templates,
    told,
)
from pipelines.spans.machine import flat, loops
from pipelines.spans.room import Room
from pipelines.spans.trimmed import trimmed

KNOWLEDGE, SKILL = "knowledge", "skill"
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
_USUAL = 2_000  # words; for longer texts memory is taken and given back
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
        self._loops = loops(folder())
        breaks = arrays["breaks"].astype(np.float32) * np.float32(arrays["breaks_scale"])
        scale, thresholds = float(arrays["table_scale"]), arrays["thresholds"].tolist()
        levels = np.array([float(arrays["breaks_bias"]), USUAL, scale, *thresholds])
        self._table, self._scale = np.ascontiguousarray(arrays["table"]), np.array([scale], np.float32)
        wide: dict[str, Floats] = {
            name: arrays[name].astype(np.float32) for name in arrays if arrays[name].dtype == "f2"
        }
        self._width = len(wide["first_bias"])
        self._first = wide["first"].reshape(len(REACH), -1, self._width) * arrays["vectors_scale"]
        empty = np.zeros((2 * self._width + 1, 2), np.float32)  # eight columns are as fast as six
        heads = [np.concatenate([wide[name], wide[f"{name}_bias"][None]]) for name in ("label0", "label1")]
        labels = np.concatenate([*heads, empty], axis=1)
        self._cached = np.zeros((len(REACH), self._spellings.capacity, self._width), np.float32)
        near, here = self._said_by(_NEAR, REACH), self._said_by(_HERE, [0])
        second = wide["second"].reshape(3, self._width, self._width)
        self._learnt = [
            *(self._spellings.signs, self._spellings.features, BREAK_TEMPLATES, breaks, levels),
            *(self._cached, near, here, _sizes(_NEAR), _sizes(_HERE), TEMPLATES[_RARE], _RARE, self._table),
            *(wide["first_bias"], second, wide["line"], wide["second_bias"]),
            *(labels[:-1].reshape(2, self._width, 8).copy(), labels[-1].copy(), np.exp(arrays["moves"])),
        ]
        self._flat, self._room = flat(*self._learnt), Room(_USUAL, self._width)
        self._known = self._emptied = 0

    @classmethod
    @cache
    def load(cls, file: Path | None = None) -> Self:
        """The model that ships with the pipelines, or the one in a file; always the same, for one thread."""
        return cls.fresh(file)

    @classmethod
    def fresh(cls, file: Path | None = None) -> Self:
        """The model once more, for another thread."""
        path = file or Path(str(files("pipelines") / "data" / "spans.npz"))
        with np.load(path) as arrays:
            return cls(dict(arrays))

    @staticmethod
    def about() -> dict[str, Any]:
        """How the shipped model was learnt, and how well it does."""
        return dict(json.loads((files("pipelines") / "data" / "spans.json").read_text("utf-8")))

    def find(self, written: Sequence[str], found: Sequence[Found]) -> Read:
        """The spans in a text, given as its words as written and what the dictionary finds in it."""
        numbers, matches, inside = self._spellings.numbers(written), told(found), np.zeros(len(written), np.float32)
        self._remember()
        room = self._room if len(written) <= _USUAL else Room(len(written), self._width)
        count = self._loops.read(*flat(numbers, matches, inside), *room.results, *self._flat, *room.flat)
        spans: list[Span] = []
        for (first, end, head), likely in zip(
            room.spans[:count].tolist(), room.likelihoods[:count].tolist(), strict=True
        ):
            start, stop = trimmed(written, first, end)
            if start < stop:
                spans.append(Span(start, stop, (KNOWLEDGE, SKILL)[head], round(likely, 4)))
        return Read(sorted(spans), inside)

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
                self._loops.projected(*flat(rows, self._spellings.known.vectors, self._first[place], said))
                self._cached[place, first:count] = said
        self._known = count

    def _said(self, features: NDArray[np.uint32], numbers: NDArray[np.int64]) -> Floats:
        """What rows of features say by the templates with these numbers, wherever they stand."""
        out = np.zeros((len(features), self._width), np.float32)
        given = TEMPLATES[numbers]
        given[given[:, :, 0] >= 0, 1] = 0
        self._loops.said(*flat(features, given, numbers, self._table, self._scale, out))
        return out

    def _said_by(self, columns: dict[str, int], offsets: Sequence[int]) -> Floats:
        """What all values of these columns say at each offset, (offsets, codes, H)."""
        sizes = list(columns.values())
        values = np.array(list(np.ndindex(*sizes)), np.uint32)
        features = np.full((1 + len(values), len(COLUMN)), OUTSIDE, np.uint32)
        for number, name in enumerate(columns):
            features[1:, COLUMN[name]] = values[:, number]
        return np.stack([self._said(features, _numbers(tuple(columns), offset)) for offset in offsets])


def _sizes(columns: dict[str, int]) -> NDArray[np.int64]:
    """Which columns these are, and how many values each has, (columns, 2)."""
    return np.array([(COLUMN[name], size) for name, size in columns.items()], np.int64)


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
