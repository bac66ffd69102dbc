from reports.evidence.shown import implied, shown
from reports.findings import Findings, credential_key
from reports.measures.all_measures import measured
from tests.reports.told_market import told_market


def test_as_many_records_stand_behind_a_figure_as_it_counts() -> None:
    market = told_market(postings=500, offers=60)
    findings = Findings(market, measured(market))
    slugs = {(s.kind, s.key): s.slug for s in findings.subjects}
    postings, offers = shown(findings, "posting"), shown(findings, "offer")
    implying = implied(findings, offers.mentions)
    for row in findings.markets:
        slug = slugs["skill", row["concept_uri"]]
        assert postings.totals.get(slug, 0) == row["demand_count"]
        assert offers.totals.get(slug, 0) == row["offer_count"]
    for row in findings.credentials:
        slug = slugs["credential", credential_key(row)]
        assert postings.totals.get(slug, 0) == row["explicit_count"]
        assert (implying[slug].total if slug in implying else 0) == (row["implied_half_count"] or 0)
    for row in findings.catalogues:
        assert offers.totals[slugs["provider", row["provider_key"]]] == row["offer_count"]
    assert len(findings.credentials) > 10
