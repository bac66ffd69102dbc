"""Ads that may stand for no opening (*ours*; no standard exists): evergreen ones and suspected ghosts, by behaviour.

Surveys put ghost jobs, ads for openings that nobody means to fill, at 18–22 % of ads (Greenhouse, 2024), by asking
employers or by hires that never came. Ads alone show only how long they stand and what else their employer does, so a
flag is a suspicion with its reason. No flag removes a vacancy from demand.
"""

import pandas as pd

from reports.measures.units.basis import Basis
from reports.measures.units.counting import Schema, query, shaped
from reports.measures.units.sightings import YEAR, Sightings, number

EVERGREEN = 180  # days
WATCHED = 90  # days: two to three times the median life of an ad
REPOSTS = 3
EXPECTED = 3  # closings: that none is seen by chance has a probability of e⁻³ = 5 %
PARTS = 1_000_000_000  # a pace is an integer, so that sums do not depend on their order
SCHEMA: Schema = {
    "unit_id": "Int64",
    "days_open": "Int64",
    **dict.fromkeys(("evergreen", "suspected_ghost"), "boolean"),
    "expected_closings": 2,
    "reason": "string",
}
STANDING = f"""
    WITH vacancies AS (SELECT * FROM units LEFT JOIN seen USING (unit_id)),
    paces AS (
        SELECT source_id, {PARTS} * count(*) FILTER (ended > {{as_of}} - {YEAR}) // greatest(sum(days), 1) AS pace
        FROM vacancies GROUP BY source_id),
    closings AS (SELECT cluster_id, max(ended) AS closed FROM vacancies GROUP BY cluster_id),
    stock AS (
        SELECT *, last - start AS days_open, sum(pace * (last - first)) OVER younger
            + greatest(sum(pace * last) OVER every - sum(pace * last) OVER younger
                - first * (sum(pace) OVER every - sum(pace) OVER younger), 0) AS expected
        FROM vacancies JOIN paces USING (source_id) JOIN closings USING (cluster_id) WHERE open
        WINDOW every AS (PARTITION BY cluster_id), younger AS (PARTITION BY cluster_id ORDER BY first DESC)),
    judged AS (
        SELECT *, coalesce(days_open > {EVERGREEN}, FALSE) AS is_long,
            coalesce(rounds > {REPOSTS} AND days_open > {WATCHED}, FALSE) AS is_anew,
            coalesce(since <= {{as_of}} - {WATCHED} AND pace > 0, FALSE) AS is_judged,
            is_judged AND last - first > {WATCHED} AND expected >= {EXPECTED * PARTS}
                AND NOT coalesce(closed > first, FALSE) AS is_ghost
        FROM stock)
    SELECT unit_id, days_open,
        CASE WHEN is_long OR is_anew THEN TRUE WHEN is_known THEN FALSE END AS evergreen,
        CASE WHEN is_judged THEN is_ghost END AS suspected_ghost,
        CASE WHEN is_judged THEN expected / {PARTS} END AS expected_closings,
        nullif(concat_ws('; ', CASE WHEN is_long THEN 'open for more than {EVERGREEN} days' END,
            CASE WHEN is_anew THEN 'advertised anew ' || rounds - 1 || ' times' END,
            CASE WHEN is_ghost THEN 'its employer closed no ad while it stood' END), '') AS reason
    FROM judged ORDER BY unit_id
"""  # noqa: S608


def standing(seen: Sightings, basis: Basis) -> pd.DataFrame:
    """One row for each open vacancy, by unit_id; `reason` is null where neither flag is up.

    - days_open: from the start of its newest spell to its last sight; at least so many where the start is not known
    - evergreen: more than 180 days open, or advertised anew three times or more, one ad after the other in one source,
      in more than 90 days. Null where the start is not known and the days seen do not decide.
    - suspected_ghost: more than 90 days in our sight, in which its employer closed none of its ads, although at the
      pace of their sources (closings a vacancy-day in the last year) three or more (`expected_closings`) were to be
      expected. Long alone is not enough: an employer that closes others may find the opening hard to fill. Null in a
      source that was not watched for 90 days, does not show closings, or showed none in the last year.

    How much hangs on 180 days: of 2,253 dated ads open at technology firms (July 2026) 45 % were more than 90 days old,
    27 % more than 180, 12 % more than 365; of 651 vacancies on Hacker News (December 2015) 12 %, 5 % and 1 %, and 12 %
    had been advertised anew three times. Ghosts, in drawn markets whose employers' paces differ (log-normal, σ 0.8):
    suspected are 0.2 % of the live ads, 57 % of those of employers that fell silent, 2 % of lone ghosts of employers
    that close others, so a share is a lower bound; 60 or 120 days in place of 90 turn 12 % in all into 14 or 11 %, two
    or five closings in place of three move it by 0.1. Compare shares between markets, not with other definitions.
    """
    units = basis.demand.units[["unit_id", "cluster_id", "source_id", "open"]]
    return shaped(query(STANDING.format(as_of=number(basis.as_of)), units=units, seen=seen.vacancies), SCHEMA)
