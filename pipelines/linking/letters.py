"""How alike a text and each label are by their n-grams of letters: the cosine of TF-IDF weights."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.linking.chunks import BUCKETS, grams

Array = NDArray[np.float32]


class Letters:
    """The n-grams of C labels, as arrays."""

    FIELDS = ("starts", "places", "weights", "rarity")

    def __init__(self, arrays: dict[str, Any]) -> None:
        """With the arrays that `Letters.arrays` makes."""
        self._starts, self._places, self._weights, self._rarity = (arrays[name] for name in self.FIELDS)

    def likeness(self, text: str, count: int) -> Array:
        """The cosine of a text and each of `count` labels, (C,), from 0 to 1."""
        counted = grams(text)
        buckets = np.fromiter(counted, np.int64, len(counted))
        given = np.fromiter(counted.values(), np.float32, len(counted)) * self._rarity[buckets]
        size = np.float32(np.sqrt((given**2).sum())) or np.float32(1)
        begins, ends = self._starts[buckets], self._starts[buckets + 1]
        runs = [slice(begin, end) for begin, end in zip(begins, ends, strict=True)] or [slice(0)]
        places, weights = (np.concatenate([table[run] for run in runs]) for table in (self._places, self._weights))
        made = np.bincount(places, weights * np.repeat(given / size, ends - begins), count)
        return made.astype(np.float32)

    @staticmethod
    def arrays(labels: Sequence[str]) -> dict[str, Any]:
        """`starts` (buckets + 1) in `places` and `weights`: the labels that hold an n-gram; `rarity` (buckets)."""
        counted = [grams(label) for label in labels]
        held = np.zeros(BUCKETS, np.int64)
        for each in counted:
            held[list(each)] += 1
        rarity = (np.log((1 + len(labels)) / (1 + held)) + 1).astype(np.float32)
        buckets = np.fromiter((place for each in counted for place in each), np.int64)
        owners = np.repeat(np.arange(len(labels), dtype=np.int32), [len(each) for each in counted])
        weights = np.fromiter((weight for each in counted for weight in each.values()), np.float32) * rarity[buckets]
        sizes = np.sqrt(np.bincount(owners, weights**2, len(labels))).astype(np.float32)
        order = np.argsort(buckets, kind="stable")
        return {
            "starts": np.concatenate([[0], np.cumsum(held)]).astype(np.int32),
            "places": owners[order],
            "weights": (weights / sizes[owners])[order].astype(np.float16),
            "rarity": rarity,
        }
