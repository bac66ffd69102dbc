"""The overview: what is in demand, crowded, hardly taught, what changed, and how far to trust it."""

from typing import Any

import pandas as pd
import pytest

from reports.measures.time.changes import SCHEMA
from reports.measures.units.counting import shaped
from reports.page import Page
from reports.pages.index import page
from reports.pages.index_changes import changed
from reports.pages.index_lead import in_demand
from tests.reports.pages.told_findings import MARKETS, compared, findings, lead_of, plain

OTHER = Page(name="skills", question="Skills in demand", title="“SQL” rises", lead=[])


@pytest.mark.parametrize(
    ("market", "title", "said"),
    [
        (
            "told",
            "“care planning” is the clearest gap, “graphic design” the most crowded market",
            "Skills in demand. SQL: asked in 43.2 % (39.6–46.9) of 1,100 vacancies; 30 offers by 7 providers. Then ",
        ),
        ("empty", "There is nothing to report yet", "collect or import a source"),
        ("only demand", "No market stands clear of balance", "there is demand here and no supply"),
        ("only supply", "No market stands clear of balance", "there is supply here and no demand"),
        ("one posting", "No market stands clear of balance", "SQL: thin evidence, asked in 1 of 1 vacancy; no offers"),
        ("thin", "No market stands clear of balance", "12 skills: too little evidence"),
    ],
)
def test_it_opens_with_what_can_be_said(market: str, title: str, said: str) -> None:
    shown = page(findings(market))
    assert shown.title == title
    assert said in lead_of(shown)


def test_each_question_is_answered_in_its_order() -> None:
    opening = lead_of(page(findings("told")))
    heads = ["Skills in demand.", "Credentials in demand, beside degrees.", "Crowded.", "Nobody teaches."]
    order = [opening.index(words) for words in (*heads, "What changed.", "How far to trust it.")]
    assert order == sorted(order)


@pytest.mark.parametrize("market", MARKETS)
def test_every_part_that_can_be_chosen_has_its_sentences(market: str) -> None:
    found = findings(market)
    shown = page(found, [OTHER])
    assert set(shown.cuts) == {cut.key for cut in found.cuts}
    assert all(sentences for sentences in shown.cuts.values())
    assert shown.extra["cards"] == [{"name": "skills", "question": "Skills in demand", "title": "“SQL” rises"}]
    assert all(number and what and where.endswith(".html") for number, what, where in shown.extra["strip"])


@pytest.mark.parametrize("key", ["industry=Q", "occupation=2221", "level=entry"])
def test_a_part_tells_what_it_asks_and_whose_the_offers_are(key: str) -> None:
    said = " ".join(plain(sentence) for sentence in page(findings("parts")).cuts[key])
    assert "Offers are those of the whole market" in said
    assert "Skills in demand." in said


def row(**said: Any) -> dict[str, Any]:
    return {"cause": "market", "kind": "skill share", "event": "rose", "preferred_label": "SQL", "place": "all", **said}


SHARE = {"before": 0.04, "after": 0.06, "change": 0.02, "change_low": 0.01, "change_high": 0.03}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "Since 23 November 2026. No share and no verdict moved beyond chance."),
        ([row(**SHARE)], "SQL rose from 4.0 % to 6.0 % of the vacancies (1.0–3.0 points)."),
        (
            [row(kind="offer share", event="fell", **SHARE | {"change_low": -0.03, "change_high": -0.01})],
            "SQL fell from 4.0 % to 6.0 % of the offers (1.0–3.0 points).",
        ),
        (
            [row(kind="credential share", preferred_label=None, credential="CPR", **SHARE)],
            "CPR rose from 4.0 % to 6.0 % of the vacancies",
        ),
        (
            [row(kind="class", event="changed", class_before="contested", class_after="saturated")],
            "SQL: contested before, saturated now.",
        ),
        (
            [
                row(kind="offers", event="entered", count_before=0, count_after=3),
                row(kind="provider", event="closed", count_before=4, count_after=0),
            ],
            "No share and no verdict moved beyond chance. Offers added: 3; ended: 4.",
        ),
        ([row(cause="sources", **SHARE)], "No share and no verdict moved beyond chance. 1 other difference by sources"),
        ([row(preferred_label=f"skill {n}", **SHARE) for n in range(5)], "2 more such changes."),
    ],
)
def test_only_what_the_market_moved_beyond_chance_is_news(rows: list[dict[str, Any]], said: str) -> None:
    changes = shaped(pd.DataFrame(rows, columns=list(SCHEMA)), SCHEMA)
    assert said in plain(changed(compared(changes)))


def test_without_an_earlier_report_nothing_is_called_a_change() -> None:
    assert plain(changed(findings("told"))) == "What changed. There is no earlier report to compare with."


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ([("certificate", "sufficient"), ("degree", "sufficient")], "beside degrees. “c0”: asked in"),
        (
            [("certificate", "thin"), ("degree", "sufficient")],
            "Beside degrees none with enough evidence; of degrees “c1”",
        ),
        ([("certificate", "thin")], "beside degrees. “c0”: thin evidence"),
    ],
)
def test_a_credential_of_few_vacancies_leads_only_where_nothing_else_is_named(
    kinds: list[tuple[str, str]], said: str
) -> None:
    found = findings("told")
    rows = [
        found.credentials[0] | {"credential": f"c{n}", "credential_type": kind, "evidence": evidence}
        for n, (kind, evidence) in enumerate(kinds)
    ]
    assert said in plain(in_demand(found, [], rows)[0])
