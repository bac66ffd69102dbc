"""The labelled and plain sentences that the training commands read, as published by SkillSpan, SkillSkape and Green."""

import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SKILLSPAN, SKILLSKAPE, GREEN = "skillspan/{}.json.gz", "skillskape/train.csv.gz", "green-nnose/train.conll.gz"


class Sentence(NamedTuple):
    """A labelled sentence; spans are (start, end) in code points."""

    text: str
    knowledge: frozenset[tuple[int, int]]
    skill: frozenset[tuple[int, int]]


def sentences(file: Path) -> Iterator[Sentence]:
    """SkillSpan's sentences, their tokens joined by spaces."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            starts = [0]
            for token in row["tokens"]:
                starts.append(starts[-1] + len(token) + 1)
            spans = (_spans(row[f"tags_{layer}"], starts) for layer in ("knowledge", "skill"))
            yield Sentence(" ".join(row["tokens"]), *spans)


def plain_texts(gold: Path) -> Iterator[str]:
    """The sentences of SkillSkape and Green, whose labels are not used here."""
    with gzip.open(gold / SKILLSKAPE, "rt", encoding="utf-8", newline="") as rows:
        yield from (row["sentence"] for row in csv.DictReader(rows))
    with gzip.open(gold / GREEN, "rt", encoding="utf-8") as lines:
        yield " ".join(line.split("\t")[0].split(" ")[0].strip() for line in lines)


def _spans(tags: list[str], starts: list[int]) -> frozenset[tuple[int, int]]:
    found, begin = set(), None
    for place, tag in enumerate([*tags, "O"]):
        if tag[0] in "BO" and begin is not None:
            found.add((starts[begin], starts[place] - 1))
            begin = None
        if tag[0] == "B":
            begin = place
    return frozenset(found)
