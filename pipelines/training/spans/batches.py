"""Texts as batches for the network: features looked up, lines kept whole, labels beside."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipelines.spans import features_loops as loops
from pipelines.spans.features import BREAK_TEMPLATES, PLACE, SPELLING, Breaks, Found, Seen, Spellings, see
from pipelines.spans.model import TEMPLATES
from pipelines.training.spans.network import Batch
from pipelines.training.spans.reading import Dictionary
from pipelines.training.spans.texts import Document, assign

WORDS = 1_000
Floats = NDArray[np.float32]


class Text(NamedTuple):
    """A text as its words as written, as the model sees it, and what is to be said of the seen: (n, 3) by head."""

    written: Sequence[str]
    seen: Seen
    targets: dict[int, Floats]


class Examples:
    """Makes batches of at least `WORDS` words with a model's spellings and breaks; `rows` is the size of its table."""

    def __init__(self, spellings: Spellings, breaks: Breaks, dictionary: Dictionary, rows: int) -> None:
        self._spellings, self._breaks, self._dictionary, self._rows = spellings, breaks, dictionary, rows
        known = spellings.known.vectors.astype(np.float32)
        self.scale = np.float32(3 / np.sqrt((known**2).sum(1)).mean())  # so that vectors are about 3 long

    def read(self, given: Iterable[Document], heads: dict[str, int]) -> list[Text]:
        """Documents with the labels of these layers, for these heads."""
        read = []
        for document in given:
            cut, found = self._dictionary.read(document.text)
            assign(document, cut)
            seen = self.seen(document.written, found)
            targets = {head: _target(document, layer, seen) for layer, head in heads.items()}
            read.append(Text(document.written, seen, targets))
        return read

    def seen(self, written: Sequence[str], found: Sequence[Found]) -> Seen:
        """A text as the model sees it."""
        return see(written, found, self._spellings, self._breaks)

    def lost(self, seen: Seen) -> Seen:
        """The same text as if its separators had been lost."""
        features, likely = seen.features.copy(), np.zeros(len(seen.words), np.float32)
        loops.likely_breaks(features, BREAK_TEMPLATES, self._breaks.weights, self._breaks.bias, likely)
        loops.mark(features, likely, seen.ends, len(SPELLING) + PLACE.index("mark"))
        return seen._replace(features=features)

    def texts(self, given: Iterable[str], words: int) -> list[Text]:
        """Texts until there are so many words, of which nothing is said."""
        texts: list[Text] = []
        for text in given:
            cut, found = self._dictionary.read(text)
            texts.append(Text(cut.written, self.seen(cut.written, found), {}))
            words -= len(texts[-1].seen.words)
            if words <= 0:
                break
        return texts

    def batches(self, given: Sequence[Text], weight: float = 1.0, certain: bool = True) -> list[Batch]:
        """Texts together; not `certain` is what other networks say of them."""
        return list(self._grouped(given, weight, certain))

    def places(self, seen: Seen) -> NDArray[np.int32]:
        """Where the features of each word point to in the table."""
        return np.asarray(loops.expanded(seen.features, TEMPLATES, self._rows - 1))

    def vectors(self, seen: Seen) -> Floats:
        """The vectors of the words, zero for unknown ones."""
        rows = self._spellings.vectors[seen.spellings]
        known = self._spellings.known.vectors[rows].astype(np.float32) * self.scale
        return np.asarray(np.where(rows[:, None] >= 0, known, 0), np.float32)

    def _grouped(self, given: Iterable[Text], weight: float, certain: bool) -> Iterator[Batch]:
        waiting: list[Text] = []
        for one in given:
            if len(one.seen.words):
                waiting.append(one)
            if sum(len(text.seen.words) for text in waiting) >= WORDS:
                yield self._batch(waiting, weight, certain)
                waiting = []
        if waiting:
            yield self._batch(waiting, weight, certain)

    def _batch(self, given: list[Text], weight: float, certain: bool) -> Batch:
        before = np.cumsum([0, *(len(text.seen.words) for text in given)])
        ends = [text.seen.ends + start for text, start in zip(given, before, strict=False)]
        return Batch(
            np.concatenate([self.places(text.seen) for text in given]),
            np.concatenate([self.vectors(text.seen) for text in given]),
            np.concatenate(ends).astype(np.int32),
            {head: np.concatenate([text.targets[head] for text in given]) for head in given[0].targets},
            weight,
            certain,
        )


def _target(document: Document, layer: str, seen: Seen) -> Floats:
    """The labels of the words that the model sees, (n, 3), all certain."""
    every = document.labels(layer)
    labels = [every[word] for word in seen.words.tolist()]
    for place, label in enumerate(labels):
        if label == 2 and (place == 0 or labels[place - 1] == 0):
            labels[place] = 1
    return np.eye(3, dtype=np.float32)[labels]
