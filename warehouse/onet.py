"""O*NET's technology examples, from the database's text files, as a taxonomy on top of ESCO."""

import csv
import gzip
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from warehouse.taxonomy import Concept, Form, TaxonomyError, file_in, find_taxonomies, write_taxonomy

ATTRIBUTION = "Technology examples of the O*NET database, U.S. Department of Labor, CC BY 4.0"
FILE = "Technology_Skills.txt"
COLUMNS = ("Example", "Commodity Code", "Commodity Title")
_NAMES = "tag:onetcenter.org,2025:"  # O*NET gives its examples no address of their own (RFC 4151)


def import_onet(database: Path, home: Path) -> Path:
    """Write O*NET's technology examples into `home` as a taxonomy; returns its folder.

    An example that ESCO has a form for stays ESCO's; any other is a concept of its own, grouped by its UNSPSC
    commodity. Raises `TaxonomyError` in one sentence where the file is missing or is another one.
    """
    file = file_in(database, FILE, "the folder of an unpacked O*NET database, text files")
    content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    reader = csv.DictReader(content.decode("utf-8-sig").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if not set(COLUMNS) <= set(reader.fieldnames or ()):
        raise TaxonomyError(f"{file.name} has no columns {', '.join(COLUMNS)}: it is not O*NET's")
    stated = sorted({tuple(row[column].strip() for column in COLUMNS) for row in reader})
    known = {form for folder in find_taxonomies() for form in _forms(folder)}
    concepts = []
    for example, rows in groupby(stated, key=lambda row: row[0]):
        _, code, title = next(rows)  # of several commodities the least code
        if example and example.casefold() not in known:
            uri, group = f"{_NAMES}technology/{quote(example, safe='')}", f"{_NAMES}unspsc/{code}"
            concepts.append(Concept(uri, example, "knowledge", group, title))
    facts = {
        "name": "onet",
        "version": "technology-skills",
        "attribution": ATTRIBUTION,
        "source_sha256": sha256(content).hexdigest(),
    }
    forms = [Form(concept.preferred_label, concept.concept_uri, "preferred") for concept in concepts]
    return write_taxonomy(home / "taxonomies" / "onet-technology-skills", facts, concepts, forms)


def _forms(folder: Path) -> set[str]:
    lines = (folder / "forms.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {line.partition("\t")[0].casefold() for line in lines}
