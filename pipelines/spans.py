"""Finds spans of knowledge and of skill in a text, also those that no dictionary has, and doubts dictionary matches.

A small network learnt by `python -m pipelines.training.spans`; `data/spans.json` says from what, and how well it does.
What depends on a spelling alone is computed once, so that a text costs a sum of remembered rows, one matrix product and
a chain. Threads need a `Spans` each.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from pipelines import spans_loops as loops
from pipelines.features import COLUMN, SPELLING, Breaks, Found, Known, Spellings, see, templates

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
        """With the arrays of the model file, whose names `pipelines.training.spans_file` states."""
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
        self._second = wide["second"]
        self._labels = np.concatenate([wide["label0"], wide["label1"]], axis=1)
        self._labels_bias = np.concatenate([wide["label0_bias"], wide["label1_bias"]])
        self._moves, self._thresholds = arrays["moves"].astype(np.float64), arrays["thresholds"].tolist()
        self._cached = np.zeros((self._spellings.capacity, len(REACH), self._width), np.float32)
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
                place = int(seen.words[first]), int(seen.words[end - 1]) + 1
                spans.append(Span(*place, kind, round(float(exact[first, end - first - 1]), 4)))
        return Read(sorted(spans), inside)

    @staticmethod
    def probabilities(scores: Any, moves: Any, ends: Any) -> tuple[Floats, Floats]:
        """From label scores (n, 3) and moves (3, 3): how likely each word is inside, each span is one, (n, LONGEST)."""
        inside, spans = np.zeros(len(scores), np.float32), np.zeros((len(scores), LONGEST), np.float32)
        loops.probabilities(scores, moves, ends, inside, spans)
        return inside, spans

    def _scores(self, features: NDArray[np.uint32], spellings: NDArray[np.int32]) -> list[Any]:
        self._remember()
        one = np.repeat(self._biases[0][None], len(features), axis=0)
        loops.spelled(spellings, self._cached, one)
        loops.gathered(features, PLACED, self._table, self._scale, len(SPELLED), one)
        np.maximum(one, 0, out=one)
        padded = np.zeros((len(one) + 2, self._width), np.float32)
        padded[1:-1] = one
        two = np.concatenate([padded[:-2], one, padded[2:]], axis=1) @ self._second + self._biases[1]
        both = np.concatenate([one, np.maximum(two, 0)], axis=1) @ self._labels + self._labels_bias
        return [np.ascontiguousarray(both[:, :3], np.float64), np.ascontiguousarray(both[:, 3:], np.float64)]

    def _remember(self) -> None:
        """Compute what new spellings say to the first layer at each offset."""
        first, count = self._known, len(self._spellings)
        if self._emptied != self._spellings.emptied:
            first, self._emptied = 0, self._spellings.emptied
        if count > first:
            rows = self._spellings.vectors[first:count]
            vectors = np.where(rows[:, None] >= 0, self._spellings.known.vectors[rows], 0).astype(np.float32)
            features = self._spellings.features[first:count]
            for offset in range(len(REACH)):
                said = vectors @ self._first[offset]
                loops.said(features, _at(offset), self._table, self._scale, said)
                self._cached[first:count, offset] = said
            self._known = count


@cache
def _at(offset: int) -> NDArray[np.int32]:
    """The templates of spellings that look at this offset: column, and number of the template."""
    rows = [(int(row[0, 0]), number) for number, row in enumerate(SPELLED) if row[0, 1] == REACH[offset]]
    return np.array(rows, np.int32)


assert COLUMN[SPELLING[-1]] == len(SPELLING) - 1
