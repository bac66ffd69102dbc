"""The inner loops over the words of a text, written for numba. They take no memory: what they fill is given to them.

Arrays are as `pipelines.spans.features` and `pipelines.spans.model` describe them; n is the number of words of a text.
"""

# mypy: disable-error-code="no-untyped-def,misc"
# ruff: noqa: ANN001, ANN201 - numba infers the types

from typing import Any

import numpy as np
from numba import njit

from pipelines.spans.features import OUTSIDE

BOUND: Any = {"nogil": True, "_nrt": False}  # the interpreter's lock is let go, and no memory is taken
_PRIME, _MIX, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xFF51AFD7ED558CCD), np.uint64(32)
_OUTSIDE = np.uint64(OUTSIDE)
_FAR, _SHORT, _OFTEN = 5, 5, 4
_BOUNDS = np.array([0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98], np.float32)


@njit(cache=True, **BOUND)
def kept(numbers, signs, words, apart, ends):
    """Write which words are no separators, whether one stands before each, and where lines end; returns how many."""
    count = lines = 0
    waiting, fresh = False, True
    for number in range(len(numbers)):
        sign = signs[numbers[number]]
        if sign == 1 or (sign == 3 and fresh):
            waiting = True
            continue
        if sign == 2:
            if fresh:
                continue
            words[count], apart[count] = number, 0
            count += 1
            ends[lines] = count
            lines += 1
            waiting, fresh = False, True
            continue
        words[count] = number
        apart[count] = waiting and not fresh
        count += 1
        waiting, fresh = False, False
    if not fresh:
        ends[lines] = count
        lines += 1
    return count, lines


@njit(cache=True, **BOUND)
def place(features, words, ends, matches, base, at, keys, counts):
    """Write the columns match, kind, before, line and again.

    `at` has a cell more than there are words and separators, `keys` and `counts` are as `repeated` needs them.
    """
    at[:] = 0
    for word in range(len(words)):
        at[words[word]] = word + 1
    for row in range(len(matches)):
        first, last, side, kind = matches[row]
        for number in range(first, min(last, len(at) - 1) + 1):
            word = at[number] - 1
            if word >= 0:
                part = 0 if first == last else 1 if number == first else 2 if number == last else 3
                features[word, base] = side * 4 + part
                features[word, base + 1] = (side * 4 + part) * 8 + kind
    begin, before = 0, np.uint64(1)
    for line in range(len(ends)):
        end = ends[line]
        size = end - begin
        bits = 0
        while (size >> (bits + 1)) > 0 and bits < 5:
            bits += 1
        for word in range(begin, end):
            features[word, base + 2] = np.uint32(before & np.uint64(0xFFFFFF))
            features[word, base + 3] = min(word - begin, 3) * 8 + bits
        before = np.uint64(2)
        if size <= _SHORT + 1:
            for word in range(max(begin, end - 3), end):
                before = (before ^ np.uint64(features[word, 0])) * _MIX
                before ^= before >> _HALF
        begin = end
    repeated(features, base + 4, keys, counts)


@njit(cache=True, **BOUND)
def repeated(features, column, keys, counts):
    """Write how often each word stands in the text, up to a few times.

    `keys` and `counts` have as many cells, a power of two, and twice as many as there are words.
    """
    n, size = len(features), len(keys)
    counts[:] = 0
    for turn in range(2):
        for word in range(n):
            value = features[word, 0]
            slot = np.int64(value) & (size - 1)
            while counts[slot] > 0 and keys[slot] != value:
                slot = (slot + 1) & (size - 1)
            if turn == 0:
                keys[slot] = value
                counts[slot] += 1
            else:
                features[word, column] = min(counts[slot], _OFTEN)


@njit(cache=True, **BOUND)
def hashed(features, word, template, number, mask):
    """The place of one template's value at a word in a table of mask + 1 rows."""
    value = np.uint64(number + 1) * _PRIME
    for part in range(3):
        column = template[part, 0]
        if column < 0:
            break
        near = word + template[part, 1]
        cell = np.uint64(features[near, column]) if 0 <= near < len(features) else _OUTSIDE
        value = (value ^ cell) * _MIX
        value ^= value >> _HALF
    return np.int64(value & np.uint64(mask))


@njit(cache=True, nogil=True)
def expanded(features, templates, mask):
    """The places of all templates' values, (n, templates) int32; only training asks for all at once."""
    places = np.empty((len(features), len(templates)), np.int32)
    for word in range(len(features)):
        for number in range(len(templates)):
            places[word, number] = hashed(features, word, templates[number], number, mask)
    return places


@njit(cache=True, **BOUND)
def likely_breaks(features, templates, weights, bias, likely):
    """Where no separator stands, write how likely one was lost: a logistic regression on hashed features."""
    mask = len(weights) - 1
    for word in range(len(features)):
        if likely[word] < 1:
            total = bias
            for number in range(len(templates)):
                total += weights[hashed(features, word, templates[number], number, mask)]
            likely[word] = 1 / (1 + np.exp(-total))


@njit(cache=True, **BOUND)
def mark(features, likely, ends, base):
    """Write the columns mark (how likely a break is, 0 to 7), broken, since and until (words to the nearest break)."""
    begin = 0
    for line in range(len(ends)):
        far = _FAR
        for word in range(begin, ends[line]):
            level = 0
            while level < len(_BOUNDS) and likely[word] >= _BOUNDS[level]:
                level += 1
            broken = likely[word] > 0.5
            features[word, base] = level
            features[word, base + 1] = broken
            far = 0 if broken or word == begin else min(far + 1, _FAR)
            features[word, base + 2] = far
        far = 0
        for word in range(ends[line] - 1, begin - 1, -1):
            features[word, base + 3] = far
            far = 0 if features[word, base + 1] else min(far + 1, _FAR)
        begin = ends[line]


@njit(cache=True, **BOUND)
def coded(features, columns, codes):
    """Write the number of each word's values in `columns`, rows of a column and how many values it has, from 1."""
    for word in range(len(features)):
        code = 0
        for row in range(len(columns)):
            code = code * columns[row, 1] + features[word, columns[row, 0]]
        codes[word] = code + 1
