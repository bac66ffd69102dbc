"""Which concepts of a taxonomy a text speaks of where no form says so: by static vectors of words, n-grams of letters,
what the tagger is sure of, and a sentence model where the extra `linking` is installed; all fused.

A label's score for a sentence is a weighted sum of likenesses (cosines): of vectors the best over the sentence's chunks
and that of the whole sentence together, of letters that of the whole sentence; a text's is the best over its sentences.
The weights are rounded from those that a softmax over labels learns on the sentences labelled by hand, by which scores
move less than by chance (`benchmarks/linking.py` measures them). `pipelines.linking.tables` makes the tables at set-up.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from pipelines.language import ENGLISH, language
from pipelines.linking.chunks import chunks, sentences
from pipelines.linking.letters import Letters
from pipelines.linking.naming import LONGEST, Names
from pipelines.linking.sentences import SentenceModel
from pipelines.linking.tables import FOLDER, VERSION
from pipelines.linking.vectors import WordVectors
from warehouse.taxonomy import TaxonomyError, about

Array = NDArray[np.float32]
_REMEMBERED = 20_000  # chunks and spans
_LEAST_SHARE, _ALIAS = 0.5, 0.1  # of a span that what it names must say; what more an alias must be alike


class Weights(NamedTuple):
    """What each likeness counts for, and a concept that the tagger found."""

    vectors: float = 1.0
    letters: float = 0.6
    found: float = 0.3
    sentences: float = 2.0


# From 0.6 on 144 of 157 links were right: all that 9,569 spans without a form of NHS, Hacker News and cyber-job-radar
# posts got, read by hand.
WEIGHTS, THRESHOLD = Weights(), 0.6


class Candidate(NamedTuple):
    """A concept that a text may speak of; a greater score is likelier, and has no unit."""

    concept_uri: str
    preferred_label: str
    score: float


class Linker:
    """The labels of one taxonomy, in one language."""

    def __init__(self, folder: Path, weights: Weights = WEIGHTS, threshold: float = THRESHOLD) -> None:
        """Over a taxonomy folder with its tables. Raises `TaxonomyError` where it has none."""
        tables = folder / FOLDER
        try:
            lines = (tables / "labels.tsv").read_text("utf-8").split("\n")[:-1]
            self._letters = Letters({name: np.load(tables / f"{name}.npy", mmap_mode="r") for name in Letters.FIELDS})
        except (OSError, ValueError) as error:
            raise TaxonomyError(f"{folder} has no tables of linking ({error}): run `make` to build them") from None
        self._labels = [(uri, label) for uri, label, _ in (line.split("\t") for line in lines)]
        self._rows = {uri: row for row, (uri, _) in enumerate(self._labels)}
        self._weights, self._threshold = weights, threshold
        self._vectors = _mapped(tables / "vectors.npy")
        self._sentences = _mapped(tables / "sentences.npy")
        self._names = _names(tables)
        self._words = WordVectors.load() if self._vectors is not None else None
        if self._words is not None and _version(tables) != self._words.version:
            raise TaxonomyError(f"{folder} has tables of linking of another version: run `make` to build them")
        self._model = SentenceModel.find() if self._sentences is not None else None
        self._linked = lru_cache(_REMEMBERED)(self._link)

    @property
    def has_sentence_model(self) -> bool:
        """Whether the extra `linking` is installed, and was when the tables were made."""
        return self._model is not None

    def rank(self, text: str, k: int, found: Iterable[str] = ()) -> list[Candidate]:
        """The `k` likeliest concepts of a text, the likeliest first; `found` are URIs that the tagger is sure of."""
        best = np.zeros(len(self._labels), np.float32)
        for sentence in sentences(text):
            np.maximum(best, self._score(sentence), out=best)
        rows = [self._rows[uri] for uri in set(found) if uri in self._rows]
        best[rows] += np.float32(self._weights.found)
        likeliest = np.argsort(-best, kind="stable")[: max(k, 0)]
        return [self._candidate(int(row), best[row]) for row in likeliest if best[row] > 0]

    def link(self, span: str) -> Candidate | None:
        """The concept that a span names in other words, or None where none is sure enough; its score is at most 1.

        The span alone decides, and is remembered by its text.
        """
        return self._linked(" ".join(span.split())[:LONGEST])

    def _link(self, span: str) -> Candidate | None:
        """Of what the span names, the most of it that is also alike by its words; more so where an alias names it."""
        if self._names is None or self._words is None or self._vectors is None:
            return None
        named = [each for each in self._names.find(span) if each.share >= _LEAST_SHARE]
        if not named:
            return None
        given = self._words.embed([span])[0]
        for concept, _, is_label in named:
            likeness = np.float32(self._vectors[concept].astype(np.float32) @ given / np.float32(127))
            if likeness >= self._threshold + (0 if is_label else _ALIAS):
                return self._candidate(concept, min(likeness, np.float32(1)))
        return None

    def _candidate(self, row: int, score: np.float32) -> Candidate:
        uri, label = self._labels[row]
        return Candidate(uri, label, round(float(score), 4))

    def _score(self, sentence: str) -> Array:
        parts, weights = chunks(sentence), self._weights
        score = np.float32(weights.letters) * self._letters.likeness(sentence, len(self._labels))
        if self._words is not None and weights.vectors:
            score += np.float32(weights.vectors) * _pooled(self._words.embed(parts) @ self._by_words)
        if self._model is not None and weights.sentences:
            score += np.float32(weights.sentences) * _pooled(self._model.embed(parts) @ self._by_sentences)
        return score

    @cached_property
    def _by_words(self) -> Array:
        """(128, labels), in memory once a text is ranked."""
        return _columns(self._vectors)

    @cached_property
    def _by_sentences(self) -> Array:
        """(384, labels), in memory once a text is ranked."""
        return _columns(self._sentences)


def _mapped(path: Path) -> NDArray[np.int8] | None:
    return np.load(path, mmap_mode="r") if path.exists() else None


def _version(tables: Path) -> str:
    file = tables / VERSION
    return file.read_text("utf-8") if file.exists() else ""


def _names(tables: Path) -> Names | None:
    if not (tables / "name_traits.npy").exists():
        return None
    return Names({name: np.load(tables / f"{name}.npy", mmap_mode="r") for name in Names.FIELDS})


def _columns(labels: NDArray[np.int8] | None) -> Array:
    assert labels is not None
    columns: Array = np.ascontiguousarray(labels.astype(np.float32).T) / np.float32(127)
    return columns


def _pooled(likeness: Array) -> Array:
    """The best of a sentence's chunks and the whole sentence, the first row, together."""
    pooled: Array = likeness.max(0) + likeness[0]
    return pooled


