"""The page of a plan: what it says, that it is whole, and that it opens in peace whatever its words are."""

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import expect

from reports.measures.markets.whatif import Plan, whatif
from reports.page import Page
from reports.whatif_report import write
from tests.reports.pages.told_findings import findings
from tests.reports.simulated_market import uri
from tests.reports.told_market import HOSTILE

SKILLS = ("SQL", "care planning", "C++", "graphic design")


def told(name: str, out: Path, names: tuple[str, ...] = SKILLS, labels: tuple[str, ...] = (), **plan: Any) -> Page:
    skills = {"concept_uri": [uri(name) for name in names], "preferred_label": labels or names}
    planned = Plan(pd.DataFrame(skills, dtype="string"), **plan)
    market, measures = findings(name).market, findings(name).measures
    return write(market, planned, whatif(measures.basis, measures.saturation, planned), out)[1]


def folder(out: Path) -> Path:
    (only,) = (out / "whatif").iterdir()
    return only


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Page]:
    out = tmp_path_factory.mktemp("plain")
    page = told("told", out, price=300.0, hours=40.0)
    return folder(out), page


def test_it_says_what_is_asked_beside_what_and_at_which_price(plain: tuple[Path, Page]) -> None:
    where, page = plain
    figures = {(r["side"], r["figure"]): r for r in rows(where / "whatif.csv")}
    half = figures["demand", "half"]
    assert page.title.startswith(f"{int(half['count']):,} of {int(half['total']):,} vacancies ask at least half")
    lead = " ".join(map(str, page.lead))
    share = f"{100 * float(half['share']):.1f}\u00a0%"
    ends = f"{100 * float(half['share_low']):.1f}–{100 * float(half['share_high']):.1f}"
    assert f"{share} ask at least half of them ({ends}; " in lead
    assert f"{int(figures['supply', 'any']['count'])} open offers of" in lead
    assert "At 300.00 USD it would cost more than" in lead
    assert "“care planning” is underserved" in lead
    assert "“graphic design” is saturated" in lead
    assert [r["preferred_label"] for r in rows(where / "whatif_skills.csv")] == list(SKILLS)
    assert len(rows(where / "whatif_offers.csv")) == 10
    assert [r["figure"] for r in rows(where / "whatif_price.csv")] == ["price", "hours", "price_per_hour"]


def test_the_same_plan_gives_the_same_bytes_and_another_another_folder(
    plain: tuple[Path, Page], tmp_path: Path
) -> None:
    where, _ = plain
    told("told", tmp_path, price=300.0, hours=40.0)
    again = folder(tmp_path)
    assert again.name == where.name
    for file in where.rglob("*.*"):
        assert file.read_bytes() == (again / file.relative_to(where)).read_bytes(), file.name
    told("told", tmp_path, price=301.0, hours=40.0)
    assert len(list((tmp_path / "whatif").iterdir())) == 2


def test_it_appears_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError("no space left on device")

    monkeypatch.setattr("reports.whatif_report.page_files", full)
    with pytest.raises(OSError, match="no space"):
        told("told", tmp_path)
    assert not list((tmp_path / "whatif").iterdir())


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("which", ["plain", "hostile", "empty"])
def test_it_opens_from_disk_in_peace(
    which: str, width: int, plain: tuple[Path, Page], tmp_path: Path, browser: Any
) -> None:
    where = plain[0]
    if which == "hostile":
        told("hostile", tmp_path, SKILLS, (*HOSTILE[:3], HOSTILE[4]), place="all")
        where = folder(tmp_path)
    if which == "empty":
        told("empty", tmp_path, price=0.0, hours=0.5)
        where = folder(tmp_path)
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{where.as_uri()}/index.html")
    expect(page.locator(".chart svg")).to_have_count(0 if which == "empty" else 1)
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("a").evaluate_all("all => all.map(a => a.href).filter(h => /^(javascript|data)/.test(h))") == []
    assert complaints == []
    assert [url for url in requests if not url.startswith((where.as_uri(), "data:"))] == []
    context.close()


def test_names_that_are_formulas_stay_text(tmp_path: Path) -> None:
    told("hostile", tmp_path, ("SQL", "C++"), ('=HYPERLINK("http://evil.test";"x")', "C++"))
    labels = [r["preferred_label"] for r in rows(folder(tmp_path) / "whatif_skills.csv")]
    assert labels == ['\'=HYPERLINK("http://evil.test";"x")', "C++"]


def test_without_a_vacancy_or_an_offer_it_says_so(tmp_path: Path) -> None:
    page = told("empty", tmp_path)
    assert page.title == "No vacancy is open: there is no demand to compare with"
    assert "No open offers teach one of its skills" in " ".join(map(str, page.lead))
    assert not page.pictures


def test_below_three_skills_it_says_what_cannot_be_said(tmp_path: Path) -> None:
    page = told("told", tmp_path, ("SQL",))
    assert "ask at least one of its skills" in page.title
    assert "Below 3 skills it is not said how much of it is asked." in page.lead
