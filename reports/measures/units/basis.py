"""The two sides of a market as units (vacancies, linked offers) with integer keys: what every measure counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reports.measures.units.counting import ALL, REMOTE, query
from reports.measures.units.offers import offers
from reports.measures.units.transversal import is_transversal
from reports.measures.units.vacancies import vacancies

if TYPE_CHECKING:
    from warehouse.frames import Market

WHOLE_UNIT = 1_000_000_000
SKILLS = """
    SELECT (row_number() OVER (ORDER BY concept_uri) - 1)::INTEGER AS skill_id, concept_uri, preferred_label,
        skill_type, group_uri, group_label, parent_group_uri, parent_group_label
    FROM named LEFT JOIN (SELECT DISTINCT ON (concept_uri) * FROM skills ORDER BY ALL) USING (concept_uri)
    ORDER BY skill_id
"""
SPREAD_ONLINE = f"""
    SELECT unit_id, place_id FROM offered
    UNION SELECT unit_id, places.place_id FROM offered, places
    WHERE offered.place_id = (SELECT place_id FROM places WHERE place = '{REMOTE}') AND places.place_id = supply_id
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
    - skills: skill_id, concept_uri, preferred_label, skill_type, group_uri, group_label, parent_group_uri,
      …_label, is_transversal
    - named: unit_id of a vacancy, credential, issuer, requirement    · taught: unit_id of an offer, credential, issuer
    - dwelt_on: the mentions of an offer that its title makes, or its text more than once
    - postings: posting_id, unit_id    · listings: offer_id, unit_id: the records behind each unit
    """

    as_of: date
    places: pd.DataFrame
    skills: pd.DataFrame
    demand: Side
    supply: Side
    named: pd.DataFrame
    taught: pd.DataFrame
    dwelt_on: pd.DataFrame
    postings: pd.DataFrame
    listings: pd.DataFrame


def basis(market: "Market") -> Basis:
    """Vacancies and offers of `market`, their places (those that its view shows) and distinct skills."""
    asked, offered = vacancies(market), offers(market)
    places = _places(*(filter(market.view.shows, side.places["place"].cat.categories) for side in (asked, offered)))
    named = {*asked.skills["concept_uri"].cat.categories, *offered.skills["concept_uri"].cat.categories}
    concepts = pd.DataFrame({"concept_uri": pd.array(sorted(named), dtype="string")})
    skills = query(SKILLS, named=concepts, skills=market.skills)
    skills["is_transversal"] = is_transversal(skills)
    at, own = (_numbered(side.places, "place_id", places["place"]) for side in (asked, offered))
    spread = query(SPREAD_ONLINE, offered=own, places=places)
    mentions = [_numbered(side.skills, "subject_id", skills["concept_uri"]) for side in (asked, offered)]
    return Basis(
        market.as_of,
        places,
        skills,
        _side(asked.units, at, mentions[0]),
        _side(offered.units, spread, mentions[1]),
        asked.credentials,
        offered.credentials,
        _numbered(offered.dwelt_on, "subject_id", skills["concept_uri"]),
        asked.postings,
        offered.listings,
    )


def _places(asked: Iterable[str], offered: Iterable[str]) -> pd.DataFrame:
    """`all`, `remote`, then ISO codes in their order."""
    offered = set(offered)
    codes = sorted({*asked, *offered} - {ALL, REMOTE})
    places = pd.DataFrame({"place": pd.array([ALL, REMOTE, *codes], dtype="string")})
    places.insert(0, "place_id", np.arange(len(places), dtype=np.int32))
    own = places["place"].isin({ALL, REMOTE, *offered})
    return places.assign(supply_id=places["place_id"].where(own, 1))


def _numbered(pairs: pd.DataFrame, name: str, known: "pd.Series[str]") -> pd.DataFrame:
    """Pairs of a unit and a text as unit_id and, by `name`, the position of the text in `known`; those it has."""
    texts = pairs.iloc[:, 1].array
    position = pd.Index(known).get_indexer(texts.categories).astype(np.int32)
    found = pd.DataFrame({"unit_id": pairs["unit_id"], name: position[texts.codes]})
    if (position < 0).any():
        found = found[found[name] >= 0].reset_index(drop=True)
    return found if (np.diff(position) > 0).all() else found.sort_values(["unit_id", name], ignore_index=True)


def _side(units: pd.DataFrame, places: pd.DataFrame, mentions: pd.DataFrame) -> Side:
    count = np.bincount(mentions["unit_id"], minlength=len(units))
    named = units["organization"].notna().to_numpy(bool)
    code = pd.factorize(units["organization"])[0]
    return Side(
        units.assign(
            cluster_id=pd.factorize(np.where(named, code, len(units) + np.arange(len(units))))[0].astype(np.int32),
            source_id=pd.factorize(units["source"])[0].astype(np.int32),
            is_named=named,
            skill_count=count.astype(np.int32),
            unit_share=np.where(count > 0, WHOLE_UNIT // np.maximum(count, 1), 0),
        ),
        places,
        mentions,
    )
