"""The inner loops of the layers of the model of spans, written for numba. They take no memory of their own.

n is the number of words, H the width of the first layer.
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
def lined(columns, values, sizes, ends, line, out, room):
    """Add to each row of `out` (n, H) the mean over its line of what `positive` wrote, times weights `line` (H, H).

    `room` (2, H) is overwritten.
    """
    mean, said = room[0], room[1]
    begin = 0
    for number in range(len(ends)):
        end = ends[number]
        mean[:], said[:] = 0, 0
        for word in range(begin, end):
            for place in range(sizes[word]):
                mean[columns[word, place]] += values[word, place]
        for unit in range(len(mean)):
            share = mean[unit] / np.float32(end - begin)
            for other in range(len(said)):
                said[other] += share * line[unit, other]
        for word in range(begin, end):
            for unit in range(len(said)):
                out[word, unit] += said[unit]
        begin = end


@njit(cache=True, fastmath=True, **BOUND)
def labelled(one, ends, second, line, bias, labels, scores, two, room, columns, values, sizes):
    """Add to `scores` (n, 8) what both layers say of the labels, by weights `labels` (2, H, 8); `two` is the second.

    The second layer sees the words before, at and behind each in the first (n, H), by weights `second` (3, H, H), the
    mean of the line, by weights `line` (H, H), and `bias`. Negative values of both count as 0.
    """
    positive(one, columns, values, sizes)
    for word in range(len(one)):
        for unit in range(len(bias)):
            two[word, unit] = bias[unit]
    lined(columns, values, sizes, ends, line, two, room)
    for word in range(len(one)):
        for near in range(max(word - 1, 0), min(word + 2, len(one))):
            add_rows(columns[near], values[near], sizes[near], second[near - word + 1], two[word])
        add_rows(columns[word], values[word], sizes[word], labels[0], scores[word])
    positive(two, columns, values, sizes)
    for word in range(len(one)):
        add_rows(columns[word], values[word], sizes[word], labels[1], scores[word])
