"""Implied demand against the definition, pair by pair."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from reports.measures.demand.implied import implied

SETS = st.lists(st.sets(st.integers(0, 12), min_size=1, max_size=9), max_size=8)


def pairs(sets: list[set[int]], of: str) -> pd.DataFrame:
    rows = [(number, skill) for number, skills in enumerate(sets) for skill in sorted(skills)]
    return pd.DataFrame(rows, columns=[of, "skill_id"]).astype("int64")


@given(SETS, SETS)
def test_covers_at_least_half(vacancies: list[set[int]], credentials: list[set[int]]) -> None:
    found = implied(pairs(vacancies, "unit_id"), pairs(credentials, "subject_id"))
    expected = {
        (v, c, 4 * len(asked & taught) // len(taught))
        for v, asked in enumerate(vacancies)
        for c, taught in enumerate(credentials)
        if 2 * len(asked & taught) >= len(taught)
    }
    assert set(found.itertuples(index=False, name=None)) == expected
    assert len(found) == len(expected)
