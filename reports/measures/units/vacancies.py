"""Vacancies: clusters of postings judged the same, with their employer, places, skills and named credentials."""

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from reports.currency import in_report_currency
from reports.measures.units.counting import ALL, REMOTE, distinct_pairs, query
from warehouse.view import FIRST_TOLD

if TYPE_CHECKING:
    from warehouse.frames import Market

TOLD = (
    *("source", "identifier", "vacancy", "employer_key", "hiring_organization", "is_agency", "isco_group"),
    *("nace_section", "seniority", "education_level", "pay_low", "pay_high", "pay_unit", "pay_currency"),
    *("first_seen", "last_seen", "open"),
)
PLACED = ("posting_id", "source", "identifier", "vacancy", "country", "subdivision", "remote")
NAMED = ("posting_id", "credential", "issuer", "requirement")
A_YEAR = {"hour": 2080, "day": 260, "week": 52, "month": 12, "year": 1}  # as many as full-time work has
RANKED = f"""
    SELECT *, coalesce(vacancy, source || ':' || identifier) AS key,
        CASE pay_unit {" ".join(f"WHEN '{unit}' THEN {number}" for unit, number in A_YEAR.items())} END
            * (pay_low + pay_high) / 2 AS annual,
        row_number() OVER (ORDER BY {FIRST_TOLD}) AS rank
    FROM postings
"""  # noqa: S608
UNITS = f"""
    SELECT key, arg_min(employer_key, rank) AS organization,
        arg_min(hiring_organization, rank) FILTER (WHERE employer_key IS NOT NULL) AS name,
        arg_min(source, rank) AS source, arg_min(isco_group, rank) AS occupation,
        arg_min(nace_section, rank) AS industry, arg_min(seniority, rank) AS level,
        arg_min(education_level, rank) AS education_level,
        arg_min(annual, rank) FILTER (pay_currency IS NOT NULL) AS pay,
        arg_min(pay_currency, rank) FILTER (annual IS NOT NULL) AS pay_currency,
        min(first_seen) AS first_seen, max(last_seen) AS last_seen,
        bool_or(coalesce(open, FALSE)) AS open, count(*) AS posting_count
    FROM ({RANKED}) GROUP BY key ORDER BY key
"""  # noqa: S608
NUMBERED = """
    SELECT posting_id, unit_id::INTEGER AS unit_id, country, subdivision, coalesce(remote, FALSE) AS remote
    FROM postings JOIN units ON key = coalesce(vacancy, source || ':' || identifier) ORDER BY source, identifier
"""
PLACES = f"""
    SELECT unit_id, '{ALL}' AS place FROM postings
    UNION ALL SELECT unit_id, '{REMOTE}' FROM postings WHERE remote
    UNION ALL SELECT unit_id, country FROM postings WHERE country IS NOT NULL
    UNION ALL SELECT unit_id, subdivision FROM postings WHERE subdivision IS NOT NULL
"""  # noqa: S608
SKILLS = "SELECT unit_id, concept_uri FROM mentions JOIN postings USING (posting_id) WHERE concept_uri IS NOT NULL"
STRENGTH = {"required": 1, "preferred": 2, "equivalent": 2, "mentioned": 3}
CREDENTIALS = """
    SELECT unit_id, credential, coalesce(issuer, '') AS issuer,
        arg_min(strength.requirement, strength.rank) AS requirement
    FROM mentions JOIN postings USING (posting_id) JOIN strength ON strength.word = mentions.requirement
    GROUP BY ALL ORDER BY ALL
"""


class Vacancies(NamedTuple):
    """Frames of the demand side, by `unit_id`.

    - units: unit_id, key (the vacancy), organization, name, source, occupation (ISCO-08 group), industry (NACE
      section), level (of seniority), education_level, pay (a year's, the middle of what is stated, in the report's
      currency), first_seen, last_seen, open, posting_count. What is said of a vacancy is what the first posting to
      say it says.
    - places: unit_id, place: `all`, `remote`, country, subdivision    · skills: unit_id, concept_uri; both distinct
    - credentials: unit_id, credential, issuer, requirement: the strongest, negated left out
    - postings: posting_id, unit_id
    """

    units: pd.DataFrame
    places: pd.DataFrame
    skills: pd.DataFrame
    credentials: pd.DataFrame
    postings: pd.DataFrame


def vacancies(market: "Market") -> Vacancies:
    """The vacancies of `market`, open and closed, in the order of their keys.

    The organisation is the first named employer that is no agency, else the agency, else null. A posting that is in
    no cluster is a vacancy of its own.
    """
    units = query(UNITS, postings=market.columns("postings", *TOLD))
    units.insert(0, "unit_id", range(len(units)))
    units["pay"] = in_report_currency(units["pay"], units.pop("pay_currency"), market.as_of)
    postings = query(NUMBERED, postings=market.columns("postings", *PLACED), units=units[["unit_id", "key"]])
    numbers = postings[["posting_id", "unit_id"]]
    strength = pd.DataFrame(
        {
            "word": list(STRENGTH),
            "rank": list(STRENGTH.values()),
            "requirement": ["required", "preferred", "preferred", "mentioned"],
        }
    )
    return Vacancies(
        units,
        distinct_pairs(PLACES, postings=postings),
        distinct_pairs(
            SKILLS, mentions=market.columns("posting_skills", "posting_id", "concept_uri"), postings=numbers
        ),
        query(CREDENTIALS, mentions=market.columns("posting_credentials", *NAMED), postings=numbers, strength=strength),
        numbers,
    )
