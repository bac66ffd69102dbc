"""Memory in which the model of spans works at one text, in the order in which `kernel.read` takes it."""

from typing import Any

import numpy as np

from pipelines.spans.features import COLUMN, hashed_cells
from pipelines.spans.machine import flat

LONGEST = 14  # words in a span
_FILL = 4  # cells behind the positive values of a row


class Room:
    """Room for texts of so many words, separators included; about 1.6 kB a word where a layer has 64 cells."""

    def __init__(self, words: int, width: int) -> None:
        self.words = words
        shape, cells = (words, width + _FILL), hashed_cells(words)
        self.likelihoods = np.zeros(2 * words, np.float32)
        self.spans = np.zeros((2 * words, 3), np.int64)
        seen: Any = (
            *(np.zeros(words, kind) for kind in (np.int32, np.uint8, np.int32)),
            np.zeros((words, len(COLUMN)), np.uint32),
            np.zeros(words, np.float32),
            np.zeros(words + 1, np.int64),
            np.zeros(cells, np.uint32),
            np.zeros(cells, np.int32),
        )
        layers: Any = (
            np.zeros(words, np.int32),
            *(np.zeros((words, columns), np.float32) for columns in (width, width, 8)),
            np.zeros((2, width), np.float32),
            np.zeros(shape, np.int64),
            np.zeros(shape, np.float32),
            np.zeros(words, np.int64),
        )
        chain: Any = (
            *(np.zeros((words, 3)) for _ in range(3)),
            np.zeros(words),
            np.zeros((words, LONGEST), np.float32),
            np.zeros(words + 1),
            np.zeros(words + 1, np.int64),
            np.zeros((words, 2), np.int64),
        )
        self.held = *seen, *layers, *chain
        self.results = flat(self.spans, self.likelihoods)
        self.flat = flat(*self.held)
