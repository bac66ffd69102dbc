"""Credential demand (METHOD §2): who names a credential, how strongly, and who asks what it teaches."""

import numpy as np
import pandas as pd

from reports.measures.demand.implied import implied
from reports.measures.demand.location_quotient import location_quotient
from reports.measures.demand.skill_demand import share_columns
from reports.measures.units.basis import Basis
from reports.measures.units.counting import RATIO, SHARE, Schema, query, shaped
from reports.measures.units.tally import tally

MINIMUM_TAUGHT = 3
MOST_IMPLIED = 2_000  # credentials: each costs as much as counting a skill in every vacancy
SCHEMA: Schema = {
    **dict.fromkeys(("credential", "issuer", "place"), "string"),
    **dict.fromkeys(("explicit_count", "required_count", "preferred_count", "mentioned_count"), "Int64"),
    **dict.fromkeys(("share", "share_low", "share_high"), SHARE),
    **dict.fromkeys(("implied_half_count", "implied_three_quarters_count", "implied_all_count"), "Int64"),
    "employer_count": "Int64",
    "evidence": "string",
    "vacancy_total": "Int64",
    **dict.fromkeys(("requirement_intensity", "effective_employers", "design_effect"), RATIO),
    **dict.fromkeys(("industry_count", "place_count", "source_count", "offer_count", "taught_skill_count"), "Int64"),
    "credential_type": "string",
    **dict.fromkeys(("location_quotient", "location_quotient_low", "location_quotient_high"), RATIO),
}
OFFERED = """
    WITH catalogue AS (
        SELECT unit_id, title AS credential, coalesce(name, '') AS issuer, organization FROM units WHERE open),
    linked AS (
        SELECT unit_id, credential, issuer FROM taught SEMI JOIN catalogue USING (unit_id)
        UNION SELECT unit_id, l.credential, coalesce(l.issuer, '') FROM catalogue JOIN listed l
            ON lower(catalogue.credential) = lower(l.credential) AND lower(catalogue.issuer) = lower(l.issuer)),
    own AS (
        SELECT unit_id, min(credential) OVER same AS credential, min(issuer) OVER same AS issuer
        FROM catalogue WHERE NOT EXISTS (
            FROM linked l WHERE l.unit_id = catalogue.unit_id AND lower(l.credential) = lower(catalogue.credential))
        WINDOW same AS (PARTITION BY lower(credential), organization))
    SELECT unit_id, credential, issuer FROM linked UNION SELECT unit_id, credential, issuer FROM own
"""
SUBJECTS = """
    WITH stated AS (
        SELECT credential, coalesce(issuer, '') AS issuer, credential_type, 0 AS rank, 0 AS offers FROM listed
        UNION ALL SELECT credential, issuer, units.credential_type, 1, -count(*)
        FROM offered JOIN units USING (unit_id) GROUP BY ALL),
    types AS (
        FROM stated WHERE credential_type IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY credential, issuer ORDER BY rank, offers, credential_type) = 1)
    SELECT row_number() OVER (ORDER BY credential, issuer) - 1 AS subject_id, credential, issuer, credential_type
    FROM (SELECT credential, issuer FROM offered UNION SELECT credential, issuer FROM named)
    LEFT JOIN types USING (credential, issuer) ORDER BY subject_id
"""
NUMBERED = """
    SELECT subject_id, frame.* EXCLUDE (credential, issuer)
    FROM frame JOIN subjects USING (credential, issuer) ORDER BY ALL
"""
TAUGHT = f"""
    WITH all_taught AS (
        FROM (SELECT DISTINCT o.subject_id, m.subject_id AS skill_id FROM offered o JOIN mentions m USING (unit_id))
        QUALIFY count(*) OVER (PARTITION BY subject_id) >= {MINIMUM_TAUGHT}),
    vacancies AS (SELECT subject_id, count(*) AS vacancies FROM named GROUP BY ALL),
    offers AS (SELECT subject_id, count(*) AS offers FROM offered GROUP BY ALL),
    first AS (
        FROM (SELECT DISTINCT subject_id FROM all_taught)
        LEFT JOIN vacancies USING (subject_id) LEFT JOIN offers USING (subject_id)
        ORDER BY coalesce(vacancies, 0) DESC, offers DESC, subject_id LIMIT {MOST_IMPLIED})
    FROM all_taught SEMI JOIN first USING (subject_id) ORDER BY ALL
"""  # noqa: S608
ROWS = """
    WITH finest AS (
        SELECT unit_id, max_by(place, length(place)) AS finest FROM unit_places JOIN places USING (place_id)
        WHERE place NOT IN ('all', 'remote') GROUP BY ALL),
    strength AS (
        SELECT place_id, subject_id, count(*) FILTER (requirement = 'required') AS required_count,
            count(*) FILTER (requirement = 'preferred') AS preferred_count,
            count(*) FILTER (requirement = 'mentioned') AS mentioned_count,
            count(DISTINCT industry) AS industry_count, count(DISTINCT finest) AS place_count
        FROM named JOIN units USING (unit_id) JOIN unit_places USING (unit_id) LEFT JOIN finest USING (unit_id)
        WHERE open GROUP BY ALL),
    covered AS (
        SELECT place_id, subject_id, count(*) AS half, count(*) FILTER (quarters >= 3) AS three_quarters,
            count(*) FILTER (quarters = 4) AS whole
        FROM implied JOIN unit_places USING (unit_id) GROUP BY ALL),
    taught_count AS (SELECT subject_id, count(*) AS skills FROM taught GROUP BY ALL),
    offer_count AS (SELECT subject_id, count(*) AS offer_count FROM offered GROUP BY ALL),
    pair AS (SELECT place_id, subject_id FROM strength UNION SELECT place_id, subject_id FROM covered)
    SELECT place_id, place, subject_id, credential, nullif(issuer, '') AS issuer, credential_type,
        totals.* EXCLUDE (place_id, units),
        explicit.* EXCLUDE (place_id, subject_id, units), strength.* EXCLUDE (place_id, subject_id),
        CASE WHEN skills > 0 THEN coalesce(half, 0) END AS implied_half_count,
        CASE WHEN skills > 0 THEN coalesce(three_quarters, 0) END AS implied_three_quarters_count,
        CASE WHEN skills > 0 THEN coalesce(whole, 0) END AS implied_all_count,
        skills AS taught_skill_count, coalesce(offer_count, 0) AS offer_count
    FROM pair JOIN subjects USING (subject_id) JOIN places USING (place_id) JOIN totals USING (place_id)
    LEFT JOIN explicit USING (place_id, subject_id) LEFT JOIN strength USING (place_id, subject_id)
    LEFT JOIN covered USING (place_id, subject_id) LEFT JOIN taught_count USING (subject_id)
    LEFT JOIN offer_count USING (subject_id)
"""
COUNTS = (
    *("count", "yy", "yn", "organizations", "named_count", "named_squares", "sources"),
    *("required_count", "preferred_count", "mentioned_count", "industry_count", "place_count"),
)


