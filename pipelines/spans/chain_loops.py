"""The chain over labels and the choice of spans, written for numba. They take no memory of their own.

Labels are outside 0, begins 1, inside 2; n is the number of words. The chain is a linear-chain conditional random field
(Lafferty, McCallum, Pereira 2001). Chosen is the set of spans with the highest sum of (probability − threshold), which
maximises the expected F1 where the threshold is about half of it.
"""

# mypy: disable-error-code="no-untyped-def,misc"
# ruff: noqa: ANN001, ANN201 - numba infers the types

import numpy as np
from numba import njit

from pipelines.spans.features_loops import BOUND


@njit(cache=True, fastmath=True, **BOUND)
def scaled(scores, moves, forward, backward, scales):
    """Forward-backward over a line in probabilities (Rabiner 1989), which is faster: `moves` are not logarithms.

    `scores` (n, 3) become their exponentials; forward × backward are the probabilities of the labels.
    """
    n = len(scores)
    for word in range(n):
        high = max(scores[word, 0], scores[word, 1], scores[word, 2])
        for label in range(3):
            scores[word, label] = np.exp(scores[word, label] - high)
            if word == 0:
                forward[0, label] = scores[0, label] if label < 2 else 0
            else:
                forward[word, label] = scores[word, label] * (
                    forward[word - 1, 0] * moves[0, label]
                    + forward[word - 1, 1] * moves[1, label]
                    + forward[word - 1, 2] * moves[2, label]
                )
        scales[word] = 1 / max(forward[word, 0] + forward[word, 1] + forward[word, 2], 1e-30)
        for label in range(3):
            forward[word, label] *= scales[word]
    backward[n - 1] = 1
    for word in range(n - 2, -1, -1):
        for label in range(3):
            total = 0.0
            for after in range(3):
                total += moves[label, after] * scores[word + 1, after] * backward[word + 1, after]
            backward[word, label] = total * scales[word + 1]


@njit(cache=True, fastmath=True, **BOUND)
def probabilities(scores, moves, ends, inside, spans, forward, backward, scales):
    """Write how likely each word lies in a span, (n,), and each span is one, (n, longest), where it is no 0.

    `moves` are not logarithms; `scores`, `forward`, `backward` (n, 3) and `scales` (n,) are overwritten.
    """
    begin, longest = 0, spans.shape[1]
    for line in range(len(ends)):
        end = ends[line]
        scaled(scores[begin:end], moves, forward[begin:end], backward[begin:end], scales[begin:end])
        for first in range(begin, end):
            inside[first] = 1 - forward[first, 0] * backward[first, 0]
            path = forward[first, 1]
            for last in range(first, min(end, first + longest)):
                label = 1 if last == first else 2
                if last > first:
                    path *= moves[1 if last == first + 1 else 2, 2] * scores[last, 2] * scales[last]
                if path * backward[last, label] < 1e-3:
                    break
                left = 1.0
                if last + 1 < end:
                    left = moves[label, 0] * scores[last + 1, 0] * backward[last + 1, 0]
                    left += moves[label, 1] * scores[last + 1, 1] * backward[last + 1, 1]
                    left *= scales[last + 1]
                spans[first, last - first] = path * left
        begin = end


@njit(cache=True, **BOUND)
def chosen(spans, threshold, best, length, found):
    """Write the spans that together are worth most, first word and the word behind the last, from the last one on.

    `best` and `length` (n + 1,) are overwritten; returns how many there are.
    """
    n, longest = spans.shape
    best[0] = length[0] = 0
    for end in range(1, n + 1):
        best[end], length[end] = best[end - 1], 0
        for size in range(1, min(longest, end) + 1):
            worth = best[end - size] + spans[end - size, size - 1] - threshold
            if worth > best[end]:
                best[end], length[end] = worth, size
    count, end = 0, n
    while end > 0:
        if length[end]:
            found[count, 0], found[count, 1] = end - length[end], end
            count += 1
            end -= length[end]
        else:
            end -= 1
    return count
