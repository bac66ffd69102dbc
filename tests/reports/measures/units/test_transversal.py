"""Transversal skills are told by ESCO's groups, and by a list where a group holds trades as well."""

import csv

import pandas as pd
import pytest

from reports.measures.units.transversal import LISTED, is_transversal

ESCO = "http://data.europa.eu/esco"
TEAMS = f"{ESCO}/skill/60c78287-22eb-4103-9c8c-28deaa460da0"


@pytest.mark.parametrize(
    ("concept", "parent", "expected"),
    [
        ("attend to detail", f"{ESCO}/skill/A1", True),
        ("show empathy", f"{ESCO}/skill/T4", True),
        ("communication", f"{ESCO}/isced-f/00", True),
        (TEAMS, f"{ESCO}/skill/S1", True),
        ("support nurses", f"{ESCO}/skill/S1", False),
        ("SQL", f"{ESCO}/isced-f/06", False),
        ("a technology of ours", None, False),
    ],
)
def test_a_skill_is_transversal_by_group_or_by_list(concept: str, parent: str | None, expected: bool) -> None:
    frame = pd.DataFrame({"concept_uri": [concept], "parent_group_uri": [parent]}, dtype="string")
    assert is_transversal(frame).tolist() == [expected]


def test_no_skill_is_listed_twice_or_without_its_name() -> None:
    with LISTED.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    assert rows and all(row["preferred_label"] for row in rows)
    assert len({row["concept_uri"] for row in rows}) == len(rows)
