"""Sentences of the shared postings whose ESCO concepts were labelled by reading: `tests/gold/linking.tsv`.

A line holds the file, the record in it (`_file`, `job_key`, `id` or `url`), a hash of the sentence, and the concepts'
identifiers, parted by blanks; the text stays where it is. Sentences were drawn by chance from four collections, and of
420 those kept that state a skill in English; the concepts were chosen by one reader who saw what a sentence model and
n-grams of letters ranked first, and searched ESCO's labels for what they missed.
"""

import csv
import gzip
import html
import json
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

_KEYS = {"nhs-jobs": ("_file", "description"), "cyber": ("job_key", "description"), "tech": ("id", "text")}
_ELSE = ("url", "full_html")
_BREAK, _TAG = re.compile(r"</?(p|li|br|div|ul|h\d|tr)[^>]*>"), re.compile(r"<[^>]+>")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z•*-])")


class Labelled(NamedTuple):
    """A sentence and the identifiers of the ESCO concepts that it states."""

    text: str
    concepts: frozenset[str]


def read_labelled(table: Path, postings: Path) -> list[Labelled]:
    """The labelled sentences, as they stand in the shared postings. Raises `KeyError` where one is not found."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    found: dict[tuple[str, str], str] = {}
    for name in sorted({row["file"] for row in rows}):
        wanted = {row["record"] for row in rows if row["file"] == name}
        for record, text in _records(postings / name):
            if record in wanted:
                found |= {(name, sentence_hash(each)): each for each in split(text)}
    return [Labelled(found[row["file"], row["sentence"]], frozenset(row["concepts"].split())) for row in rows]


def sentence_hash(sentence: str) -> str:
    """What a sentence is known by."""
    return blake2b(sentence.encode(), digest_size=8).hexdigest()


def split(text: str) -> Iterator[str]:
    """The sentences of 5 to 45 words in a posting's HTML or text."""
    plain = _TAG.sub("", _BREAK.sub("\n", html.unescape(html.unescape(text))))
    for line in plain.split("\n"):
        for part in _SENTENCE.split(line):
            sentence = " ".join(part.split()).strip("•*- ")
            if 5 <= len(sentence.split()) <= 45:
                yield sentence


def _records(path: Path) -> Iterator[tuple[str, str]]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    stored = content.decode("utf-8")
    listed: Iterable[Any] = json.loads(stored) if stored.startswith("[") else map(json.loads, stored.splitlines())
    key, field = next(
        (names for begin, names in _KEYS.items() if str(path).split("/postings/")[-1].startswith(begin)), _ELSE
    )
    return ((str(record.get(key) or ""), str(record.get(field) or "")) for record in listed)
