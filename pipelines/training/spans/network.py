"""The network that scores labels, and how it learns: two convolutions over words, then a chain for each layer of spans.

The first layer adds the rows of a hashed table that a word's features point to and a projection of the vectors of five
words; the second sees three words and the mean of the line. Both feed the label scores. Learnt with Adam (Kingma, Ba
2015) and, for the table, AdaGrad; dropout between the layers. All in one thread and one order, so that the same input
gives the same bytes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.training.spans.loops import gather, scatter, slopes

Floats = NDArray[np.float32]
NEAR, NEXT = 5, 3  # words that the first and the second layer see
_IMPOSSIBLE = -1e3


@dataclass(slots=True)
class Batch:
    """Lines of texts: `places` (n, templates) in the table, `vectors` (n, D), `ends` of lines, `targets` by head.

    A target is (n, 3), the probabilities of the labels; a batch that is not `certain` is taught by another network,
    which says nothing of pairs of labels.
    """

    places: NDArray[np.int32]
    vectors: Floats
    ends: NDArray[np.int32]
    targets: dict[int, Floats]
    weight: float = 1.0
    certain: bool = True


@dataclass(slots=True)
class Passed:
    """What the layers made of a batch on the way to its scores."""

    near: Floats
    sums: Floats
    left: Floats
    next: Floats
    line: Floats
    others: Floats
    kept: Floats
    both: Floats


def beside(rows: Floats, reach: int) -> Floats:
    """Each row with its neighbours, (n, reach × width)."""
    padded = np.zeros((len(rows) + reach - 1, rows.shape[1]), rows.dtype)
    padded[reach // 2 : reach // 2 + len(rows)] = rows
    return np.concatenate([padded[offset : offset + len(rows)] for offset in range(reach)], axis=1)


def _gathered(change: Floats, reach: int) -> Floats:
    """The reverse of `beside`: the sums of what goes back to each row."""
    width = change.shape[1] // reach
    padded = np.zeros((len(change) + reach - 1, width), change.dtype)
    for offset in range(reach):
        padded[offset : offset + len(change)] += change[:, offset * width : (offset + 1) * width]
    return padded[reach // 2 : reach // 2 + len(change)]


def means(rows: Floats, ends: NDArray[np.int32]) -> Floats:
    """The mean of the rows of each line, (lines, width)."""
    sizes = np.diff(ends, prepend=0)
    sums = np.add.reduceat(rows, np.asarray(ends) - sizes, axis=0)
    return np.asarray(sums / sizes[:, None], np.float32)


class Network:
    """Weights by name, the table, and the moves between labels of each head."""

    def __init__(self, width: int, vectors: int, rows: int, heads: int, seed: int) -> None:
        self.chance = np.random.default_rng(seed)
        self.weights: dict[str, Floats] = {
            "first": self._start(NEAR * vectors, width) * 0.5,
            "first_bias": np.zeros(width, np.float32),
            "second": self._start(NEXT * width, width),
            "second_bias": np.zeros(width, np.float32),
            "line": np.zeros((width, width), np.float32),
        }
        for head in range(heads):
            self.weights[f"label{head}"] = self._start(2 * width, 3) * 0.3
            self.weights[f"label{head}_bias"] = np.zeros(3, np.float32)
        self.weights = {name: weight.astype(np.float32) for name, weight in self.weights.items()}
        self.table = (self.chance.standard_normal((rows, width)) * 0.02).astype(np.float32)
        self.moves = [np.zeros((3, 3)) for _ in range(heads)]
        for moves in self.moves:
            moves[0, 2] = _IMPOSSIBLE
        self._squares = np.full_like(self.table, 1e-4)
        self._means = {name: np.zeros_like(weight) for name, weight in self.weights.items()}
        self._scales = {name: np.zeros_like(weight) for name, weight in self.weights.items()}
        self._turned = [np.zeros((3, 3)) for _ in range(heads)]
        self._steps = 0

    def _start(self, rows: int, columns: int) -> Floats:
        return np.asarray(self.chance.standard_normal((rows, columns)) * np.sqrt(2 / rows), np.float32)

    def _scored(self, both: Floats, head: int) -> NDArray[np.float64]:
        return (both @ self.weights[f"label{head}"] + self.weights[f"label{head}_bias"]).astype(np.float64)

    def _pass(self, batch: Batch, dropout: float) -> Passed:
        vectors = batch.vectors
        if dropout:
            vectors = vectors * (self.chance.random((len(vectors), 1)) >= dropout / 2)
        near = beside(vectors.astype(np.float32), NEAR)
        sums = near @ self.weights["first"] + self.weights["first_bias"]
        gather(batch.places, self.table, sums)
        left = self._left(sums.shape, dropout)
        following = beside(np.maximum(sums, 0) * left, NEXT)
        middle = following[:, sums.shape[1] : 2 * sums.shape[1]]
        line = means(middle, batch.ends)
        others = following @ self.weights["second"] + self.weights["second_bias"]
        others += np.repeat(line @ self.weights["line"], np.diff(batch.ends, prepend=0), axis=0)
        kept = self._left(others.shape, dropout)
        both = np.concatenate([middle, np.maximum(others, 0) * kept], axis=1)
        return Passed(near, sums, left, following, line, others, kept, both)

    def _left(self, shape: tuple[int, ...], dropout: float) -> Floats:
        if not dropout:
            return np.ones(shape, np.float32)
        return ((self.chance.random(shape) >= dropout) / (1 - dropout)).astype(np.float32)

    def learn(self, batch: Batch, rate: float, table_rate: float, dropout: float) -> None:
        """One step against the gradient of a batch."""
        passed = self._pass(batch, dropout)
        back, changes = np.zeros_like(passed.both), {}
        for head, target in batch.targets.items():
            change = np.zeros(target.shape, np.float64)
            turns = np.zeros((3, 3)) if batch.certain else np.zeros((0, 3))
            slopes(self._scored(passed.both, head), self.moves[head], batch.ends, target, change, turns)
            small = (change * batch.weight).astype(np.float32)
            changes[f"label{head}"], changes[f"label{head}_bias"] = passed.both.T @ small, small.sum(0)
            back += small @ self.weights[f"label{head}"].T
            if batch.certain:
                turns[0, 2] = 0
                self._turned[head] += 0.1 * (turns / 50 - self._turned[head])
                self.moves[head] -= 5 * rate * self._turned[head]
        width = passed.sums.shape[1]
        other = back[:, width:] * passed.kept * (passed.others > 0)
        changes["second"], changes["second_bias"] = passed.next.T @ other, other.sum(0)
        returned: Floats = np.asarray(other @ self.weights["second"].T, np.float32)
        one: Floats = np.add(back[:, :width], _gathered(returned, NEXT))
        sizes = np.diff(batch.ends, prepend=0)
        lines = means(other, batch.ends)  # times the size of the line, which the mean over it divides by again
        changes["line"] = passed.line.T @ (lines * sizes[:, None].astype(np.float32))
        one += np.repeat(lines @ self.weights["line"].T, sizes, axis=0)
        one = one * passed.left * (passed.sums > 0)
        changes["first"], changes["first_bias"] = passed.near.T @ one, one.sum(0)
        scatter(batch.places, self.table, self._squares, one, table_rate, 1e-4)
        self._move(changes, rate)

    def _move(self, changes: dict[str, Floats], rate: float) -> None:
        """A step of Adam with decay of weights."""
        self._steps += 1
        for name, change in changes.items():
            self._means[name] += 0.1 * (change - self._means[name])
            self._scales[name] += 0.001 * (change * change - self._scales[name])
            mean = self._means[name] / (1 - 0.9**self._steps)
            scale = np.sqrt(self._scales[name] / (1 - 0.999**self._steps)) + 1e-8
            self.weights[name] -= (rate * (mean / scale + 1e-4 * self.weights[name])).astype(np.float32)
