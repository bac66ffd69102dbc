"""Counts of subjects (skills, credentials) by place, with the sums between organisations that intervals need."""

from typing import NamedTuple

import pandas as pd

from reports.measures.basis import Side
from reports.measures.counting import query

MARKET = """
    WITH here AS (
        SELECT place_id, cluster_id, any_value(is_named) AS named, count(*) AS n,
            sum(unit_share * skill_count)::BIGINT AS t, sum(skill_count)::BIGINT AS mentions
        FROM unit_places JOIN units USING (unit_id) WHERE open GROUP BY ALL),
    everywhere AS (SELECT cluster_id, n AS n_all FROM here WHERE place_id = 0)
    SELECT here.*, n_all FROM here JOIN everywhere USING (cluster_id) ORDER BY place_id, cluster_id
"""
PLACES = """
    SELECT place_id, sum(n) AS total, sum(n * n) AS nn, sum(n * n_all) AS nn_all, count(*) AS clusters,
        count(*) FILTER (named) AS organizations, sum(mentions) AS mentions,
        sum(t) / 1e9 AS units, sum(t::HUGEINT * t) / 1e18 AS tt
    FROM market GROUP BY ALL ORDER BY place_id
"""
SUBJECTS = """
    WITH named AS (
        SELECT place_id, subject_id, cluster_id, any_value(is_named) AS named, count(*) AS y,
            sum(unit_share)::BIGINT AS u
        FROM mentions JOIN units USING (unit_id) JOIN unit_places USING (unit_id) WHERE open GROUP BY ALL)
    SELECT place_id, subject_id, sum(y) AS count, sum(y * y) AS yy, sum(y * n) AS yn,
        sum(y * n_all) AS yn_all,
        count(*) FILTER (named.named) AS organizations, coalesce(sum(y) FILTER (named.named), 0) AS named_count,
        coalesce(sum(y * y) FILTER (named.named), 0) AS named_squares, sum(u) / 1e9 AS units,
        sum(u::HUGEINT * u) / 1e18 AS uu, sum(u::HUGEINT * t) / 1e18 AS ut
    FROM named JOIN market USING (place_id, cluster_id) GROUP BY ALL ORDER BY place_id, subject_id
"""
SOURCES = """
    SELECT place_id, subject_id, count(DISTINCT source_id) AS sources
    FROM mentions JOIN units USING (unit_id) JOIN unit_places USING (unit_id) WHERE open GROUP BY ALL
"""


class Tally(NamedTuple):
    """Counts of open units.

    - subjects: place_id, subject_id, count, yy = Σy², yn = Σy·n, yn_all = Σy·n_all, organizations (named ones),
      named_count and named_squares (Σy, Σy² over those), units, uu = Σu², ut = Σu·t, sources
    - places: place_id, total, nn = Σn², nn_all = Σn·n_all, clusters, organizations, mentions, units, tt = Σt²
    - market: place_id, cluster_id, named, n, t, mentions, n_all

    A cluster (an organisation) has n units in the place and n_all anywhere, y of the n name the subject; u and t are
    those units spread evenly over the skills they name, for the subject and in all.
    """

    subjects: pd.DataFrame
    places: pd.DataFrame
    market: pd.DataFrame


def tally(side: Side, mentions: pd.DataFrame) -> Tally:
    """Counts of the open units of `side` by place, and by place and subject of `mentions` (unit_id, subject_id)."""
    columns = ["unit_id", "cluster_id", "is_named", "source_id", "open", "skill_count", "unit_share"]
    frames = {"units": side.units[columns], "unit_places": side.places}
    market = query(MARKET, **frames)
    subjects = query(SUBJECTS, market=market, mentions=mentions, **frames)
    sources = query(SOURCES, mentions=mentions, **frames)
    return Tally(
        subjects.merge(sources, on=["place_id", "subject_id"], how="left", validate="one_to_one"),
        query(PLACES, market=market),
        market,
    )
