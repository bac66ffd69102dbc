"""What each code point is to the inner loops, as two arrays: derived from `words`, so that both agree."""

import re
import sys
import unicodedata
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.matching import words
from pipelines.matching.kernels.layout import (
    DOT,
    FOLD_MASK,
    HYPHEN,
    JOINER,
    JOINS_BIT,
    KIND_SHIFT,
    LETTER,
    LETTER_SHIFT,
    NEWLINE,
    PLUS,
    RARE_BIT,
    SIGN,
    SKIPPED,
    SLOW_BIT,
)

Cells = NDArray[np.uint32]
_PAGE = 256
_RARE = 0x20000  # from here on no sign is a space, and of letters only those of one block fold to others
_FOLDED_RARELY = range(0x2F800, 0x2FA20)
_JAMO = (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))  # vowels and ends that join the Hangul letter before them


@cache
def alphabet() -> tuple[Cells, Cells]:
    """The pages of the code points, and the distinct pages' cells, one after another.

    Cell `256 * pages[point >> 8] + (point & 255)` holds how far behind `point` lies what it folds to (modulo 2 ** 21),
    its kind in `kernels.layout` (bits 24 to 27), and whether a word with it must be folded as a whole (31).
    """
    whole = np.full(sys.maxunicode + 1, SIGN << int(KIND_SHIFT), np.uint32)
    for run in re.finditer(f"{words.LETTER}+", "".join(map(chr, range(_RARE, sys.maxunicode + 1)))):
        whole[_RARE + run.start() : _RARE + run.end()] = LETTER << int(KIND_SHIFT)
    for point in (*range(_RARE), *_FOLDED_RARELY):
        whole[point] = _cell(chr(point))
    for mark in _composing():
        whole[ord(mark)] |= SLOW_BIT
    pages: Any
    distinct, pages = np.unique(whole.reshape(-1, _PAGE), axis=0, return_inverse=True)
    return pages.astype(np.uint32).ravel(), distinct.ravel()


def latin() -> Cells:
    """The cells of the first 256 code points as the plain loop over letters wants them, `kernels.layout`."""
    pages, kinds = alphabet()
    cells = kinds[_PAGE * pages[0] :][:_PAGE]
    points: Cells = np.arange(_PAGE, dtype=np.uint32)
    folded = (cells + points) & FOLD_MASK
    kind, slow = cells >> KIND_SHIFT & np.uint32(15), (cells & SLOW_BIT) != 0
    rare = slow | ~np.isin(kind, (LETTER, SKIPPED))
    joins = slow | np.isin(kind, (JOINER, PLUS))
    letter = (kind == LETTER).astype(np.uint32)
    made: Cells = folded * letter | letter << LETTER_SHIFT
    made[joins] |= JOINS_BIT
    made[rare] |= RARE_BIT
    return made


def _cell(sign: str) -> int:
    kind = _kind(sign) << int(KIND_SHIFT)
    if kind >> int(KIND_SHIFT) in (SKIPPED, JOINER):
        return kind
    folded = sign.lower() if sign.isascii() else unicodedata.normalize("NFKC", sign).casefold()
    return kind | ((ord(folded) - ord(sign)) & int(FOLD_MASK) if len(folded) == 1 else int(SLOW_BIT))


_LETTERS = re.compile(words.LETTER)
_KINDS = {"\n": NEWLINE, ".": DOT, "+": PLUS, "#": PLUS} | dict.fromkeys(words.HYPHENS, HYPHEN)
_JOINING = re.compile(words.DROPPED)


def _kind(sign: str) -> int:
    if sign in _KINDS:
        return _KINDS[sign]
    if _JOINING.match(sign):
        return JOINER
    if _LETTERS.match(sign):
        return LETTER
    return SKIPPED if sign == "_" or sign.isspace() else SIGN


def _composing() -> set[str]:
    """What may melt into the letter before it when a word is normalized."""
    parts = map(unicodedata.decomposition, map(chr, range(_RARE)))
    seconds = {chr(int(part.split()[1], 16)) for part in parts if part.count(" ") == 1 and not part.startswith("<")}
    return seconds | set(map(chr, _JAMO))