def credential_demand(basis: Basis, listed: pd.DataFrame) -> pd.DataFrame:
    """One row for each credential and place that names or implies it; by place, explicit count (falling), name, issuer.

    A credential is one of the list (`listed`: credential, issuer, credential_type) or of a catalogue; open offers of
    the same name and issuer, or linked to it by name, teach it. Its type is the list's, else the one that most of its
    offers state; its location quotient is as a skill's. Implied counts are null below 3 skills taught, never 0, and
    beyond the 2,000 credentials that the most vacancies name, then the most offers bear.
    """
    offers = basis.supply.units
    offered = query(OFFERED, units=offers, taught=basis.taught, listed=listed)
    subjects = query(SUBJECTS, offered=offered, named=basis.named, listed=listed, units=offers)
    offered, named = (query(NUMBERED, frame=frame, subjects=subjects) for frame in (offered, basis.named))
    taught = query(TAUGHT, offered=offered, named=named, mentions=basis.supply.mentions)
    is_open = basis.demand.units["open"].to_numpy(bool)
    asked = basis.demand.mentions[is_open[basis.demand.mentions["unit_id"]]].rename(columns={"subject_id": "skill_id"})
    mentions = named[["unit_id", "subject_id"]]
    counts = tally(basis.demand, mentions)
    rows = query(
        ROWS,
        units=basis.demand.units[["unit_id", "open", "industry"]],
        unit_places=basis.demand.places,
        places=basis.places,
        subjects=subjects,
        named=named,
        offered=offered,
        taught=taught,
        implied=implied(asked, taught),
        explicit=counts.subjects,
        totals=counts.places.rename(columns={"organizations": "organizations_here"}),
    )
    quotients = location_quotient(basis.demand, mentions, counts)
    return _shaped(rows.fillna(dict.fromkeys(COUNTS, 0)).merge(quotients, on=["place_id", "subject_id"], how="left"))


def _shaped(rows: pd.DataFrame) -> pd.DataFrame:
    named = rows["count"].to_numpy(np.float64)
    with np.errstate(invalid="ignore"):
        intensity = (rows["required_count"] + rows["preferred_count"] / 2).to_numpy(np.float64) / np.where(
            named, named, np.nan
        )
    columns = {"count": "explicit_count", "total": "vacancy_total", "organizations": "employer_count"}
    rows = rows.assign(**share_columns(rows), requirement_intensity=intensity)
    rows = rows.rename(columns=columns | {"sources": "source_count"})
    order = {"place_id": True, "explicit_count": False, "implied_half_count": False, "credential": True, "issuer": True}
    rows = rows.sort_values(list(order), ascending=list(order.values()), kind="stable")
    return shaped(rows, SCHEMA)
