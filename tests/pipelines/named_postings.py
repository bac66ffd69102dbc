"""The postings whose titles and employers were labelled, read in place from the shared data.

`tests/gold/occupations.tsv` and `industries.tsv` hold the labels; their headers say how they were drawn.
"""

import csv
import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.cleaning import clean
from spiders.mapping_file import load_mapping
from spiders.source_spider import Reject
from spiders.table_rows import rows
from tests.spiders.test_platforms import CAPTURED, captured_body, page_of, spider_for
from warehouse.records import JobPosting

GOLD = Path(__file__).parents[1] / "gold"
MAPPED = {"nhs": ("nhs", "_file"), "hn-": ("hacker_news", "url")}  # by how a file's name begins: mapping, its record
OTHER = {"cyber-job-radar": "job_key", "tech-salary-radar": "job_uid"}
NONE, OPEN = "-", "?"
RESAMPLES, SEED = 1_000, 7


class Labelled(NamedTuple):
    """A labelled posting, cleaned, and for each kind of code those that are right; none where there is none to find."""

    drawn: str
    posting: JobPosting
    codes: dict[str, list[str]]


class Answered(NamedTuple):
    """Of labelled postings: whether an answer was given, whether it is right, whether there is one to find."""

    given: bool
    right: bool
    there: bool


@cache
def labelled(shared: Path, name: str) -> list[Labelled]:
    """The postings of a gold file with their labels."""
    lines = [line for line in (GOLD / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    stated = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    wanted = {(row["file"], row["record"]) for row in stated}
    found = {key: posting for file in {file for file, _ in wanted} for key, posting in _postings(shared, file, wanted)}
    kinds = [kind for kind in stated[0] if kind not in {"drawn", "file", "record"}]
    return [
        Labelled(row["drawn"], clean(found[row["file"], row["record"]]), {kind: row[kind].split("|") for kind in kinds})
        for row in stated
    ]


Key = tuple[str, str]


def _postings(shared: Path, file: str, wanted: set[Key]) -> Iterator[tuple[Key, JobPosting]]:
    if file.startswith("captures/"):
        yield from _captured(shared, file)
        return
    folder = file.split("/")[1]
    mapping, name = next((each for begin, each in MAPPED.items() if folder.startswith(begin)), ("", ""))
    for row in rows(shared / file):
        assert not isinstance(row, ValueError)
        key = file, str(row[name or OTHER[folder]])
        if key in wanted:
            wanted.discard(key)  # of records with one identifier the first
            record = load_mapping(mapping).record(row, "gold") if mapping else _plain(row, key[1])
            assert isinstance(record, JobPosting)
            yield key, record


def _plain(row: dict[str, Any], identifier: str) -> JobPosting:
    said = {"title": row["title"], "hiring_organization": row["company"], "description": row.get("description")}
    return JobPosting(identifier=identifier, **said)


def _captured(shared: Path, file: str) -> Iterator[tuple[Key, JobPosting]]:
    path = file.removeprefix("captures/")
    [platform] = [folder for folder, kept in CAPTURED.items() if path in kept]
    page = page_of(platform, "captured", captured_body(shared, path), CAPTURED[platform][path].get("page", {}))
    for record in spider_for(platform).read(page):
        if not isinstance(record, Reject) and isinstance(record, JobPosting):
            yield (file, record.identifier), record


def precision(answers: Sequence[Answered]) -> float:
    """Of the answers given, how many are right."""
    return sum(each.right for each in answers) / max(sum(each.given for each in answers), 1)


def coverage(answers: Sequence[Answered]) -> float:
    """Of what there is to find, how much was answered."""
    there = [each for each in answers if each.there]
    return sum(each.given for each in there) / max(len(there), 1)


def told(answers: Sequence[Answered]) -> str:
    """Both with their 95 % bootstrap intervals, postings drawn with replacement."""
    chance = random.Random(SEED)
    shown = []
    for name, measure in (("precision", precision), ("coverage", coverage)):
        values = sorted(measure(chance.choices(answers, k=len(answers))) for _ in range(RESAMPLES))
        low, high = values[round(0.025 * RESAMPLES)], values[round(0.975 * RESAMPLES) - 1]
        shown.append(f"{name} {measure(answers):.3f} ({low:.3f} to {high:.3f})")
    return ", ".join(shown)
