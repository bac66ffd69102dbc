"""Learning by contrast: a text's vector is drawn to its label's and pushed from the other labels' (InfoNCE, Adam).

Words also learn from a teacher, whose shares of the labels are wanted where no label is known, and beside a known one.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Numbers = NDArray[np.int64]
BATCH, OTHERS, TEMPERATURE = 512, 2_000, np.float32(0.05)
TEACHER, KNOWN = np.float32(0.03), np.float32(0.3)  # its temperature; the share of a label that is known
_FIRST, _SECOND, _LEAST = np.float32(0.9), np.float32(0.99), np.float32(1e-8)


class Adam:
    """One array of weights that goes down its gradient; the step shrinks to nothing over `steps`."""

    def __init__(self, weights: Array, rate: float, steps: int) -> None:
        self.weights, self._rate, self._steps, self._step = weights, rate, steps, 0
        self._mean, self._square = np.zeros_like(weights), np.zeros_like(weights)

    def down(self, gradient: Array) -> None:
        """One step (Kingma and Ba 2015, with a linearly falling rate)."""
        self._step += 1
        rate = np.float32(self._rate * (1 - self._step / (self._steps + 1)))
        self._mean += (1 - _FIRST) * (gradient - self._mean)
        self._square += (1 - _SECOND) * (gradient * gradient - self._square)
        mean = self._mean / (1 - _FIRST**self._step)
        self.weights -= rate * mean / (np.sqrt(self._square / (1 - _SECOND**self._step)) + _LEAST)


def contrast(texts: Array, labels: Array, wanted: Array) -> tuple[float, Array, Array]:
    """The loss of n texts (n, D) among m labels (m, D), whose shares should be `wanted` (n, m), and two gradients."""
    sizes, lengths = (np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6) for rows in (texts, labels))
    given, named = texts / sizes, labels / lengths
    share = shares(given @ named.T, TEMPERATURE)
    loss = -float((wanted * np.log(share + 1e-9)).sum())
    share = (share - wanted) / (TEMPERATURE * len(texts))
    down, along = share @ named, share.T @ given
    down -= given * (down * given).sum(1, keepdims=True)
    along -= named * (along * named).sum(1, keepdims=True)
    return loss, down / sizes, along / lengths


def shares(likeness: Array, temperature: np.float32) -> Array:
    """Each row's likenesses as shares of one (softmax)."""
    share: Array = np.exp((likeness - likeness.max(1, keepdims=True)) / temperature)
    share /= share.sum(1, keepdims=True)
    return share


def chosen(random: np.random.Generator, right: Numbers, count: int) -> tuple[Numbers, Array]:
    """The labels that a batch is held against, its own and others by chance; and the share 1 of each text's own.

    A text whose label is not known (-1) has no share.
    """
    own: Numbers = np.unique(right[right >= 0])
    others = np.setdiff1d(random.choice(count, min(OTHERS, count), replace=False), own)
    wanted = np.zeros((len(right), len(own) + len(others)), np.float32)
    known = np.nonzero(right >= 0)[0]
    wanted[known, np.searchsorted(own, right[known])] = 1
    return np.concatenate([own, others]), wanted


class Lesson(NamedTuple):
    """What words learn from: n texts, C labels, and what a teacher makes of both.

    `texts` (n, V) and `labels` (C, V) are sparse bags of words, `right` (n) the numbers of the texts' labels, -1 where
    not known; `aims` (n, D) and `taught` (C, D) the teacher's unit vectors.
    """

    texts: Any
    labels: Any
    right: Numbers
    aims: Array
    taught: Array


def learn_words(vectors: Array, lesson: Lesson, epochs: int, rate: float, seed: int) -> Array:
    """Vectors of words (V, D), so that their sums rank labels as the teacher does, and the known label first."""
    random, steps = np.random.default_rng(seed), epochs * -(-len(lesson.right) // BATCH)
    adam = Adam(vectors, rate, steps)
    for _ in range(epochs):
        order = random.permutation(len(lesson.right))
        for begin in range(0, len(order), BATCH):
            rows = order[begin : begin + BATCH]
            against, wanted = chosen(random, lesson.right[rows], len(lesson.taught))
            given, named = lesson.texts[rows], lesson.labels[against]
            said = shares(lesson.aims[rows] @ lesson.taught[against].T, TEACHER)
            known = KNOWN * wanted.sum(1, keepdims=True)
            _, down, along = contrast(given @ adam.weights, named @ adam.weights, KNOWN * wanted + (1 - known) * said)
            adam.down(given.T @ down + named.T @ along)
    return adam.weights


def learn_turns(
    texts: Array, right: Numbers, labels: Array, epochs: int, rate: float, seed: int
) -> tuple[Array, Array]:
    """Two matrices (D, D) that turn vectors of texts (n, D) and of labels (C, D) so that they meet."""
    random, steps = np.random.default_rng(seed), epochs * -(-len(right) // BATCH)
    turns = [Adam(np.eye(texts.shape[1], dtype=np.float32), rate, steps) for _ in range(2)]
    for _ in range(epochs):
        order = random.permutation(len(right))
        for begin in range(0, len(order), BATCH):
            rows = order[begin : begin + BATCH]
            against, wanted = chosen(random, right[rows], len(labels))
            _, down, along = contrast(texts[rows] @ turns[0].weights, labels[against] @ turns[1].weights, wanted)
            turns[0].down(texts[rows].T @ down)
            turns[1].down(labels[against].T @ along)
    return turns[0].weights, turns[1].weights
