"""What a provider is like beside its counts: where it is alone, where crowded, with whom, and what it states."""

from typing import TYPE_CHECKING

import pandas as pd

from reports.measures.units.basis import Basis
from reports.measures.units.counting import ALL, RATIO, Schema, query, shaped

if TYPE_CHECKING:
    from warehouse.frames import Market

NAMED = 5  # names of an aspect in one cell, the first of them; types of credentials are few, and all named
ASPECTS = ("credential_types", "underserved_skills", "crowded_skills", "sole_skills")
STATED = ("accreditors", "partners", "resellers")
SCHEMA: Schema = {
    **dict.fromkeys((*ASPECTS, *STATED), "string"),
    **dict.fromkeys(("asked_sole_skill_count", "partner_count", "career_support_count", "chain_count"), "Int64"),
    "price_per_hour_count": "Int64",
    "price_per_hour_median": RATIO,
}
TAUGHT = """
    SELECT DISTINCT organization AS provider_key, concept_uri, preferred_label, class, gap, demand_count,
        is_transversal,
        count(DISTINCT organization) OVER (PARTITION BY concept_uri) = 1 AS sole
    FROM mentions JOIN units USING (unit_id) JOIN skills ON subject_id = skill_id JOIN markets USING (concept_uri)
    WHERE open
"""
LISTED = """
    SELECT organization AS provider_key, unit_id, units.source AS own, offers.source, accredited_by, career_support,
        industry_partners
    FROM units JOIN listings USING (unit_id) JOIN offers USING (offer_id) WHERE units.open AND offers.open
"""
# Of each aspect, what is named and how it is ordered: skills that are alone by how many vacancies ask them, crowded and
# underserved ones by their gap, the rest by offers. What is asked of nearly everyone is no skill to be named for.
SAID = """
    SELECT provider_key, 'sole_skills' AS aspect, preferred_label AS said, -demand_count::DOUBLE AS rank
    FROM taught WHERE sole AND NOT is_transversal
    UNION ALL SELECT provider_key, 'crowded_skills', preferred_label, gap FROM taught
    WHERE class IN ('saturated', 'dominated') AND NOT is_transversal
    UNION ALL SELECT provider_key, 'underserved_skills', preferred_label, -gap FROM taught
    WHERE class = 'underserved' AND NOT is_transversal
    UNION ALL SELECT organization, 'credential_types',
        format('{} ({})', coalesce(credential_type, 'not stated'), count(*)), -count(*)
    FROM units WHERE open GROUP BY organization, credential_type
    UNION ALL SELECT provider_key, 'accreditors', trim(accredited_by), -count(DISTINCT unit_id)
    FROM listed WHERE trim(accredited_by) <> '' GROUP BY ALL
    UNION ALL SELECT provider_key, 'resellers', source, -count(DISTINCT unit_id)
    FROM listed WHERE source <> own GROUP BY ALL
    UNION ALL SELECT provider_key, 'partners', partner, -count(DISTINCT unit_id)
    FROM (SELECT provider_key, unit_id, trim(unnest(string_split(industry_partners, '; '))) AS partner FROM listed)
    WHERE partner <> '' GROUP BY ALL
"""
TOLD = f"""
    SELECT provider_key, aspect, count(*) AS number,
        string_agg(said, '; ' ORDER BY place) FILTER (place <= {NAMED} OR aspect = 'credential_types') AS names
    FROM (
        SELECT *, row_number() OVER (PARTITION BY provider_key, aspect ORDER BY rank, said) AS place FROM said)
    GROUP BY provider_key, aspect ORDER BY provider_key, aspect
"""  # noqa: S608
COUNTS = """
    WITH supported AS (
        SELECT provider_key, count(DISTINCT unit_id) FILTER (trim(career_support) <> '') AS career_support_count
        FROM listed GROUP BY ALL),
    asked AS (
        SELECT provider_key, count(*) FILTER (sole AND demand_count > 0) AS asked_sole_skill_count
        FROM taught GROUP BY ALL),
    stacked AS (
        SELECT organization AS provider_key, count(*) AS chain_count
        FROM chains JOIN units ON first_offer = key GROUP BY ALL),
    paced AS (
        SELECT organization AS provider_key, count(hourly) AS price_per_hour_count,
            median(hourly) AS price_per_hour_median
        FROM (
            SELECT organization, CASE WHEN price > 0 AND hours > 0 THEN price / hours END AS hourly
            FROM units WHERE open)
        GROUP BY ALL)
    SELECT * FROM paced LEFT JOIN supported USING (provider_key) LEFT JOIN asked USING (provider_key)
    LEFT JOIN stacked USING (provider_key) ORDER BY provider_key
"""


def profiles(market: "Market", basis: Basis, markets: pd.DataFrame, chains: pd.DataFrame) -> pd.DataFrame:
    """One row for each provider with an open offer: provider_key and the columns of `SCHEMA`.

    `markets` is as `saturation` gives it, `chains` as `stackable` does. What no record states is empty (names) or 0
    (counts of offers that state it): it is not known, and not said to be missing.
    """
    side = basis.supply
    here = markets.loc[markets["place"] == ALL, ["concept_uri", "class", "gap", "demand_count"]]
    frames = {"units": side.units, "mentions": side.mentions, "listings": basis.listings, "chains": chains}
    said = ("offer_id", "source", "open", "accredited_by", "career_support", "industry_partners")
    frames |= {"skills": basis.skills, "markets": here, "offers": market.columns("offers", *said)}
    known = {"taught": query(TAUGHT, **frames), "listed": query(LISTED, **frames)}
    told = query(TOLD, said=query(SAID, units=side.units, **known))
    names = told.pivot(index="provider_key", columns="aspect", values="names").reindex(columns=[*ASPECTS, *STATED])
    partners = told.loc[told["aspect"] == "partners", ["provider_key", "number"]].set_index("provider_key")["number"]
    found = query(COUNTS, units=side.units, chains=chains[["first_offer"]], **known)
    if found.empty:  # two empty columns of texts have nothing to be joined by
        return shaped(found.reindex(columns=["provider_key", *SCHEMA]), {"provider_key": "string", **SCHEMA})
    found = found.join(names, on="provider_key").join(partners.rename("partner_count"), on="provider_key")
    counts = [name for name in SCHEMA if name.endswith("_count")]
    return found.fillna(dict.fromkeys(counts, 0))
