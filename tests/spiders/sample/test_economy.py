"""The laws of the sample: shares are exact, trends are balanced, the books close."""

from collections import Counter
from math import isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.sample.economy import CORE, MAIN_SHARE, NEWEST, WEEKS, Economy, monday, pick, stream

ECONOMY = Economy()


def test_the_calendar_is_26_mondays_ending_on_a_constant_day():
    assert monday(WEEKS - 1) == NEWEST
    assert {monday(week).weekday() for week in range(WEEKS)} == {0}
    assert (monday(WEEKS - 1) - monday(0)).days == 7 * 25


@given(st.lists(st.floats(0.5, 2), min_size=8, max_size=30), st.integers(1, 3), st.integers())
def test_a_pick_takes_so_many_different_places(raw, count, seed):
    weights = tuple(w / sum(raw) for w in raw)
    assert len(set(pick(stream(f"{seed}"), weights, count))) == count


def test_a_place_is_picked_with_a_probability_proportional_to_its_weight():
    weights = (0.05, 0.1, 0.15, 0.2, 0.25, 0.25)
    random, draws = stream("picks"), 20_000
    counts = Counter(place for _ in range(draws) for place in pick(random, weights, 4))
    for place, weight in enumerate(weights):
        assert counts[place] / draws == pytest.approx(4 * weight, abs=0.015)


@pytest.mark.parametrize("week", [0, 12, 25])
def test_every_advertisement_can_hold_what_its_occupation_asks(week):
    for occupation in range(len(ECONOMY.occupations)):
        _, weights, most = ECONOMY.asked(occupation, week)
        assert isclose(sum(weights), 1)
        assert most * max(weights) <= 1 + 1e-9 and most >= 4


def test_every_offer_can_hold_what_its_field_teaches():
    for field in ECONOMY.by_field:
        _, weights, most = ECONOMY.taught(field)
        assert isclose(sum(weights), 1)
        assert most * max(weights) <= 1 + 1e-9 and most >= 3


def test_prominences_sum_to_one_on_both_sides_and_in_every_week():
    assert isclose(sum(ECONOMY.supply.values()), 1)
    for week in range(WEEKS):
        assert isclose(sum(ECONOMY.demand(skill, week) for skill in ECONOMY.skills), 1)


def test_the_offers_of_all_fields_give_each_field_its_supply():
    shares = ECONOMY.offer_shares
    assert isclose(sum(shares.values()), 1) and min(shares.values()) > 0
    beside = sum(p for f, p in shares.items() if f not in CORE) * (1 - MAIN_SHARE) / 2
    for field, supply in ECONOMY.field_supply.items():
        assert isclose(shares[field] + beside if field in CORE else shares[field] * MAIN_SHARE, supply)


def test_gaps_are_those_aimed_at_but_for_the_crowded_skills_which_balance_the_books():
    for skill in ECONOMY.skills:
        gap = log(ECONOMY.demand(skill) / ECONOMY.supply[skill])
        assert gap == pytest.approx(skill.gap, abs=0.15 if skill.gap <= -1 else 1e-9)


def test_flat_skills_are_flat_and_the_others_move_as_they_say():
    signs = {"flat": 0, "rising": 1, "falling": -1}
    for skill in ECONOMY.skills:
        moved = ECONOMY.demand(skill, WEEKS - 1) - ECONOMY.demand(skill, 0)
        assert (moved > 1e-12) - (moved < -1e-12) == signs[skill.trend]
