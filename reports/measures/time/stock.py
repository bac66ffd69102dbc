"""Stock, flow and life of vacancies (METHOD §0, §5) by place, in all and by industry and occupation."""

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from reports.measures.statistics.intervals import Floats, effective_number, evidence, share_interval
from reports.measures.units.basis import Basis
from reports.measures.units.counting import RATIO, SHARE, Schema, query, shaped
from reports.measures.units.sightings import MONTH, Sightings, number

if TYPE_CHECKING:
    from warehouse.frames import Market

DIMENSIONS = {3: "all", 1: "industry", 2: "occupation"}  # by what SQL says is not grouped
FLAGS = ("evergreen", "suspected_ghost")
LIFE = ("median_days", "median_days_low", "median_days_high")
SCHEMA: Schema = {
    **dict.fromkeys(("place", "dimension", "value"), "string"),
    **dict.fromkeys(("open_count", "open_posting_count"), "Int64"),
    "postings_per_vacancy": RATIO,
    "employer_count": "Int64",
    "effective_employers": RATIO,
    **dict.fromkeys(("watched_count", "new_count", "closing_count", "vacancy_days"), "Int64"),
    **dict.fromkeys(LIFE, RATIO),
    **dict.fromkeys(("evergreen_count", "evergreen_total"), "Int64"),
    **dict.fromkeys(("evergreen_share", "evergreen_low", "evergreen_high"), SHARE),
    **dict.fromkeys(("suspected_ghost_count", "suspected_ghost_total"), "Int64"),
    **dict.fromkeys(("suspected_ghost_share", "suspected_ghost_low", "suspected_ghost_high"), SHARE),
    **dict.fromkeys(("over_90_days_count", "over_365_days_count"), "Int64"),
    "evidence": "string",
}
OPEN_POSTINGS = """
    SELECT unit_id, count(*) AS n FROM postings JOIN units USING (posting_id) WHERE open GROUP BY ALL ORDER BY ALL
"""
FLAGGED = "count(*) FILTER (open AND {0}) AS {0}_y, count(*) FILTER (open AND {0} IS NOT NULL) AS {0}_n"
SUMMED = """
    sum({0}_y) AS {0}_count, sum({0}_n) AS {0}_total, sum({0}_y * {0}_y) AS {0}_yy, sum({0}_y * {0}_n) AS {0}_yn,
    sum({0}_n * {0}_n) AS {0}_nn, count(*) FILTER ({0}_n > 0) AS {0}_clusters
"""
CELLS = f"""
    WITH facts AS (
        SELECT units.*, flags.* EXCLUDE unit_id, seen.* EXCLUDE unit_id, CASE WHEN open THEN n END AS shown,
            NOT open AND is_watched_closing AND ended > {{as_of}} - {MONTH} AS is_closing
        FROM units LEFT JOIN seen USING (unit_id) LEFT JOIN flags USING (unit_id) LEFT JOIN shown USING (unit_id)),
    employers AS (
        SELECT place_id, grouping(industry, occupation) AS level, coalesce(industry, occupation, 'all') AS value,
            any_value(is_named) AS is_named, count(*) FILTER (open) AS n, sum(shown) AS shown,
            count(*) FILTER (open AND is_watched) AS watched, bool_or(is_watched) AS is_watched,
            bool_or(is_watched_closing) AS is_watched_closing, count(*) FILTER (is_new) AS new,
            count(*) FILTER (is_closing) AS closing, sum(days) AS days,
            count(*) FILTER (days_open > 90) AS over_90, count(*) FILTER (days_open > 365) AS over_365,
            {", ".join(map(FLAGGED.format, FLAGS))}
        FROM facts JOIN unit_places USING (unit_id)
        GROUP BY GROUPING SETS (
            (place_id, cluster_id), (place_id, industry, cluster_id), (place_id, occupation, cluster_id))
        HAVING level = 3 OR value <> 'all')
    SELECT place_id, level, value, sum(n) AS open_count, sum(shown) AS open_posting_count,
        count(*) FILTER (n > 0 AND is_named) AS employer_count, sum(n) FILTER (is_named) AS named_count,
        sum(n * n) FILTER (is_named) AS named_squares, sum(watched) AS watched_count,
        CASE WHEN bool_or(is_watched) THEN sum(new) END AS new_count,
        CASE WHEN bool_or(is_watched_closing) THEN sum(closing) END AS closing_count, sum(days) AS vacancy_days,
        sum(over_90) AS over_90_days_count, sum(over_365) AS over_365_days_count,
        {", ".join(map(SUMMED.format, FLAGS))}
    FROM employers GROUP BY place_id, level, value
    HAVING open_count > 0 OR vacancy_days > 0 ORDER BY place_id, level % 3, value
"""  # noqa: S608


