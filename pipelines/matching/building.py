"""Makes tables of surface forms: `tables` says what lies where, `trie` what is in them."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.matching.alphabet import alphabet, latin
from pipelines.matching.kernels.layout import (
    ALONES,
    BITS,
    EDGES,
    FIRST,
    KINDS,
    LATIN,
    MASKS,
    MIX,
    PAIRS,
    POOL,
    SECOND_SHIFT,
    SHIFT,
    SLOT_SHIFT,
    SLOTS,
    STAGES,
    VALUE_BITS,
    WORD_BITS,
)
from pipelines.matching.tables import (
    HEADER,
    MEANT,
    MEANT_ENDS,
    NAME_ENDS,
    NAMES,
    SIZES,
    SPELLED,
    SPELLED_ENDS,
    Cells,
    Tables,
    Wide,
    hashes,
    mixed,
)
from pipelines.matching.trie import Trie

Numbers = NDArray[np.int64]
_MOST_WORDS, _MOST_VALUES = 1 << int(WORD_BITS), 1 << int(VALUE_BITS)
_SHIFTS = (11, 13, 17, 7)  # where two words have the same hash, the next is taken


def build(groups: Iterable[Sequence[str]]) -> Tables:
    """The tables of groups of forms; the same forms give the same bytes."""
    trie = Trie(groups)
    keys = list(trie.keys)
    if len(trie.names) >= _MOST_WORDS or max(trie.size, len(trie.spelled)) >= _MOST_VALUES:
        raise ValueError(f"{len(trie.names):,} words and {len(trie.spelled):,} forms are more than the tables hold")
    shift, hashed = next((each, found) for each in _SHIFTS if len(np.unique(found := hashes(keys, each))) == len(keys))
    block = _Block()
    block.block[SHIFT] = shift
    for section, page in zip((LATIN, STAGES, KINDS), (latin(), *alphabet()), strict=True):
        block.add(section, page)
    numbers = np.array([trie.keys[key] for key in keys], np.int64).reshape(-1, 2)
    _add_words(block, numbers, keys, hashed)
    _add_begins(block, trie, numbers, hashed)
    _add_edges(block, trie)
    names = "".join(trie.names).encode("utf-8", "surrogatepass")
    block.add(NAMES, np.frombuffer(names, np.uint8))
    block.add(NAME_ENDS, _ends(trie.names))
    for cells, ends, rows in ((SPELLED, SPELLED_ENDS, trie.spelled), (MEANT, MEANT_ENDS, trie.meant)):
        block.add(cells, np.array([cell for row in rows for cell in row], np.uint32))
        block.add(ends, _ends(rows))
    return Tables(block.joined())


class _Block:
    """A block in the making."""

    def __init__(self) -> None:
        self.block = np.zeros(HEADER, np.uint64)
        self._parts: list[Wide] = [self.block]
        self._size = HEADER

    def add(self, number: int, items: NDArray[Any], is_masked: bool = False) -> None:
        self.block[number], self.block[SIZES + number] = self._size, len(items)
        if is_masked:
            self.block[MASKS + number] = len(items) - 1
        stored = items.tobytes()
        self._parts.append(np.frombuffer(stored + bytes(-len(stored) % 8), np.uint64))
        self._size += len(self._parts[-1])

    def joined(self) -> Wide:
        return np.concatenate(self._parts)


def _add_words(block: _Block, numbers: Numbers, keys: list[str], hashed: Wide) -> None:
    places, size = _placed(hashed >> SLOT_SHIFT, len(keys))
    slots = np.zeros((size, 2), np.uint64)
    slots[places, 0] = hashed
    sizes = np.array([1 + len(key) for key in keys], np.int64)
    slots[places, 1] = (numbers[:, 0] | numbers[:, 1] << 20 | (np.cumsum(sizes) - sizes) << 40).astype(np.uint64)
    block.add(SLOTS, slots.ravel())
    block.block[MASKS + SLOTS] = size - 1
    pool = "".join(chr(len(key)) + key for key in keys).encode("utf-32-le", "surrogatepass")
    block.add(POOL, np.frombuffer(pool, np.uint32))
    _add_bits(block, BITS, hashed)


def _add_begins(block: _Block, trie: Trie, numbers: Numbers, hashed: Wide) -> None:
    """Which words, and which pairs of words, may begin a form: by their hashes, in every spelling and plural."""
    first = np.array(trie.first, np.uint32)
    block.add(FIRST, first)
    _add_bits(block, ALONES, hashed[((first[numbers] >> 1) > 0).any(axis=1)])
    pairs = np.array(sorted(trie.pairs), np.int64)
    begins: list[list[int]] = [[] for _ in trie.names]
    ends: list[list[int]] = [[] for _ in trie.names]
    for key, (folded, singular) in enumerate(numbers.tolist()):
        begins[folded].append(key)
        ends[singular].append(key)
    both = [
        (one, other)
        for first, second in zip((pairs >> 32).tolist(), (pairs & 0xFFFFFFFF).tolist(), strict=True)
        for one in begins[first]
        for other in ends[second]
    ]
    chosen = np.array(both, np.int64).reshape(-1, 2)
    _add_bits(block, PAIRS, (hashed[chosen[:, 0]] ^ (hashed[chosen[:, 1]] >> SECOND_SHIFT)) * MIX)


def _add_edges(block: _Block, trie: Trie) -> None:
    keys = np.array(list(trie.edges), np.uint64)
    places, size = _placed(mixed(keys), len(keys))
    edges = np.zeros(size, np.uint64)
    edges[places] = keys << VALUE_BITS | np.array(list(trie.edges.values()), np.uint64)
    block.add(EDGES, edges, is_masked=True)


def _add_bits(block: _Block, number: int, values: Wide) -> None:
    """A set of hashes, three bits each in one 64-bit word of as many words as make about ten bits of each."""
    size = max(16, 1 << (max(len(values), 1) // 4).bit_length())
    bits = np.zeros(size, np.uint64)
    words = values & np.uint64(size - 1)
    for shift in (32, 40, 58):
        np.bitwise_or.at(bits, words, np.uint64(1) << ((values >> np.uint64(shift)) & np.uint64(63)))
    block.add(number, bits, is_masked=True)


def _ends(rows: Sequence[Sequence[object]]) -> Cells:
    return np.cumsum([len(row) for row in rows], dtype=np.uint32) if rows else np.zeros(0, np.uint32)


def _placed(values: Wide, count: int) -> tuple[NDArray[np.int64], int]:
    """A slot for each hash, its own or the next free one, in at least twice as many slots."""
    size = max(16, 1 << (2 * count - 1).bit_length())
    places = (values & np.uint64(size - 1)).astype(np.int64)
    owner = np.full(size, -1)
    waiting = np.arange(count)
    while len(waiting):
        free = waiting[owner[places[waiting]] < 0]
        owner[places[free][::-1]] = free[::-1]  # of several the first stays
        waiting = waiting[owner[places[waiting]] != waiting]
        places[waiting] = (places[waiting] + 1) & (size - 1)
    return places, size
