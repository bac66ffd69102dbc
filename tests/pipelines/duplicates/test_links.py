import pytest

from pipelines.duplicates.signatures import signature
from pipelines.duplicates.vacancies import Repetition, repetitions
from warehouse.records import Credential, JobPosting

WORDS = [f"word{i}x" for i in range(400)]
TEXT = " ".join(WORDS[:120])
JANUARY = {"date_posted": "2026-01-01", "valid_through": "2026-01-31"}
MARCH = {"date_posted": "2026-03-01", "valid_through": "2026-03-31"}
LIST = {"title": "Acme | Leeds | Full-time"}


def ad(identifier: str, **said: object) -> JobPosting:
    usual = {"source": "a", "title": "Nurse", "hiring_organization": "Acme", "job_location": "Leeds, UK"}
    return JobPosting.model_validate({"description": TEXT, **usual, **JANUARY, **said, "identifier": identifier})


@pytest.mark.parametrize(
    ("first", "other", "expected"),
    [
        ({}, {}, "full"),
        ({}, {"hiring_organization": "Bright Recruitment", "source": "b", **JANUARY}, "full"),
        ({}, MARCH, "temporal"),
        ({}, {**MARCH, "description": " ".join([*WORDS[:112], "edited"])}, "temporal"),
        ({}, {"source": "b", "description": " ".join([*WORDS[:118], "edited"])}, "semantic"),
        (LIST, {**LIST, **MARCH, "description": " ".join([*WORDS[:50], *WORDS[200:270]])}, "semantic"),
        (
            {**LIST, "description": TEXT + " Seeking iOS engineers. Data scientists!"},
            {**LIST, **MARCH, "description": " ".join(WORDS[200:300]) + " Seeking iOS engineers. Rails developers!"},
            "partial",
        ),
    ],
    ids=["same text", "a copy", "a repost", "an edited repost", "an edit", "rewritten", "some openings"],
)
def test_how_a_posting_repeats_the_first(first: dict[str, object], other: dict[str, object], expected: str) -> None:
    one, two = repetitions([ad("1", **first), ad("2", **other)])
    assert one and two
    assert one.vacancy == two.vacancy
    assert (one.duplicate_class, two.duplicate_class) == (None, expected)


def test_the_first_is_the_one_shown_first() -> None:
    later, first, credential = repetitions([ad("1", **MARCH), ad("2"), Credential(identifier="c", name="Course")])
    assert isinstance(first, Repetition)
    assert first.duplicate_class is None
    assert later and later.duplicate_class == "temporal"
    assert credential is None


def test_a_vacancy_of_its_own_repeats_nothing() -> None:
    assert {found.duplicate_class for found in repetitions([ad("1"), ad("2", title="Driver")]) if found} == {None}


def test_signatures_hold_the_site_and_the_openings() -> None:
    assert signature(ad("1")).minhash != signature(ad("1", description=TEXT + " https://acme.io")).minhash
    assert len(signature(ad("1", description=TEXT + " We seek iOS and Android developers.")).minhash) == 256 + 4 * 3
