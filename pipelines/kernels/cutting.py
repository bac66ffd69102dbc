"""The inner loop that cuts a text into words, written for numba: code points in, rows of words out.

`pipelines.machine` compiles these functions once, at set-up. They see plain memory: `base` is a table file
(`pipelines.tables`) as 64-bit words, `cells` the same as 32-bit words, `tokens` five columns of `room` cells behind
`AHEAD` cells, a row a word. Every number is unsigned or an `int64`, since numba makes floats of a mixture.
"""

# mypy: disable-error-code="no-untyped-def"
# ruff: noqa: ANN001, ANN201 - numba infers the types, from the signatures in `pipelines.machine`

import numpy as np
from numba import njit

from pipelines.kernels.layout import (
    AHEAD,
    BITS,
    DOT,
    END,
    FOLD_MASK,
    FOLDED,
    HYPHEN,
    JOINER,
    KIND_SHIFT,
    KINDS,
    LETTER,
    MASKS,
    MIX,
    NEWLINE,
    PLUS,
    PRIME,
    SEED,
    SINGULAR,
    SKIPPED,
    SLOT,
    SLOTS,
    SLOW,
    SLOW_BIT,
    STAGES,
)

_HALF, _FEW, _ONE, _NONE = np.uint64(32), np.uint64(29), np.uint64(1), np.uint64(0)
_WORD, _LOW = np.uint64(6), np.uint64(63)
_TOP, _LOW8, _LOW31 = np.uint32(8), np.uint32(255), np.uint32(0x7FFFFFFF)


@njit(inline="always")
def mixed(value):
    """Spread a 64-bit number over all its bits; never 0."""
    value = (value ^ (value >> _HALF)) * MIX
    return (value ^ (value >> _FEW)) | _ONE


@njit(inline="always")
def kind_of(base, cells, point):
    """A code point's cell of `pipelines.alphabet`."""
    page = cells[np.int64(base[STAGES]) * 2 + np.int64(point >> _TOP)]
    return cells[np.int64(base[KINDS]) * 2 + np.int64(page) * 256 + np.int64(point & _LOW8)]


@njit(inline="always")
def folded_to(cell, point):
    """The code point that a code point with this cell folds to."""
    return (point + cell) & FOLD_MASK


@njit(inline="always")
def is_letter(base, cells, text, size, place):
    """Whether a letter or digit stands at a place, which may lie outside the text."""
    if place < 0 or place >= size:
        return False
    return (kind_of(base, cells, text[place]) >> KIND_SHIFT) & np.uint32(15) == np.uint32(LETTER)


@njit
def word_end(base, cells, text, size, place):
    """Where the word ends that begins with the letter at `place`: don't, c++, c#."""
    while True:
        while is_letter(base, cells, text, size, place):
            place += 1
        if place >= size:
            return place
        kind = (kind_of(base, cells, text[place]) >> KIND_SHIFT) & np.uint32(15)
        if kind != np.uint32(JOINER) or not is_letter(base, cells, text, size, place + 1):
            break
        place += 1
    end = place
    while end < size and (kind_of(base, cells, text[end]) >> KIND_SHIFT) & np.uint32(15) == np.uint32(PLUS):
        end += 1
    return place if is_letter(base, cells, text, size, end) else end


@njit
def suffix_end(base, cells, text, size, place):
    """Where the word ends that begins with the full stop at `place`: .net, .js, or the stop alone."""
    low = np.uint32(32)
    end = place + 1
    if place + 2 < size:
        one, two = text[place + 1] | low, text[place + 2] | low
        is_s = two == np.uint32(115) or text[place + 2] == np.uint32(0x17F)  # a long s
        if one == np.uint32(106) and is_s:
            end = place + 3
        elif one == np.uint32(110) and two == np.uint32(101) and place + 3 < size:
            end = place + 4 if text[place + 3] | low == np.uint32(116) else end
    return place + 1 if end > place + 1 and is_letter(base, cells, text, size, end) else end


@njit(inline="always")
def token_end(base, cells, text, size, place, kind):
    """Where the word that begins at `place` ends; `place` itself where none begins."""
    if kind == np.uint32(LETTER):
        return word_end(base, cells, text, size, place)
    if kind == np.uint32(DOT):
        return suffix_end(base, cells, text, size, place)
    if kind == np.uint32(NEWLINE):
        prose = place + 1 < size and np.uint32(97) <= text[place + 1] <= np.uint32(122)
        return place if prose else place + 1
    if kind == np.uint32(HYPHEN):
        between = is_letter(base, cells, text, size, place - 1) and is_letter(base, cells, text, size, place + 1)
        return place if between else place + 1
    return place if kind == np.uint32(SKIPPED) else place + 1


@njit
def hashed(base, cells, text, begin, end):
    """The hash of a word's folded code points; 0 where Python must fold it."""
    value = base[SEED]
    slow = np.uint32(0)
    for place in range(begin, end):
        cell = kind_of(base, cells, text[place])
        slow |= cell
        if (cell >> KIND_SHIFT) & np.uint32(15) != np.uint32(JOINER):
            value = (value ^ np.uint64(folded_to(cell, text[place]))) * PRIME
    return _NONE if slow & SLOW_BIT else mixed(value)


@njit(inline="always")
def look_up(base, cells, tokens, row, room, value):
    """Write what is known of the word with this hash into its row: two numbers of words, or two zeros."""
    folded = singular = np.uint32(0)
    bit = value & base[MASKS + BITS]
    if (base[np.int64(base[BITS]) + np.int64(bit >> _WORD)] >> (bit & _LOW)) & _ONE:
        slot = np.int64((value >> _FEW) & base[MASKS + SLOTS])
        slots, mask = np.int64(base[SLOTS]), np.int64(base[MASKS + SLOTS])
        while base[slots + 2 * slot] != _NONE:
            if base[slots + 2 * slot] == value:
                both = (slots + 2 * slot + 1) * 2
                folded, singular = cells[both], cells[both + 1]
                tokens[AHEAD + SLOT * room + row] = np.uint32(slot)
                break
            slot = (slot + 1) & mask
    tokens[AHEAD + FOLDED * room + row] = folded
    tokens[AHEAD + SINGULAR * room + row] = singular


def scan(base, cells, text, size, tokens, room):
    """Cut `size` code points into words and look them up; returns the number of words.

    `tokens[0]` becomes the number of words that Python must fold, whose `SLOT` is `SLOW`.
    """
    row = place = slow = np.int64(0)
    while place < size:
        kind = (kind_of(base, cells, text[place]) >> KIND_SHIFT) & np.uint32(15)
        end = token_end(base, cells, text, size, place, kind)
        if end == place:
            place += 1
            continue
        tokens[AHEAD + row] = np.uint32(place)
        tokens[AHEAD + END * room + row] = np.uint32(end)
        value = hashed(base, cells, text, place, end)
        if value == _NONE:
            tokens[AHEAD + SLOT * room + row] = SLOW
            slow += 1
        else:
            look_up(base, cells, tokens, row, room, value)
        row += 1
        place = end
    tokens[0] = np.uint32(slow)
    return row
