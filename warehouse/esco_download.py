"""ESCO's own CSV download, of any of its languages, as taxonomies on top of ESCO 1.1.1: one a language.

What the folder holds is taken, gzipped or not, several languages at once: `skills_xx.csv` or, where it is missing, the
collections (`digitalSkillsCollection_xx.csv` …); `skillGroups_xx.csv` and `broaderRelationsSkillPillar_xx.csv` for the
group of a concept that is not known yet; `occupations_xx.csv` for titles. A concept that the environment's ESCO knows
keeps its label and group, so that a figure has one row whatever the language of its texts.
"""

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from warehouse.esco import ESCO_ATTRIBUTION, ESCO_FIELD, ESCO_SKILL
from warehouse.taxonomy import (
    Concept,
    Form,
    TaxonomyError,
    bound_to,
    find_taxonomies,
    known_concepts,
    text_of,
    write_taxonomy,
)

_FILE = re.compile(r"(?P<what>skills|\w+SkillsCollection|skillGroups|broaderRelationsSkillPillar|occupations)_"
                   r"(?P<language>[a-z]{2})\.csv(?:\.gz)?")  # fmt: skip
_VERSION = re.compile(r"(\d+\.\d+\.\d+)")
_QUALIFIER = re.compile(r"\s*\([^()]*\)$")
_LEVEL_2 = re.compile(r"[A-Z]\d+(?:\.\d+)?|\d{2,3}")
_FIRST = "en"  # the language whose labels a concept takes that ESCO 1.1.1 does not have
SKILL, RELEASED = "KnowledgeSkillCompetence", "released"
Row = dict[str, str]


class _Download(NamedTuple):
    """What a folder holds of one language: the rows of each file that we read, and the bytes of all of them."""

    skills: list[Row]
    groups: dict[str, Row]
    broader: dict[str, list[str]]
    occupations: list[Row]
    digest: str


def is_download(folder: Path) -> bool:
    """Whether a folder, or one below it, holds labels of skills as ESCO's download has them."""
    return any(
        found["what"].lower().startswith("skills") or "Collection" in found["what"] for _, found in _files(folder)
    )


def import_esco(folder: Path, home: Path) -> list[Path]:
    """Write each language of an unpacked ESCO download into `home` as a taxonomy; returns their folders.

    Raises `TaxonomyError` in one sentence where there is no such file, or one of them is not as ESCO writes it.
    """
    files: dict[str, list[tuple[Path, str]]] = {}
    for path, found in _files(folder):
        files.setdefault(found["language"], []).append((path, found["what"]))
    read = {language: _read(held) for language, held in sorted(files.items())}
    read = {language: download for language, download in read.items() if download.skills}
    if not read:
        raise TaxonomyError(f"{folder} holds no skills_xx.csv and no collection of skills: give ESCO's CSV download")
    stated = _VERSION.search(folder.resolve().name)
    version = stated[1] if stated else "download"
    known = known_concepts(find_taxonomies())
    if _FIRST in read:
        known = _concepts(read[_FIRST], known) | known
    return [_write(download, language, version, known, home) for language, download in read.items()]


def _files(folder: Path) -> Iterator[tuple[Path, re.Match[str]]]:
    paths = sorted(folder.rglob("*.csv")) + sorted(folder.rglob("*.csv.gz"))
    return ((path, found) for path in paths if (found := _FILE.fullmatch(path.name)))


def _read(held: Iterable[tuple[Path, str]]) -> _Download:
    skills: dict[str, Row] = {}
    occupations: dict[str, Row] = {}
    groups: dict[str, Row] = {}
    broader: dict[str, list[str]] = {}
    digest = sha256()
    for path, what in held:
        content = text_of(path)
        digest.update(content.encode())
        rows = partial(_rows, path.name, content)
        if what == "skillGroups":
            groups |= {row["conceptUri"]: row for row in rows("conceptUri", "preferredLabel", "code")}
        elif what == "broaderRelationsSkillPillar":
            for row in rows("conceptUri", "broaderUri"):
                broader.setdefault(row["conceptUri"], []).append(row["broaderUri"])
        elif what == "occupations":
            occupations = _released(rows("conceptUri", "preferredLabel", "altLabels", "iscoGroup"))
        else:
            found = rows("conceptType", "conceptUri", "preferredLabel", "altLabels", "skillType")
            skills |= _released(row for row in found if row["conceptType"] == SKILL)
    return _Download(list(skills.values()), groups, broader, list(occupations.values()), digest.hexdigest())


