"""Coverage: of what the open vacancies are made, so that a reader sees what the corpus over-represents."""

import pandas as pd

from reports.measures.basis import Basis
from reports.measures.counting import SHARE, Schema, query, shaped

LARGEST = 10
SCHEMA: Schema = {"aspect": "string", "value": "string", "vacancy_count": "Int64", "share": SHARE}
ASPECTS = f"""
    WITH open_units AS (FROM units WHERE open),
    country AS (
        SELECT unit_id, place FROM unit_places JOIN places USING (place_id)
        WHERE place NOT IN ('all', 'remote') AND NOT contains(place, '-')),
    stated AS (
        SELECT unit_id, 'source' AS aspect, source AS value FROM open_units
        UNION ALL SELECT unit_id, 'employer', coalesce(name, organization) FROM open_units
        UNION ALL SELECT unit_id, 'industry', industry FROM open_units
        UNION ALL SELECT unit_id, 'country', place FROM open_units LEFT JOIN country USING (unit_id)
        UNION ALL SELECT unit_id, 'skills', CASE WHEN skill_count > 0 THEN 'at least one' END FROM open_units),
    counted AS (SELECT aspect, value, count(*) AS vacancy_count FROM stated GROUP BY ALL)
    SELECT *, vacancy_count / (SELECT count(*) FROM open_units) AS share FROM counted
    QUALIFY value IS NULL
        OR row_number() OVER (PARTITION BY aspect, value IS NULL ORDER BY vacancy_count DESC, value) <= {LARGEST}
    ORDER BY aspect, vacancy_count DESC, value
"""  # noqa: S608


def coverage(basis: Basis) -> pd.DataFrame:
    """Shares of the open vacancies: the ten largest values of each aspect, and what is not stated (value null).

    Aspects: source, employer, industry, country, skills (whether one was read). By aspect, count (falling), value.
    """
    rows = query(ASPECTS, units=basis.demand.units, unit_places=basis.demand.places, places=basis.places)
    return shaped(rows, SCHEMA)
