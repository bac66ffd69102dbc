from typing import Any

import pytest

from reports.evidence.pages import evidence_pages
from reports.evidence.shown import bearing, shown_offers, shown_postings
from reports.findings import Findings
from reports.measures.all_measures import measured
from reports.rows import credential_key
from tests.reports.told_market import told_market


@pytest.fixture(scope="module")
def findings() -> Findings:
    market = told_market(postings=500, offers=60)
    sections = ["J" if i % 3 else "Q" for i in range(len(market.postings))]
    groups = ["2221" if i % 2 else None for i in range(len(market.postings))]
    market.postings = market.postings.assign(nace_section=sections, isco_group=groups)
    market.postings["nace_section"] = market.postings["nace_section"].astype("string")
    market.postings["isco_group"] = market.postings["isco_group"].astype("string")
    return Findings(market, measured(market))


def test_as_many_records_stand_behind_a_figure_as_it_counts(findings: Findings) -> None:
    borne = bearing(findings)
    postings, offers = shown_postings(findings, borne), shown_offers(findings, borne)
    number = {(s.kind, s.key): no for no, s in enumerate(findings.subjects)}

    def total(side: Any, kind: str, key: object, is_own: bool = True) -> int:
        found = side.get((number[kind, str(key)], is_own))
        return found.total if found else 0

    for row in findings.markets:
        assert total(postings, "skill", row["concept_uri"]) == row["demand_count"]
        assert total(offers, "skill", row["concept_uri"]) == row["offer_count"]
    for row in findings.credentials:
        key = credential_key(row)
        assert total(postings, "credential", key) == row["explicit_count"]
        assert total(offers, "credential", key) == row["offer_count"]
        assert total(postings, "credential", key, is_own=False) == (row["implied_half_count"] or 0)
    for row in findings.catalogues:
        assert total(offers, "provider", row["provider_key"]) == row["offer_count"]
    assert len(findings.credentials) > 10
    measures = findings.measures
    for frame, kind, side, counted in (
        (measures.recognition, "industry", postings, "vacancy_total"),
        (measures.demand_by_occupation, "occupation", postings, "vacancy_total"),
        (measures.price, "credential_type", offers, "offer_count"),
    ):
        whole = frame[frame["place"] == "all"]
        codes = dict(zip(whole[kind].astype(str), whole[counted], strict=True))
        found = {code: count for code, count in codes.items() if (kind, code) in number}
        assert found
        assert {code: total(side, kind, code) for code in found} == found


def test_no_more_is_shown_than_is_counted_and_the_page_says_which_part(findings: Findings) -> None:
    pages = list(evidence_pages(findings))
    assert len(pages) == len(findings.subjects)
    for page in pages:
        for exhibit in page.extra["exhibits"]:
            assert len(exhibit.records) <= 20
            assert (not exhibit.records) == exhibit.note.startswith("No open")


def test_a_sources_count_is_of_the_vacancies_it_gave(findings: Findings) -> None:
    postings = shown_postings(findings, bearing(findings))
    for part in (part for (_, is_own), part in postings.items() if is_own):
        assert sum(row["count"] for row in part.sources) == part.total  # each vacancy of one source here


def test_a_page_that_no_table_leads_to_does_not_exist(findings: Findings) -> None:
    assert findings.href("industry", "A") is None
    assert findings.href("industry", "J") == f"evidence/{_slug(findings, 'industry', 'J')}.html"
    assert (
        findings.href("occupation", "2221", "postings")
        == f"evidence/{_slug(findings, 'occupation', '2221')}.html#postings"
    )


def _slug(findings: Findings, kind: str, key: str) -> str:
    return next(s.slug for s in findings.subjects if (s.kind, s.key) == (kind, key))
