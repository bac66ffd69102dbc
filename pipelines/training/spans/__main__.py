"""Learn the model of spans: `python -m pipelines.training.spans --gold FOLDER --taxonomy FOLDER --texts FOLDER …`.

1. From unlabelled texts (`--texts`, the sentences of the training splits, the taxonomy's forms): vectors and clusters
   of words, and where separators were lost (`vectors`, `breaks`).
2. From SkillSpan's training split, a teacher: a published model of language, learnt further (`teacher`).
3. From that split, and from what the teacher says of unlabelled texts with and without their separators, the network
   that ships (`network`, `file`); the labels of Green and Sayfullina, which follow other guidelines, teach heads of
   their own beside.

The development splits are read for the scores only. Writes `data/spans.npz` and `data/spans.json`.
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from pipelines.matching.words import cut
from pipelines.spans.features import Breaks, Known, Spellings
from pipelines.training.gold import GREEN, SKILLSPAN
from pipelines.training.spans import breaks, file, vectors
from pipelines.training.spans.batches import Examples
from pipelines.training.spans.network import Batch, Network
from pipelines.training.spans.reading import SAYFULLINA, Dictionary, names, sentences, texts
from pipelines.training.spans.teacher import Teacher
from pipelines.training.spans.teacher import cut as cut_up
from pipelines.training.spans.texts import documents, marked, renamed

SEED, WIDTH, ROWS, HEADS = 1, 64, 1 << 15, 4
EPOCHS, DROPOUT, RATE, TABLE_RATE = 12, 0.35, 2e-3, 0.02
OTHERS_UNTIL = 9  # epochs after which only SkillSpan teaches
UNLABELLED, ROUNDS = 400_000, 2  # words that the teacher labels, and how often the network that ships reads them
SENTENCES, LONGEST_SENTENCE = 20, 2_000  # of other training splits behind an unlabelled text; in signs
STEP = 37  # every how manieth unlabelled text they read first, so that all sources have a share
_SPELLINGS = 200_000


def main(arguments: Sequence[str] | None = None) -> None:
    """`python -m pipelines.training.spans --gold FOLDER --taxonomy FOLDER --texts FOLDER … [--out FILE]`."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.training.spans", description=main.__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--taxonomy", type=Path, nargs="+", required=True)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[2] / "data" / "spans.npz")
    given = parser.parse_args(arguments)
    dictionary = Dictionary(*given.taxonomy)
    plain = list(chain.from_iterable(map(texts, given.texts)))
    known, breaks = unlabelled([*plain, *sentences(given.gold)], given.gold, dictionary)
    examples = Examples(Spellings(known, _SPELLINGS), breaks, dictionary, ROWS)
    network = learn(examples, given.gold, plain, names(given.texts))
    file.write(given.out, network, known, breaks, examples.scale)
    file.describe(given.out, dictionary, given)


def unlabelled(plain: Iterable[str], gold: Path, dictionary: Dictionary) -> tuple[Known, Breaks]:
    """What texts without labels tell of words and of separators."""
    labelled = [document.text for document in documents(gold / SKILLSPAN.format("train"))]
    read = [cut(text) for text in dict.fromkeys([*plain, *labelled])]
    forms = [cut(form.form) for form in dictionary.forms]
    known = vectors.learn([*read, *forms], dictionary.forms)
    with_lists = (text.written for text in read if "," in text.text or '"' in text.text)
    return known, breaks.learn(with_lists, Spellings(known, _SPELLINGS))


def learn(examples: Examples, gold: Path, plain: Sequence[str], known: dict[str, list[str]]) -> Network:
    """The network that ships; `known` are names by placeholder, which stand in every second epoch."""
    labelled, layers = documents(gold / SKILLSPAN.format("train")), {"knowledge": 0, "skill": 1}
    read = [examples.read(given, layers) for given in (labelled, renamed(labelled, known, SEED))]
    own = [examples.batches(texts) for texts in read]
    others = examples.batches(examples.read(marked(gold / GREEN, 40), {"marked": 2}), 0.5)
    others += examples.batches(examples.read(marked(gold / SAYFULLINA, 80), {"marked": 3}), 0.3)
    teacher = Teacher(len(layers), SEED)
    teacher.learn([[part for text in texts for part in cut_up(*text)] for texts in read])
    seen = examples.texts(mixed(plain, gold), UNLABELLED)
    said = [text._replace(targets=dict(enumerate(teacher.says(text.written, text.seen)))) for text in seen]
    lost = [text._replace(seen=examples.lost(text.seen)) for text in said]
    taught = [examples.batches(texts, certain=False) for texts in (said, lost)]
    return trained(examples, SEED, own, others, taught)


def mixed(plain: Sequence[str], gold: Path) -> Iterator[str]:
    """Unlabelled texts of all sources, with some sentences of other training splits behind each."""
    order = chain.from_iterable(islice(plain, first, None, STEP) for first in range(STEP))
    some = (text for text in sentences(gold) if len(text) < LONGEST_SENTENCE)
    for text in order:
        yield text
        yield "\n\n".join(islice(some, SENTENCES))


def trained(
    examples: Examples,
    seed: int,
    own: Sequence[Sequence[Batch]],
    others: Sequence[Batch],
    taught: Sequence[Sequence[Batch]] = (),
) -> Network:
    """A network learnt from labelled batches, from those of other guidelines and from taught ones, in a fixed order."""
    network = Network(WIDTH, own[0][0].vectors.shape[1], ROWS, HEADS, seed)
    for epoch in range(EPOCHS):
        share = 1 - epoch / EPOCHS
        batches = [*own[epoch % len(own)], *(others if epoch < OTHERS_UNTIL else []), *_turn(taught, epoch)]
        for number in network.chance.permutation(len(batches)):
            network.learn(batches[number], RATE * share + 1e-5, TABLE_RATE * share + 1e-4, DROPOUT)
    return network


def _turn(taught: Sequence[Sequence[Batch]], epoch: int) -> Iterator[Batch]:
    """The share of the taught batches whose turn it is, so that all are read `ROUNDS` times in all epochs."""
    apart = EPOCHS // ROUNDS
    for batches in taught:
        yield from islice(batches, epoch % apart, None, apart)


if __name__ == "__main__":
    main()
