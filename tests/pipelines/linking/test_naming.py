"""A span names a concept when all that counts of one of its forms stands in the span, and nothing turns it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.linking.naming import Names
from pipelines.linking.stems import stem

TEAM, BUDGETS, AUTOMATION, CURIOSITY, FOOD, TOOLS, WORK, ONE, OTHER = range(9)
FORMS = [
    ("lead a team", TEAM, True),
    ("manage budgets", BUDGETS, True),
    ("building automation", AUTOMATION, True),
    ("show curiosity", CURIOSITY, True),
    ("food storage", FOOD, True),
    ("use power tools", TOOLS, True),
    ("work in teams", WORK, True),
    ("write reports", ONE, False),
    ("report writing", ONE, False),
    ("write reports", OTHER, False),
    ("Scrum Board", OTHER, True),
]
NAMES = Names(Names.arrays(FORMS))


def first(span: str) -> int | None:
    return next((named.concept for named in NAMES.find(span)), None)


@pytest.mark.parametrize(
    ("span", "concept"),
    [
        ("lead teams", TEAM),
        ("leading a small team", TEAM),
        ("team leading", None),
        ("managing budgets", BUDGETS),
        ("budget management", BUDGETS),
        ("management of budgets", None),
        ("manage budgets carefully", BUDGETS),
        ("manage budget meetings", None),
        ("budget meetings with the management", None),
        ("modern building automation", AUTOMATION),
        ("building the automation", None),
        ("curiosity", CURIOSITY),
        ("great curiosity", CURIOSITY),
        ("curiosity and courage", None),
        ("storage", None),
        ("use of power and of hand tools", None),
        ("good power tools", TOOLS),
        ("work in a large team", WORK),
        ("work with the large team", None),
        ("write reports", None),
        ("scrum board", None),
        ("team, lead", None),
        ("", None),
    ],
)
def test_what_counts_of_a_form_is_in_the_span_in_its_order_or_turned_as_a_noun(span: str, concept: int | None) -> None:
    assert first(span) == concept


def test_what_a_form_says_of_a_longer_span_is_a_smaller_share() -> None:
    short, long = NAMES.find("lead a team")[0], NAMES.find("lead a team and paint fences")[0]
    assert short.share == pytest.approx(1)
    assert 0 < long.share < short.share
    assert short.is_label


@pytest.mark.parametrize(
    ("one", "other"),
    [("managing", "manage"), ("budgets", "budget"), ("communication", "communicate"), ("planned", "plan")],
)
def test_a_word_shares_its_stem_with_its_other_forms(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@given(st.text(max_size=300))
def test_any_span_has_shares_from_0_to_1_and_the_same_answer_twice(span: str) -> None:
    found = NAMES.find(span)
    assert all(0 < named.share <= 1 for named in found)
    assert found == NAMES.find(span)


def test_a_taxonomy_without_forms_names_nothing() -> None:
    assert Names(Names.arrays([])).find("lead a team") == []
