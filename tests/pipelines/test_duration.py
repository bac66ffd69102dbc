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
    "4 weeks at 3–5 h/week": (16, 4, 4),
    "4 weeks at 3-5 hours/week": (16, 4, 4),
    "approx. 20 hours": (20, None, None),
    "Approx. 20 h": (20, None, None),
    "PT20H": (20, None, None),
    "P4W": (None, 4, None),
    "P1M": (None, 4.35, None),
    "P0D": (None, None, None),
    "PT0S": (None, None, None),
    "P1Y2M": (None, 60.88, None),
    "PT1H30M": (1.5, None, None),
    "P2DT4H": (4, 0.29, None),
    "4 Wochen à 3–5 Std./Woche": (16, 4, 4),
    "ca. 20 Stunden": (20, None, None),
    "etwa 20 Std.": (20, None, None),
    "6 Wochen, 3 Std. pro Woche": (18, 6, 3),
    "drei Monate": (None, 13.04, None),
    "2 Tage": (None, 0.29, None),
    "berufsbegleitend, 12 Monate": (None, 52.18, None),
    "90 Minuten": (1.5, None, None),
    "1 Jahr, 10 Stunden wöchentlich": (521.79, 52.18, 10),
    "8 UE": (None, None, None),
    "4 semanas, 3-5 horas a la semana": (16, 4, 4),
    "4 semanas a 3-5 horas semanales": (16, 4, 4),
    "aprox. 20 h": (20, None, None),
    "unas 20 horas": (20, None, None),
    "tres meses": (None, 13.04, None),
    "6 meses": (None, 26.09, None),
    "1 año": (None, 52.18, None),
    "dos años": (None, 104.36, None),
    "300 horas lectivas": (300, None, None),
    "10 horas por semana durante 2 meses": (86.96, 8.7, 10),
    "4 semaines à raison de 3 à 5 heures par semaine": (16, 4, 4),
    "environ 20 heures": (20, None, None),
    "trois mois": (None, 13.04, None),
    "6 mois": (None, 26.09, None),
    "un an": (None, 52.18, None),
    "2 jours (14 heures)": (14, 0.29, None),
    "35 heures hebdomadaires": (None, None, 35),
    "1 h 30": (1.5, None, None),
    "1h30": (1.5, None, None),
    "3 to 6 months": (None, 19.57, None),
    "1.5 hours": (1.5, None, None),
    "1,5 Stunden": (1.5, None, None),
    "1.200 Stunden": (1200, None, None),
    "12 weeks, 10 hours/wk": (120, 12, 10),
    "10-15 hrs/wk for 8 weeks": (100, 8, 12.5),
    "8 weeks (5-7 hours per week)": (48, 8, 6),
    "Self-paced, approx. 3 months at 10 hrs/week": (130.45, 13.04, 10),
    "2 hours 30 minutes": (2.5, None, None),
    "6 weeks": (None, 6, None),
    "5h 20m": (5.33, None, None),
    "40 contact hours": (40, None, None),
    "up to 12 weeks": (None, 12, None),
    "half a day": (None, None, None),
    "1 day": (None, 0.14, None),
    "1 week of study, 8–10 hours": (9, 1, None),
    "Full time": (None, None, None),
    "30 ECTS": (None, None, None),
    "4 weeks, 3-5 hours per week, 20 hours total": (20, 4, 4),
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
