"""What changed between two days, and what caused it."""

from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from reports.files.csv_files import csv_bytes
from reports.measures.time.changes import SCHEMA, changes
from reports.measures.time.moved_shares import Shown
from reports.measures.units.basis import basis
from tests.reports.measures.single_tables import markets_of
from tests.reports.simulated_market import AS_OF, market

THEN = AS_OF - timedelta(days=28)
Row = dict[str, Any]


def jobs(source: str, count: int, seed: int = 0, **shares: float) -> list[Row]:
    """Ads of 40 employers, each naming a skill with the probability that is stated."""
    rng = np.random.default_rng(seed)
    return [
        {
            "source": source,
            "identifier": f"{source}{n}",
            "employer_key": f"e{n % 40}",
            "country": "US",
            "skills": [skill for skill, share in shares.items() if rng.random() < share],
        }
        for n in range(count)
    ]


def courses(source: str, count: int, *skills: str, provider: str | None = None) -> list[Row]:
    return [
        {
            "source": source,
            "identifier": f"{source}{n}",
            "provider_key": provider or f"p{n % 12}",
            "offer": f"{source}{n}",
            "delivery_mode": "online",
            "skills": list(skills),
        }
        for n in range(count)
    ]


def runs(*days: tuple[str, str, Any]) -> list[Row]:
    return [
        {"source": source, "side": side, "as_of": day, "status": "complete", "parsed": 1} for source, side, day in days
    ]


BOTH = [("jobs", "demand", THEN), ("courses", "supply", THEN), ("jobs", "demand", AS_OF), ("courses", "supply", AS_OF)]


def shown(postings: list[Row], offers: list[Row], told: list[Row]) -> Shown:
    days = {row["as_of"] for row in told}
    made = market(postings, offers, as_of=max(days), runs=told)
    return Shown(made, basis(made))


def changed(then: Shown, now: Shown) -> pd.DataFrame:
    return changes(then, now, markets_of(now.market))


def standing(rows: pd.DataFrame, kind: str, place: str = "all") -> dict[str, tuple[str, str]]:
    here = rows[(rows["kind"] == kind) & (rows["place"] == place)]
    return dict(zip(here["preferred_label"], zip(here["event"], here["cause"], strict=True), strict=True))


def test_without_an_earlier_day_there_is_a_typed_frame_and_no_row() -> None:
    now = shown(jobs("jobs", 100, sql=0.5), [], runs(("jobs", "demand", AS_OF)))
    rows = changes(None, now, markets_of(now.market))
    assert rows.empty
    assert list(rows.columns) == list(SCHEMA)
    assert {name: str(rows[name].dtype) for name in ("change", "count_after", "cause", "since")} == {
        "change": "Float64",
        "count_after": "Int64",
        "cause": "string",
        "since": "datetime64[s]",
    }


def test_the_same_market_on_both_days_has_not_changed() -> None:
    postings, offers = jobs("jobs", 300, sql=0.5, welding=0.1), courses("courses", 40, "sql")
    assert changed(shown(postings, offers, runs(*BOTH[:2])), shown(postings, offers, runs(*BOTH))).empty


def test_a_skill_rises_falls_enters_and_closes_on_the_sources_that_show_both_days() -> None:
    then = shown(jobs("jobs", 500, rising=0.1, falling=0.4, gone=0.2, steady=0.5), [], runs(*BOTH[:2]))
    now = shown(jobs("jobs", 500, rising=0.4, falling=0.1, born=0.2, steady=0.5), [], runs(*BOTH))
    rows = changed(then, now)
    expected = {"rising": "rose", "falling": "fell", "gone": "closed", "born": "entered"}
    assert standing(rows, "skill share") == {skill: (event, "market") for skill, event in expected.items()}
    assert standing(rows, "skill share", "US") == standing(rows, "skill share")
    row = rows[(rows["preferred_label"] == "rising") & (rows["place"] == "all")].iloc[0]
    assert row["change"] == pytest.approx(row["after"] - row["before"], abs=2e-6)
    assert (row["before"], row["total_before"]) == (row["count_before"] / 500, 500)
    assert 0 < row["change_low"] < row["change"] < row["change_high"]
    assert (row["evidence"], row["organization_count_after"]) == ("sufficient", 40)
    assert (row["since"].date(), row["until"].date()) == (THEN, AS_OF)


def test_a_source_that_began_between_the_days_is_no_change_of_the_market() -> None:
    old = jobs("jobs", 400, sql=0.2, care=0.2)
    then = shown(old, [], runs(*BOTH[:2]))
    now = shown([*old, *jobs("board", 400, seed=1, sql=0.9, care=0.2)], [], runs(*BOTH, ("board", "demand", AS_OF)))
    assert standing(changed(then, now), "skill share") == {"sql": ("rose", "sources")}


def test_a_source_that_failed_is_no_change_of_the_market() -> None:
    both = [*jobs("jobs", 400, sql=0.2), *jobs("board", 400, seed=1, sql=0.9)]
    then = shown(both, [], runs(*BOTH[:2], ("board", "demand", THEN)))
    gone = [row | {"open": row["source"] == "jobs"} for row in both]
    failed = [{"source": "board", "side": "demand", "as_of": AS_OF, "status": "partial", "parsed": 3}]
    now = shown(gone, [], [*runs(*BOTH, ("board", "demand", THEN)), *failed])
    assert standing(changed(then, now), "skill share") == {"sql": ("fell", "sources")}


