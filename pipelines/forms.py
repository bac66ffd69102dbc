"""The surface forms that the tagger looks for, and which concept is meant where several have the same form."""

import csv
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from pipelines.matching.lexicon import words

DECOY = "decoy"  # looks like a skill and is none: agile working
NAME, GUARDED = "name", "guarded"  # one word that counts only in its own case; that is an ordinary word as well
RANKS = (DECOY, "curated", "preferred", "alternative", "derived", NAME, GUARDED)
COMPETENCE = "skill/competence"


class Form(NamedTuple):
    """A surface form and the concept that it names."""

    form: str
    kind: str
    concept_uri: str
    preferred_label: str
    skill_type: str
    language: str = ""  # the only one in whose texts it counts


def read_forms(*folders: Path) -> list[Form]:
    """The surface forms of taxonomy folders and those of `data/aliases.csv`, whose empty concepts are decoys."""
    forms = [form for folder in folders for form in _forms(folder)]
    named = {form.form: form for form in reversed(forms) if form.kind == "preferred"}
    lines = (files("pipelines") / "data" / "aliases.csv").read_text("utf-8").splitlines()
    rows = [(row["form"], row["preferred_label"]) for row in csv.DictReader(lines)]
    decoys = [Form(form, DECOY, "", "", COMPETENCE) for form, label in rows if not label]
    return forms + decoys + [named[label]._replace(form=form, kind="curated") for form, label in rows if label in named]


def _forms(folder: Path) -> Iterator[Form]:
    """What lies in a taxonomy folder, `warehouse.taxonomy` says."""
    concepts = [line.split("\t", 3)[:3] for line in (folder / "concepts.tsv").read_text("utf-8").splitlines()[1:]]
    rows = (line.split("\t") for line in (folder / "forms.tsv").read_text("utf-8").splitlines()[1:])
    return (Form(form, kind, *concepts[int(concept)], *language) for form, concept, kind, *language in rows)


def closest(forms: Iterable[Form], key: str) -> Form:
    """Of forms that fold to the same `key`: ours, then a concept's own name, then the one with the closest name.

    What is no concept's own name counts only as far as our lists let the same name of it: Unity, not `unity`.
    """
    given = list(forms)

    def distance(form: Form) -> tuple[int, bool, float, int, int, str]:
        rank = RANKS.index(form.kind)
        written, label = ({word[:5] for word in words(text).singular} for text in (form.form, form.preferred_label))
        apart = 1 - len(written & label) / max(len(written | label), 1)
        return min(rank, 3), form.form.lower() != key, apart, rank, len(form.preferred_label), form.concept_uri

    best = min(given, key=distance)
    if best.kind in {DECOY, "preferred"}:
        return best
    return next((form for form in given if form.kind in {NAME, GUARDED} and form.concept_uri == best.concept_uri), best)
