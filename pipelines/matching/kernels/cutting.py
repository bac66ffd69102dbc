"""The inner loop that cuts a text into words, written for numba: code points in, rows of words out.

`machine` compiles these functions once, at set-up. They see plain memory: `base` is a table file
(`tables`) as 64-bit words, `cells` the same as 32-bit words; `text` ends with a 0 behind its `size` code
points; `rows` are two 64-bit words a word of the text, where it begins and (upper half) ends, and its hash; `tokens`
are three columns of `room` cells behind `AHEAD` cells. Every number is unsigned or an `int64`: numba makes floats else.
"""

# mypy: disable-error-code="no-untyped-def"
# ruff: noqa: ANN001, ANN201 - numba infers the types, from the signatures in `machine`

import numpy as np
from numba import njit

from pipelines.matching.kernels import layout as at

_HALF, _ONE, _NONE = np.uint64(32), np.uint64(1), np.uint64(0)
_TOP, _LOW8, _KIND, _CASE = np.uint32(8), np.uint32(255), np.uint32(15), np.uint32(32)
_LETTER = np.uint32(at.LETTER) << at.KIND_SHIFT
_SKIPPED, _JOINER, _PLUS, _NEWLINE, _DOT, _HYPHEN = map(
    np.uint32, (at.SKIPPED, at.JOINER, at.PLUS, at.NEWLINE, at.DOT, at.HYPHEN)
)
_A, _E, _J, _N, _S, _T, _Z, _LONG_S = map(np.uint32, map(ord, "aejnstzſ"))


@njit(inline="always")
def mixed(value):
    """Spread a 64-bit number over all its bits; never 0."""
    value = (value ^ (value >> _HALF)) * at.MIX
    return (value ^ (value >> at.SLOT_SHIFT)) | _ONE


@njit(inline="always")
def alphabet_of(base):
    """Where the pages and the kinds of the alphabet begin."""
    return np.int64(base[at.STAGES]) * 2, np.int64(base[at.KINDS]) * 2


@njit(inline="always")
def cell_of(cells, alphabet, point):
    """A code point's cell of `alphabet`."""
    page = cells[alphabet[0] + np.int64(point >> _TOP)]
    return cells[alphabet[1] + np.int64(page) * 256 + np.int64(point & _LOW8)]


@njit(inline="always")
def kind_of(cell):
    """What the code point with this cell is."""
    return (cell >> at.KIND_SHIFT) & _KIND


@njit(inline="always")
def folded_to(cell, point):
    """The code point that a code point with this cell folds to."""
    return (point + cell) & at.FOLD_MASK


@njit(inline="always")
def is_letter(cells, alphabet, text, place):
    """Whether a letter or digit stands at a place."""
    return cell_of(cells, alphabet, text[place]) & _LETTER != 0


@njit(inline="always")
def add_word(cells, alphabet, text, place, value, shift):
    """Hash the word that begins with the letter at `place`: don't, c++, c#. Where it ends, the hash, all its bits."""
    bits = np.uint32(0)
    cell = cell_of(cells, alphabet, text[place])
    while True:
        while cell & _LETTER:
            value += (value << shift) + np.uint64(folded_to(cell, text[place]))
            bits |= cell
            place += 1
            cell = cell_of(cells, alphabet, text[place])
        if kind_of(cell) != _JOINER or not is_letter(cells, alphabet, text, place + 1):
            break
        place += 1
        cell = cell_of(cells, alphabet, text[place])
    if kind_of(cell) == _PLUS:
        end = place
        while kind_of(cell_of(cells, alphabet, text[end])) == _PLUS:
            end += 1
        if not is_letter(cells, alphabet, text, end):
            while place < end:
                value += (value << shift) + np.uint64(text[place])
                place += 1
    return place, value, bits


@njit(inline="always")
def suffix_end(cells, alphabet, text, place):
    """Where the word ends that begins with the full stop at `place`: .net, .js, or the stop alone."""
    end = place + 1
    if text[end] | _CASE == _J:
        if text[end + 1] | _CASE == _S or text[end + 1] == _LONG_S:
            end += 2
    elif text[end] | _CASE == _N and text[end + 1] | _CASE == _E and text[end + 2] | _CASE == _T:
        end += 3
    return place + 1 if end > place + 1 and is_letter(cells, alphabet, text, end) else end