class Linkers:
    """A linker for each taxonomy that has tables; the language of a text says which are asked."""

    def __init__(self, linkers: Sequence[tuple[str, Linker]]) -> None:
        self._linkers = linkers

    @classmethod
    def load(cls, *folders: Path) -> Self:
        """The linkers over those of the folders that have tables. Raises `TaxonomyError` where none has."""
        linkers = [(about(each).get("language", ENGLISH), Linker(each)) for each in folders if (each / FOLDER).is_dir()]
        if not linkers:
            raise TaxonomyError("no taxonomy has tables of linking: run `make` to build them")
        return cls(linkers)

    def rank(self, text: str, k: int, found: Iterable[str] = ()) -> list[Candidate]:
        """The `k` likeliest concepts of a text by the tables of its language, by the English ones where it has none."""
        spoken, sure = language(text), list(found)
        chosen = [each for named, each in self._linkers if named == spoken]
        chosen = chosen or [each for named, each in self._linkers if named == ENGLISH]
        return _pooled_lists([each.rank(text, k, sure) for each in chosen], k)


def _pooled_lists(ranked: Sequence[Sequence[Candidate]], k: int) -> list[Candidate]:
    """The `k` likeliest of several lists, each concept once."""
    best: dict[str, Candidate] = {}
    for candidate in (each for candidates in ranked for each in candidates):
        if candidate.concept_uri not in best or candidate.score > best[candidate.concept_uri].score:
            best[candidate.concept_uri] = candidate
    return sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.concept_uri))[:k]
