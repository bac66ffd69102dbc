"""The inner loops of the model of spans, compiled by numba at first use: layers, chain, choice.

Labels are outside 0, begins 1, inside 2. n is the number of words, H the width of the first layer. The chain is a
linear-chain conditional random field (Lafferty, McCallum, Pereira 2001); its marginals come by forward-backward. Spans
are chosen by their own posterior: a set of spans with the highest sum of (probability − threshold), which maximises the
expected F1 where the threshold is about half of it.
"""

# mypy: disable-error-code="no-untyped-def,misc"
# ruff: noqa: ANN001, ANN201 - numba infers the types

import numpy as np
from numba import njit

from pipelines.features_loops import hashed


@njit(cache=True, fastmath=True)
def gathered(features, templates, table, scale, first, out):
    """Add the rows of an int8 table that the templates point to, times `scale`, to `out` (n, H).

    `first` is the number of the first template, since numbers go into the hash.
    """
    mask, width = len(table) - 1, table.shape[1]
    total = np.empty(width, np.int32)
    for word in range(len(features)):
        total[:] = 0
        for number in range(len(templates)):
            row = hashed(features, word, templates[number], first + number, mask)
            for unit in range(width):
                total[unit] += table[row, unit]
        for unit in range(width):
            out[word, unit] += scale * total[unit]


@njit(cache=True, fastmath=True)
def said(features, at, table, scale, out):
    """Add to `out` (m, H) what m spellings say at one offset: `at` (templates, 2) are columns and template numbers."""
    mask = len(table) - 1
    template = np.full((3, 2), -1, np.int32)
    template[0, 1] = 0
    for spelling in range(len(features)):
        for row in range(len(at)):
            template[0, 0] = at[row, 0]
            place = hashed(features, spelling, template, at[row, 1], mask)
            for unit in range(out.shape[1]):
                out[spelling, unit] += scale * table[place, unit]


@njit(cache=True, fastmath=True)
def spelled(spellings, cached, out):
    """Add what each neighbour's spelling says at its offset: `cached` (spellings, offsets, H) to `out` (n, H).

    Outside the text stands the spelling with the number 0.
    """
    reach = cached.shape[1] // 2
    for word in range(len(spellings)):
        for offset in range(-reach, reach + 1):
            near = word + offset
            number = spellings[near] if 0 <= near < len(spellings) else 0
            for unit in range(out.shape[1]):
                out[word, unit] += cached[number, offset + reach, unit]


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
def probabilities(scores, moves, ends, inside, spans):
    """Write how likely each word lies in a span, (n,), and each span is one, (n, longest)."""
    forward, backward = np.empty(scores.shape), np.empty(scores.shape)
    begin, longest = 0, spans.shape[1]
    for line in range(len(ends)):
        end = ends[line]
        total = forward_backward(scores[begin:end], moves, forward[begin:end], backward[begin:end])
        for first in range(begin, end):
            inside[first] = 1 - np.exp(forward[first, 0] + backward[first, 0] - total)
            path = forward[first, 1]
            spans[first] = 0
            for last in range(first, min(end, first + longest)):
                label = 1 if last == first else 2
                if last > first:
                    path += moves[1 if last == first + 1 else 2, 2] + scores[last, 2]
                if path + backward[last, label] - total < -7:
                    break
                left = 0.0
                if last + 1 < end:
                    zero = moves[label, 0] + scores[last + 1, 0] + backward[last + 1, 0]
                    left = added(zero, moves[label, 1] + scores[last + 1, 1] + backward[last + 1, 1])
                spans[first, last - first] = np.exp(path + left - total)
        begin = end


@njit(cache=True)
def chosen(spans, threshold):
    """The spans that together are worth most: (spans, 2), first word and the word behind the last, in their order."""
    n, longest = spans.shape
    best, length = np.zeros(n + 1), np.zeros(n + 1, np.int64)
    for end in range(1, n + 1):
        best[end] = best[end - 1]
        for size in range(1, min(longest, end) + 1):
            worth = best[end - size] + spans[end - size, size - 1] - threshold
            if worth > best[end]:
                best[end], length[end] = worth, size
    found = np.empty((n, 2), np.int64)
    count, end = 0, n
    while end > 0:
        if length[end]:
            found[count, 0], found[count, 1] = end - length[end], end
            count += 1
            end -= length[end]
        else:
            end -= 1
    return found[:count][::-1].copy()
