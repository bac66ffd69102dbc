"""How well vacancies are told apart, against the pairs that were read: see `tests/gold/duplicates.tsv`.

A drawn pair stands for `pairs / drawn` pairs of its stratum. Precision is the weighted share of the pairs in a cluster
that are one vacancy, recall the weighted share of the pairs of one vacancy that are in a cluster; the intervals are
seeded 95 % bootstraps that draw the pairs of each stratum with replacement.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

GOLD = Path(__file__).parents[2] / "tests" / "gold" / "duplicates.tsv"
CLASSES = ("full", "semantic", "temporal", "partial", "different")
HALVES = TUNING, HELD_OUT, LAST = ("tuning", "held out", "drawn last")
RESAMPLES, SEED = 2_000, 7
A_FIFTH = 20  # % of the text: two that share less are hardly to be told by it

Record = tuple[str, str]  # file relative to the shared data, identifier within it


class Pair(NamedTuple):
    """Two postings as they were read, and how many pairs their stratum holds."""

    stratum: str
    pairs: int
    kind: str
    one: Record
    other: Record
    half: str

    @property
    def is_one(self) -> bool:
        """Whether the two are one vacancy."""
        return self.kind != "different"


class Score(NamedTuple):
    """A measure with its 95 % interval."""

    value: float
    low: float
    high: float


def labelled(file: Path = GOLD) -> list[Pair]:
    """The pairs of a gold file."""
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        Pair(
            row["stratum"],
            int(row["pairs"]),
            row["class"],
            (row["file"], row["record"]),
            (row["other_file"], row["other_record"]),
            row["half"],
        )
        for row in rows
    ]


def scores(pairs: Sequence[Pair], joined: Sequence[bool]) -> dict[str, Score]:
    """Precision and recall of the verdicts `joined`, one for each pair; 1 where nothing is to be found."""
    drawn = Counter(pair.stratum for pair in pairs)
    weight = np.array([pair.pairs / drawn[pair.stratum] for pair in pairs])
    truth, verdict = np.array([pair.is_one for pair in pairs]), np.array(joined, dtype=bool)
    chance = np.random.default_rng(SEED)
    times = np.empty((RESAMPLES, len(pairs)))
    for stratum, count in drawn.items():
        members = [i for i, pair in enumerate(pairs) if pair.stratum == stratum]
        times[:, members] = chance.multinomial(count, np.full(count, 1 / count), RESAMPLES)
    return {
        name: _share(weight * (truth & verdict), weight * among, times)
        for name, among in (("precision", verdict), ("recall", truth))
    }


def _share(right: np.ndarray, among: np.ndarray, times: np.ndarray) -> Score:
    total = times @ among
    drawn = np.divide(times @ right, total, out=np.ones(len(times)), where=total > 0)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Score(float(right.sum() / among.sum()) if among.sum() else 1.0, float(low), float(high))


def verdicts(pairs: Iterable[Pair], vacancies: Mapping[Record, str]) -> list[bool]:
    """Whether each pair is in one cluster. Raises `KeyError` where a record has no vacancy."""
    return [vacancies[pair.one] == vacancies[pair.other] for pair in pairs]


def report(pairs: Sequence[Pair], joined: Sequence[bool]) -> Iterator[str]:
    """The scores of each half, and of the first two together, by source and least share of text in common (%)."""
    groups = {half: [pair.half == half for pair in pairs] for half in HALVES}
    first = [pair.half != LAST for pair in pairs]
    for part in ("nhs", "hn", *sorted({_shared(pair) for pair in pairs}, key=int)):
        groups[part] = [pair.half != LAST and part in (pair.stratum.split()[0], _shared(pair)) for pair in pairs]
    groups["a fifth +"] = [pair.half != LAST and int(_shared(pair)) >= A_FIFTH for pair in pairs]
    for name, chosen in ({"all but last": first} | groups).items():
        some = [pair for pair, is_chosen in zip(pairs, chosen, strict=True) if is_chosen]
        found = [verdict for verdict, is_chosen in zip(joined, chosen, strict=True) if is_chosen]
        told = "  ".join(f"{k} {v.value:.3f} ({v.low:.3f} to {v.high:.3f})" for k, v in scores(some, found).items())
        yield f"{name:>12}  {len(some):3} pairs, {sum(pair.is_one for pair in some):3} one vacancy  {told}"


def _shared(pair: Pair) -> str:
    last = pair.stratum.split()[-1]
    return last if last.isdigit() else "0"


def errors(pairs: Iterable[Pair], joined: Iterable[bool], half: str) -> Iterator[str]:
    """Each wrong verdict of a half, a line each, to be looked up."""
    for pair, verdict in zip(pairs, joined, strict=True):
        if pair.half == half and verdict != pair.is_one:
            yield "\t".join(("joined" if verdict else "apart", pair.kind, pair.stratum, *pair.one, *pair.other))
