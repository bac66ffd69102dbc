"""Providers: what each offers, at what terms, and how crowded the skills are that it teaches."""

from typing import TYPE_CHECKING

import pandas as pd

from reports.measures.supply.provider_profile import SCHEMA as PROFILE
from reports.measures.supply.provider_profile import profiles
from reports.measures.supply.supply import FIGURES
from reports.measures.supply.supply import SCHEMA as SUPPLY
from reports.measures.units.basis import Basis
from reports.measures.units.counting import ALL, SHARE, Schema, query, shaped

if TYPE_CHECKING:
    from warehouse.frames import Market

CLASSES = ("underserved", "balanced", "contested", "saturated", "dominated", "thin")
SCHEMA: Schema = {
    **dict.fromkeys(("provider_key", "provider", "provider_kind"), "string"),
    **dict.fromkeys(("offer_count", "listing_count", "new_offer_count", "skill_count", "sole_skill_count"), "Int64"),
    **{f"{name}_share": SHARE for name in CLASSES},
    **{name: kind for name, kind in SUPPLY.items() if name != "new_offer_count"},
    "source_count": "Int64",
    "sources": "string",
    **PROFILE,
}
OFFERS = f"""
    SELECT organization AS provider_key, min(name) AS provider, min(provider_kind) AS provider_kind,
        count(*) AS offer_count, sum(listing_count) AS listing_count, count(DISTINCT source) AS source_count,
        string_agg(DISTINCT source, '; ' ORDER BY source) AS sources, {FIGURES}
    FROM units WHERE open GROUP BY ALL
"""  # noqa: S608
SKILLS = f"""
    WITH taught AS (
        SELECT DISTINCT organization AS provider_key, concept_uri, class
        FROM mentions JOIN units USING (unit_id) JOIN skills ON subject_id = skill_id JOIN classes USING (concept_uri)
        WHERE open),
    crowd AS (SELECT concept_uri, count(*) AS providers FROM taught GROUP BY ALL)
    SELECT provider_key, count(*) AS skill_count, count(*) FILTER (providers = 1) AS sole_skill_count,
        {", ".join(f"count(*) FILTER (class = '{name}') / count(*) AS {name}_share" for name in CLASSES)}
    FROM taught JOIN crowd USING (concept_uri) GROUP BY ALL
"""  # noqa: S608


def providers(market: "Market", basis: Basis, markets: pd.DataFrame, chains: pd.DataFrame) -> pd.DataFrame:
    """One row for each provider with an open offer; by offers (falling), provider_key.

    `markets` is as `saturation` gives it, `chains` as `stackable` does. The shares by class are of the distinct skills
    that the provider teaches, by the class of their market in all places; a sole skill is taught by nobody else.
    """
    classes = markets.loc[markets["place"] == ALL, ["concept_uri", "class"]]
    offers = query(OFFERS, units=basis.supply.units)
    skills = query(
        SKILLS, units=basis.supply.units, mentions=basis.supply.mentions, skills=basis.skills, classes=classes
    )
    rows = offers.merge(skills, on="provider_key", how="left").fillna({"skill_count": 0, "sole_skill_count": 0})
    rows = rows.merge(profiles(market, basis, markets, chains), on="provider_key", how="left")
    rows = rows.sort_values(["offer_count", "provider_key"], ascending=[False, True], kind="stable")
    return shaped(rows, SCHEMA)
