import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.duration import Duration, duration

STATED = {
    "P10W": (None, 10, None),
    "PT7H4M54S": (7.08, None, None),
    "P3M": (None, 13.04, None),
    "P1Y": (None, 52.18, None),
    "P5D": (None, 0.71, None),
    "P1WT5H": (5, 1, None),
    "P": (None, None, None),
    "3 - 6 Months": (None, 19.57, None),
    "1 - 4 Weeks": (None, 2.5, None),
    "Beginner · Specialization · 3 - 6 Months": (None, 19.57, None),
    "Less Than 2 Hours": (2, None, None),
    "Approx. 18 hours": (18, None, None),
    "18.5 hours on-demand video": (18.5, None, None),
    "1,200 hours": (1200, None, None),
    "1 hour 30 minutes": (1.5, None, None),
    "1h 30m": (1.5, None, None),
    "45 mins": (0.75, None, None),
    "4 weeks, 2–3 hours per week": (10, 4, 2.5),
    "6 weeks of study, 3 hours/week": (18, 6, 3),
    "2–4 hours per week": (None, None, 3),
    "5 hrs a week": (None, None, 5),
    "10 hours weekly for 6 months": (260.89, 26.09, 10),
    "16 total hours over 4 weeks": (16, 4, None),
    "12 Wochen": (None, 12, None),
    "6 Monate, 5 Stunden pro Woche": (130.45, 26.09, 5),
    "8 semanas": (None, 8, None),
    "4 semaines à 3 heures par semaine": (12, 4, 3),
    "six-month programme": (None, 26.09, None),
    "5-day bootcamp": (None, 0.71, None),
    "two years part time": (None, 104.36, None),
    "1.5 CEUs": (15, None, None),
    # nothing that is a duration
    "self-paced": (None, None, None),
    "5 ECTS": (None, None, None),
    "12 modules": (None, None, None),
    "17.5": (None, None, None),
    "C1 hotel": (None, None, None),
    "": (None, None, None),
}


@pytest.mark.parametrize(("text", "stated"), STATED.items())
def test_how_long_an_offer_takes(text: str, stated: tuple[float | None, float | None, float | None]) -> None:
    assert duration(text) == Duration(*stated)


def test_weeks_are_never_hours() -> None:
    assert duration("10 weeks").hours is None
    assert duration("10 hours").weeks is None


@given(st.text() | st.text("0123456789PTWHMDYS.,-– hourswekmnts/"))
def test_any_text_has_a_duration_or_none(text: str) -> None:
    assert all(value is None or value >= 0 for value in duration(text))


@pytest.mark.parametrize("unit", ["1", "1 ", "1 - ", "P1", "1,", "1 hours ", " "])
def test_a_hundred_thousand_hostile_characters_take_well_under_a_second(unit: str) -> None:
    began = time.perf_counter()
    duration(unit * (100_000 // len(unit)))
    assert time.perf_counter() - began < 1
