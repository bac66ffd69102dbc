"""What a sentence denies: `X` stands for what it names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.denying import DENYING, is_denied, prefers_though
from pipelines.matching.lexicon import words


def around(sentence: str) -> tuple[list[str], list[str]]:
    """The words before the X, nearest first, and those after it."""
    folded = words(sentence).folded
    place = folded.index("x")
    return folded[:place][::-1], folded[place + 1 :]


@pytest.mark.parametrize(
    "sentence",
    [
        "No X is required.",
        "X is not necessary.",
        "No prior experience with X.",
        "You do not need X.",
        "You need not know X.",
        "You needn't know X.",
        "Neither Java nor X is required.",
        "X is not a must.",
        "This is not an X job.",
        "We are not looking for an X developer.",
        "We do not use X.",
        "This course does not involve X.",
        "Without X you can still apply.",
        "Kenntnisse in X sind nicht erforderlich.",
        "Keine Erfahrung mit X nötig.",
        "X ist kein Muss.",
    ],
)
def test_it_is_denied(sentence: str) -> None:
    assert is_denied(*around(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "X, no experience needed.",
        "Not only X but also Java.",
        "Java is not required, but X is.",
        "It is not essential, and you need X.",
        "Without X you will be lost.",
        "You can't do without X.",
        "Ohne X geht hier nichts.",
        "We are not looking for stars who know X.",
        "It is not a sales job: you write X.",
        "Nicht nur X, auch Java.",
        "No less than three years of X.",
        "X",
    ],
)
def test_it_is_not_denied(sentence: str) -> None:
    assert not is_denied(*around(sentence))


@pytest.mark.parametrize("end", ["but preferred", "but a plus", "though an advantage", "but nice to have"])
def test_what_is_not_required_may_still_be_wished(end: str) -> None:
    assert prefers_though(around(f"X is not required {end}.")[1])


def test_what_is_not_required_nor_wished() -> None:
    assert not prefers_though(around("X is not required, but Java is.")[1])


@given(st.lists(st.sampled_from([*sorted(DENYING), "but", "a", "need", "required", "x"])), st.lists(st.just("must")))
def test_any_words_are_read(before: list[str], after: list[str]) -> None:
    assert is_denied(before, after) in {True, False}
