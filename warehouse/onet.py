"""O*NET's technology examples, from the database's text files, as a taxonomy on top of ESCO.

An example that ESCO has a form for stays ESCO's; one that it knows by a shorter name (`Oracle Java`) is a further form
of ESCO's concept; any other is a concept of its own, grouped by its UNSPSC commodity. A form of one word counts only in
its own case (`Docker`), and only in a name's company where the word is an ordinary one or very short (`Access`, `Go`).
Where the database has its occupations, their titles and alternate titles lie beside.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from warehouse.taxonomy import (
    Concept,
    Form,
    TaxonomyError,
    file_in,
    find_taxonomies,
    known_concepts,
    text_of,
    write_taxonomy,
)

ATTRIBUTION = "Technology examples of the O*NET database, U.S. Department of Labor, CC BY 4.0"
FILE = "Technology_Skills.txt"
DOWNLOADS = "ESCO's CSV download (skills_xx.csv …) or O*NET's database as text files, unpacked"
OCCUPATIONS, TITLES = "Occupation_Data.txt", "Alternate_Titles.txt"
COLUMNS = ("Example", "Commodity Code", "Commodity Title")
_NAMES = "tag:onetcenter.org,2025:"  # O*NET gives its examples no address of their own (RFC 4151)
_VENDOR = re.compile(
    r"^(?:Adobe|Amazon|Apache|Apple|Atlassian|Autodesk|ESRI|Google|IBM|Microsoft|Oracle|The MathWorks) "
)
_SHORT = 3


class _Known(NamedTuple):
    """What the environment's taxonomies hold: forms, whose concept a name is, and words in lower case."""

    forms: frozenset[str]
    concepts: dict[str, Concept]
    ordinary: frozenset[str]


def import_onet(database: Path, home: Path) -> Path:
    """Write O*NET's technology examples into `home` as a taxonomy; returns its folder.

    Raises `TaxonomyError` in one sentence where the file is missing or is another one.
    """
    file = file_in(database, FILE, DOWNLOADS)
    content = text_of(file)
    reader = csv.DictReader(content.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if not set(COLUMNS) <= set(reader.fieldnames or ()):
        raise TaxonomyError(f"{file.name} has no columns {', '.join(COLUMNS)}: it is not O*NET's")
    stated = sorted({tuple(row[column].strip() for column in COLUMNS) for row in reader})
    known = _read_known(find_taxonomies())
    concepts, forms = {}, []
    for example, rows in groupby(stated, key=lambda row: row[0]):
        if not example or example.casefold() in known.forms:
            continue
        _, code, title = next(rows)  # of several commodities the least code
        spelled = [example, *_also_called(example, known.ordinary)]
        concept = next(filter(None, (known.concepts.get(form.casefold()) for form in spelled)), None)
        concept = concept or _concept(example, code, title)
        concepts[concept.concept_uri] = concept
        forms += [Form(form, concept.concept_uri, _kind(form, example, known.ordinary)) for form in spelled]
    facts = {
        "name": "onet",
        "version": "technology-skills",
        "attribution": ATTRIBUTION,
        "source_sha256": sha256(content.encode()).hexdigest(),
    }
    folder = home / "taxonomies" / "onet-technology-skills"
    return write_taxonomy(folder, facts, concepts.values(), forms, sorted(set(_titles(database))))


def _titles(database: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """Rows of `OCCUPATION_COLUMNS`, the code at the end of the URI; O*NET has no ISCO code."""
    try:
        files = [file_in(database, name, "") for name in (OCCUPATIONS, TITLES)]
    except TaxonomyError:
        return
    texts = (text_of(file).splitlines() for file in files)
    named, other = ([line.split("\t") for line in lines[1:]] for lines in texts)
    labels = {row[0]: row[1] for row in named if len(row) > 1}
    for kind, rows in (("preferred", named), ("alternative", other)):
        for code, title, *_ in (row for row in rows if len(row) > 1 and row[0] in labels):
            yield title, kind, f"{_NAMES}occupation/{code}", "", labels[code]


def _concept(example: str, code: str, title: str) -> Concept:
    uri, group = f"{_NAMES}technology/{quote(example, safe='')}", f"{_NAMES}unspsc/{code}"
    return Concept(uri, example, "knowledge", group, title)


def _read_known(folders: Iterable[Path]) -> _Known:
    names: dict[str, Concept] = {}
    forms: set[str] = set()
    ordinary: set[str] = set()
    for folder in folders:
        concepts = list(known_concepts([folder]).values())
        for line in (folder / "forms.tsv").read_text(encoding="utf-8").split("\n")[1:-1]:
            form, concept, kind = line.split("\t")[:3]
            forms.add(form.casefold())
            ordinary.update(word for word in re.findall(r"\w+", form) if word == word.lower())
            if kind != "alternative":
                names.setdefault(form.casefold(), concepts[int(concept)])
    return _Known(frozenset(forms), names, frozenset(ordinary))


def _also_called(example: str, ordinary: frozenset[str]) -> Iterator[str]:
    """`Amazon Web Services AWS software` is also Amazon Web Services and AWS; `Oracle Java` is Java."""
    short = example.removesuffix(" software")
    *words, last = short.split(" ")
    if len(words) > 1 and last.isupper() and last == "".join(word[0] for word in words).upper():
        yield from (" ".join(words), last)
    for name in dict.fromkeys((short, _VENDOR.sub("", short))):
        if name != example and (" " in name or name.lower() not in ordinary):
            yield name


def _kind(form: str, example: str, ordinary: frozenset[str]) -> str:
    if " " in form:
        return "preferred" if form == example else "derived"
    return "guarded" if form.lower() in ordinary or len(form) <= _SHORT else "name"
