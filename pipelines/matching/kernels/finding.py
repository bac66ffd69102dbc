"""The inner loop that follows words through the trie of forms, written for numba: rows of words in, matches out.

Memory is laid out as in `kernels.cutting`. A match is three cells of `found`: its first and last word, and
the number of the form. A word is looked up only where the hashes of it and of the word behind it may begin a form.
"""

# mypy: disable-error-code="no-untyped-def"
# ruff: noqa: ANN001, ANN201 - numba infers the types, from the signatures in `machine`

import numpy as np
from numba import njit

from pipelines.matching.kernels import layout as at
from pipelines.matching.kernels.cutting import alphabet_of, cell_of, folded_to, kind_of, mixed, scan

_ONE, _NONE, _LOW, _LOW32 = np.uint64(1), np.uint64(0), np.uint64(63), np.uint64(0xFFFFFFFF)
_HALF, _THIRD, _WORD = np.uint64(32), np.uint64(40), np.uint64(58)
_JOINER = np.uint32(at.JOINER)


@njit(inline="always")
def has(base, words, mask, value):
    """Whether a hash may be in a set: three bits of a 64-bit word. Seldom wrongly yes."""
    word = base[words + np.int64(value & mask)]
    return (
        (word >> ((value >> _HALF) & _LOW)) & (word >> ((value >> _THIRD) & _LOW)) & (word >> (value >> _WORD)) & _ONE
    )


@njit(inline="always")
def pair(first, second):
    """The hash of two words."""
    return (first ^ (second >> at.SECOND_SHIFT)) * at.MIX


@njit(inline="always")
def slot_of(base, value):
    """What the slot of the word with this hash holds; 0 where no form needs it."""
    slots, mask = np.int64(base[at.SLOTS]), np.int64(base[at.MASKS + at.SLOTS])
    slot = np.int64(value >> at.SLOT_SHIFT) & mask
    while base[slots + 2 * slot] != value:
        if base[slots + 2 * slot] == _NONE:
            return _NONE
        slot = (slot + 1) & mask
    return base[slots + 2 * slot + 1]


@njit(inline="always")
def look_up(base, tokens, rows, room, row):
    """The number of a word folded, 0 if no form needs it; this and its number without plural now stand in its row."""
    known = tokens[at.AHEAD + at.KNOWN * room + row]
    if known == at.UNKNOWN or known == at.SURE:
        held = slot_of(base, rows[2 * row + 1])
        tokens[at.AHEAD + at.FOLDED * room + row] = np.uint32(held & at.NUMBER_MASK)
        tokens[at.AHEAD + at.SINGULAR * room + row] = np.uint32((held >> at.SINGULAR_SHIFT) & at.NUMBER_MASK)
        tokens[at.AHEAD + at.KNOWN * room + row] = at.COMPARED if known == at.SURE or held == _NONE else at.LOOKED_UP
    return tokens[at.AHEAD + at.FOLDED * room + row]


@njit
def is_spelled(base, cells, text, begin, end, key):
    """Whether a word of a text has the letters that stand at `key`."""
    alphabet, left = alphabet_of(base), np.int64(cells[key])
    for place in range(begin, end):
        cell = cell_of(cells, alphabet, text[place])
        if kind_of(cell) != _JOINER:
            key += 1
            left -= 1
            if left < 0 or cells[key] != folded_to(cell, text[place]):
                return False
    return left == 0


@njit
def is_sure(base, cells, text, tokens, rows, room, row):
    """Whether a word that was looked up has the letters, not only the hash, of what was found; else it is forgotten."""
    if tokens[at.AHEAD + at.KNOWN * room + row] == at.LOOKED_UP:
        key = np.int64(base[at.POOL]) * 2 + np.int64(slot_of(base, rows[2 * row + 1]) >> at.KEY_SHIFT)
        begin, end = np.int64(rows[2 * row] & _LOW32), np.int64(rows[2 * row] >> _HALF)
        if not is_spelled(base, cells, text, begin, end, key):
            tokens[at.AHEAD + at.FOLDED * room + row] = np.uint32(0)
            tokens[at.AHEAD + at.SINGULAR * room + row] = np.uint32(0)
        tokens[at.AHEAD + at.KNOWN * room + row] = at.COMPARED
    return tokens[at.AHEAD + at.FOLDED * room + row] != 0


