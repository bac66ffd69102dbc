"""Cleaning tried on real advertisements, which are read in place; counts only, none of their words."""

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from pipelines.cleaning import clean
from warehouse.records import JobPosting


@pytest.fixture(scope="module")
def security_jobs(shared: Path) -> list[JobPosting]:
    """390 postings of several boards, in English and German, cleaned."""
    with gzip.open(shared / "postings/cyber-job-radar/jobs.json.gz", "rt", encoding="utf-8") as file:
        rows = json.load(file)
    return [
        clean(
            JobPosting(
                identifier=row["job_key"],
                title=row["title"],
                description=row["description"],
                hiring_organization=row["company"],
                job_location=row["location"],
                base_salary=row["salary"],
                employment_type=row["employment_type"],
            )
        )
        for row in rows
    ]


def test_german_advertisements(security_jobs: list[JobPosting]) -> None:
    german = [posting for posting in security_jobs if posting.language == "de"]
    assert len(german) == 22
    assert all(posting.country == "DE" and posting.subdivision for posting in german)
    assert Counter(posting.education_level for posting in german) == {"bachelor": 14, "high school": 4, None: 4}
    assert Counter(posting.seniority for posting in german) == {None: 16, "senior": 6}
    assert sum(posting.experience_months is not None for posting in german) == 18
    assert sum(posting.employment_type == "FULL_TIME" for posting in german) == 20
    assert all(posting.pay_low is None for posting in german)  # none of them states pay; budgets and funding are none


def test_english_advertisements(security_jobs: list[JobPosting]) -> None:
    english = [posting for posting in security_jobs if posting.language == "en"]
    assert len(english) >= 360
    stated = [posting for posting in english if posting.pay_low]
    assert len(stated) >= 0.45 * len(english)
    assert all(posting.pay_currency and posting.pay_unit for posting in stated)
    assert all(20_000 <= (posting.pay_low or 0) <= 600_000 for posting in stated if posting.pay_unit == "year")
    assert sum(posting.education_level is not None for posting in english) >= 0.4 * len(english)
    assert sum(posting.experience_months is not None for posting in english) >= 0.5 * len(english)


def test_the_old_german_name_of_a_polish_town(shared: Path) -> None:
    found = json.loads((shared / "captures/jobs/work-scrapper/greenhouse.json").read_text())["jobs"]
    cleaned = [
        clean(JobPosting(identifier=str(j["id"]), title=j["title"], job_location=j["location"]["name"])) for j in found
    ]
    assert {(posting.country, posting.subdivision) for posting in cleaned} == {("PL", "PL-32")}
    assert {posting.seniority for posting in cleaned} == {None, "entry"}
