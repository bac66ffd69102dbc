"""The taxonomies of skills, as small tables that are built once at set-up and only read afterwards.

ESCO (`warehouse.esco`) lies in the environment, `<sys.prefix>/share/credscope/`; what a user imports (`warehouse.onet`,
`warehouse.esco_download`) lies in a home, on top. A taxonomy folder holds:

- `taxonomy.json`: name, version, attribution, counts and the hash of what it was built from;
- `concepts.tsv`: one concept a line, columns `CONCEPT_COLUMNS`, sorted by `concept_uri`;
- `forms.tsv`: one surface form a line: `form`, `concept` (line number in concepts.tsv, from 0), `kind` (preferred,
  alternative, derived by `warehouse.derived_forms`, name: only in its own case, or guarded: an ordinary word too),
  `language`: the ISO 639-1 code of the only language in whose texts it counts; empty where it counts in any;
- `occupations.tsv`, where the download has them: one title of an occupation a line, columns `OCCUPATION_COLUMNS`.
"""

import csv
import gzip
import json
import os
import re
import shutil
import sys
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

KINDS = ("preferred", "alternative", "derived", "name", "guarded")
CONCEPT_COLUMNS = (
    "concept_uri",
    "preferred_label",
    "skill_type",
    "group_uri",
    "group_label",
    "parent_group_uri",
    "parent_group_label",
)
OCCUPATION_COLUMNS = ("title", "kind", "concept_uri", "isco_code", "preferred_label")
_NAME_LIKE = re.compile(r"[^\W\d_].*[ ]|[A-Z0-9+#.]")  # of several words, or with a capital, a digit or a sign


class TaxonomyError(ValueError):
    """A taxonomy cannot be built or read; its text is one clear sentence."""


class Concept(NamedTuple):
    """A line of `concepts.tsv`; an empty text means not known."""

    concept_uri: str
    preferred_label: str
    skill_type: str
    group_uri: str = ""
    group_label: str = ""
    parent_group_uri: str = ""
    parent_group_label: str = ""


class Form(NamedTuple):
    """A line of `forms.tsv`: a surface form of the concept with this URI."""

    form: str
    concept_uri: str
    kind: str
    language: str = ""


def bound_to(form: str, language: str) -> str:
    """The language to which a form of a language is bound: an English one of several words, or a name (Python, SQL),
    is written in other languages' texts as well and is bound to none; `fast` or `Gift` is bound to its own."""
    return "" if language == "en" and _NAME_LIKE.search(form) else language


def share() -> Path:
    """Where the environment keeps its taxonomies."""
    return Path(sys.prefix) / "share" / "credscope"


def find_taxonomies(home: Path | None = None) -> list[Path]:
    """The taxonomy folders at hand: the environment's first, then what a user imported into `home`."""
    roots = [share()] + ([home / "taxonomies"] if home else [])
    return [file.parent for root in roots for file in sorted(root.glob("*/taxonomy.json"))]


def about(folder: Path) -> dict[str, Any]:
    """The taxonomy's name, version, attribution and counts, from its `taxonomy.json`."""
    try:
        return dict(json.loads((folder / "taxonomy.json").read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise TaxonomyError(f"{folder} is not a taxonomy folder ({error}): run `make` to build it again") from None


def load_concepts(folders: Path | Sequence[Path]) -> "pd.DataFrame":
    """One row a concept, columns `CONCEPT_COLUMNS`, all nullable strings; a concept's first folder decides."""
    import pandas as pd

    files = [folder / "concepts.tsv" for folder in ([folders] if isinstance(folders, Path) else folders)]
    tables = [pd.read_csv(f, sep="\t", dtype="string", quoting=csv.QUOTE_NONE, keep_default_na=False) for f in files]
    empty = pd.DataFrame({column: pd.Series(dtype="string") for column in CONCEPT_COLUMNS})
    return pd.concat([empty, *tables], ignore_index=True).replace("", pd.NA).drop_duplicates("concept_uri")


def known_concepts(folders: Iterable[Path]) -> dict[str, Concept]:
    """The concepts of taxonomy folders by their URI; a concept's first folder decides."""
    known: dict[str, Concept] = {}
    for folder in folders:
        for line in (folder / "concepts.tsv").read_text(encoding="utf-8").split("\n")[1:-1]:
            concept = Concept(*line.split("\t"))
            known.setdefault(concept.concept_uri, concept)
    return known


def write_taxonomy(
    folder: Path,
    facts: dict[str, Any],
    concepts: Iterable[Concept],
    forms: Iterable[Form],
    occupations: Sequence[Sequence[str]] = (),
) -> Path:
    """Write a taxonomy folder beside and rename it: same input, same bytes."""
    concepts = sorted(concepts)
    lines = {concept.concept_uri: line for line, concept in enumerate(concepts)}
    ranked = sorted(((KINDS.index(form.kind), lines[form.concept_uri], form) for form in forms), reverse=True)
    least = {(line, form.form): (kind, form.language) for kind, line, form in ranked}
    rows = sorted((line, kind, form, language) for (line, form), (kind, language) in least.items())
    facts = facts | {"concept_count": len(concepts), "form_count": len(rows)}
    beside = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    _write_tsv(beside / "concepts.tsv", CONCEPT_COLUMNS, concepts)
    cells = ((form, str(line), KINDS[kind], language) for line, kind, form, language in rows)
    _write_tsv(beside / "forms.tsv", ("form", "concept", "kind", "language"), cells)
    if occupations:
        _write_tsv(beside / "occupations.tsv", OCCUPATION_COLUMNS, occupations)
    (beside / "taxonomy.json").write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    return beside.rename(folder)


def _write_tsv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in [columns, *rows])


def file_in(folder: Path, name: str, what: str) -> Path:
    """The file of this name (or gzipped) in a folder or below. Raises `TaxonomyError`: `what` says what to give."""
    if not folder.is_dir():
        raise TaxonomyError(f"{folder} is no folder{' (unpack it first)' if folder.exists() else ''}: give {what}")
    found = [*sorted(folder.rglob(name)), *sorted(folder.rglob(f"{name}.gz"))]
    if not found:
        raise TaxonomyError(f"{folder} holds no {name}: give {what}")
    return found[0]


def text_of(path: Path) -> str:
    """A download's text, gzipped or not. Raises `TaxonomyError` in one sentence for half a file or one of no text."""
    try:
        content = path.read_bytes()
        return (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8-sig")
    except (EOFError, OSError, ValueError, zlib.error) as error:
        raise TaxonomyError(f"{path.name} cannot be read ({error}): is the download complete?") from None
