"""Makes the tables that linking reads, beside a taxonomy's concepts: `python -m pipelines.linking.tables [FOLDER …]`.

`FOLDER/linking/` holds for C labels: `vectors.npy` (C, 128) int8, unit vectors times 127, where they are English;
`starts.npy` (buckets + 1), `places.npy` and `weights.npy`: for each n-gram (`chunks.grams`) the labels
that hold it and its weight there, TF-IDF with unit length; `rarity.npy` (buckets), the n-grams' inverse document
frequency; the arrays of `naming.Names`, where they are English; `sentences.npy` (C, 384) int8, where the extra
`linking` is installed; `labels.tsv`, one label a line: `concept_uri`, `preferred_label`, the label in the taxonomy's
language. All of these but the last are memory-mapped. `version.txt` says with which vectors of words they were made.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipelines.linking.letters import Letters
from pipelines.linking.naming import Names
from pipelines.linking.sentences import SentenceModel
from pipelines.linking.vectors import WordVectors
from warehouse.taxonomy import TaxonomyError, about, find_taxonomies

Array = NDArray[np.float32]
FOLDER, VERSION = "linking", "version.txt"


def build_tables(folder: Path) -> Path:
    """Write the tables of a taxonomy folder; returns their folder. The same labels give the same bytes."""
    rows = _labels(folder)
    labels = [label for _, _, label in rows]
    beside = folder / f".{FOLDER}.{os.getpid()}"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    (beside / "labels.tsv").write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    held = Letters.arrays(labels)
    if about(folder).get("language", "en") == "en":
        (beside / VERSION).write_text(WordVectors.load().version, encoding="utf-8")
        np.save(beside / "vectors.npy", stored(WordVectors.load().embed(labels)))
        held |= Names.arrays(_forms(folder))
        model = SentenceModel.find()
        if model is not None:
            np.save(beside / "sentences.npy", stored(model.embed_labels(labels)))
    for name, array in held.items():
        np.save(beside / f"{name}.npy", array)
    into = folder / FOLDER
    shutil.rmtree(into, ignore_errors=True)
    return beside.rename(into)


def stored(vectors: Array) -> NDArray[np.int8]:
    """Unit vectors as bytes."""
    return np.rint(vectors * 127).astype(np.int8)


def _labels(folder: Path) -> list[tuple[str, str, str]]:
    """For each concept its URI, its preferred label, and that of the taxonomy's language."""
    concepts = [line.split("\t")[:2] for line in (folder / "concepts.tsv").read_text("utf-8").split("\n")[1:-1]]
    lines = (line.split("\t") for line in (folder / "forms.tsv").read_text("utf-8").split("\n")[1:-1])
    own: dict[int, str] = {}
    for form, concept, kind, *_ in lines:
        if kind == "preferred":
            own.setdefault(int(concept), form)
    return [(uri, label, own.get(number, label)) for number, (uri, label) in enumerate(concepts)]


def _forms(folder: Path) -> Iterator[tuple[str, int, bool]]:
    """The labels and aliases with their concepts' numbers; what is derived from them is left out."""
    for line in (folder / "forms.tsv").read_text("utf-8").split("\n")[1:-1]:
        form, concept, kind, *_ = line.split("\t")
        if kind in {"preferred", "alternative"}:
            yield form, int(concept), kind == "preferred"


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the tables of linking for taxonomy folders (those of the environment if none is given)."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.linking.tables", description=main.__doc__)
    parser.add_argument("folders", type=Path, nargs="*")
    given = parser.parse_args(arguments)
    try:
        for folder in given.folders or find_taxonomies():
            print(f"linking: {build_tables(folder)}")  # noqa: T201 - a command speaks
    except (TaxonomyError, OSError) as error:
        print(f"linking: {error}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
