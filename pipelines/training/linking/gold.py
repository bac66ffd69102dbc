"""Sentences of the shared texts whose ESCO concepts were labelled by reading: `tests/gold/linking.tsv`.

A line holds the file, the record in it (a posting's or a course's key, a phrase's line), a hash of the sentence, how it
was labelled, and the concepts' identifiers; the text stays where it is. A sentence states one skill or more, parted by
blanks; the concepts that a fair reader accepts for one skill are parted by `|`, the best first (`Python|computer
programming` is one skill, though ESCO has two concepts). All sentences were drawn by chance, and those kept that
state a skill in English.

*seen*: 146 of 420 from four collections of postings; their reader saw what a sentence model and n-grams of letters
ranked first, and searched ESCO's labels for what they missed; what one skill may be called was joined later.
*blind*: 229 of 422 from NHS, Hacker News and cyber-job-radar postings, Kompetencer's English phrases and course texts;
their reader saw no ranking, and found concepts by searching ESCO's labels and aliases for words.

Of the 66 sentences of which none of the first five concepts was right (November 2026, with the extra), the labels were
too narrow in 17 (mended among the seen alone), 10 name what ESCO lacks, and the ranking was wrong in 39.
"""

import csv
import gzip
import html
import json
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

_KEYS = {
    "postings/nhs-jobs": ("_file", "description"),
    "postings/cyber": ("job_key", "description"),
    "postings/tech": ("id", "text"),
    "postings/hn": ("url", "full_html"),
    "catalogues/coursera": ("course_url", "course_description"),
    "catalogues/edx": ("course_url", "course_syllabus", "course_description"),
    "catalogues/udemy": ("course_id", "course_title"),
}
_BREAK, _TAG = re.compile(r"</?(p|li|br|div|ul|h\d|tr)[^>]*>"), re.compile(r"<[^>]+>")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z•*-])")


class Labelled(NamedTuple):
    """A sentence and, for each skill that it states, the identifiers of the ESCO concepts that name it."""

    text: str
    skills: tuple[frozenset[str], ...]
    is_blind: bool


def read_labelled(table: Path, data: Path) -> list[Labelled]:
    """The labelled sentences, as they stand in the shared data. Raises `KeyError` where one is not found."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    found: dict[tuple[str, str], str] = {}
    for name in sorted({row["file"] for row in rows}):
        wanted = {row["record"] for row in rows if row["file"] == name}
        for record, text in records(data, name):
            if record in wanted:
                found |= {(name, sentence_hash(each)): each for each in (text, *split(text))}
    return [_labelled(found[row["file"], row["sentence"]], row) for row in rows]


def _labelled(text: str, row: dict[str, str]) -> Labelled:
    skills = tuple(frozenset(names.split("|")) for names in row["concepts"].split())
    return Labelled(text, skills, row["labelled"] == "blind")


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


def records(data: Path, name: str) -> Iterator[tuple[str, str]]:
    """What a file holds, by record: JSON, lines of JSON, a table, or Kompetencer's phrase a line."""
    content = (data / name).read_bytes()
    stored = (gzip.decompress(content) if name.endswith(".gz") else content).decode("utf-8", "replace")
    if name.endswith(".tsv"):
        return ((str(number), line.split("\t")[0]) for number, line in enumerate(stored.splitlines()))
    listed: Iterable[Any] = map(json.loads, stored.splitlines()) if stored.startswith("{") else ()
    if ".csv" in name:
        listed = csv.DictReader(StringIO(stored, newline=""))
    elif stored.startswith("["):
        listed = json.loads(stored)
    key, *fields = next(names for begin, names in _KEYS.items() if name.startswith(begin))
    return ((str(each.get(key) or ""), next((str(each[f]) for f in fields if each.get(f)), "")) for each in listed)
