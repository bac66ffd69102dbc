"""What the model of spans is learnt from: SkillSpan's documents with their labels.

SkillSpan's tokens are joined to texts, a sentence a paragraph, and cut into words as any text is; a label goes with the
words of its token.
"""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from pipelines.matching.words import Words

LAYERS = ("knowledge", "skill")
Span = tuple[int, int]


@dataclass(slots=True)
class Document:
    """A labelled text; `owners[w]` is the token of word w or -1; spans are of tokens, from first to behind the last."""

    source: str
    sentences: list[list[str]]
    written: list[str] = field(default_factory=list)
    text: str = ""
    owners: list[int] = field(default_factory=list)
    tags: dict[str, list[str]] = field(default_factory=dict)

    def spans(self, layer: str) -> set[Span]:
        """The labelled spans of a layer."""
        found, begin = set(), None
        for place, tag in enumerate([*self.tags[layer], "O"]):
            if tag[0] in "BO" and begin is not None:
                found.add((begin, place))
                begin = None
            if tag[0] == "B":
                begin = place
        return found

    def labels(self, layer: str) -> list[int]:
        """For each word whether it is outside a span (0), begins one (1) or goes on in one (2)."""
        found, tags = [0] * len(self.owners), self.tags[layer]
        for word, token in enumerate(self.owners):
            if token >= 0 and tags[token][0] != "O":
                opens = tags[token][0] == "B" and (word == 0 or self.owners[word - 1] != token)
                found[word] = 1 if opens or word == 0 or found[word - 1] == 0 else 2
        return found


def documents(file: Path, layers: Sequence[str] = LAYERS) -> list[Document]:
    """The documents of a file of labelled sentences; sentences of the same source and number belong together."""
    grouped: dict[tuple[str, int], list[dict[str, list[str]]]] = {}
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            grouped.setdefault((row.get("source", ""), row["idx"]), []).append(row)
    return [_document(source, rows, layers) for (source, _), rows in grouped.items()]


def _document(source: str, rows: list[dict[str, list[str]]], layers: Sequence[str]) -> Document:
    document = Document(source, [row["tokens"] for row in rows])
    document.text = "\n\n".join(" ".join(row["tokens"]) for row in rows)
    document.tags = {layer: [tag for row in rows for tag in row[f"tags_{layer}"]] for layer in layers}
    return document


def renamed(given: Sequence[Document], names: dict[str, list[str]], seed: int) -> list[Document]:
    """Documents with the placeholders that SkillSpan put for names, `<ORGANIZATION>`, replaced by words of real ones.

    Else a network never sees the name of a company, and takes it for a technology.
    """
    chance = Random(seed)  # noqa: S311 - nothing is kept secret
    words = {placeholder: " ".join(chance.choices(some, k=2_000)).split() for placeholder, some in names.items()}
    changed = []
    for document in given:
        start = chance.randrange(2_000)
        sentences = []
        for sentence in document.sentences:
            tokens = list(sentence)
            for place, token in enumerate(sentence):
                if token in words:
                    tokens[place] = words[token][start % len(words[token])]
                    start += 1
            sentences.append(tokens)
        text = "\n\n".join(" ".join(tokens) for tokens in sentences)
        changed.append(replace(document, sentences=sentences, text=text))
    return changed


def marked(file: Path, at_once: int) -> list[Document]:
    """The sentences of a file with a token and its tag a line, so many as one document; the only layer is `marked`."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        parts = [[line.split("\t")[:2] for line in part.split("\n") if line] for part in lines.read().split("\n\n")]
    rows = [{"tokens": [cell[0] for cell in part], "tags_marked": [cell[1] for cell in part]} for part in parts if part]
    return [_document("", rows[first : first + at_once], ["marked"]) for first in range(0, len(rows), at_once)]


def assign(document: Document, cut: Words) -> None:
    """Say which token each word of a document's text belongs to."""
    edges, place = [], 0
    for sentence in document.sentences:
        for written in sentence:
            edges.append(place + len(written))
            place += len(written) + 1
        place += 1
    token = 0
    document.written, document.owners = cut.written, []
    for word, start in zip(document.written, cut.starts, strict=True):
        while token < len(edges) - 1 and edges[token] <= start:
            token += 1
        document.owners.append(-1 if word == "\n" else token)
