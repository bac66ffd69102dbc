"""The two sides of a market as units (vacancies, linked offers) with integer keys: what every measure counts."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reports.measures.counting import ALL, REMOTE, query
from reports.measures.offers import offers
from reports.measures.vacancies import vacancies

if TYPE_CHECKING:
    from warehouse.frames import Market

WHOLE_UNIT = 1_000_000_000
SKILLS = """
    SELECT row_number() OVER (ORDER BY concept_uri) - 1 AS skill_id, concept_uri, preferred_label, skill_type,
        group_uri, group_label, parent_group_uri, parent_group_label
    FROM (SELECT concept_uri FROM asked UNION SELECT concept_uri FROM taught)
    LEFT JOIN (SELECT DISTINCT ON (concept_uri) * FROM skills ORDER BY ALL) USING (concept_uri) ORDER BY skill_id
"""
SPREAD_ONLINE = f"""
    SELECT unit_id, place_id FROM offered JOIN places USING (place)
    UNION SELECT unit_id, place_id FROM offered, places WHERE offered.place = '{REMOTE}' AND place_id = supply_id
    ORDER BY ALL
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Side:
    """One side. `unit_id` numbers its units from 0 in the order of their keys; closed units are kept, marked.

    - units: unit_id, key, organization, name, source, open, first_seen and more as `vacancies` and `offers` say, and
      cluster_id (an organisation, or the lone unit that names none), skill_count, unit_share (a unit is spread evenly
      over its skills; 10⁻⁹ units each)
    - places: unit_id, place_id    · mentions: unit_id, subject_id (a skill_id); both distinct
    """

    units: pd.DataFrame
    places: pd.DataFrame
    mentions: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Basis:
    """Both sides under common place and skill numbers.

    - places: place_id, place, supply_id: the place whose offers supply it. A place without an offer of its own is
      supplied by what is offered online, as `remote` is, so that supply is counted once, there.
    - skills: skill_id, concept_uri, preferred_label, skill_type, group_uri, group_label, parent_group_uri, …_label
    - named: unit_id of a vacancy, credential, issuer, requirement    · taught: unit_id of an offer, credential, issuer
    - postings: posting_id, unit_id    · listings: offer_id, unit_id: the records behind each unit
    """

    as_of: date
    places: pd.DataFrame
    skills: pd.DataFrame
    demand: Side
    supply: Side
    named: pd.DataFrame
    taught: pd.DataFrame
    postings: pd.DataFrame
    listings: pd.DataFrame


def basis(market: "Market") -> Basis:
    """Vacancies and offers of `market`, their places and distinct skills."""
    asked, offered = vacancies(market), offers(market)
    places = _places(asked.places, offered.places)
    skills = query(SKILLS, asked=asked.skills, taught=offered.skills, skills=market.skills)
    at = query("SELECT unit_id, place_id FROM p JOIN places USING (place) ORDER BY ALL", p=asked.places, places=places)
    spread = query(SPREAD_ONLINE, offered=offered.places, places=places)
    demand = _side(asked.units, at, asked.skills, skills)
    supply = _side(offered.units, spread, offered.skills, skills)
    named = (asked.credentials, offered.credentials)
    return Basis(market.as_of, places, skills, demand, supply, *named, asked.postings, offered.listings)


def _places(asked: pd.DataFrame, offered: pd.DataFrame) -> pd.DataFrame:
    """`all`, `remote`, then ISO codes in their order."""
    codes = sorted((set(asked["place"].unique()) | set(offered["place"].unique())) - {ALL, REMOTE})
    places = pd.DataFrame({"place": pd.array([ALL, REMOTE, *codes], dtype="string")})
    places.insert(0, "place_id", range(len(places)))
    own = places["place"].isin({ALL, REMOTE, *offered["place"].unique()})
    return places.assign(supply_id=places["place_id"].where(own, 1))


def _side(units: pd.DataFrame, places: pd.DataFrame, named: pd.DataFrame, skills: pd.DataFrame) -> Side:
    number = "SELECT unit_id, skill_id AS subject_id FROM named JOIN skills USING (concept_uri) ORDER BY ALL"
    mentions = query(number, named=named, skills=skills[["skill_id", "concept_uri"]])
    count = np.bincount(mentions["unit_id"].to_numpy(np.int64), minlength=len(units))
    cluster = np.where(units["organization"].notna(), "o:" + units["organization"], "u:" + units["key"])
    return Side(
        units.assign(
            cluster_id=pd.factorize(cluster)[0],
            source_id=pd.factorize(units["source"])[0],
            is_named=units["organization"].notna().to_numpy(bool),
            skill_count=count,
            unit_share=np.where(count > 0, WHOLE_UNIT // np.maximum(count, 1), 0),
        ),
        places,
        mentions,
    )
