"""The same records under two methods: what either finds that the other does not."""

from typing import Any

import pandas as pd

from reports.measures.time.bridge import SCHEMA, bridge
from reports.measures.time.moved_shares import Shown
from reports.measures.units.basis import basis
from tests.reports.simulated_market import market

Row = dict[str, Any]
JOBS: list[Row] = [
    {"skills": ["sql"]},
    {"skills": ["sql", "care"]},
    {"skills": []},
    {"skills": ["sql"], "open": False},
]
COURSES: list[Row] = [{"skills": ["care"]}, {"skills": ["care"]}]


def read_by(method: str, jobs: list[Row], courses: list[Row] = COURSES) -> Shown:
    made = market(jobs, courses, methods=[{"name": method, "posting_count": len(jobs), "offer_count": len(courses)}])
    return Shown(made, basis(made))


def told(rows: pd.DataFrame) -> list[tuple[Any, ...]]:
    columns = ["kind", "preferred_label", "count_before", "count_after", "gained_count", "lost_count", "total"]
    return [tuple(row) for row in rows[columns].itertuples(index=False)]


def test_what_is_gained_does_not_hide_what_is_lost() -> None:
    newer = [JOBS[0] | {"skills": ["care"]}, JOBS[1] | {"skills": ["sql"]}, JOBS[2] | {"skills": ["sql"]}, JOBS[3]]
    rows = bridge(read_by("old", JOBS), read_by("new", newer, [COURSES[0], COURSES[1] | {"skills": []}]))
    assert told(rows) == [
        ("skill share", "care", 1, 1, 1, 1, 3),
        ("skill share", "sql", 2, 2, 1, 1, 3),
        ("offer share", "care", 2, 1, 0, 1, 2),
    ]
    assert rows["change"].tolist() == [0, 0, -0.5]
    assert set(zip(rows["method_before"], rows["method_after"], strict=True)) == {("old", "new")}


def test_a_credential_that_only_the_newer_method_knows() -> None:
    cpr = {"credential": "CPR", "issuer": "Red Cross", "requirement": "required"}
    rows = bridge(read_by("old", JOBS), read_by("new", [JOBS[0] | {"credentials": [cpr]}, *JOBS[1:]]))
    (row,) = rows.itertuples()
    assert (row.kind, row.credential, row.issuer) == ("credential share", "CPR", "Red Cross")
    assert (row.count_before, row.count_after, row.after) == (0, 1, 0.333333)


def test_methods_that_read_alike_leave_a_typed_frame_without_a_row() -> None:
    rows = bridge(read_by("old", JOBS), read_by("new", JOBS))
    assert rows.empty
    assert list(rows.columns) == list(SCHEMA)
    assert str(rows["gained_count"].dtype) == "Int64"
