"""The inner loop that follows words through the trie of forms, written for numba: rows of words in, matches out.

Memory is laid out as in `pipelines.kernels.cutting`. A match is three cells of `found`: its first and last word, and
the number of the form.
"""

# mypy: disable-error-code="no-untyped-def"
# ruff: noqa: ANN001, ANN201 - numba infers the types, from the signatures in `pipelines.machine`

import numpy as np
from numba import njit

from pipelines.kernels.cutting import folded_to, kind_of, mixed
from pipelines.kernels.layout import (
    AHEAD,
    EDGES,
    END,
    FIRST,
    FOLDED,
    JOINER,
    KEYS,
    KIND_SHIFT,
    MASKS,
    PAIRS,
    POOL,
    SINGULAR,
    SLOT,
    SURE,
    VALUE_BITS,
    VALUE_MASK,
    WORD_BITS,
)

_HALF, _ONE, _NONE, _WORD, _LOW = np.uint64(32), np.uint64(1), np.uint64(0), np.uint64(6), np.uint64(63)


@njit
def is_sure(base, cells, text, tokens, row, room):
    """Whether a word has the letters, not only the hash, of what was found for it; where not, it is forgotten."""
    slot = tokens[AHEAD + SLOT * room + row]
    if slot & SURE:
        return True
    key = np.int64(base[POOL]) * 2 + np.int64(cells[np.int64(base[KEYS]) * 2 + np.int64(slot)])
    left = np.int64(cells[key])
    differs = np.uint32(0)
    for place in range(tokens[AHEAD + row], tokens[AHEAD + END * room + row]):
        cell = kind_of(base, cells, text[place])
        if (cell >> KIND_SHIFT) & np.uint32(15) != np.uint32(JOINER):
            key += 1
            left -= 1
            if left < 0:
                break
            differs |= cells[key] ^ folded_to(cell, text[place])
    if left == 0 and differs == 0:
        tokens[AHEAD + SLOT * room + row] = slot | SURE
        return True
    tokens[AHEAD + FOLDED * room + row] = np.uint32(0)
    tokens[AHEAD + SINGULAR * room + row] = np.uint32(0)
    return False


@njit(inline="always")
def edge(base, node, word, ends):
    """The node, or where the form `ends` the number of the form, behind a node and a word; 0 for none."""
    key = (((np.uint64(node) << WORD_BITS) | np.uint64(word)) << _ONE) | np.uint64(ends)
    edges, mask = np.int64(base[EDGES]), base[MASKS + EDGES]
    slot = mixed(key) & mask
    while True:
        found = base[edges + np.int64(slot)]
        if found == _NONE:
            return np.uint32(0)
        if found >> VALUE_BITS == key:
            return np.uint32(found & VALUE_MASK)
        slot = (slot + _ONE) & mask


@njit(inline="always")
def may_go_on(base, first, second):
    """Whether some form may begin with these two words, the second without plural; seldom wrongly yes."""
    bit = mixed((np.uint64(first) << _HALF) | np.uint64(second)) & base[MASKS + PAIRS]
    return (base[np.int64(base[PAIRS]) + np.int64(bit >> _WORD)] >> (bit & _LOW)) & _ONE


@njit(inline="always")
def add(found, room, count, first, last, form):
    """Write a match if there is room for it; returns the number of matches, also of those without room."""
    if count < room:
        found[3 * count] = np.uint32(first)
        found[3 * count + 1] = np.uint32(last)
        found[3 * count + 2] = form
    return count + 1


@njit
def turn(found, room, begin, end):
    """Reverse the matches `begin` to `end`, so that the longest comes first."""
    end = min(end, room) - 1
    while begin < end:
        for cell in range(3):
            kept = found[3 * begin + cell]
            found[3 * begin + cell] = found[3 * end + cell]
            found[3 * end + cell] = kept
        begin += 1
        end -= 1


@njit
def longer(base, cells, text, tokens, room, count, found, space, total, first):
    """Write the matches of two and more words that begin at `first`, the shortest first; returns how many in all."""
    start = node = tokens[AHEAD + FOLDED * room + first]
    last = first + 1
    while last < count:
        folded, singular = tokens[AHEAD + FOLDED * room + last], tokens[AHEAD + SINGULAR * room + last]
        if folded == 0 or (last == first + 1 and not may_go_on(base, start, singular)):
            break
        form = edge(base, node, singular, 1)
        node = edge(base, node, folded, 0)
        if form == 0 and node == 0:
            break
        if not is_sure(base, cells, text, tokens, first, room) or not is_sure(base, cells, text, tokens, last, room):
            break
        if form != 0:
            total = add(found, space, total, first, last, form)
        if node == 0:
            break
        last += 1
    return total


@njit
def beginning(base, cells, text, tokens, room, count, found, space, total, first):
    """Write the matches that begin at `first`, the shortest first; returns how many there are in all."""
    firsts = np.int64(base[FIRST]) * 2
    known = cells[firsts + np.int64(tokens[AHEAD + FOLDED * room + first])]
    alone = known >> np.uint32(1)
    if alone == 0:  # a plural is looked up as its singular only where it is no form itself
        alone = cells[firsts + np.int64(tokens[AHEAD + SINGULAR * room + first])] >> np.uint32(1)
    if alone != 0 and is_sure(base, cells, text, tokens, first, room):
        total = add(found, space, total, first, first, alone)
    if known & np.uint32(1):
        total = longer(base, cells, text, tokens, room, count, found, space, total, first)
    return total


def walk(base, cells, text, tokens, room, count, found, space, only_longest):
    """Write the matches in `count` words, by place and then by falling length; returns how many there are.

    `only_longest`: leftmost-longest matches that do not overlap, and code points in place of words. Otherwise every
    word is compared letter by letter, since all of them will be used.
    """
    total = first = np.int64(0)
    while first < count:
        step = first + 1
        if tokens[AHEAD + FOLDED * room + first] != 0 and (
            only_longest or is_sure(base, cells, text, tokens, first, room)
        ):
            before = total
            total = beginning(base, cells, text, tokens, room, count, found, space, total, first)
            if only_longest and total > before:
                last = np.int64(found[3 * total - 2])
                found[3 * before] = tokens[AHEAD + first]
                found[3 * before + 1] = tokens[AHEAD + END * room + last]
                found[3 * before + 2] = found[3 * total - 1]
                total, step = before + 1, last + 1
            else:
                turn(found, space, before, total)
        first = step
    return total
