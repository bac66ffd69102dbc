"""Our own lists as taxonomy folders beside ESCO: technologies, and German forms of ESCO's concepts.

`technologies.csv` names what is worked with in every industry, and the newer methods: `name`, `aliases` (separated by
bars), `kind`, and a `guard` for the name and each alias (none, name-case: it counts only in its own case, guarded: an
ordinary word too, so that it counts only in a name's company). What ESCO, or `aliases.csv` beside the list, has a
concept of is a further form of that; any other is a concept of its own, grouped by its kind. `forms_de.csv` gives a
German `form` and the `preferred_label` of its concept; those forms are bound to German texts.
"""

import argparse
import csv
import re
import sys
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from warehouse.taxonomy import (
    Concept,
    Form,
    TaxonomyError,
    about,
    find_taxonomies,
    known_concepts,
    share,
    write_taxonomy,
)

ATTRIBUTION = "Technologies and German forms listed by credscope, Apache-2.0"
GUARDS = {"none": "preferred", "name-case": "name", "guarded": "guarded"}
_OURS = "credscope:"


def build_technologies(listed: Path, esco: Path, into: Path) -> Path:
    """Write the technologies into `into` as a taxonomy; returns its folder. Raises `TaxonomyError` for a bad row."""
    named = _named(esco, listed.with_name("aliases.csv"))
    concepts: dict[str, Concept] = {}
    forms = []
    for row in _rows(listed, ("name", "aliases", "kind", "guard")):
        spelled, guards = [row["name"], *filter(None, row["aliases"].split("|"))], row["guard"].split("|")
        if len(spelled) != len(guards) or not set(guards) <= set(GUARDS):
            raise TaxonomyError(f"{listed.name}: {row['name']} needs a guard of {', '.join(GUARDS)} for each form")
        known = next(filter(None, (named.get(form.casefold()) for form in spelled)), None)
        concept = known or _technology(row["name"], row["kind"])
        concepts[concept.concept_uri] = concept
        for form, guard in zip(spelled, guards, strict=True):
            kind = "derived" if guard == "none" and form != row["name"] else GUARDS[guard]
            forms.append(Form(form, concept.concept_uri, kind))
    facts = {"name": "technologies", "version": "1", "attribution": ATTRIBUTION, "source_sha256": _hash(listed)}
    return write_taxonomy(into / "technologies-1", facts, concepts.values(), forms)


def build_german(listed: Path, esco: Path, into: Path) -> Path:
    """Write German forms of ESCO's concepts into `into` as a taxonomy; returns its folder."""
    labelled = {concept.preferred_label: concept for concept in known_concepts([esco]).values()}
    concepts: dict[str, Concept] = {}
    forms = []
    for row in _rows(listed, ("form", "preferred_label")):
        concept = labelled.get(row["preferred_label"])
        if concept is None:
            raise TaxonomyError(f"{listed.name}: ESCO has no concept named {row['preferred_label']}")
        concepts[concept.concept_uri] = concept
        forms.append(Form(row["form"], concept.concept_uri, "alternative", "de"))
    facts = {
        "name": "forms-de", "version": "1", "language": "de", "attribution": ATTRIBUTION,
        "source_sha256": _hash(listed),
    }  # fmt: skip
    return write_taxonomy(into / "forms-de-1", facts, concepts.values(), forms)


def _technology(name: str, kind: str) -> Concept:
    slug = re.sub(r"\s+", "-", name.casefold())
    uri, group = f"{_OURS}technology/{quote(slug, safe='+')}", f"{_OURS}technologies/{quote(kind.casefold(), safe='')}"
    return Concept(uri, name, "knowledge", group, kind)


def _named(esco: Path, aliases: Path) -> dict[str, Concept]:
    """Whose concept a name is: as our aliases say, or in ESCO its own name, one derived of it, its alias alone.

    What our aliases give to no concept of ESCO is not in it: ESCO's SPARK is not Apache Spark.
    """
    concepts = [
        Concept(*line.split("\t")) for line in (esco / "concepts.tsv").read_text(encoding="utf-8").split("\n")[1:-1]
    ]
    found: dict[str, dict[int, str]] = {}
    for line in (esco / "forms.tsv").read_text(encoding="utf-8").split("\n")[1:-1]:
        form, concept, kind, *_ = line.split("\t")
        found.setdefault(form.casefold(), {}).setdefault(int(concept), kind)
    own = {form: [each for each, kind in kinds.items() if kind != "alternative"] for form, kinds in found.items()}
    sure = {form: own[form] or list(kinds) for form, kinds in found.items()}
    named = {form: concepts[numbers[0]] for form, numbers in sure.items() if len(numbers) == 1}
    labelled = {concept.preferred_label: concept for concept in concepts}
    rows = _rows(aliases, ("form", "preferred_label"))
    ours = {row["form"].casefold(): labelled.get(row["preferred_label"]) for row in rows}
    return {form: concept for form, concept in (named | ours).items() if concept is not None}


def _rows(listed: Path, columns: Iterable[str]) -> list[dict[str, str]]:
    with listed.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if not set(columns) <= set(reader.fieldnames or ()):
            raise TaxonomyError(f"{listed.name} has no columns {', '.join(columns)}")
        return list(reader)


def _hash(listed: Path) -> str:
    return sha256(listed.read_bytes()).hexdigest()


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m warehouse.curated FOLDER [--into FOLDER]`: the folder holds technologies.csv and forms_de.csv."""
    parser = argparse.ArgumentParser(prog="python -m warehouse.curated", description=main.__doc__)
    parser.add_argument("lists", type=Path)
    parser.add_argument("--into", type=Path, help="instead of the environment's share/credscope")
    given = parser.parse_args(arguments)
    into = given.into or share()
    try:
        [esco, *_] = [folder for folder in find_taxonomies() if folder.name.startswith("esco-")]
        built = [
            build_technologies(given.lists / "technologies.csv", esco, into),
            build_german(given.lists / "forms_de.csv", esco, into),
        ]
    except (TaxonomyError, OSError) as error:
        print(f"taxonomy: {error}", file=sys.stderr)  # noqa: T201 - a command speaks
        return 1
    for folder in built:
        print(f"taxonomy: {folder} ({about(folder)['form_count']:,} forms)")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
