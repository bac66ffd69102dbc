"""The matched panel (METHOD §5): the sources and ISO weeks a trend may use, and the vacancies first seen in them."""

from typing import NamedTuple

import pandas as pd

from reports.measures.units.counting import Frame, query

WEEKS = 26
COMPLETENESS = 0.9
WEEK = "date_diff('day', DATE '0001-01-01', date_trunc('week', {}::DATE)) // 7"  # 1 January 1 was a Monday
COMPLETE = f"""
    SELECT source, as_of, {WEEK.format("as_of")} AS week, min(as_of) OVER (PARTITION BY source) AS first_complete
    FROM runs WHERE side = 'demand' AND status = 'complete' AND NOT coalesce(quarantined, FALSE)
"""  # noqa: S608
COVERED = f"""
    WITH complete AS ({COMPLETE}),
    ends AS (
        SELECT max(week) AS last, greatest(max(week) - {WEEKS - 1}, min({WEEK.format("first_complete")}) + 1) AS first
        FROM complete),
    covered AS (
        SELECT DISTINCT source, first_complete, week, last - first + 1 AS length FROM complete, ends
        WHERE week BETWEEN first AND last AND week > {WEEK.format("first_complete")})
    SELECT *, count(*) OVER (PARTITION BY source) AS weeks FROM covered
    QUALIFY weeks >= {COMPLETENESS} * length ORDER BY source, week
"""  # noqa: S608
FLOW = f"""
    WITH seen AS (
        SELECT unit_id, first_seen, first_seen <= first_complete AS is_stock,
            min(first_seen) OVER (PARTITION BY unit_id) AS born
        FROM postings JOIN units USING (posting_id) JOIN sources USING (source))
    SELECT unit_id, {WEEK.format("born")} AS week FROM seen WHERE first_seen = born
    GROUP BY ALL HAVING NOT bool_or(is_stock) ORDER BY unit_id
"""  # noqa: S608


class Panel(NamedTuple):
    """Sources of the panel; its weeks, numbered from the Monday of 1 January 1; unit_id and week of its flow."""

    sources: list[str]
    weeks: list[int]
    flow: pd.DataFrame


def panel(runs: pd.DataFrame, postings: Frame, units: pd.DataFrame) -> Panel:
    """The panel of the newest 26 ISO weeks that end with the newest complete run.

    Sources complete in at least 90 % of the weeks; a week that one of them misses is left out for all. A source's
    first complete run shows stock, so its week counts as missed. `postings`: posting_id, source, first_seen; `units`:
    posting_id, unit_id. A vacancy belongs to
    the week in which a source of the panel first showed it.
    """
    covered = query(COVERED, runs=runs)
    sources = covered[["source", "first_complete"]].drop_duplicates()
    common = covered.groupby("week")["source"].nunique() == len(sources)
    weeks = [int(week) for week in common.index[common]]
    flow = query(FLOW, postings=postings, units=units, sources=sources)
    return Panel([str(s) for s in sources["source"]], weeks, flow[flow["week"].isin(weeks)])
