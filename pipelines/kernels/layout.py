"""How tables and words lie in memory: numbers that the inner loops and their callers agree on."""

import numpy as np

# What a code point is to `pipelines.words.WORD`.
SKIPPED, LETTER, JOINER, PLUS, NEWLINE, DOT, HYPHEN, SIGN = range(8)
# The sections of a table file; the header holds where each begins, in 64-bit words.
SEED, STAGES, KINDS, BITS, SLOTS, KEYS, POOL, FIRST, PAIRS, EDGES = range(1, 11)
MASKS = 32  # the header's cell at MASKS + section holds the section's size less one, where that is a power of two
BEGIN, END, FOLDED, SINGULAR, SLOT = range(5)
AHEAD = 2
SLOW, SURE = np.uint32(0xFFFFFFFF), np.uint32(0x80000000)  # folded by Python; its letters were compared
KIND_SHIFT, SLOW_BIT, FOLD_MASK = np.uint32(24), np.uint32(1 << 31), np.uint32(0x1FFFFF)
PRIME, MIX = np.uint64(0x100000001B3), np.uint64(0x9E3779B97F4A7C15)
# Of the key of an edge: the bits of a word's number; behind them the node's, before them whether the form ends.
WORD_BITS, VALUE_BITS = np.uint64(20), np.uint64(21)
VALUE_MASK = np.uint64((1 << 21) - 1)
