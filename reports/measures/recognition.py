"""Recognition by industry (METHOD §2): how often its vacancies name credentials, small ones too, or ask no degree."""

from dataclasses import replace

import numpy as np
import pandas as pd

from reports.measures.basis import Basis
from reports.measures.counting import ALL, RATIO, SHARE, Schema, query, shaped
from reports.measures.intervals import effective_number, evidence, share_interval
from reports.measures.tally import tally

ASKED = ("credential", "micro_credential", "no_degree")
MICRO = ("badge", "micro-credential", "professional certificate", "nanodegree")
DEGREES = ("associate", "bachelor", "master", "doctorate")
SCHEMA: Schema = {
    **dict.fromkeys(("place", "industry"), "string"),
    **dict.fromkeys(("vacancy_total", "employer_count"), "Int64"),
    "effective_employers": RATIO,
    **{
        f"{name}_{part}": kind
        for name in ASKED
        for part, kind in (("count", "Int64"), ("share", SHARE), ("share_low", SHARE), ("share_high", SHARE))
    },
    "evidence": "string",
}
MEMBERS = f"""
    WITH open_units AS (SELECT unit_id, nullif(industry, '{ALL}') AS stated FROM units WHERE open)
    SELECT unit_id, place_id, NULL AS industry FROM unit_places JOIN open_units USING (unit_id)
    UNION ALL SELECT unit_id, place_id, stated FROM unit_places JOIN open_units USING (unit_id) WHERE stated IS NOT NULL
"""  # noqa: S608
MARKETS = """
    SELECT dense_rank() OVER (ORDER BY place_id, industry NULLS FIRST) - 1 AS market_id, unit_id, place_id, industry
    FROM members ORDER BY ALL
"""
NAMING = f"""
    WITH kinds AS (
        SELECT credential, coalesce(issuer, '') AS issuer, any_value(credential_type ORDER BY credential_type) AS kind
        FROM listed GROUP BY ALL),
    known AS (
        SELECT unit_id, requirement, coalesce(kind, '') AS kind FROM named LEFT JOIN kinds USING (credential, issuer))
    SELECT DISTINCT unit_id, 0 AS subject_id FROM known WHERE kind <> 'degree'
    UNION ALL SELECT DISTINCT unit_id, 1 FROM known WHERE kind IN {MICRO}
    UNION ALL SELECT unit_id, 2 FROM units WHERE open AND coalesce(education_level, '') NOT IN {DEGREES}
        AND unit_id NOT IN (SELECT unit_id FROM known WHERE kind = 'degree' AND requirement <> 'mentioned')
    ORDER BY ALL
"""  # noqa: S608


def recognition(basis: Basis, listed: pd.DataFrame) -> pd.DataFrame:
    """One row for each place and industry with an open vacancy; `all` industries first, then by vacancies (falling).

    Of its vacancies, with 95 % intervals: `credential`, those naming any credential other than a degree;
    `micro_credential`, those naming a badge, micro-credential, nanodegree or professional certificate; `no_degree`,
    those that ask no degree, by level or by name (*skills-based*: also one that is silent about education asks none).
    `listed` (credential, issuer, credential_type) says what kind a credential is.
    """
    units = basis.demand.units
    members = query(MARKETS, members=query(MEMBERS, units=units, unit_places=basis.demand.places))
    markets = members.drop(columns="unit_id").drop_duplicates("market_id").merge(basis.places, on="place_id")
    naming = query(NAMING, units=units, named=basis.named, listed=listed)
    within = members[["unit_id", "market_id"]].rename(columns={"market_id": "place_id"})
    counts = tally(replace(basis.demand, places=within), naming)
    rows = markets.merge(counts.places, left_on="market_id", right_on="place_id", suffixes=("", "_market"))
    for subject, name in enumerate(ASKED):
        rows = rows.assign(**_share(name, rows, counts.subjects[counts.subjects["subject_id"] == subject]))
    named = counts.market[counts.market["named"]].groupby("place_id")["n"].agg(n="sum", nn=lambda n: (n * n).sum())
    sizes = named.reindex(rows["market_id"]).fillna(0)
    rows["effective_employers"] = effective_number(sizes["n"].to_numpy(float), sizes["nn"].to_numpy(float))
    rows = rows.rename(columns={"total": "vacancy_total", "organizations": "employer_count"})
    rows["evidence"] = evidence(rows["vacancy_total"].to_numpy(float), rows["employer_count"].to_numpy(float))
    rows["industry"] = rows["industry"].fillna(ALL)
    order = ["place_id", "is_part", "vacancy_total", "industry"]
    rows = rows.assign(is_part=rows["industry"] != ALL).sort_values(order, ascending=[True, True, False, True])
    return shaped(rows, SCHEMA)


def _share(name: str, rows: pd.DataFrame, counted: pd.DataFrame) -> dict[str, np.ndarray]:
    """The columns of one share: its vacancies in each market, none where `counted` has no row."""
    of = counted.set_index("place_id")[["count", "yy", "yn"]].reindex(rows["market_id"]).fillna(0)
    count, yy, yn = (of[column].to_numpy(np.float64) for column in of)
    total, nn, clusters = (rows[column].to_numpy(np.float64) for column in ("total", "nn", "clusters"))
    low, high, _ = share_interval(count, total, yy, yn, nn, clusters)
    shares = {"count": count, "share": count / total, "share_low": low, "share_high": high}
    return {f"{name}_{part}": values for part, values in shares.items()}
