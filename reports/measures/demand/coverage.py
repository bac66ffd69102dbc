"""Coverage: of what the open vacancies are made, so that a reader sees what the corpus over-represents."""

import numpy as np
import pandas as pd

from reports.measures.demand.weights import Weights
from reports.measures.statistics.intervals import effective_number, share_interval
from reports.measures.units.basis import Basis
from reports.measures.units.counting import ALL, RATIO, SHARE, Schema, query, shaped

LARGEST = 10
SCHEMA: Schema = {
    **dict.fromkeys(("aspect", "value"), "string"),
    "vacancy_count": "Int64",
    "share": SHARE,
    **dict.fromkeys(("label", "place"), "string"),
    **dict.fromkeys(("share_low", "share_high"), SHARE),
    "employer_count": "Int64",
    "effective_number": RATIO,
    "official_count": RATIO,
    "official_share": SHARE,
    **dict.fromkeys(("official_ratio", "official_ratio_low", "official_ratio_high", "weight"), RATIO),
    "representation": "string",
}
# Within an employer a vacancy resembles the next: sums of squares are of employers.
COUNTED = f"""
    WITH open_units AS (SELECT *, unit_id IN (FROM skilled) AS has_skill FROM units WHERE open),
    country AS (
        SELECT unit_id, place FROM unit_places JOIN places USING (place_id)
        WHERE place NOT IN ('all', 'remote') AND NOT contains(place, '-')),
    told AS (
        SELECT 'source' AS aspect, source AS value, cluster_id, count(*) AS y FROM open_units GROUP BY ALL
        UNION ALL SELECT 'employer', coalesce(name, organization), cluster_id, count(*) FROM open_units GROUP BY ALL
        UNION ALL SELECT 'industry', industry, cluster_id, count(*) FROM open_units GROUP BY ALL
        UNION ALL SELECT 'occupation', left(occupation, 1), cluster_id, count(*) FROM open_units GROUP BY ALL
        UNION ALL SELECT 'country', place, cluster_id, count(*)
        FROM open_units LEFT JOIN country USING (unit_id) GROUP BY ALL
        UNION ALL SELECT 'skills', CASE WHEN has_skill THEN 'at least one' END, cluster_id, count(*)
        FROM open_units GROUP BY ALL),
    clusters AS (SELECT cluster_id, any_value(is_named) AS is_named, count(*) AS n FROM open_units GROUP BY ALL),
    market AS (SELECT sum(n) AS total, sum(n * n) AS nn, count(*) AS clusters FROM clusters)
    SELECT aspect, value, sum(y) AS vacancy_count, sum(y * y) AS yy, sum(y * n) AS yn,
        count(*) FILTER (is_named) AS employer_count, any_value(market.total) AS total, any_value(market.nn) AS nn,
        any_value(market.clusters) AS clusters,
        sum(CASE WHEN value IS NOT NULL THEN sum(y) END) OVER of_aspect AS stated,
        sum(CASE WHEN value IS NOT NULL THEN sum(y) * sum(y) END) OVER of_aspect AS squares
    FROM told JOIN clusters USING (cluster_id), market GROUP BY aspect, value
    WINDOW of_aspect AS (PARTITION BY aspect)
    QUALIFY value IS NULL
        OR row_number() OVER (PARTITION BY aspect, value IS NULL ORDER BY vacancy_count DESC, value) <= {LARGEST}
    ORDER BY aspect, vacancy_count DESC, value
"""  # noqa: S608
STRATA = """
    WITH of_cluster AS (SELECT place_id, stratum_id, cluster_id, count(*) AS y FROM members GROUP BY ALL),
    clusters AS (SELECT place_id, cluster_id, count(*) AS n FROM members GROUP BY ALL),
    market AS (SELECT place_id, sum(n) AS total, sum(n * n) AS nn, count(*) AS clusters FROM clusters GROUP BY ALL),
    sums AS (
        SELECT place_id, stratum_id, sum(y * y) AS yy, sum(y * n) AS yn
        FROM of_cluster JOIN clusters USING (place_id, cluster_id) GROUP BY ALL)
    SELECT strata.*, 'official ' || scheme AS aspect, coalesce(yy, 0) AS yy, coalesce(yn, 0) AS yn, total, nn, clusters,
        CASE WHEN country <> strata.place THEN country || ' ' ELSE '' END || code AS value,
        official_count / sum(official_count) OVER (PARTITION BY place_id) AS official_share
    FROM strata LEFT JOIN sums USING (place_id, stratum_id) LEFT JOIN market USING (place_id)
    ORDER BY place_id, stratum_id
"""
SUMS = ("vacancy_count", "total", "yy", "yn", "nn", "clusters")


