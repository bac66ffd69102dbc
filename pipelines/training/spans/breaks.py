"""Learn where separators were lost: a logistic regression that puts commas and line breaks back into texts.

Learnt from unlabelled texts whose separators are known: AdaGrad (Duchi, Hazan, Singer 2011), one pass, fixed order.
"""

# mypy: disable-error-code="no-untyped-def,misc"

from collections.abc import Iterable, Sequence

import numpy as np
from numba import njit
from numpy.typing import NDArray

from pipelines.spans.features import BREAK_TEMPLATES, Breaks, Spellings, see
from pipelines.spans.features_loops import expanded

BITS, RATE, CHUNK = 19, 0.08, 60_000
_STOPS = frozenset(".:?!")


@njit(cache=True)
def _fit(places, before, weights, squares, state, rate):  # noqa: ANN001, ANN202
    for word in range(len(places)):
        total = state[0]
        for place in places[word]:
            total += weights[place]
        wrong = 1 / (1 + np.exp(-total)) - before[word]
        if abs(wrong) < 0.01:
            continue
        state[1] += wrong * wrong
        state[0] -= rate * wrong / np.sqrt(state[1] + 1e-6)
        for place in places[word]:
            squares[place] += wrong * wrong
            weights[place] -= rate * wrong / np.sqrt(squares[place] + 1e-6)


def unlined(written: Sequence[str]) -> list[str]:
    """A text whose lines run on, as where they were lost: only behind the end of a sentence a line ends."""
    kept: list[str] = []
    for word in written:
        kept.append(";" if word == "\n" and kept and kept[-1] not in _STOPS else word)
    return kept


def learn(texts: Iterable[Sequence[str]], spellings: Spellings) -> Breaks:
    """Learn from texts as lists of words as written."""
    weights, squares = np.zeros(1 << BITS, np.float32), np.zeros(1 << BITS, np.float32)
    state: NDArray[np.float64] = np.zeros(2)
    for written in _chunks(texts):
        seen = see(written, [], spellings, None)
        places = expanded(seen.features, BREAK_TEMPLATES, (1 << BITS) - 1)
        _fit(places, seen.apart.astype(np.float32), weights, squares, state, RATE)
    return Breaks(weights.astype(np.float16).astype(np.float32), float(np.float32(state[0])))


def _chunks(texts: Iterable[Sequence[str]]) -> Iterable[list[str]]:
    chunk: list[str] = []
    for written in texts:
        chunk += unlined(written)
        chunk.append("\n")
        if len(chunk) >= CHUNK:
            yield chunk
            chunk = []
    yield chunk
