"""Titles of courses as catalogues write them."""

import pytest

from spiders.course_titles import Counted, counted, course_title


@pytest.mark.parametrize(
    ("written", "code", "name", "value", "unit"),
    [
        ("CS\xa05004.\xa0 Design.\xa0 (4 Hours)", "CS 5004", "Design", 4, "Hours"),
        ("CS 998 . Master's Credit . 1 Credit .", "CS 998", "Master's Credit", 1, "Credit"),
        ("CSCI 1000 (4) Computing as a Field", "CSCI 1000", "Computing as a Field", 4, None),
        ("COMP SCI 400 — PROGRAMMING III", "COMP SCI 400", "PROGRAMMING III", None, None),
        ("CSCE 201/CYBR 201 Cybersecurity", "CSCE 201/CYBR 201", "Cybersecurity", None, None),
        ("EEL 3135 Signals 4 Credits", "EEL 3135", "Signals", 4, "Credits"),
        ("CSI 2110 Structures de données (3 crédits / 3 units)", "CSI 2110", "Structures de données", 3, "units"),
        ("CMSC131 Programming I (4 Credits)", "CMSC131", "Programming I", 4, "Credits"),
        ("1.001 Intro", "1.001", "Intro", None, None),
        ("CS 161, INTRODUCTION, 4 Credits", "CS 161", "INTRODUCTION", 4, "Credits"),
        ("CISC 124 Computing II Units: 3.00", "CISC 124", "Computing II", 3, "Units"),
        ("NURS 1. First 100 Hours of Nursing. 3 Credits", "NURS 1", "First 100 Hours of Nursing", 3, "Credits"),
        ("BIO 499. Independent Study. 1-6 Hours.", "BIO 499", "Independent Study", None, None),
        ("A E 311. Flow. 3 Credit Hours.", "A E 311", "Flow", 3, "Credit Hours"),
    ],
)
def test_a_title_is_parted(written: str, code: str, name: str, value: float | None, unit: str | None) -> None:
    assert course_title(written) == (code, name, Counted(value, unit))


@pytest.mark.parametrize("written", ["", "Design (4 Hours)", "design 101", "3 Credits", "X" * 200])
def test_what_begins_with_no_code_is_no_course(written: str) -> None:
    with pytest.raises(ValueError, match="no course code at the start"):
        course_title(written)


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("Credits 3. 3 Lecture.", 3, "Credits"),
        ("[0.50]", 0.5, None),
        ("2.4 CEUs", None, None),
        ("3-4 credits.", None, None),
        ("none", None, None),
    ],
)
def test_counts(written: str, value: float | None, unit: str | None) -> None:
    assert counted(written) == (value, unit)


@pytest.mark.parametrize("piece", ["1 ", "A", "3 credits ", "3 credits word ", "(", "- ", "3 - ", "CS 1/"])
def test_a_title_without_end_costs_little(piece: str) -> None:
    course_title("CS 1. " + piece * (100_000 // len(piece)))
