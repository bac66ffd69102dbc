"""The markets that a headline names: the surest, and of those the ones that a credential can be built on."""

from typing import Any

from reports.verdicts import extremes, of_class, sharpest


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
    assert [each["concept_uri"] for each in sharpest(FOUND[1:], "underserved")] == ["teamwork"], "unless it is alone"
    assert extremes(FOUND) == "SQL is the biggest gap, Python the most crowded market"
    assert extremes([]) == "No market stands clear of balance"
