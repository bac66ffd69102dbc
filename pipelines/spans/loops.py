"""The inner loops of the model of spans, written for numba: layers, chain, choice. They take no memory of their own.

Labels are outside 0, begins 1, inside 2; n words, H units in the first layer. The chain is a linear-chain conditional
random field (Lafferty, McCallum, Pereira 2001). Chosen is the set of spans with the highest sum of (probability −
threshold), which maximises the expected F1 where the threshold is about half of it.
"""

# mypy: disable-error-code="no-untyped-def,misc"
# ruff: noqa: ANN001, ANN201 - numba infers the types

import numpy as np
from numba import njit

from pipelines.spans.features_loops import BOUND, hashed


@njit(cache=True, fastmath=True, **BOUND)
def gathered(features, templates, numbers, table, scale, out):
    """Add the rows of an int8 table that the templates point to, times `scale`, to `out` (n, H)."""
    mask, width = len(table) - 1, table.shape[1]
    for word in range(len(features)):
        for number in range(len(templates)):
            row = hashed(features, word, templates[number], numbers[number], mask)
            for unit in range(width):
                out[word, unit] += scale * table[row, unit]


@njit(cache=True, fastmath=True, **BOUND)
def looked_up(codes, cached, out):
    """Add to `out` (n, H) rows of `cached` (offsets, codes, H) for neighbours' codes (n,); 0 is outside the text."""
    reach = len(cached) // 2
    for word in range(len(codes)):
        for offset in range(-reach, reach + 1):
            near = word + offset
            code = codes[near] if 0 <= near < len(codes) else 0
            for unit in range(out.shape[1]):
                out[word, unit] += cached[offset + reach, code, unit]


@njit(cache=True, fastmath=True, **BOUND)
def said(features, templates, numbers, table, scale, out):
    """Add to `out` (m, H) what m rows of features say by templates without offsets, whose numbers are given.

    `scale` (1,) is what the table's cells are worth.
    """
    mask = len(table) - 1
    for row in range(len(features)):
        for number in range(len(templates)):
            place = hashed(features, row, templates[number], numbers[number], mask)
            for unit in range(out.shape[1]):
                out[row, unit] += scale[0] * table[place, unit]


@njit(cache=True, fastmath=True, **BOUND)
def projected(rows, vectors, weights, out):
    """Add to `out` (m, H) the vectors (V, D) in these rows, none where -1, times weights (D, H).

    As loops, since a matrix product may round a row in another way when there are more of them.
    """
    for word in range(len(rows)):
        if rows[word] >= 0:
            for part in range(len(weights)):
                value = np.float32(vectors[rows[word], part])
                for unit in range(out.shape[1]):
                    out[word, unit] += value * weights[part, unit]


@njit(cache=True, fastmath=True, **BOUND)
def positive(layer, columns, values, sizes):
    """Write the positive values of each row of `layer` (n, H), in front, with zeros behind, their columns and number.

    About half of a layer counts as 0. There is no branch, since the processor could not foresee it.
    """
    for word in range(len(layer)):
        count = 0
        for unit in range(layer.shape[1]):
            columns[word, count], values[word, count] = unit, layer[word, unit]
            count += layer[word, unit] > 0
        columns[word, count : count + 4], values[word, count : count + 4] = 0, 0
        sizes[word] = count


@njit(cache=True, fastmath=True, **BOUND)
def add_rows(columns, values, size, weights, out):
    """Add to `out` (K,) the rows of weights (H, K) in these columns times values.

    Four at a time, which spares the processor reads and writes.
    """
    for first in range(0, size, 4):
        a, b, c, d = values[first], values[first + 1], values[first + 2], values[first + 3]
        row_a, row_b = weights[columns[first]], weights[columns[first + 1]]
        row_c, row_d = weights[columns[first + 2]], weights[columns[first + 3]]
        for unit in range(len(out)):
            out[unit] += a * row_a[unit] + b * row_b[unit] + c * row_c[unit] + d * row_d[unit]


@njit(cache=True, fastmath=True, **BOUND)
def labelled(one, second, bias, labels, scores, two, columns, values, sizes):
    """Add to `scores` (n, 8) what both layers say of the labels, by weights `labels` (2, H, 8); `two` is the second.

    The second layer sees the words before, at and behind each in the first (n, H), by weights `second` (3, H, H) and
    `bias`. Negative values of both count as 0.
    """
    positive(one, columns, values, sizes)
    for word in range(len(one)):
        for unit in range(len(bias)):
            two[word, unit] = bias[unit]
        for near in range(max(word - 1, 0), min(word + 2, len(one))):
            add_rows(columns[near], values[near], sizes[near], second[near - word + 1], two[word])
        add_rows(columns[word], values[word], sizes[word], labels[0], scores[word])
    positive(two, columns, values, sizes)
    for word in range(len(one)):
        add_rows(columns[word], values[word], sizes[word], labels[1], scores[word])


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
