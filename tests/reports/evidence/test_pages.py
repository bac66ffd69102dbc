from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup, Tag

from reports.evidence.pages import evidence_pages
from reports.findings import Findings
from reports.measures.all_measures import measured
from reports.page_html import environment, html
from tests.reports.pages.told_findings import findings
from tests.reports.simulated_market import market
from tests.reports.told_market import told_market

ARABIC = "ممرضة أولى 👩\u200d⚕️"


def pages(given: Any) -> dict[str, BeautifulSoup]:
    """The pages of a market, by kind and label."""
    return pages_of(Findings(given, measured(given)))


def pages_of(found: Findings) -> dict[str, BeautifulSoup]:
    templates, subjects = environment(), zip(found.subjects, evidence_pages(found), strict=True)
    return {
        f"{subject.kind} {subject.label}": BeautifulSoup(html(templates, found.market, page), "html.parser")
        for subject, page in subjects
    }


def said(page: Tag, part: str) -> str:
    """The text of the first element that a selector finds, with plain spaces."""
    found = page.select_one(part)
    assert found is not None
    return found.get_text().replace("\u00a0", " ")


@pytest.fixture(scope="module")
def told() -> dict[str, BeautifulSoup]:
    return pages(told_market(postings=300, offers=50))


def test_each_figure_has_its_formula_its_sources_and_its_records_on_one_page(told: dict[str, BeautifulSoup]) -> None:
    sql = told["skill SQL"]
    terms = [term.get_text() for term in sql.select("#how dt")]
    assert {"Share", "Employers", "Gap", "Class", "Vacancies by source", "Offers by source"} <= set(terms)
    assert "95 % interval" in said(sql, "#how")
    assert len(sql.select("#how li")) == 7
    for part in ("postings", "offers"):
        records = sql.select(f"#{part} .records > li")
        assert records
        for record in records:
            assert [mark.get_text() for mark in record.select("blockquote mark")] == ["SQL"]
            assert [link["rel"] for link in record.select("a")] == [["noopener", "noreferrer"]]
            assert said(record, "blockquote") == "We look for people who know SQL, day to day."
            assert record.select("small")


def test_every_page_leads_back_to_the_view_and_only_to_pages_there_are(told: dict[str, BeautifulSoup]) -> None:
    for name, page in told.items():
        back = page.select_one("a.back")
        assert back is not None
        assert str(back["href"]).startswith("../"), name
    names = {str(p["href"]) for page in told.values() for p in page.select("section a") if "://" not in str(p["href"])}
    assert all(name.endswith(".html") and "/" not in name for name in names)


def test_what_a_source_says_stays_text_and_only_web_addresses_are_links() -> None:
    found = pages_of(findings("hostile"))
    for page in found.values():
        assert page.find_all("img") == []
        assert [script.get("src") for script in page.find_all("script")] == ["../assets/theme.js"]
        assert all(not attribute.startswith("on") for tag in page.find_all() for attribute in tag.attrs)
        for link in page.find_all("a"):
            href = str(link["href"])
            assert href.startswith(("http://", "https://", "../")) or href.endswith(".html")
            if "://" in href:
                assert link["rel"] == ["noopener", "noreferrer"]
    assert any("<script>window.pwned = 1</script>" in page.get_text() for page in found.values())


def test_an_empty_market_has_no_page() -> None:
    assert pages_of(findings("empty")) == {}


def test_one_vacancy_of_a_thousand_characters_from_right_to_left_makes_a_page() -> None:
    long = ARABIC + " x" * 500
    row = {"title": long, "skills": ["triage"], "hiring_organization": "\u202e" + ARABIC, "url": "javascript:alert(1)"}
    found = pages(market([row | {"job_location": None}], []))
    page = found["skill triage"]
    title = said(page, "#postings h3")
    assert title.startswith(ARABIC)
    assert len(title) <= 161
    assert page.select("#postings a") == []
    assert "\u202e" not in page.get_text()
    assert "All of 1 vacancy" in said(page, "#postings")
    assert "No open offer" in said(page, "#offers")
    assert "thin" in said(page, ".lead")


def test_copies_are_folded_and_said() -> None:
    copies = [{"title": "Nurse", "skills": ["triage"], "vacancy": "v"} for _ in range(3)]
    page = pages(market(copies, []))["skill triage"]
    assert [flag.get_text() for flag in page.select(".flag")] == ["one vacancy of 3 postings"]
    assert "All of 1 vacancy" in said(page, "#postings")


def test_a_skill_that_nobody_teaches_shows_the_offers_nearest_to_it() -> None:
    jobs = [{"title": f"Nurse {i}", "skills": ["triage"]} for i in range(3)]
    courses = [{"name": "Ward care", "skills": ["care"]}, {"name": "All care", "skills": ["care", "nursing"]}]
    page = pages(market(jobs, courses))["skill triage"]
    assert [title.get_text() for title in page.select("#nearest h3")] == ["All care", "Ward care"]


def test_an_industry_shows_vacancies_that_name_a_credential_first() -> None:
    named = [{"credential": "Nursing Licence", "issuer": "NMC", "requirement": "required", "matched_text": "RN"}]
    jobs: list[dict[str, Any]] = [{"title": f"Porter {i}", "nace_section": "Q", "skills": ["care"]} for i in range(5)]
    jobs[3]["credentials"] = named
    page = pages(market(jobs, [], industries=[{"nace_section": "Q", "preferred_label": "Health"}]))["industry Health"]
    assert said(page, "#postings h3") == "Porter 3"
    assert "1 ÷ 5 vacancies = 20.0 %" in said(page, "#how")
    assert "All of 5 vacancies" in said(page, "#postings")


def test_a_type_shows_the_formula_of_its_middle_price_and_the_offers_nearest_to_it() -> None:
    prices = [10.0, 20.0, 90.0]
    courses = [
        {"name": f"Course of {price}", "credential_type": "badge", "price": price, "price_currency": "USD"}
        | {"price_kind": "one-time", "skills": ["care"], "offered_by": f"P{price}"}
        for price in prices
    ]
    page = pages(market([], courses))["credential_type badge"]
    assert said(page, "#offers h3") == "Course of 20.0"
    assert "20.00 USD, the middle of 3" in said(page, "#how")


def test_days_are_of_the_record() -> None:
    row = {"title": "Nurse", "skills": ["triage"], "first_seen": pd.Timestamp("2026-11-01")}
    page = pages(market([row], []))["skill triage"]
    assert "1 November 2026" in said(page, "#postings")


def test_an_offer_is_shown_as_its_own_provider_lists_it() -> None:
    listings = [
        {"name": "Care", "skills": ["care"], "source": "market", "offer": "o", "same_as": "https://p.test/1"},
        {"name": "Care", "skills": ["care"], "source": "provider", "offer": "o"},
    ]
    page = pages(market([], listings))["skill care"]
    assert [line.get_text().split(",")[0] for line in page.select("#offers small")] == ["provider"]
    assert "listed 2 times, counted once" in said(page, "#offers")
