"""Which runs are not trusted, told as the counts and shares of a source's runs, oldest first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.quarantine import Given, quarantined


def complete(records: int, *shares: float) -> Given:
    return Given(True, records, shares or (1.0, 1.0))


def partial(records: int, *shares: float) -> Given:
    return Given(False, records, shares or (1.0, 1.0))


GOOD, BROKEN = False, True


@pytest.mark.parametrize(
    ("runs", "verdicts"),
    [
        ([], []),
        ([complete(100)], [GOOD]),
        ([complete(0)], [GOOD]),  # nothing to compare with
        ([complete(100), complete(50)], [GOOD, GOOD]),
        ([complete(100), complete(49)], [GOOD, BROKEN]),
        ([complete(100), complete(0), complete(90)], [GOOD, BROKEN, GOOD]),
        ([complete(100), complete(40), complete(40), complete(40)], [GOOD, BROKEN, BROKEN, BROKEN]),
        ([complete(100), partial(3), complete(60)], [GOOD, GOOD, GOOD]),  # a partial run shows no count
        ([partial(3), complete(100), complete(60)], [GOOD, GOOD, GOOD]),
        ([complete(10), *[complete(100)] * 3, complete(49)], [GOOD] * 4 + [BROKEN]),  # the median, not the last
        ([complete(1000)] * 3 + [complete(500)] * 5 + [complete(250)], [GOOD] * 9),  # of five, not of all
        ([complete(100, 0.9, 1.0), complete(100, 0.4, 1.0)], [GOOD, BROKEN]),
        ([complete(100, 0.9, 1.0), complete(100, 0.5, 1.0)], [GOOD, GOOD]),
        ([complete(100, 0.4, 1.0), complete(100, 0.0, 1.0)], [GOOD, GOOD]),  # was no habit
        ([complete(100), partial(5, 0.0, 1.0)], [GOOD, BROKEN]),  # it would empty the fields of five records
        ([complete(100), partial(0, 0.0, 0.0)], [GOOD, GOOD]),
        ([complete(0, 0.0, 0.0), complete(9)], [GOOD, GOOD]),
    ],
)
def test_a_run_is_compared_with_the_median_of_the_last_good_ones(runs: list[Given], verdicts: list[bool]):
    assert quarantined(runs) == verdicts


runs = st.lists(st.builds(Given, st.booleans(), st.integers(0, 100), st.tuples(st.floats(0, 1), st.floats(0, 1))))


@given(runs=runs, later=runs)
def test_no_later_run_changes_an_earlier_verdict(runs: list[Given], later: list[Given]):
    assert quarantined(runs + later)[: len(runs)] == quarantined(runs)
