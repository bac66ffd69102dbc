"""The markets that a headline names: the surest, and of those the ones that a credential can be built on."""

from typing import Any

import pytest

from reports.verdicts import extremes, of_class, sharpest, untaught


def row(label: str, low: float, high: float, word: str, is_transversal: bool = False) -> dict[str, Any]:
    gap = {"gap_low": low, "gap_high": high, "class": word}
    return {"concept_uri": label, "preferred_label": label, "is_transversal": is_transversal, **gap}


FOUND = [
    row("SQL", 0.5, 2.0, "underserved"),
    row("teamwork", 1.5, 2.5, "underserved", is_transversal=True),
    row("Python", -3.0, -1.0, "saturated"),
]


def test_the_surest_comes_first() -> None:
    assert [each["concept_uri"] for each in of_class(FOUND, "underserved")] == ["teamwork", "SQL"]


def test_a_headline_passes_over_what_all_ask_of_everyone() -> None:
    assert [each["concept_uri"] for each in sharpest(FOUND, "underserved")] == ["SQL"]
    assert sharpest(FOUND[1:], "underserved") == [], "also where it is alone"


def test_a_headline_names_a_crowded_market_of_enough_vacancies_where_there_is_one() -> None:
    few = row("Photoshop", -4.0, -2.0, "saturated") | {"evidence": "thin"}
    assert [each["concept_uri"] for each in sharpest([few, *FOUND], "saturated")] == ["Python", "Photoshop"]
    assert sharpest([few], "saturated") == [few], "said as thin where there is no other"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (FOUND, "SQL is the clearest gap, Python the most crowded market"),
        (FOUND[:2], "SQL is the clearest gap"),
        (FOUND[1:], "Python is the most crowded market"),
        (FOUND[1:2], "No market stands clear of balance"),
        ([], "No market stands clear of balance"),
    ],
)
def test_a_headline_names_the_clearest_gap_and_the_most_crowded_market(found: list[dict[str, Any]], said: str) -> None:
    assert extremes(found) == said


def test_where_nobody_teaches_what_is_asked_most_comes_first() -> None:
    counts = ((0, 20), (3, 900), (0, 30))
    found = [
        row(f"skill {n}", 1.0, 2.0, "underserved") | {"offer_count": offers, "demand_count": asked}
        for n, (offers, asked) in enumerate(counts)
    ]
    assert [each["concept_uri"] for each in untaught(found)] == ["skill 2", "skill 0"]