def stock(market: "Market", basis: Basis, seen: Sightings, flags: pd.DataFrame, life: pd.DataFrame) -> pd.DataFrame:
    """A row for each place, and in it for each industry (NACE section) and occupation (ISCO-08 unit group), with a
    vacancy that is open or was in the last year; by place, dimension (`all`, `industry`, `occupation`) and value.

    `flags` is as `standing` gives it, `life` as `ad_life` does: its median is of the place's postings, in rows of `all`
    alone. Sums of industries fall short of `all` by the vacancies whose industry is not known.

    - open_count is the stock, open_posting_count ÷ open_count the flood.
    - new_count and closing_count: vacancies first seen, and known to have ended, in the last four weeks, in sources
      that were complete in those weeks and in the four before, so that a first crawl is stock and no flow; null where
      no such source tells. `watched_count` of the stock is theirs. Where closings are assumed none is counted.
    - vacancy_days: days of the last year on which somebody saw the vacancy open, summed: from first to last sight of
      each ad, overlaps once. Days before the first crawl, after the last sight (the end lies between two crawls) and
      between two ads do not count: a lower bound, by about half the time between crawls a vacancy.
    - …_share of the vacancies of which it can be told (…_total), with employers as clusters; null where none.
    """
    units = basis.demand.units[["unit_id", "cluster_id", "is_named", "open", "industry", "occupation"]]
    shown = query(OPEN_POSTINGS, postings=market.columns("postings", "posting_id", "open"), units=basis.postings)
    spells = seen.vacancies[["unit_id", "ended", "is_new", "is_watched", "is_watched_closing", "days"]]
    marks = flags[["unit_id", "days_open", *FLAGS]]
    frames = {"units": units, "shown": shown, "seen": spells, "flags": marks, "unit_places": basis.demand.places}
    cells = query(CELLS.format(as_of=number(basis.as_of)), **frames).merge(basis.places, on="place_id")
    cells["dimension"] = cells["level"].map(DIMENSIONS)
    lives = life[["place", *LIFE]].assign(dimension="all")
    return shaped(cells.merge(lives, on=["place", "dimension"], how="left").assign(**_figures(cells)), SCHEMA)


def _figures(cells: pd.DataFrame) -> dict[str, npt.NDArray[Any]]:
    """Ratios and shares of the cells, null where they have no denominator, with their evidence."""
    told = cells.drop(columns=["place", "dimension", "value"])
    n = {name: told[name].to_numpy(np.float64, na_value=np.nan) for name in told}
    figures = {
        "effective_employers": effective_number(n["named_count"], n["named_squares"]),
        "postings_per_vacancy": divided(n["open_posting_count"], n["open_count"]),
        "evidence": evidence(n["open_count"], n["employer_count"]),
    }
    for flag in FLAGS:
        count, total, *sums = (n[f"{flag}_{name}"] for name in ("count", "total", "yy", "yn", "nn", "clusters"))
        low, high, _ = share_interval(count, total, *sums)
        share = {"count": np.where(total > 0, count, np.nan), "share": divided(count, total), "low": low, "high": high}
        figures |= {f"{flag}_{name}": values for name, values in share.items()}
    return figures


def divided(count: Floats, total: Floats) -> Floats:
    """count ÷ total; NaN where total is 0."""
    return np.where(total > 0, count / np.where(total > 0, total, 1), np.nan)