def coverage(
    basis: Basis,
    weighting: Weights | None = None,
    industries: pd.DataFrame | None = None,
    occupations: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Shares of the open vacancies: the ten largest values of each aspect, and what is not stated (value null).

    Aspects: source, employer, industry (NACE section), occupation (ISCO-08 major group), country, skills (whether one
    was read), by count (falling); effective_number, 1 ÷ Σ shareᵢ² of the values stated, tells how concentrated. Then,
    with weights, `official` strata by place in the order of their table: the corpus's share of the vacancies with a
    stratum there beside the official share, their ratio, and `representation`: over or under where the official share
    lies beyond the 95 % interval, absent without a vacancy, else as official. An employer's own share has no interval.
    `industries` (nace_section, preferred_label) and `occupations` (isco_group, …) label codes.
    """
    units = basis.demand.units[["unit_id", "source", "name", "organization", "industry", "occupation", "cluster_id"]]
    units = units.assign(**{name: basis.demand.units[name] for name in ("is_named", "open")})
    frames = {"units": units, "unit_places": basis.demand.places, "places": basis.places}
    skilled = basis.demand.mentions[["unit_id"]].drop_duplicates()
    made_of = _with_interval(query(COUNTED, skilled=skilled, **frames)).assign(place=ALL)
    stated, squares = (made_of[name].to_numpy(np.float64) for name in ("stated", "squares"))
    made_of["effective_number"] = effective_number(stated, squares)
    ends = ["share_low", "share_high"]
    made_of[ends] = made_of[ends].mask(made_of["aspect"] == "employer")
    rows = made_of if weighting is None else pd.concat([made_of, _representation(weighting)], ignore_index=True)
    return shaped(_labelled(rows, industries, occupations).reindex(columns=list(SCHEMA)), SCHEMA)


def _with_interval(rows: pd.DataFrame) -> pd.DataFrame:
    sums = [rows[name].to_numpy(np.float64) for name in SUMS]
    low, high, _ = share_interval(*sums)
    return rows.assign(share=sums[0] / sums[1], share_low=low, share_high=high)


def _representation(weighting: Weights) -> pd.DataFrame:
    """The strata of a table, as the corpus has them beside the table."""
    rows = _with_interval(query(STRATA, strata=weighting.strata, members=weighting.members))
    official = rows["official_share"]
    ratios = {
        f"official_ratio{end}": rows[f"share{end}"] / official.where(official > 0) for end in ("", "_low", "_high")
    }
    tests = (rows["vacancy_count"] == 0, rows["share_low"] > official, rows["share_high"] < official)
    said = np.select([test.to_numpy(bool) for test in tests], ["absent", "over", "under"], "as official")
    return rows.assign(representation=said, **ratios)


def _labelled(rows: pd.DataFrame, industries: pd.DataFrame | None, occupations: pd.DataFrame | None) -> pd.DataFrame:
    """`label` of industries and occupations, ours and official."""
    label = pd.Series(pd.NA, index=rows.index, dtype="string")
    lists = {"industr": industries, "nace_section": industries, "occupation": occupations, "isco_group": occupations}
    code = rows["value"].astype("string").str.split(" ").str[-1].str.removeprefix("OC")
    for part, known in lists.items():
        if known is not None:
            names = dict(zip(known.iloc[:, 0], known.iloc[:, 1], strict=True))
            label = label.mask(rows["aspect"].str.contains(part), code.map(names).astype("string"))
    return rows.assign(label=label)
