"""The shared postings and courses, read in place: each record's identifier and its text as published."""

import csv
import gzip
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

NHS, RADAR = "postings/nhs-jobs-2020-10.jsonl.gz", "postings/cyber-job-radar/jobs.json.gz"
SALARIES = "postings/tech-salary-radar/eval__skills_eval.jsonl"
HACKER_NEWS = "postings/hn-who-is-hiring/*.json.gz"
CAPTURES = (
    "captures/jobs/nhs-jobposting/*.json",
    "captures/jobs/aws-job-streamer/greenhouse_jobs.json",
    "captures/jobs/aws-job-streamer/ashby_jobs.json",
    "captures/jobs/careerkit-ats/greenhouse.json",
    "captures/jobs/careerkit-ats/ashby.json",
)
COURSES = ("catalogues/edx-975/edx_courses.csv.gz", "catalogues/coursera-vikas/coursera_courses.csv.gz")
# Which field of a record names it, and which holds its text: the first two that it has.
_NAMES = ("_file", "job_key", "url", "id", "course_url")
_TEXTS = ("description", "full_html", "text", "content", "descriptionHtml", "course_description")


class Posting(NamedTuple):
    """A record's identifier within its file, and its text as published."""

    record: str
    text: str


def sources(shared: Path) -> dict[str, list[str]]:
    """The files by source, relative to the shared data, in the order of their names."""

    def found(*patterns: str) -> list[str]:
        return sorted(str(file.relative_to(shared)) for pattern in patterns for file in shared.glob(pattern))

    return {
        "nhs": found(NHS),
        "hacker news": found(HACKER_NEWS),
        "radar": found(RADAR, SALARIES),
        "captures": found(*CAPTURES),
        "courses": found(*COURSES),
    }


def postings(file: Path) -> Iterator[Posting]:
    """The records of a JSON, JSON Lines or CSV file, gzipped or not, that have a text (plain, HTML or escaped)."""
    for row in _rows(file):
        text = next((row[name] for name in _TEXTS if row.get(name)), "")
        if isinstance(text, str) and text:
            yield Posting(next((str(row[name]) for name in _NAMES if name in row), ""), text)


@lru_cache(64)
def texts(file: Path) -> dict[str, str]:
    """The texts of a file by record; of records with one identifier the first."""
    return {posting.record: posting.text for posting in reversed([*postings(file)])}


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    if ".csv" in file.name:
        yield from csv.DictReader(data.decode("utf-8").splitlines(keepends=True))
        return
    if ".jsonl" in file.name:
        yield from map(json.loads, data.decode("utf-8").splitlines())
        return
    read = json.loads(data)
    rows = read.get("jobs", [read]) if isinstance(read, dict) else read
    yield from (row for row in rows if isinstance(row, dict))