@njit(inline="always")
def sign_end(cells, alphabet, text, place, kind):
    """Where the word ends that begins with a sign at `place`; `place` itself where none begins."""
    if kind == _DOT:
        return suffix_end(cells, alphabet, text, place)
    if kind == _NEWLINE:
        return place if _A <= text[place + 1] <= _Z else place + 1  # prose runs on
    if kind == _HYPHEN and place > 0 and is_letter(cells, alphabet, text, place - 1):
        return place if is_letter(cells, alphabet, text, place + 1) else place + 1
    return place + 1


@njit(inline="always")
def add_sign(cells, alphabet, text, place, end, value, shift):
    """Hash what stands from a sign at `place` to `end`. The hash, and all its bits."""
    bits = np.uint32(0)
    while place < end:
        cell = cell_of(cells, alphabet, text[place])
        bits |= cell
        if kind_of(cell) != _JOINER:
            value += (value << shift) + np.uint64(folded_to(cell, text[place]))
        place += 1
    return value, bits


@njit
def add_rare(base, cells, text, place, row, rows):
    """Write the word, if one begins at `place`, where the plain loop over letters does not do. The row, the place."""
    alphabet, shift, begin = alphabet_of(base), base[at.SHIFT], place
    kind = kind_of(cell_of(cells, alphabet, text[place]))
    if kind == np.uint32(at.LETTER):
        place, value, bits = add_word(cells, alphabet, text, place, at.BASIS, shift)
    elif kind == _SKIPPED:
        return row, place + 1
    else:
        place = sign_end(cells, alphabet, text, begin, kind)
        if place == begin:
            return row, place + 1
        value, bits = add_sign(cells, alphabet, text, begin, place, at.BASIS, shift)
    rows[2 * row] = np.uint64(begin) | np.uint64(place) << _HALF
    rows[2 * row + 1] = _NONE if bits & at.SLOW_BIT else value
    return row + 1, place


@njit
def cut(base, cells, text, size, rows):
    """Cut `size` code points into words; returns their number. Hashes are not yet mixed, 0 where Python must fold.

    Letters and spaces of Latin-1 are told apart without a branch, since no processor foresees where words end: what is
    known of a word so far is written at each of them, and the row goes on where the word ends.
    """
    latin, shift = np.int64(base[at.LATIN]) * 2, base[at.SHIFT]
    row = place = np.int64(0)
    while place < size:
        begin = place
        value, inside = at.BASIS, np.int64(0)
        point, cell = np.uint32(0), np.uint32(0)
        while place < size:
            point = text[place]
            if point > _LOW8:
                break
            cell = cells[latin + np.int64(point)]
            rows[2 * row] = np.uint64(begin) | np.uint64(place) << _HALF
            rows[2 * row + 1] = value
            if cell & at.RARE_BIT:
                break
            letter = np.int64(cell >> at.LETTER_SHIFT)
            row += inside & ~letter
            begin = begin if inside else place
            longer = value + (value << shift) + np.uint64(cell & at.FOLD_MASK)
            value = longer if letter else at.BASIS
            inside = letter
            place += 1
        rows[2 * row] = np.uint64(begin) | np.uint64(place) << _HALF
        rows[2 * row + 1] = value
        if inside and (place < size) and (point > _LOW8 or cell & at.JOINS_BIT):
            place = begin  # the word goes on
        else:
            row += inside
        if place < size:
            row, place = add_rare(base, cells, text, place, row, rows)
    return row


@njit
def scan(base, cells, text, size, tokens, rows, room):
    """Cut `size` code points into words and hash them; returns the number of words.

    `tokens[0]` becomes the number of words that Python must fold, which are `SLOW`.
    """
    count = cut(base, cells, text, size, rows)
    slow = np.uint32(0)
    for row in range(count):
        is_slow = rows[2 * row + 1] == _NONE
        slow += np.uint32(is_slow)
        tokens[at.AHEAD + at.KNOWN * room + row] = at.SLOW if is_slow else at.UNKNOWN
        rows[2 * row + 1] = mixed(rows[2 * row + 1])
    tokens[0] = slow
    return count
