"""How tables and words lie in memory: numbers that the inner loops and their callers agree on."""

import numpy as np

# What a code point is to `words.WORD`.
SKIPPED, JOINER, PLUS, NEWLINE, DOT, HYPHEN, SIGN, _, LETTER = range(9)
# The sections of a table file; the header holds where each begins, in 64-bit words (of SHIFT the number itself).
SHIFT, LATIN, STAGES, KINDS, BITS, SLOTS, POOL, ALONES, FIRST, PAIRS, EDGES = range(1, 12)
MASKS = 32  # the header's cell at MASKS + section holds the section's size less one, where that is a power of two
# The columns of a text's words, after AHEAD cells; KNOWN says whether the numbers FOLDED and SINGULAR stand there.
FOLDED, SINGULAR, KNOWN = range(3)
AHEAD = 2
# Not looked up; looked up by its hash; its letters compared, too; folded by Python, but not looked up; not folded.
UNKNOWN, LOOKED_UP, COMPARED, SURE, SLOW = map(np.uint32, range(5))
KIND_SHIFT, SLOW_BIT, FOLD_MASK = np.uint32(24), np.uint32(1 << 31), np.uint32(0x1FFFFF)
# Of the first 256 code points, in LATIN: what each folds to, whether it is a letter, whether it may join letters or
# make them slow, and whether it is neither a letter that folds alone nor a space.
LETTER_SHIFT, JOINS_BIT, RARE_BIT = np.uint32(24), np.uint32(1 << 30), np.uint32(1 << 31)
BASIS, MIX = np.uint64(0xCBF29CE484222325), np.uint64(0x9E3779B97F4A7C15)
SECOND_SHIFT, SLOT_SHIFT = np.uint64(20), np.uint64(29)
# Of the key of an edge: the bits of a word's number; behind them the node's, before them whether the form ends.
WORD_BITS, VALUE_BITS = np.uint64(20), np.uint64(21)
VALUE_MASK = np.uint64((1 << 21) - 1)
# Of a slot's second 64-bit word: the numbers of the word folded and singular, and where in POOL its letters stand.
SINGULAR_SHIFT, KEY_SHIFT, NUMBER_MASK = np.uint64(20), np.uint64(40), np.uint64((1 << 20) - 1)
