"""Which concept a span gets that no form names, and which it does not."""

import pytest

from pipelines.tagging.links import Links
from warehouse.taxonomy import find_taxonomies

LINKS = Links(find_taxonomies())


@pytest.mark.parametrize(
    ("span", "label"),
    [
        ("managing budgets", "manage budgets"),
        ("leading a team", "lead a team"),
        ("answering emergency calls", "answer emergency calls"),
        ("work well in teams", "work in teams"),
    ],
)
def test_the_same_in_other_words_is_linked(span: str, label: str) -> None:
    linked = LINKS.link(span)
    assert linked is not None
    assert linked.preferred_label == label


@pytest.mark.parametrize("span", ["pharmacy", "support", "security", "quantum widgets", "", "a " * 500])
def test_a_name_that_says_more_is_not_linked(span: str) -> None:
    assert LINKS.link(span) is None


def test_what_is_near_and_not_near_enough_is_told() -> None:
    assert LINKS.link("security") is None
    nearest = LINKS.nearest("security")
    assert nearest is not None
    assert 0 < nearest.score < 0.6
    assert LINKS.nearest("managing budgets") == LINKS.link("managing budgets")


def test_without_tables_nothing_is_linked() -> None:
    assert Links().link("managing budgets") is None
