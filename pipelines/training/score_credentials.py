"""How well credentials are found and classed: `python -m pipelines.training.score_credentials SHARED [--errors]`.

Read against `tests/gold/credentials.tsv`, whose header says how it was labelled. Every record is tagged whole, as in
use. A mention is right if it overlaps a labelled one and names the same credential; name and acronym count once. Class
accuracy is the share of those found whose requirement is right; intervals are seeded 95 % bootstraps over sentences.
The fresh part was drawn and read after the tuning, and holds courses too.
"""

import argparse
import csv
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from pipelines.experience import experience_months
from pipelines.skills import Tagger
from pipelines.training.credential_sample import FRESH
from pipelines.training.postings import COURSES, texts
from warehouse.records import CredentialMention, Side
from warehouse.taxonomy import find_taxonomies

GOLD = Path(__file__).parents[2] / "tests" / "gold" / "credentials.tsv"
RESAMPLES, SEED = 2_000, 7
HALVES = TUNING, HELD_OUT, UNSEEN = ("tuning", "held out", "fresh")


class Label(NamedTuple):
    """A mention as it was read: where it stands in the record's text, what it names, and how firmly it is asked."""

    start: int
    end: int
    requirement: str
    credential: str


class Labelled(NamedTuple):
    """A sentence as it was read; `months` of experience asked, None where it asks for none."""

    drawn: str
    file: str
    record: str
    start: int
    end: int
    months: int | None
    labels: tuple[Label, ...]

    @property
    def half(self) -> str:
        """The part that the record belongs to: how it was drawn, or its hash, decides."""
        if self.drawn.startswith(FRESH):
            return UNSEEN
        return HALVES[sha256(self.record.encode()).digest()[0] % 2]


class Counts(NamedTuple):
    """Of a sentence, or of many: mentions found, labelled, found as labelled, and of these classed as labelled."""

    found: int
    labelled: int
    right: int
    classed: int


class Outcome(NamedTuple):
    """What was found in a sentence, beside its labels."""

    sentence: Labelled
    wrong: list[CredentialMention]
    missed: list[Label]
    other_class: list[tuple[Label, str]]  # the label, and the requirement found
    counts: Counts


