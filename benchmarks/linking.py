"""How well sentences are linked to ESCO: RP@5 with 95 % bootstrap intervals, by each way alone and fused.

`python benchmarks/linking.py --taxonomy FOLDER --postings POSTINGS`. RP@5 is R-precision at 5: of a sentence's concepts
the share among the first five, over at most five: |first 5 ∩ stated| / min(5, |stated|), averaged over the sentences.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

from pipelines.linking.linker import Linker, Weights
from pipelines.skills import Tagger
from pipelines.training.linking.gold import Labelled, read_labelled

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "linking.tsv"
WAYS = {
    "dictionary": Weights(0, 0, 1, 0),
    "letters": Weights(0, 1, 0, 0),
    "static vectors": Weights(1, 0, 0, 0),
    "fused": Weights(sentences=0),
    "sentence model": Weights(0, 0, 0, 1),
    "fused with it": Weights(),
}


def precision(ranked: list[str], stated: frozenset[str]) -> float:
    return len(stated & set(ranked[:5])) / min(5, len(stated))


def scores(linker: Linker, found: list[list[str]], labelled: list[Labelled]) -> list[float]:
    ranked = [linker.rank(each.text, 5, sure) for each, sure in zip(labelled, found, strict=True)]
    uris = [[candidate.concept_uri.rsplit("/", 1)[1] for candidate in row] for row in ranked]
    return [precision(row, each.concepts) for row, each in zip(uris, labelled, strict=True)]


def interval(values: list[float]) -> tuple[float, float]:
    drawn = np.random.default_rng(0).choice(np.array(values), (2_000, len(values)))
    low, high = np.quantile(drawn.mean(1), [0.025, 0.975])
    return float(low), float(high)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--taxonomy", type=Path, required=True)
    parser.add_argument("--postings", type=Path, required=True)
    given = parser.parse_args()
    labelled = read_labelled(GOLD, given.postings)
    tagger = Tagger.load(given.taxonomy)
    tagged = [tagger.tag(each.text, "demand") for each in labelled]
    found = [[skill.concept_uri for skill in tags.skills if skill.concept_uri] for tags in tagged]
    print(f"{len(labelled)} sentences labelled by hand\tRP@5\t95 % interval")
    for name, weights in WAYS.items():
        linker = Linker(given.taxonomy, weights)
        if weights.sentences and not linker.has_sentence_model:
            print(f"{name}\tthe extra `linking` is not installed")
            continue
        values = scores(linker, found, labelled)
        low, high = interval(values)
        print(f"{name}\t{np.mean(values):.3f}\t{low:.3f}–{high:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
