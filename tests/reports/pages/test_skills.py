"""The skills page: what moves comes first, thin evidence is said, and each part has its own rows and words."""

from collections.abc import Iterable
from typing import Any

import pytest
from markupsafe import Markup

from reports.findings import Findings
from reports.measures.all_measures import measured
from reports.page import Page
from reports.pages import skills
from tests.reports.pages.told_findings import findings
from tests.reports.simulated_market import market
from tests.reports.told_market import told_market

Spec = dict[str, Any]
LONG, HEBREW = "A" + 999 * "a", "תכנות"


def read(sentences: Iterable[object]) -> str:
    return " ".join(s.striptags() if isinstance(s, Markup) else str(s) for s in sentences)


def asking(number: int, *names: str, employers: int = 5, **stated: Any) -> list[Spec]:
    return [{"skills": list(names), "employer_key": f"e{i % employers}", **stated} for i in range(number)]


def of(jobs: list[Spec]) -> Page:
    made = market(jobs)
    return skills.page(Findings(made, measured(made)))


@pytest.fixture(scope="module")
def told() -> Page:
    return skills.page(findings("told"))


def test_it_opens_with_what_moves(told: Page) -> None:
    assert told.title == "Kubernetes rises fastest, “data entry” falls fastest"
    first, second, *_ = (read([s]) for s in told.lead)
    assert first.startswith("Kubernetes rises fastest, by +")
    assert "percentage points a week" in first
    assert "taught by" in first
    assert second.startswith("“data entry” falls fastest, by −")
    assert told.pictures[0].title.startswith("Rising beyond chance: 1 skill; falling: 1 skill")
    assert {v["label"] for v in told.pictures[0].spec["data"]["values"]} == {"▲ Kubernetes", "▼ data entry"}
    assert [p.name for p in told.pictures] == ["weekly", "most-asked"]


@pytest.mark.parametrize(
    ("jobs", "title", "said"),
    [
        ([], "No open vacancy names a skill yet", "Open: no vacancies, none of them naming a skill we know."),
        (asking(3), "No open vacancy names a skill yet", "Open: 3 vacancies, none of them naming a skill we know."),
        (asking(1, "sql"), "“sql” is asked most", "The evidence on demand for “sql” is thin: named in 1 of 1 vacancy"),
        (asking(20, "SQL") + asking(20), "SQL is asked most", "SQL is asked in 50.0 % ("),
        (asking(20, LONG), f"A{98 * 'a'}… is asked most", "No skill has history enough for a trend"),
        (asking(20, HEBREW), f"“{HEBREW}” is asked most".replace("“", "").replace("”", ""), HEBREW),
    ],
)
def test_a_market_of_any_size_has_its_words(jobs: list[Spec], title: str, said: str) -> None:
    page = of(jobs)
    assert page.title.replace("“", "").replace("”", "") == title.replace("“", "").replace("”", "")
    assert said in read(page.lead)


def test_an_empty_market_has_no_picture_and_says_what_its_tables_lack() -> None:
    page = of([])
    assert not page.pictures
    assert [bool(t.rows) for t in page.tables] == [False] * 3
    assert all(t.empty for t in page.tables)


def test_skills_that_all_are_asked_lead_no_headline() -> None:
    made = market(asking(40, "teamwork") + asking(20, "sql"))
    measures = measured(made)
    findings = Findings(made, measures)
    for row in findings.skills:
        row["is_transversal"] = row["preferred_label"] == "teamwork"
    page = skills.page(findings)
    assert page.title == "“sql” is asked most"
    assert "no market of their own: “teamwork”" in read(page.lead)
    assert [row[1].text for row in page.tables[0].rows] == ["transversal", "of a trade"]
    dots = page.pictures[-1].spec["data"]["values"]
    assert [dot["label"] for dot in dots] == ["sql"]


JOBS = [
    *asking(60, "sql", "python", employers=30, country="US", seniority="senior", nace_section="J", isco_group="2512"),
    *asking(120, "sql", employers=30, country="GB", seniority="entry", nace_section="Q", isco_group="2221"),
    *asking(12, employers=3, country="FR"),
]


@pytest.fixture(scope="module")
def parted() -> Page:
    return of(JOBS)


@pytest.mark.parametrize("key", ["place=US", "level=senior", "industry=J", "occupation=2512"])
def test_a_part_has_its_own_rows_words_and_picture(parted: Page, key: str) -> None:
    assert "is asked in 100.0 % (" in read(parted.cuts[key])
    assert "of 60 vacancies" in read(parted.cuts[key])
    assert "“python” 3.2 (" in read(parted.cuts[key])
    found, more, groups = parted.tables
    assert [[c.text for c in row[:3]] for row in found.cuts[key]] == [
        ["python", "of a trade", "60"],
        ["sql", "of a trade", "60"],
    ]
    assert [row[0].text for row in more.cuts[key]] == ["python"]
    assert not groups.cuts
    picture = parted.pictures[-1].cuts[key]
    assert "60 vacancies" in picture.source
    assert [value["share"] for value in picture.spec["data"]["values"]] == [1, 1]


def test_a_part_that_names_nothing_says_so(parted: Page) -> None:
    assert read(parted.cuts["place=FR"]) == "France (FR): no open vacancy names a skill we know."
    assert parted.tables[0].cuts["place=FR"] == []
    assert "no skill" in parted.pictures[-1].cuts["place=FR"].title


def test_only_places_have_trends_of_their_own(told: Page, parted: Page) -> None:
    at = [column.label for column in told.tables[0].columns].index("Trend")
    assert {row[at].text for row in told.tables[0].cuts["place=GB"]} <= {
        *("rising", "falling", "flat", "not enough history")
    }
    assert {row[at].text for row in parted.tables[0].cuts["level=senior"]} == {"–"}


def test_what_is_asked_more_than_in_all_names_its_part(parted: Page) -> None:
    rows = [[c.text for c in row[:3]] for row in parted.tables[1].rows if row[0].text == "python"]
    assert ["python", "place", "United States (US)"] in rows
    assert ["python", "level", "Senior"] in rows
    assert all(len(row) == len(parted.tables[1].columns) for row in parted.tables[1].rows)


def test_what_moves_at_a_pace_that_nobody_can_tell_is_said_without_one() -> None:
    made = told_market(postings=60, offers=9)
    found = Findings(made, measured(made))
    [moved] = [row for row in found.skills if row["trend"] == "falling"]
    assert moved["slope"] is None
    assert read(skills.page(found).lead).startswith("“data entry” is asked in ")
