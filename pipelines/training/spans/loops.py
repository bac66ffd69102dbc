"""The inner loops of training, compiled by numba."""

# mypy: disable-error-code="no-untyped-def,misc"
# ruff: noqa: ANN001, ANN201 - numba infers the types

import numpy as np
from numba import njit


@njit(cache=True, fastmath=True)
def added(one, other):
    """log(exp(one) + exp(other))."""
    high, low = max(one, other), min(one, other)
    return high + np.log1p(np.exp(low - high))


@njit(cache=True, fastmath=True)
def forward_backward(scores, moves, forward, backward):
    """Fill the log sums of paths to and from each word of a line, (n, 3) each; returns their log sum in all."""
    n = len(scores)
    forward[0] = scores[0]
    forward[0, 2] = -1e4
    for word in range(1, n):
        for label in range(3):
            total = added(forward[word - 1, 0] + moves[0, label], forward[word - 1, 1] + moves[1, label])
            forward[word, label] = added(total, forward[word - 1, 2] + moves[2, label]) + scores[word, label]
    backward[n - 1] = 0
    for word in range(n - 2, -1, -1):
        for label in range(3):
            zero = moves[label, 0] + scores[word + 1, 0] + backward[word + 1, 0]
            one = moves[label, 1] + scores[word + 1, 1] + backward[word + 1, 1]
            two = moves[label, 2] + scores[word + 1, 2] + backward[word + 1, 2]
            backward[word, label] = added(added(zero, one), two)
    return added(added(forward[n - 1, 0], forward[n - 1, 1]), forward[n - 1, 2])


@njit(cache=True, fastmath=True)
def gather(places, table, out):
    """Add the rows of a table at `places` (n, templates) to `out` (n, H)."""
    for word in range(len(places)):
        for place in places[word]:
            for unit in range(out.shape[1]):
                out[word, unit] += table[place, unit]


@njit(cache=True, fastmath=True)
def scatter(places, table, squares, change, rate, decay):
    """Move the rows of a table at `places` against the gradient `change` (n, H), by AdaGrad with weight decay."""
    for word in range(len(places)):
        for place in places[word]:
            for unit in range(table.shape[1]):
                slope = change[word, unit] + decay * table[place, unit]
                squares[place, unit] += slope * slope
                table[place, unit] -= rate * slope / np.sqrt(squares[place, unit] + 1e-8)


@njit(cache=True, fastmath=True)
def slopes(scores, moves, ends, target, change, turns):
    """Write the gradients of the chain's log likelihood.

    `target` (n, 3) are probabilities of labels; `change` (n, 3) becomes the model's less these. Where `turns` (3, 3) is
    given with entries, the same for pairs of labels is added to it, the target taken as certain.
    """
    forward, backward = np.empty(scores.shape), np.empty(scores.shape)
    begin = 0
    for line in range(len(ends)):
        end = ends[line]
        total = forward_backward(scores[begin:end], moves, forward[begin:end], backward[begin:end])
        for word in range(begin, end):
            for label in range(3):
                change[word, label] = np.exp(forward[word, label] + backward[word, label] - total) - target[word, label]
                if word > begin and len(turns):
                    for last in range(3):
                        path = (
                            forward[word - 1, last] + moves[last, label] + scores[word, label] + backward[word, label]
                        )
                        turns[last, label] += np.exp(path - total) - target[word - 1, last] * target[word, label]
        begin = end


@njit(cache=True, fastmath=True)
def marginals(scores, moves, ends, out):
    """Write the probability of each label at each word, (n, 3)."""
    forward, backward = np.empty(scores.shape), np.empty(scores.shape)
    begin = 0
    for line in range(len(ends)):
        end = ends[line]
        total = forward_backward(scores[begin:end], moves, forward[begin:end], backward[begin:end])
        for word in range(begin, end):
            for label in range(3):
                out[word, label] = np.exp(forward[word, label] + backward[word, label] - total)
        begin = end
