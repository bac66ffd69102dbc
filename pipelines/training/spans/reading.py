"""Unlabelled texts, and texts of any kind as the model of spans sees them."""

import csv
import gzip
import json
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from pipelines.forms import Form, read_forms
from pipelines.matching.lexicon import Lexicon, longest
from pipelines.matching.words import Words
from pipelines.spans.features import Found
from pipelines.spans.told import found_in
from pipelines.text import visible
from pipelines.training.gold import plain_texts

_FIELDS = ("description", "full_html", "content")
_CELL = 40  # letters, below which a cell of a table is no text
SAYFULLINA = "sayfullina-nnose/train.conll.gz"


def texts(folder: Path) -> Iterator[str]:
    """The visible texts of all files below a folder: fields of JSON records, long cells of tables; each once."""
    seen: set[str] = set()
    for file in sorted(folder.rglob("*")):
        for given in _texts(file):
            if given not in seen:
                seen.add(given)
                yield visible(given).text if "<" in given or "&" in given else given


def _texts(file: Path) -> Iterator[str]:
    if file.name.removesuffix(".gz").endswith(".csv"):
        csv.field_size_limit(1 << 30)
        opened: Any = gzip.open if file.suffix == ".gz" else Path.open
        with opened(file, "rt", encoding="utf-8", errors="replace", newline="") as lines:
            for row in csv.reader(lines):
                yield "\n".join(cell for cell in row if len(cell) > _CELL and " " in cell)
    for record in _records(file):
        yield from (record[field] for field in _FIELDS if record.get(field))


def _records(file: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON file, none of another one."""
    name = file.name.removesuffix(".gz")
    if name.endswith((".jsonl", ".json")):
        opened: Any = gzip.open if file.suffix == ".gz" else Path.open
        with opened(file, "rt", encoding="utf-8", errors="replace") as lines:
            records = map(json.loads, lines) if name.endswith(".jsonl") else json.load(lines)
            yield from (record for record in records if isinstance(record, dict))


def names(folders: Iterable[Path]) -> dict[str, list[str]]:
    """The names of organizations and places in the records of all files below folders, by SkillSpan's placeholder."""
    found: dict[str, set[str]] = {"<ORGANIZATION>": set(), "<LOCATION>": set()}
    for record in chain.from_iterable(_records(file) for folder in folders for file in sorted(folder.rglob("*"))):
        employer = record.get("hiringOrganization")
        organization = record.get("company") or (employer.get("name") if isinstance(employer, dict) else None)
        for placeholder, name in (("<ORGANIZATION>", organization), ("<LOCATION>", record.get("location"))):
            if isinstance(name, str) and name.split() and name.isascii():
                found[placeholder].add(" ".join(re.findall("[A-Za-z&]+", name)))
    return {placeholder: sorted(some - {""}) for placeholder, some in found.items()}


def sentences(gold: Path) -> Iterator[str]:
    """The plain sentences of the training splits whose labels are not used."""
    yield from plain_texts(gold)
    with gzip.open(gold / SAYFULLINA, "rt", encoding="utf-8") as lines:
        for part in lines.read().split("\n\n"):
            yield " ".join(line.split("\t")[0] for line in part.split("\n") if line)


class Dictionary:
    """The forms of taxonomies, as the model is told of them."""

    def __init__(self, *taxonomies: Path) -> None:
        self.forms: list[Form] = read_forms(*taxonomies)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(form.form for form in self.forms)

    def read(self, text: str) -> tuple[Words, list[Found]]:
        """A text's words, and the longest forms in it."""
        cut, [matches] = self._lexicon.read(text)
        return cut, [
            found_in(match.first, match.last, [self.forms[number] for number in match.forms])
            for match in longest(matches, lambda match: match)
        ]
