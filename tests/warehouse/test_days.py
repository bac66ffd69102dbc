"""Which calendar day a publisher means."""

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.days import day

WRITTEN = {
    "2026-03-31": date(2026, 3, 31),
    "20260331": date(2026, 3, 31),
    "2026/3/31": date(2026, 3, 31),
    "2026-08-06T06:55:32.0185156Z": date(2026, 8, 6),
    "2026-07-17 11:00:39 UTC": date(2026, 7, 17),
    # the day where the publisher is, not the one in Greenwich
    "2026-03-31T23:59:59-08:00": date(2026, 3, 31),
    "2026-04-01T00:00:00+02:00": date(2026, 4, 1),
    "2026-01-05T23:59:59+0000": date(2026, 1, 5),
    "Tue, 31 Mar 2026 23:30:00 -0500": date(2026, 3, 31),
    "Mon, 05 Jan 2026 10:00:00 GMT": date(2026, 1, 5),
    # seconds and milliseconds since 1970
    "1767571200": date(2026, 1, 5),
    "1767571200000": date(2026, 1, 5),
    "1767571200.5": date(2026, 1, 5),
    # in words
    "March 1, 2026": date(2026, 3, 1),
    "Mar 1st, 2026": date(2026, 3, 1),
    "Monday, January 5, 2026": date(2026, 1, 5),
    "5 Jan 2026": date(2026, 1, 5),
    "1st of December 2026": date(2026, 12, 1),
    "1. März 2026": date(2026, 3, 1),
    "Montag, 5. Januar 2026": date(2026, 1, 5),
    "12. Dez. 2026": date(2026, 12, 12),
    "1 de marzo de 2026": date(2026, 3, 1),
    "lunes, 5 de enero de 2026": date(2026, 1, 5),
    "15 de diciembre del 2026": date(2026, 12, 15),
    "1er mars 2026": date(2026, 3, 1),
    "lundi 5 janvier 2026": date(2026, 1, 5),
    "3 juil. 2026": date(2026, 7, 3),
    "14 juin 2026": date(2026, 6, 14),
    "1 août 2026": date(2026, 8, 1),
    # in figures, where day and month can be told apart
    "31.12.2026": date(2026, 12, 31),
    "1. 3. 2026": date(2026, 3, 1),
    "31/12/2026": date(2026, 12, 31),
    "12/31/2026": date(2026, 12, 31),
    "05/05/2026": date(2026, 5, 5),
}


@pytest.mark.parametrize(("text", "meant"), WRITTEN.items())
def test_a_day_however_it_is_written(text: str, meant: date) -> None:
    assert day(text) == meant


@pytest.mark.parametrize("blank", [None, "", "  ", "null", "NaN", "NaT"])
def test_blank_is_not_stated(blank: str | None) -> None:
    assert day(blank) is None


@pytest.mark.parametrize(
    "text", ["soon", "03/04/2026", "2026-02-30", "31.13.2026", "Smarch 3, 2026", "2026", "7", "ab sofort"]
)
def test_what_is_no_day_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date: give it as YYYY-MM-DD"):
        day(text)


def test_a_moment_is_on_its_own_day() -> None:
    assert day(datetime(2026, 3, 31, 23, 30, tzinfo=timezone(timedelta(hours=-8)))) == date(2026, 3, 31)
    assert day(datetime(2026, 3, 31, 23, 30, tzinfo=UTC)) == date(2026, 3, 31)


@given(st.dates(min_value=date(1970, 1, 1)))
def test_iso_8601_is_read_back(meant: date) -> None:
    assert day(meant) == day(meant.isoformat()) == day(f"{meant:%Y-%m-%dT23:59:59-11:00}") == meant


@given(st.text() | st.text("0123456789-/.: TZ+janurymdeo"))
def test_any_text_is_a_day_or_an_error_in_one_sentence(text: str) -> None:
    try:
        found = day(text)
    except ValueError as error:
        assert "is not a date" in str(error)
    else:
        assert found is None or isinstance(found, date)


@pytest.mark.parametrize("unit", ["1", "a", "1 ", "a ", "1.", "a, 1 "])
def test_a_hundred_thousand_hostile_characters_take_well_under_a_second(unit: str) -> None:
    began = time.perf_counter()
    with pytest.raises(ValueError, match="is not a date"):
        day(unit * (100_000 // len(unit)))
    assert time.perf_counter() - began < 1
