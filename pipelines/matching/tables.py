"""Tables of surface forms, a trie of words and the words themselves: one block of memory, or mapped from a file.

The block is an array of 64-bit words (little-endian). Its header says where each section begins; the sections are read
by `kernels` and here. Words are looked up by a 64-bit hash of their plain form (`words.plain`):
every spelling and plural that counts as a word of a form lies there, with the number of that word folded and without
plural. No two of them have the same hash, and what a text has of a word is compared letter by letter before it counts.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipelines.matching.kernels.layout import BASIS, KEY_SHIFT, MASKS, MIX, POOL, SLOT_SHIFT, SLOTS

NAMES, NAME_ENDS, SPELLED, SPELLED_ENDS, MEANT, MEANT_ENDS = range(12, 18)  # sections that only Python reads
SIZES, HEADER = 48, 80  # the header's cell at SIZES + section holds how many items are in the section
Wide = NDArray[np.uint64]
Cells = NDArray[np.uint32]


class Tables:
    """The tables, in memory or mapped from a file."""

    def __init__(self, block: Wide) -> None:
        self.block = block
        self.address = block.ctypes.data
        self._cells = block.view(np.uint32)

    @classmethod
    def open(cls, path: Path) -> "Tables":
        """Map the tables of a file; nothing of it is read before it is needed."""
        return cls(np.memmap(path, np.uint64, "r"))

    def section(self, number: int) -> Cells:
        """A section of 32-bit cells."""
        begin = int(self.block[number]) * 2
        return self._cells[begin : begin + int(self.block[SIZES + number])]

    @cached_property
    def names(self) -> NDArray[np.object_]:
        """The folded words by their numbers; number 0 is none."""
        begin = int(self.block[NAMES])
        stored = self.block[begin:].view(np.uint8)[: int(self.block[SIZES + NAMES])]
        text, ends = stored.tobytes().decode("utf-8", "surrogatepass"), self.section(NAME_ENDS).tolist()
        return np.array([text[start:end] for start, end in zip([0, *ends], ends, strict=False)], object)

    def spelled(self, form: int) -> str:
        """A form folded, by its number."""
        return " ".join(self.names[self._of(form, SPELLED, SPELLED_ENDS)].tolist())

    def meant(self, form: int) -> list[tuple[int, tuple[int, ...]]]:
        """For each group that holds a form, the group and the form's numbers in it."""
        pairs = self._of(form, MEANT, MEANT_ENDS).reshape(-1, 2).tolist()
        groups = dict.fromkeys(group for group, _ in pairs)
        return [(group, tuple(number for other, number in pairs if other == group)) for group in groups]

    def _of(self, form: int, cells: int, ends: int) -> Cells:
        stops = self.section(ends)
        return self.section(cells)[int(stops[form - 1]) : int(stops[form])]

    def holds(self, plain: str, value: int) -> bool:
        """Whether a plain word with this hash is one that forms need."""
        mask, slots = int(self.block[MASKS + SLOTS]), int(self.block[SLOTS])
        slot = (value >> int(SLOT_SHIFT)) & mask
        while (stored := int(self.block[slots + 2 * slot])) not in (0, value):
            slot = (slot + 1) & mask
        key, points = (
            int(self.block[slots + 2 * slot + 1] >> KEY_SHIFT),
            np.array([len(plain), *map(ord, plain)], np.uint32),
        )
        return stored == value and np.array_equal(self.section(POOL)[key : key + len(points)], points)


def mixed(values: Wide) -> Wide:
    """What `kernels.cutting.mixed` makes of each number."""
    values = (values ^ (values >> np.uint64(32))) * MIX
    return (values ^ (values >> SLOT_SHIFT)) | np.uint64(1)


def hashes(words: Sequence[str], shift: int) -> Wide:
    """What `kernels.cutting.scan` makes of plain words: a polynomial in 1 + 2 ** `shift`, modulo 2 ** 64."""
    sizes = np.array([len(word) for word in words], np.int64)
    points = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    begins = np.cumsum(sizes) - sizes
    values = np.full(len(words), BASIS, np.uint64)
    for place in range(int(sizes.max(initial=0))):
        [longer] = np.nonzero(sizes > place)
        values[longer] = values[longer] * np.uint64(1 + (1 << shift)) + points[begins[longer] + place]
    return mixed(values)
