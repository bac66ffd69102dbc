"""Trends: the matched panel, and what is called rising or falling."""

from datetime import date, timedelta

import numpy as np
import pytest

from reports.measures.units.panel import panel
from tests.reports.measures.single_tables import skills_asked
from tests.reports.simulated_market import AS_OF, Row, market

MONDAYS = [AS_OF - timedelta(weeks=w) for w in range(29, -1, -1)]


def runs(source: str, weeks: list[int], **other: object) -> list[Row]:
    """Complete runs of a source in the numbered weeks, 29 the newest."""
    return [{"source": source, "side": "demand", "status": "complete", "as_of": MONDAYS[w], **other} for w in weeks]


def weeks_and_sources(*ledgers: list[Row]) -> tuple[int, list[str]]:
    told = market(runs=[run for ledger in ledgers for run in ledger])
    found = panel(told.runs, told.postings, told.postings[["posting_id"]].assign(unit_id=0))
    return len(found.weeks), found.sources


EVERY = list(range(30))


@pytest.mark.parametrize(
    ("ledgers", "weeks", "sources"),
    [
        ([runs("a", EVERY)], 26, ["a"]),  # the newest 26
        ([runs("a", EVERY[-10:])], 9, ["a"]),  # the first complete run is stock, not flow
        (
            [runs("a", EVERY), runs("b", EVERY[:-4] + EVERY[-3:])],
            25,
            ["a", "b"],
        ),  # a week missing in one: left out for all
        ([runs("a", EVERY), runs("b", EVERY[-20:])], 26, ["a"]),  # complete in fewer than 90 % of the weeks
        ([runs("a", EVERY), runs("b", EVERY, quarantined=True)], 26, ["a"]),
        ([runs("a", EVERY), runs("b", EVERY, side="supply")], 26, ["a"]),
        ([runs("a", EVERY), runs("b", EVERY, status="partial")], 26, ["a"]),
        ([], 0, []),
    ],
)
def test_panel(ledgers: list[list[Row]], weeks: int, sources: list[str]) -> None:
    assert weeks_and_sources(*ledgers) == (weeks, sources)


def test_flow_is_what_the_panel_first_saw_after_its_first_complete_run() -> None:
    postings = [
        {"source": "a", "first_seen": MONDAYS[0]},  # there when the source was first read
        {"source": "a", "first_seen": MONDAYS[9]},
        {"source": "a", "first_seen": MONDAYS[2]},  # older than the window
        {"source": "seldom", "first_seen": MONDAYS[9]},  # not of the panel
        {"source": "a", "first_seen": MONDAYS[9], "vacancy": "v"},
        {"source": "a", "first_seen": MONDAYS[0], "vacancy": "v"},  # a copy of stock
    ]
    told = market(postings, runs=runs("a", EVERY) + runs("seldom", EVERY[::3]))
    units = told.postings[["posting_id"]].assign(unit_id=[0, 1, 2, 3, 4, 4])
    assert list(panel(told.runs, told.postings, units).flow["unit_id"]) == [1]


def drawn(shares: dict[str, np.ndarray], weeks: int, a_week: int = 60) -> list[Row]:
    rng = np.random.default_rng(5)
    return [
        {
            "first_seen": MONDAYS[30 - weeks + w],
            "source": "a",
            "employer_key": f"e{rng.integers(40)}",
            "skills": [skill for skill, share in shares.items() if rng.random() < share[w]],
            "open": bool(w > weeks - 6),
        }
        for w in range(weeks)
        for _ in range(a_week)
    ]


def test_rising_falling_flat() -> None:
    shares = {"up": np.linspace(0.1, 0.5, 26), "down": np.linspace(0.5, 0.1, 26), "level": np.full(26, 0.3)}
    found = skills_asked(market(drawn(shares, 26), runs=runs("a", EVERY)))
    found = found[found["place"] == "all"].set_index("preferred_label")
    assert found["trend"].to_dict() == {"up": "rising", "down": "falling", "level": "flat"}
    assert found.loc["up", "slope_low"] < 0.4 / 25 < found.loc["up", "slope_high"]


@pytest.mark.parametrize(("weeks", "known"), [(8, True), (7, False)])
def test_eight_weeks_are_history_enough(weeks: int, known: bool) -> None:
    shares = {"sql": np.full(weeks, 0.5)}
    found = skills_asked(market(drawn(shares, weeks), runs=runs("a", EVERY[-weeks - 1 :])))
    assert set(found["trend"]) == {"flat" if known else "not enough history"}
    assert found["slope"].notna().all() == known


def test_fewer_than_ten_new_vacancies_are_not_tested() -> None:
    postings = [{"source": "a", "first_seen": MONDAYS[20 - w], "skills": ["sql"]} for w in range(9)]
    found = skills_asked(market(postings, runs=runs("a", EVERY)))
    assert set(found["trend"]) == {"not enough history"}


def test_dates_far_away_do_no_harm() -> None:
    postings = [{"source": "a", "first_seen": day, "skills": ["sql"]} for day in (date(1970, 1, 1), date(2999, 1, 1))]
    assert len(skills_asked(market(postings, runs=runs("a", EVERY)))) == 1