def _rows(name: str, content: str, *columns: str) -> list[Row]:
    csv.field_size_limit(sys.maxsize)
    try:
        reader = csv.DictReader(io.StringIO(content, newline=""), strict=True)
        if not set(columns) <= set(reader.fieldnames or ()):
            raise TaxonomyError(f"{name} has no columns {', '.join(columns)}: it is not ESCO's")
        rows = list(reader)
    except csv.Error as error:
        raise TaxonomyError(f"{name} cannot be read as ESCO's CSV ({error}): is the download complete?") from None
    if rows and None in rows[-1].values():
        raise TaxonomyError(f"{name} ends in the middle of a row: is the download complete?")
    return [{key: value or "" for key, value in row.items() if key} for row in rows]


def _released(rows: Iterable[Row]) -> dict[str, Row]:
    return {row["conceptUri"]: row for row in rows if row.get("status", RELEASED) == RELEASED and row["preferredLabel"]}


def _write(download: _Download, language: str, version: str, known: dict[str, Concept], home: Path) -> Path:
    concepts = _concepts(download, known)
    forms = [
        Form(form, row["conceptUri"], kind, bound_to(form, language))
        for row in download.skills
        for form, kind in _named(row)
        if any(map(str.isalpha, form))
    ]
    facts = {
        "name": "esco",
        "version": version,
        "language": language,
        "attribution": ESCO_ATTRIBUTION,
        "source_sha256": download.digest,
    }
    titles = [
        (title, kind, row["conceptUri"], row["iscoGroup"], row["preferredLabel"])
        for row in download.occupations
        for title, kind in _named(row)
    ]
    folder = home / "taxonomies" / f"esco-{version}-{language}"
    return write_taxonomy(folder, facts, concepts.values(), forms, sorted(titles))


def _named(row: Row) -> Iterator[tuple[str, str]]:
    """Each form of a row once, the preferred label first; `Java (Computerprogrammierung)` is Java, too."""
    label = " ".join(row["preferredLabel"].split())
    yield label, "preferred"
    short = _QUALIFIER.sub("", label)
    if short and short != label:
        yield short, "derived"
    for alias in dict.fromkeys(" ".join(part.split()) for part in re.split(r"\n| \| ", row["altLabels"])):
        if alias and alias != label:
            yield alias, "alternative"


def _concepts(download: _Download, known: dict[str, Concept]) -> dict[str, Concept]:
    groups = {group["code"]: " ".join(group["preferredLabel"].split()) for group in download.groups.values()}
    rows = {row["conceptUri"]: row for row in download.skills}
    return {uri: known.get(uri) or _concept(row, download, groups) for uri, row in rows.items()}


def _concept(row: Row, download: _Download, named: dict[str, str]) -> Concept:
    group = _group(row["conceptUri"], download)
    parent = group.partition(".")[0] if "." in group else group[:2] if len(group) == 3 and group.isdigit() else ""
    label = " ".join(row["preferredLabel"].split())
    stated = (_uri(group), named.get(group, ""), _uri(parent), named.get(parent, ""))
    return Concept(row["conceptUri"], label, row["skillType"] or "skill/competence", *stated)


def _group(concept: str, download: _Download) -> str:
    """The least code of a level-2 group above a concept; empty where the download does not say."""
    seen, above = {concept}, [concept]
    while above:
        above = sorted({uri for each in above for uri in download.broader.get(each, ())} - seen)
        seen.update(above)
        codes = sorted(
            found[0] for uri in above if (found := _LEVEL_2.match(download.groups.get(uri, {}).get("code", "")))
        )
        if codes:
            return codes[0]
    return ""


def _uri(code: str) -> str:
    if not code:
        return ""
    return (ESCO_FIELD if code.isdigit() else ESCO_SKILL) + code
