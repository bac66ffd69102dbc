"""What changed, and what of it beyond chance: what the page says of two days of small markets."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from reports.charts.paired_dots import paired_dots
from reports.findings import Findings
from reports.measures.all_measures import Asked, measured
from reports.measures.time.changes import SCHEMA
from reports.measures.units.counting import shaped
from reports.pages.changes import page
from tests.reports.measures.time.test_changes import BOTH, THEN, courses, jobs, runs
from tests.reports.page_checks import (
    HOSTILE,
    LONG,
    RIGHT_TO_LEFT,
    assert_whole,
    findings_of,
    lead_of,
    tables_of,
    texts_of,
)
from tests.reports.simulated_market import AS_OF, market

Row = dict[str, Any]


@pytest.fixture(scope="module")
def moved() -> Findings:
    """A skill rose, one fell, one came; an offer came and one went; a board began between the days."""
    steady = courses("courses", 40, "rising", "steady")
    then = market(jobs("jobs", 400, rising=0.1, falling=0.4, steady=0.5), steady, as_of=THEN, runs=runs(*BOTH[:2]))
    later = jobs("jobs", 400, seed=1, rising=0.4, falling=0.1, born=0.2, steady=0.5)
    board = jobs("board", 400, seed=2, other=0.9)
    new = courses("courses", 41, "rising", "steady")[1:]
    now = market([*later, *board], new, runs=runs(*BOTH, ("board", "demand", AS_OF)))
    return findings_of(now, Asked(then))


@pytest.fixture(scope="module")
def quiet() -> Findings:
    """The same market on both days."""
    postings, offers = jobs("jobs", 60, sql=0.5), courses("courses", 6, "sql")
    then = market(postings, offers, as_of=THEN, runs=runs(*BOTH[:2]))
    return findings_of(market(postings, offers, runs=runs(*BOTH)), Asked(then))


def told(findings: Findings) -> Any:
    found = page(findings)
    assert_whole(found)
    return found


def changed(findings: Findings, *rows: Row) -> Findings:
    """The findings with these changes instead of the measured ones."""
    base: Row = {"place": "all", "evidence": "sufficient", "since": pd.Timestamp(THEN), "until": pd.Timestamp(AS_OF)}
    frame = shaped(pd.DataFrame([{**base, **row} for row in rows]).reindex(columns=[*SCHEMA]), SCHEMA)
    return Findings(findings.market, replace(findings.measures, changes=frame))


def share_row(name: str, before: float, after: float, **more: Any) -> Row:
    return {
        "kind": "skill share",
        "event": "rose",
        "cause": "market",
        "concept_uri": f"u:{name}",
        "preferred_label": name,
        "before": before,
        "after": after,
        "change": after - before,
        "change_low": after - before - 0.05,
        "change_high": after - before + 0.05,
        "p": 0.001,
        "count_before": 10,
        "count_after": 20,
        "total_before": 100,
        "total_after": 100,
        "organization_count_before": 5,
        "organization_count_after": 6,
        **more,
    }


def class_row(name: str, cause: str, before: float | None = 0.2, after: float | None = 0.5) -> Row:
    return {
        "kind": "class",
        "event": "changed",
        "cause": cause,
        "concept_uri": f"u:{name}",
        "preferred_label": name,
        "before": before,
        "after": after,
        "change": None if before is None or after is None else after - before,
        "class_before": "contested",
        "class_after": "underserved",
        "evidence": None,
    }


@pytest.mark.parametrize("postings", [[], jobs("jobs", 1, sql=1.0)])
def test_without_an_earlier_day_the_page_says_how_to_get_one(postings: list[Row]) -> None:
    found = told(findings_of(market(postings)))
    assert found.title == "There is no earlier day to compare with"
    assert "Collect the same sources again on a later day" in lead_of(found)
    assert (found.pictures, found.tables) == ([], [])


def test_what_moved_beyond_chance_is_counted_and_named(moved: Findings) -> None:
    found = told(moved)
    assert found.title == "3 skills and credentials moved beyond chance since 26 October 2026, “rising” most"
    assert " skills moved, 3 beyond chance." in lead_of(found)
    assert "“rising”: asked in 4" in lead_of(found)
    assert "40 employers)" in lead_of(found)
    assert "Entered: 1 offer of 1 provider (0 new). Closed: 1 offer of 1 provider (0 gone altogether)." in lead_of(
        found
    )
    tables = tables_of(found)
    assert {row[0]: row[2] for row in texts_of(tables["moved"])} == {
        "rising": "rose",
        "falling": "fell",
        "born": "entered",
    }
    assert {row[0] for row in texts_of(tables["by-sources"])} == {"steady", "other"}


def test_pairs_of_dots_are_sorted_by_how_far_they_moved(moved: Findings) -> None:
    (picture, *_) = told(moved).pictures
    values = picture.spec["data"]["values"]
    sizes = [abs(value["after"] - value["before"]) for value in values]
    assert (picture.name, sizes) == ("vacancies-moved", sorted(sizes, reverse=True))
    assert all(value["low"] <= value["after"] <= value["high"] for value in values)
    assert {value["label"]: value["move"] for value in values}["falling"] == "falling"


def test_a_place_can_be_chosen(moved: Findings) -> None:
    found = told(moved)
    assert lead_of(found, "place=US").startswith("United States (US): 3 shares moved beyond chance")
    assert {row[3] for row in texts_of(tables_of(found)["moved"], "place=US")} == {"United States (US)"}
    assert set(found.pictures[0].cuts) == {"place=US"}


def test_where_nothing_moved_the_page_says_so(quiet: Findings) -> None:
    found = told(quiet)
    assert found.title == "Nothing moved beyond chance since 26 October 2026"
    assert "no skill and no credential moved beyond chance." in lead_of(found)
    assert "No offer entered or closed." in lead_of(found)
    assert (found.pictures, [len(table.rows) for table in found.tables]) == ([], [0, 0, 0, 0])


def test_what_crossed_a_line_by_a_margin_is_no_move_beyond_chance_and_comes_last(quiet: Findings) -> None:
    found = told(
        changed(quiet, class_row("sql", "market"), class_row("care", "margin"), class_row("new", "margin", None))
    )
    assert "3 skills moved, 0 beyond chance." in lead_of(found)
    assert "By a margin alone, 2 skills changed their verdict" in lead_of(found)
    assert [row[7] for row in texts_of(tables_of(found)["verdicts"])][-1] == "a margin, within chance"
    (picture,) = found.pictures
    assert picture.title == "3 skills with another verdict, 1 of them with a share that moved beyond chance"
    assert len(picture.spec["data"]["values"]) == 2, "what has no earlier gap has no earlier dot"


def test_what_moved_by_the_sources_alone_is_not_of_the_market(quiet: Findings) -> None:
    offers = {"kind": "offers", "event": "entered", "cause": "sources", "count_before": 0, "count_after": 5_640}
    found = told(changed(quiet, share_row("sql", 0.1, 0.3, cause="sources"), {**offers, "total_after": 5_640}))
    assert found.title.startswith("Nothing moved beyond chance")
    assert "No source of offers shows both days whole" in lead_of(found)
    assert "Not of the market: 1 share or verdict by the sources alone, 0 by the method alone." in lead_of(found)
    assert texts_of(tables_of(found)["offers"])[0][:3] == [
        "of sources that do not show both days",
        "offers entered",
        "5,640",
    ]


def test_only_another_method_is_no_change_of_the_market() -> None:
    read = {"name": "new", "posting_count": 60, "offer_count": 0}
    now, old = (market(jobs("jobs", 60, sql=share), runs=runs(*BOTH[2:3]), methods=[read]) for share in (0.9, 0.1))
    findings = Findings(now, measured(now, asked_for=Asked(reread=old)))
    found = told(findings)
    assert found.title == "There is no earlier day to compare with"
    tables = tables_of(found)
    assert [table.name for table in found.tables] == ["by-method", "bridge"]
    assert [row[0] for row in texts_of(tables["bridge"])] == ["sql"]
    assert {row[0] for row in texts_of(tables["by-method"])} == {"sql"}


@pytest.mark.parametrize("name", [LONG, RIGHT_TO_LEFT, HOSTILE])
def test_any_name_is_only_text(quiet: Findings, name: str) -> None:
    found = told(changed(quiet, share_row(name, 0.1, 0.3), class_row(name, "margin")))
    assert texts_of(tables_of(found)["moved"])[0][0] == name
    assert max(len(value["label"]) for value in found.pictures[0].spec["data"]["values"]) <= 120


def test_two_changes_of_one_name_keep_rows_of_their_own(quiet: Findings) -> None:
    named = {"concept_uri": None, "preferred_label": None, "kind": "credential share", "credential": "CPR"}
    rows = [share_row("CPR", 0.1, 0.3), *(share_row("", 0.1, 0.2, **named, issuer=issuer) for issuer in ("a", "b"))]
    found = told(changed(quiet, *rows))
    labels = [value["label"] for value in found.pictures[0].spec["data"]["values"]]
    assert labels == ["CPR (skill asked)", "CPR (credential named)", "CPR (credential named) (2)"]
    assert "1 skill moved, 1 beyond chance; beyond chance as well: 2 credentials." in lead_of(found)


def test_every_colour_of_the_pairs_is_one_of_the_stylesheet(root: Any) -> None:
    sheet = (root / "reports" / "assets" / "report.css").read_text(encoding="utf-8")
    value = {"label": "a", "before": 0.1, "after": 0.2, "low": 0.1, "high": 0.3, "said": "", "move": "rising"}
    used = {part.split(")")[0] for part in str(paired_dots([value], "share", lines=(0.4,))).split("var(--")[1:]}
    assert used
    assert not {name for name in used if f"--{name}:" not in sheet}
