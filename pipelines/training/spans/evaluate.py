"""How well the model of spans does: `python -m pipelines.training.spans.evaluate --gold FOLDER --taxonomy FOLDER`.

A span counts as found where a predicted one has exactly its tokens and its kind (strict F1, micro over tech and house
of SkillSpan), a token where it lies in a predicted span (token F1). Spans of words are those of the tokens that
they touch. Intervals: 95 %, percentiles of 1,000 draws of sentences with replacement.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.spans.model import Spans
from pipelines.training.gold import SKILLSPAN
from pipelines.training.spans.reading import Dictionary
from pipelines.training.spans.texts import LAYERS, Document, Span, assign, documents

GREEN_DEV = "green-nnose/dev.json.gz"
DRAWS = 1_000
Counts = NDArray[np.int64]


def predicted(model: Spans, dictionary: Dictionary, document: Document) -> dict[str, set[Span]]:
    """The spans that the model finds, in tokens."""
    cut, found = dictionary.read(document.text)
    assign(document, cut)
    spans: dict[str, set[Span]] = {layer: set() for layer in LAYERS}
    for span in model.find(document.written, found).spans:
        owners = [token for token in document.owners[span.start : span.end] if token >= 0]
        if owners:
            spans[span.kind].add((owners[0], owners[-1] + 1))
    return spans


def counts(document: Document, layer: str, spans: set[Span]) -> Counts:
    """For each sentence: spans right, predicted, labelled; tokens right, predicted, labelled; (sentences, 6)."""
    sentence = np.repeat(np.arange(len(document.sentences)), [len(tokens) for tokens in document.sentences])
    gold = document.spans(layer)
    table = np.zeros((len(document.sentences), 6), np.int64)
    for column, some in enumerate((gold & spans, spans, gold)):
        for first, _ in some:
            table[sentence[first], column] += 1
    tokens = [{token for first, end in some for token in range(first, end)} for some in (spans, gold)]
    for column, which in enumerate((tokens[0] & tokens[1], *tokens)):
        np.add.at(table[:, 3 + column], sentence[sorted(which)], 1)
    return table


def scores(table: Counts) -> dict[str, Any]:
    """Strict and token F1 with their intervals, from counts a sentence."""
    chance = np.random.default_rng(0)
    draws = np.array(
        [chance.multinomial(len(table), np.full(len(table), 1 / len(table))) @ table for _ in range(DRAWS)]
    )
    total = table.sum(0)
    result: dict[str, Any] = {}
    for name, first in (("strict", 0), ("token", 3)):
        low, high = np.percentile(_f1(draws[:, first : first + 3]), [2.5, 97.5])
        right, found, gold = total[first : first + 3]
        result[name] = {
            "f1": round(float(_f1(total[None, first : first + 3])[0]), 3),
            "low": round(float(low), 3),
            "high": round(float(high), 3),
            "precision": round(float(right / max(found, 1)), 3),
            "recall": round(float(right / max(gold, 1)), 3),
        }
    return result


def _f1(columns: NDArray[Any]) -> NDArray[np.float64]:
    return np.asarray(2 * columns[:, 0] / np.maximum(columns[:, 1] + columns[:, 2], 1))


def evaluate(model: Spans, dictionary: Dictionary, gold: Path) -> dict[str, Any]:
    """The scores on SkillSpan's and Green's development splits."""
    tables: dict[str, list[Counts]] = {}
    for document in documents(gold / SKILLSPAN.format("dev")):
        found = predicted(model, dictionary, document)
        both = [counts(document, layer, found[layer]) for layer in LAYERS]
        tables.setdefault("both", []).append(both[0] + both[1])
        for layer, table in zip(LAYERS, both, strict=True):
            for name in (layer, f"{layer} {document.source}"):
                tables.setdefault(name, []).append(table)
    for document in documents(gold / GREEN_DEV, ["skill"]):
        found = predicted(model, dictionary, document)
        together = found["knowledge"] | {span for span in found["skill"] if not _covered(span, found["knowledge"])}
        tables.setdefault("green", []).append(counts(document, "skill", together))
    return {name: scores(np.concatenate(table)) for name, table in sorted(tables.items())}


def _covered(span: Span, others: set[Span]) -> bool:
    return any(first < span[1] and span[0] < end for first, end in others)


def main(arguments: Sequence[str] | None = None) -> None:
    """`python -m pipelines.training.spans.evaluate --gold FOLDER --taxonomy FOLDER [--model FILE]`."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.training.spans.evaluate", description=main.__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--taxonomy", type=Path, nargs="+", required=True)
    parser.add_argument("--model", type=Path)
    given = parser.parse_args(arguments)
    found = evaluate(Spans.load(given.model), Dictionary(*given.taxonomy), given.gold)
    print(f"{'spans':18} {'strict F1':>22} {'precision':>9} {'recall':>7} {'token F1':>22}")  # noqa: T201
    for name, one in found.items():
        strict, token = (
            f"{one[kind]['f1']:.3f} [{one[kind]['low']:.3f}, {one[kind]['high']:.3f}]" for kind in ("strict", "token")
        )
        print(f"{name:18} {strict:>22} {one['strict']['precision']:>9} {one['strict']['recall']:>7} {token:>22}")  # noqa: T201


if __name__ == "__main__":
    main()
