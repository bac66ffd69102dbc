"""Static vectors of English words, learnt so that a text's mean lies near the ESCO label that it speaks of.

`data/linking.npz` is made by `python -m pipelines.training.linking`; `data/linking.json` says from what.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from pipelines.linking.chunks import words

Array = NDArray[np.float32]


def unit(vectors: Array) -> Array:
    """Each row with length 1; a row of zeros stays."""
    sizes: Array = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.maximum(sizes, np.float32(1e-6))).astype(np.float32)


class WordVectors:
    """Words and their vectors: (V, 128) bytes and what one of them is worth, a scale a word."""

    def __init__(
        self, known: Sequence[str], vectors: NDArray[np.int8], scales: NDArray[np.float16], version: str = ""
    ) -> None:
        self.version = version  # tables made with another one do not fit
        self._places = {word: place for place, word in enumerate(known)}
        self._vectors, self._scales = vectors, scales.astype(np.float32)

    @classmethod
    @cache
    def load(cls) -> Self:
        """The vectors that ship with the pipelines."""
        content = (files("pipelines") / "data" / "linking.npz").read_bytes()
        with np.load(BytesIO(content)) as held:
            known = held["words"].tobytes().decode("utf-8").split("\n")
            return cls(known, held["vectors"], held["scales"], f"{crc32(content):08x}")

    def embed(self, texts: Sequence[str]) -> Array:
        """(texts, 128) unit vectors; zeros for a text without a known word."""
        made = np.zeros((len(texts), self._vectors.shape[1]), np.float32)
        for row, text in enumerate(texts):
            places = [self._places[word] for word in words(text) if word in self._places]
            made[row] = self._scales[places] @ self._vectors[places].astype(np.float32)
        return unit(made)