def labelled(file: Path = GOLD) -> list[Labelled]:
    """The sentences of a gold file."""
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [_labelled(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _labelled(row: dict[str, str]) -> Labelled:
    labels = (mention.split(" ", 2) for mention in filter(None, row["mentions"].split("; ")))
    spans = ((*map(int, span.split("-")), requirement, credential) for span, requirement, credential in labels)
    place = row["drawn"], row["file"], row["record"], int(row["start"]), int(row["end"])
    return Labelled(*place, int(row["months"]) if row["months"] else None, tuple(map(Label._make, spans)))


def outcomes(tagger: Tagger, shared: Path, sentences: Iterable[Labelled]) -> Iterator[Outcome]:
    """Every labelled sentence beside what the tagger finds in it."""

    @cache
    def tagged(file: str, record: str) -> list[CredentialMention]:
        side = Side.SUPPLY if file in COURSES else Side.DEMAND
        return tagger.tag(texts(shared / file)[record], side).credentials

    for sentence in sentences:
        mentions = tagged(sentence.file, sentence.record)
        yield outcome(sentence, [each for each in mentions if sentence.start < each.end and each.start < sentence.end])


def outcome(sentence: Labelled, found: list[CredentialMention]) -> Outcome:
    """What is right, wrong and missed in a sentence."""
    agreeing = {label: [mention for mention in found if _agree(label, mention)] for label in sentence.labels}
    right = [mention for mentions in agreeing.values() for mention in mentions]
    wrong = [mention for mention in found if mention not in right]
    missed = [label for label, mentions in agreeing.items() if not mentions]
    classes = [(label, mentions[0].requirement) for label, mentions in agreeing.items() if mentions]
    other = [(label, requirement) for label, requirement in classes if requirement != label.requirement]
    hits = len(classes)
    counts = Counts(hits + len(wrong), len(sentence.labels), hits, hits - len(other))
    return Outcome(sentence, wrong, missed, other, counts)


def _agree(label: Label, mention: CredentialMention) -> bool:
    return label.credential == mention.credential and label.start < mention.end and mention.start < label.end


MEASURES: dict[str, Callable[[Counts], float]] = {
    "precision": lambda counts: counts.right / max(counts.found, 1),
    "recall": lambda counts: counts.right / max(counts.labelled, 1),
    "class accuracy": lambda counts: counts.classed / max(counts.right, 1),
}


def total(counts: Iterable[Counts]) -> Counts:
    """Counts added up."""
    return Counts(*map(sum, zip(*counts, strict=True)))


def interval(counts: list[Counts], measure: Callable[[Counts], float]) -> tuple[float, float]:
    """The 95 % bootstrap interval of a measure, sentences drawn with replacement."""
    chance = random.Random(SEED)  # noqa: S311  (a bootstrap keeps no secrets)
    values = sorted(measure(total(chance.choices(counts, k=len(counts)))) for _ in range(RESAMPLES))
    return values[round(0.025 * RESAMPLES)], values[round(0.975 * RESAMPLES) - 1]


def report(results: list[Outcome]) -> Iterator[str]:
    """The measures of each half, a line each, and how the requirements were confused."""
    for half in HALVES:
        of_half = [each for each in results if each.sentence.half == half]
        counts = [each.counts for each in of_half]
        all_of_it = total(counts)
        bare = sum(not each.sentence.labels for each in of_half)
        yield f"{half}: {len(of_half)} sentences, {bare} without a hit, {all_of_it.labelled} mentions"
        for name, measure in MEASURES.items():
            low, high = interval(counts, measure)
            yield f"  {name:16} {measure(all_of_it):.3f} ({low:.3f} to {high:.3f})"
        confused = Counter((label.requirement, asked) for each in of_half for label, asked in each.other_class)
        yield "  " + "; ".join(f"{read} taken for {asked} {times}" for (read, asked), times in confused.most_common())


def written(shared: Path, sentence: Labelled) -> str:
    """A sentence as it was published."""
    return texts(shared / sentence.file)[sentence.record][sentence.start : sentence.end]


def experience(shared: Path, sentences: Iterable[Labelled], half: str) -> str:
    """How often the months of experience that a sentence asks are read as labelled, and how often out of nothing."""
    read = [(each.months, experience_months(written(shared, each))) for each in sentences if each.half == half]
    asked = [(months, found) for months, found in read if months is not None]
    invented = sum(found is not None for months, found in read if months is None)
    low, high = interval([Counts(0, 1, months == found, 0) for months, found in asked], MEASURES["recall"])
    right = f"{sum(a == b for a, b in asked)} of {len(asked)} right ({low:.3f} to {high:.3f})"
    return f"{half}: experience {right}, {invented} out of nothing"


def errors(results: Iterable[Outcome], shared: Path, half: str) -> Iterator[str]:
    """Each error of a half with its sentence, to be read."""
    for each in results:
        if each.sentence.half != half or not (each.wrong or each.missed or each.other_class):
            continue
        text = texts(shared / each.sentence.file)[each.sentence.record]
        yield "\n" + written(shared, each.sentence)
        yield from (f"  wrong   {mention.matched_text} = {mention.credential}" for mention in each.wrong)
        yield from (f"  missed  {text[label.start : label.end]} = {label.credential}" for label in each.missed)
        yield from (
            f"  class   {text[label.start : label.end]}: {label.requirement}, not {asked}"
            for label, asked in each.other_class
        )


def main() -> None:
    """Print the scores, and with `--errors` what to learn from on the tuning half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder of the shared data")
    parser.add_argument("--errors", action="store_true", help="print the errors on the tuning half")
    given = parser.parse_args()
    sentences = labelled()
    results = list(outcomes(Tagger.load(*find_taxonomies()), given.shared, sentences))
    lines = [*errors(results, given.shared, TUNING)] if given.errors else []
    lines += [*report(results), *(experience(given.shared, sentences, half) for half in HALVES)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