@njit(inline="always")
def edge(base, node, word, ends):
    """The node, or where the form `ends` the number of the form, behind a node and a word; 0 for none."""
    key = (((np.uint64(node) << at.WORD_BITS) | np.uint64(word)) << _ONE) | np.uint64(ends)
    edges, mask = np.int64(base[at.EDGES]), base[at.MASKS + at.EDGES]
    slot = mixed(key) & mask
    while True:
        found = base[edges + np.int64(slot)]
        if found == _NONE:
            return np.uint32(0)
        if found >> at.VALUE_BITS == key:
            return np.uint32(found & at.VALUE_MASK)
        slot = (slot + _ONE) & mask


@njit(inline="always")
def add(found, space, total, first, last, form):
    """Write a match if there is space for it; returns the number of matches, also of those without space."""
    if total < space:
        found[3 * total] = np.uint32(first)
        found[3 * total + 1] = np.uint32(last)
        found[3 * total + 2] = form
    return total + 1


@njit
def turn(found, space, begin, end):
    """Reverse the matches `begin` to `end`, so that the longest comes first."""
    end = min(end, space) - 1
    while begin < end:
        for cell in range(3):
            kept = found[3 * begin + cell]
            found[3 * begin + cell] = found[3 * end + cell]
            found[3 * end + cell] = kept
        begin += 1
        end -= 1


@njit
def beginning(base, cells, text, tokens, rows, room, count, found, space, total, first):
    """Write the matches that begin at `first`, the shortest first; returns how many there are in all."""
    node = look_up(base, tokens, rows, room, first)
    if node == 0:
        return total
    firsts, sure = np.int64(base[at.FIRST]) * 2, first
    known = cells[firsts + np.int64(node)]
    form = known >> np.uint32(1)
    if form == 0:  # a plural is looked up as its singular only where it is no form itself
        form = cells[firsts + np.int64(tokens[at.AHEAD + at.SINGULAR * room + first])] >> np.uint32(1)
    last = first
    while True:
        if form != 0:
            while sure <= last:
                if not is_sure(base, cells, text, tokens, rows, room, sure):
                    return total
                sure += 1
            total = add(found, space, total, first, last, form)
        last += 1
        if last == count or node == 0 or known & np.uint32(1) == 0:
            return total
        folded = look_up(base, tokens, rows, room, last)
        if folded == 0:
            return total
        form = edge(base, node, tokens[at.AHEAD + at.SINGULAR * room + last], 1)
        node = edge(base, node, folded, 0)


@njit
def walk(base, cells, text, tokens, rows, room, count, found, space, only_longest):
    """Write the matches in `count` words, by place and then by falling length; returns how many there are.

    `only_longest`: leftmost-longest matches that do not overlap, and code points in place of words. Otherwise every
    word is looked up.
    """
    alones, alones_mask = np.int64(base[at.ALONES]), base[at.MASKS + at.ALONES]
    pairs, pairs_mask = np.int64(base[at.PAIRS]), base[at.MASKS + at.PAIRS]
    words, words_mask = np.int64(base[at.BITS]), base[at.MASKS + at.BITS]
    total = first = np.int64(0)
    rows[2 * count + 1] = _NONE
    while first < count:
        step, before = first + 1, total
        may = has(base, alones, alones_mask, rows[2 * first + 1])
        may |= has(base, pairs, pairs_mask, pair(rows[2 * first + 1], rows[2 * step + 1]))
        if not only_longest and has(base, words, words_mask, rows[2 * first + 1]) == _NONE:
            tokens[at.AHEAD + at.FOLDED * room + first] = np.uint32(0)
        elif not only_longest and look_up(base, tokens, rows, room, first) != 0:
            is_sure(base, cells, text, tokens, rows, room, first)
        if may != _NONE:
            total = beginning(base, cells, text, tokens, rows, room, count, found, space, total, first)
        if total > before and only_longest:
            last = np.int64(found[3 * total - 2])
            found[3 * before] = np.uint32(rows[2 * first] & _LOW32)
            found[3 * before + 1] = np.uint32(rows[2 * last] >> _HALF)
            found[3 * before + 2] = found[3 * total - 1]
            total, step = before + 1, last + 1
        elif total > before + 1:
            turn(found, space, before, total)
        first = step
    return total


def find(base, cells, text, size, tokens, rows, room, found, space, only_longest):
    """Cut and match; `tokens[1]` becomes the number of words. Returns -1 where Python must fold some of them first."""
    count = scan(base, cells, text, size, tokens, rows, room)
    tokens[1] = np.uint32(count)
    if tokens[0] != 0:
        return np.int64(-1)
    return walk(base, cells, text, tokens, rows, room, count, found, space, only_longest)


def follow(base, cells, text, tokens, rows, room, found, space, only_longest):
    """Match words that are cut; returns as `walk`."""
    return walk(base, cells, text, tokens, rows, room, np.int64(tokens[1]), found, space, only_longest)
