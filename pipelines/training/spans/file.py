"""The file in which the model of spans ships, and what is said of it beside.

`spans.npz` holds V words (`hashes`, `facts`, `vectors`: `spans.features.Known`), the table of the first layer as
bytes with `table_scale`, the weights `first` (5 × D, H), `second` (3 × H, H), `line` (H, H), `label0`, `label1`
(2 × H, 3) and their biases as half floats, `vectors_scale`, `moves` (2, 3, 3), `thresholds` (2,), and `breaks` as bytes
with their scale and bias. `spans.json` holds the command, the hashes of what was read, the seed and the scores.
"""

import argparse
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.spans.features import Breaks, Known
from pipelines.spans.model import Spans
from pipelines.training.gold import GREEN, SKILLSKAPE, SKILLSPAN
from pipelines.training.spans.evaluate import evaluate
from pipelines.training.spans.network import Network
from pipelines.training.spans.reading import SAYFULLINA, Dictionary
from pipelines.training.spans.teacher import WHEEL, weights

# The F1 that can be hoped for, halved, is the threshold that maximises it in expectation.
THRESHOLDS = (0.27, 0.2)
_TRAINING_ONLY = ("label2", "label2_bias", "label3", "label3_bias")
_READ = (SKILLSPAN.format("train"), GREEN, SAYFULLINA, SKILLSKAPE)


def write(path: Path, network: Network, known: Known, breaks: Breaks, vectors_scale: np.float32) -> None:
    """Write the model; the same arrays give the same bytes."""
    arrays: dict[str, Any] = {"hashes": known.hashes, "facts": known.facts, "vectors": known.vectors}
    arrays["table"], arrays["table_scale"] = _bytes(network.table)
    arrays["breaks"], arrays["breaks_scale"] = _bytes(breaks.weights)
    arrays["breaks_bias"] = np.float32(breaks.bias)
    arrays["vectors_scale"] = vectors_scale
    arrays |= {
        name: weight.astype(np.float16) for name, weight in network.weights.items() if name not in _TRAINING_ONLY
    }
    arrays["moves"], arrays["thresholds"] = np.array(network.moves[:2]), np.array(THRESHOLDS)
    np.savez_compressed(path, **arrays)


def _bytes(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], np.float32]:
    """Weights as bytes, and what one of them is worth; the largest thousandth of a percent is cut."""
    top = np.float32(np.quantile(np.abs(weights), 0.99999) / 127)
    return np.clip(np.rint(weights / top), -127, 127).astype(np.int8), top


def describe(path: Path, dictionary: Dictionary, given: argparse.Namespace) -> None:
    """Write beside the model how it was learnt and how well it does on the development splits."""
    from pipelines.training.spans import __main__ as spans

    facts = {
        "command": "python -m pipelines.training.spans --gold GOLD --taxonomy TAXONOMY --texts POSTINGS CATALOGUES",
        "seed": spans.SEED,
        "model": sha256(path.read_bytes()).hexdigest(),
        "labelled": {name: sha256((given.gold / name).read_bytes()).hexdigest() for name in _READ},
        "teacher": {WHEEL: sha256(weights().read_bytes()).hexdigest()},
        "unlabelled": {folder.name: _hash(folder, "**/*") for folder in given.texts},
        "taxonomy": {folder.name: _hash(folder, "*") for folder in given.taxonomy},  # below lies what is made of it
        "scores": evaluate(Spans.load(path), dictionary, given.gold),
    }
    path.with_suffix(".json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def _hash(folder: Path, pattern: str) -> str:
    """The hash of the names and contents of files below a folder."""
    total = sha256()
    for file in sorted(folder.glob(pattern)):
        if file.is_file():
            total.update(f"{file.relative_to(folder)}\0".encode())
            total.update(sha256(file.read_bytes()).digest())
    return total.hexdigest()
