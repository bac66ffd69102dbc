"""Learning by contrast: a text's vector is drawn to its label's and pushed from the other labels' (InfoNCE, Adam)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Numbers = NDArray[np.int64]
BATCH, OTHERS, TEMPERATURE = 512, 2_000, np.float32(0.05)
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


def contrast(texts: Array, labels: Array, right: Numbers) -> tuple[float, Array, Array]:
    """The loss of n texts (n, D) among m labels (m, D), of which `right` (n) are theirs, and its two gradients."""
    sizes, lengths = (np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6) for rows in (texts, labels))
    given, named = texts / sizes, labels / lengths
    share = given @ named.T / TEMPERATURE
    share = np.exp(share - share.max(1, keepdims=True))
    share /= share.sum(1, keepdims=True)
    rows = np.arange(len(right))
    loss = -float(np.log(share[rows, right] + 1e-9).sum())
    share[rows, right] -= 1
    share /= TEMPERATURE * len(right)
    down, along = share @ named, share.T @ given
    down -= given * (down * given).sum(1, keepdims=True)
    along -= named * (along * named).sum(1, keepdims=True)
    return loss, down / sizes, along / lengths


def chosen(random: np.random.Generator, right: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """The labels that a batch is held against, its own and others by chance; and where among them its own are."""
    own: Numbers = np.unique(right)
    others = np.setdiff1d(random.choice(count, min(OTHERS, count), replace=False), own)
    return np.concatenate([own, others]), np.searchsorted(own, right)


def learn_words(vectors: Array, texts: Any, right: Numbers, labels: Any, epochs: int, rate: float, seed: int) -> Array:
    """Vectors of words (V, D), learnt from bags of words: texts (n, V) sparse, labels (C, V) sparse, right (n)."""
    random, steps = np.random.default_rng(seed), epochs * -(-len(right) // BATCH)
    adam = Adam(vectors, rate, steps)
    for _ in range(epochs):
        order = random.permutation(len(right))
        for begin in range(0, len(order), BATCH):
            rows = order[begin : begin + BATCH]
            against, own = chosen(random, right[rows], labels.shape[0])
            given, named = texts[rows], labels[against]
            _, down, along = contrast(given @ adam.weights, named @ adam.weights, own)
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
            against, own = chosen(random, right[rows], len(labels))
            _, down, along = contrast(texts[rows] @ turns[0].weights, labels[against] @ turns[1].weights, own)
            turns[0].down(texts[rows].T @ down)
            turns[1].down(labels[against].T @ along)
    return turns[0].weights, turns[1].weights
