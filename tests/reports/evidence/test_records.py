from typing import Any

import pandas as pd
import pytest

from reports.evidence.records import asking, offer_record, posting_record
from reports.language import speaking

DAY = pd.Timestamp("2026-11-23")
POSTING: dict[str, Any] = {
    "title": "Nurse",
    "url": "https://jobs.test/1",
    "hiring_organization": "Aldermoor Health",
    "job_location": "Leeds",
    **dict.fromkeys(("pay_low", "pay_high", "pay_unit", "pay_currency", "date_posted")),
    "first_seen": DAY - pd.Timedelta(days=10),
    "last_seen": DAY,
    "source": "jobs",
    "archive": "jobs/2026-11-23",
    "identifier": "j-17",
    **dict.fromkeys(("matched_text", "start", "end", "field", "requirement")),
}
OFFER: dict[str, Any] = {
    **{name: POSTING[name] for name in ("url", "first_seen", "last_seen", "source", "archive", "identifier")},
    "name": "First aid",
    "offered_by": "Tessel Academy",
    "credential_type": "badge",
    "delivery_mode": "online",
    **dict.fromkeys(("price", "price_currency", "price_kind", "price_unit", "matched_text", "start", "end", "field")),
}
TEXT = "We care. You know first aid well. Apply."


def test_a_posting_shows_who_where_when_the_words_in_their_sentence_and_the_archive() -> None:
    span = {"matched_text": "first aid", "start": TEXT.index("first"), "end": TEXT.index("first") + 9}
    row = POSTING | span | {"field": "description", "requirement": "required", "date_posted": DAY}
    pay = {"pay_low": 30_000, "pay_high": 41_000, "pay_unit": "year", "pay_currency": "GBP"}
    found = posting_record(row | pay, TEXT)
    assert (found.title, found.url) == ("Nurse", "https://jobs.test/1")
    assert found.facts == (
        "Aldermoor Health, Leeds, 30,000–41,000 GBP a year, posted 23 November 2026, "
        "seen 13 November 2026 to 23 November 2026, required"
    )
    assert (found.before, found.matched, found.after) == ("You know ", "first aid", " well.")
    assert found.source == "jobs/2026-11-23, j-17"
    assert found.flags == []


def test_what_is_not_stated_is_left_out_and_what_the_address_says_not_said_again() -> None:
    unknown = {"hiring_organization": None, "job_location": None, "archive": None, "first_seen": DAY}
    found = posting_record(POSTING | unknown | {"identifier": "1"}, None)
    assert (found.facts, found.source) == ("seen on 23 November 2026", "jobs")
    assert found.before + found.matched + found.after == ""


def test_a_span_that_its_text_no_longer_has_shows_its_words_alone() -> None:
    found = posting_record(POSTING | {"matched_text": "SQL", "start": 3, "end": 6, "field": "description"}, TEXT)
    assert (found.before, found.matched, found.after) == ("", "SQL", "")


@pytest.mark.parametrize(
    ("said", "flags"),
    [
        ({"posting_count": 4}, ["one vacancy of 4 postings"]),
        ({"evergreen": True, "days_open": 181}, ["advertised for more than 180 days"]),
        ({"evergreen": True, "days_open": 99, "reason": "advertised anew 3 times"}, ["advertised anew 3 times"]),
        (
            {"suspected_ghost": True, "expected_closings": 3.24},
            [
                "suspected ghost: its employer closed no ad while it stood, where 3.2 closings were to be expected",
            ],
        ),
        ({"evergreen": None, "suspected_ghost": None, "posting_count": 1}, []),
        ({"evergreen": False, "days_open": 20}, []),
    ],
)
def test_copies_and_long_standing_are_said_at_the_record(said: dict[str, Any], flags: list[str]) -> None:
    assert posting_record(POSTING | said, None).flags == flags


def test_an_offer_shows_its_price_its_length_and_what_an_hour_costs() -> None:
    price = {"price": 49.0, "price_currency": "EUR", "price_kind": "one-time", "unit_price": 57.0, "unit_hours": 20}
    found = offer_record(OFFER | price | {"listing_count": 3}, None)
    assert found.facts.startswith("Tessel Academy, badge, online, 49.00 EUR, 20 hours, 2.85\u00a0USD an hour, seen ")
    assert found.flags == ["listed 3 times, counted once"]
    assert "free" in offer_record(OFFER | {"price_kind": "free"}, None).facts
    subscribed = {"price": 39.0, "price_currency": "USD", "price_kind": "subscription", "price_unit": "month"}
    assert "39.00 USD a month" in offer_record(OFFER | subscribed, None).facts


def test_a_vacancy_that_implies_a_credential_shows_what_it_asks() -> None:
    found = asking(posting_record(POSTING, None), ["first aid", "triage"], 3)
    assert (found.before, found.matched) == ("Asks 2 of 3 skills it teaches: ", "first aid and triage")


def test_records_speak_the_language_of_the_report() -> None:
    with speaking("de"):
        found = posting_record(POSTING | {"pay_low": 30_000.0, "pay_unit": "year", "pay_currency": "EUR"}, None)
    assert "30.000 EUR" in found.facts