def test_what_moved_on_the_matched_sources_is_told_of_them_alone() -> None:
    then = shown(jobs("jobs", 400, sql=0.2), [], runs(*BOTH[:2]))
    board = jobs("board", 400, seed=1, sql=0.9)
    now = shown([*jobs("jobs", 400, seed=2, sql=0.5), *board], [], runs(*BOTH, ("board", "demand", AS_OF)))
    rows = changed(then, now)
    assert standing(rows, "skill share") == {"sql": ("rose", "market")}
    assert rows.loc[rows["kind"] == "skill share", "total_after"].unique().tolist() == [400]


def test_a_credential_that_is_asked_more_is_found() -> None:
    def naming(share: float, seed: int) -> list[Row]:
        told = [{"credential": "CPR", "issuer": "Red Cross", "requirement": "required"}]
        return [row | {"credentials": told if row["skills"] else []} for row in jobs("jobs", 400, seed, cpr=share)]

    rows = changed(shown(naming(0.05, 0), [], runs(*BOTH[:2])), shown(naming(0.3, 1), [], runs(*BOTH)))
    (row,) = rows[rows["kind"] == "credential share"].itertuples()
    assert (row.credential, row.issuer, row.place, row.event) == ("CPR", "Red Cross", "all", "rose")


def test_a_market_changes_its_class_with_the_cause_of_its_share() -> None:
    postings = jobs("jobs", 600, sql=0.4, care=0.5)
    then = shown(postings, [*courses("courses", 60, "care"), *courses("more", 60, "sql", "care")], runs(*BOTH[:2]))
    now = shown(postings, [*courses("courses", 60, "care"), *courses("more", 1, "sql")], runs(*BOTH))
    row = changed(then, now).set_index(["kind", "preferred_label"]).loc[("class", "sql")]
    assert (row["class_before"], row["class_after"], row["event"]) == ("contested", "underserved", "changed")
    assert row["cause"] == "sources"  # `more` has no run
    assert row["change"] == pytest.approx(row["after"] - row["before"], abs=2e-6)
    assert pd.isna(row["p"])


@pytest.mark.parametrize("again", [[("jobs", "demand", AS_OF)], []], ids=["read again", "no source whole on both days"])
def test_a_class_that_a_new_catalogue_alone_changed_has_the_sources_as_cause(again: list[Any]) -> None:
    asked = jobs("jobs", 400, sql=0.02, java=0.6, rust=0.6)
    told = runs(("jobs", "demand", THEN), *again, ("new", "supply", AS_OF))
    now = shown(asked, [*courses("new", 60, "sql"), *courses("newer", 3, "java", "rust")], told)
    rows = changed(shown(asked, [], told[:1]), now)
    assert standing(rows, "class")["sql"] == ("changed", "sources")
    assert "margin" not in set(rows["cause"])


def test_providers_come_and_go_and_the_others_offers_are_counted() -> None:
    stays, goes, comes = (courses("courses", 9, "sql", provider=name) for name in ("stays", "goes", "comes"))
    for number, row in enumerate([*stays, *goes, *comes]):
        row["offer"] = row["identifier"] = f"c{number}"
    then = shown([], [*stays[:6], *goes[:2]], runs(*BOTH[:2]))
    elsewhere = [row | {"source": "more"} for row in comes[:3]]
    now = shown([], [*stays[1:], *elsewhere], runs(*BOTH, ("more", "supply", AS_OF)))
    rows = changed(then, now).fillna({"provider_key": ""}).set_index(["kind", "event", "provider_key"])
    counts = rows[["cause", "count_before", "count_after", "total_before", "total_after"]]
    assert {key: tuple(row) for key, row in counts.iterrows()} == {
        ("provider", "closed", "goes"): ("market", 2, 0, 2, 0),
        ("offers", "entered", ""): ("sources", 0, 3, 8, 11),
        ("offers", "entered", "stays"): ("market", 0, 3, 6, 8),
        ("offers", "closed", "stays"): ("market", 1, 0, 6, 8),
    }


def test_what_another_method_reads_otherwise_is_told_as_such() -> None:
    then = shown(jobs("jobs", 400, sql=0.2, care=0.3), [], runs(*BOTH[:2]))
    now = shown(jobs("jobs", 400, sql=0.2, care=0.3), [], runs(*BOTH))
    older = shown(jobs("jobs", 400, sql=0.02, care=0.3), [], runs(*BOTH))
    rows = changes(then, now, markets_of(now.market), older)
    (row,) = rows[rows["place"] == "all"].itertuples()
    assert (row.preferred_label, row.event, row.cause) == ("sql", "rose", "method")
    assert row.since == row.until == pd.Timestamp(AS_OF)


def test_the_order_of_the_records_changes_no_byte() -> None:
    old, new = jobs("jobs", 400, sql=0.2, care=0.4), jobs("jobs", 400, seed=1, sql=0.6, care=0.1)
    offers = [row for name in ("a", "b", "c") for row in courses("courses", 4, "sql", provider=name)]
    for number, row in enumerate(offers):
        row["offer"] = row["identifier"] = f"c{number}"
    written = [
        csv_bytes(
            changed(
                shown(old[::step], offers[:4][::step], runs(*BOTH[:2])), shown(new[::step], offers[::step], runs(*BOTH))
            )
        )
        for step in (1, -1)
    ]
    assert written[0] == written[1]
    assert written[0].count(b"\r\n") > 5
