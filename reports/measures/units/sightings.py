"""What was seen of postings and vacancies, and when (METHOD §0): their days in our sight, beginnings and ends.

Days are numbers, counted from 1 January 1970.
"""

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from reports.measures.units.basis import Basis
from reports.measures.units.counting import query

if TYPE_CHECKING:
    from warehouse.frames import Market

MONTH: Final = 28  # days: four weeks, so that every day of the week counts as often
YEAR: Final = 365
PAUSE: Final = 42  # days between two ads of a vacancy that are still one spell: as long as an ad is assumed to live
OLDEST: Final = 3653  # days; a posting dated more than ten years before it was seen is misdated
COMPLETE = """
    SELECT DISTINCT source, (as_of::DATE - DATE '1970-01-01')::INTEGER AS day FROM runs
    WHERE side = 'demand' AND status = 'complete' AND NOT coalesce(quarantined, FALSE)
"""
SOURCES = f"""
    WITH complete AS ({COMPLETE}),
    told AS (
        SELECT source, bool_and(coalesce(closing, 'shown') = 'shown') AS is_shown
        FROM runs WHERE side = 'demand' GROUP BY source)
    SELECT source, any_value(is_shown) AS is_shown, min(day) AS since, row_number() OVER (ORDER BY source) AS source_no,
        coalesce(bool_or(day > {{as_of}} - {MONTH})
            AND bool_or(day BETWEEN {{as_of}} - {2 * MONTH} + 1 AND {{as_of}} - {MONTH}), FALSE) AS is_watched
    FROM told LEFT JOIN complete USING (source) GROUP BY source ORDER BY source
"""  # noqa: S608
POSTINGS = f"""
    WITH complete AS ({COMPLETE}),
    told AS (
        SELECT posting_id, source, coalesce(open, FALSE) AS open,
            (COLUMNS(['first_seen', 'last_seen', 'date_posted', 'valid_through'])::DATE - DATE '1970-01-01')::INTEGER
        FROM postings),
    met AS (
        SELECT told.*, day AS missed FROM told ASOF LEFT JOIN complete
        ON told.source = complete.source AND told.last_seen < day)
    SELECT posting_id, unit_id, source_no, open, coalesce(is_shown, FALSE) AS is_shown, since,
        coalesce(is_watched, FALSE) AS is_watched, first_seen AS first, least(last_seen, valid_through) AS last,
        CASE WHEN date_posted BETWEEN first_seen - {OLDEST} AND first_seen THEN date_posted
            WHEN first_seen > since THEN first_seen END AS born,
        CASE WHEN is_shown AND NOT open
            THEN least(missed, CASE WHEN valid_through < {{as_of}} THEN valid_through + 1 END) END AS ended
    FROM met JOIN units USING (posting_id) LEFT JOIN sources USING (source)
    WHERE first <= last ORDER BY posting_id
"""  # noqa: S608
ORDERED = "ORDER BY first, last, posting_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"
VACANCIES = f"""
    WITH lone AS (SELECT unit_id FROM postings GROUP BY unit_id HAVING count(*) = 1),
    ordered AS (
        SELECT *, max(last) OVER (PARTITION BY unit_id {ORDERED}) AS before,
            max(last) OVER (PARTITION BY unit_id, source_no {ORDERED}) AS before_here
        FROM postings ANTI JOIN lone USING (unit_id)),
    spells AS (
        SELECT unit_id, min(first) AS earliest, max(first) FILTER (before IS NULL OR first > before + {PAUSE}) AS again
        FROM ordered GROUP BY unit_id),
    rounds AS (
        SELECT unit_id, max(n) AS rounds FROM (
            SELECT unit_id, count(*) FILTER (before_here IS NULL OR first > before_here) AS n
            FROM ordered JOIN spells USING (unit_id) WHERE first >= again GROUP BY unit_id, source_no)
        GROUP BY unit_id),
    seen AS (
        SELECT *, NULL AS before, first AS earliest, first AS again, 1 AS rounds
        FROM postings SEMI JOIN lone USING (unit_id)
        UNION ALL BY NAME
        SELECT * EXCLUDE before_here FROM ordered JOIN spells USING (unit_id) JOIN rounds USING (unit_id))
    SELECT unit_id, any_value(rounds) AS rounds, min(first) FILTER (first >= again) AS first, max(last) AS last,
        min(least(born, first)) FILTER (first >= again) AS start,
        coalesce(min(born) FILTER (first >= again) <= min(first) FILTER (first >= again), FALSE) AS is_known,
        CASE WHEN bool_and(ended IS NOT NULL) THEN max(ended) END AS ended,
        min(first) > {{as_of}} - {MONTH} AND bool_and(is_watched OR first > earliest) AS is_new,
        bool_or(is_watched) AS is_watched, bool_or(is_watched AND is_shown) AS is_watched_closing,
        min(since) FILTER (is_shown) AS since,
        sum(greatest(0, least(last, {{as_of}}) - greatest(first, before + 1, {{as_of}} - {YEAR} + 1) + 1))::BIGINT
            AS days
    FROM seen GROUP BY unit_id ORDER BY unit_id
"""  # noqa: S608


class Sightings(NamedTuple):
    """What was seen, in days since 1 January 1970.

    - postings: posting_id, unit_id, source_no, open, is_shown (its source shows closings), since (its source's first
      complete run), is_watched (its source was complete in the last four weeks and in the four before), first and last
      (the days it was seen open), born (`date_posted`, else `first` where an earlier complete run did not have it, else
      null), ended (the first complete run without it or the day after `valid_through`; null: open, or nobody knows)
    - vacancies: unit_id, source_no (its first), first and last (of its newest spell, in which no two ads lie more than
      42 days apart), start (of the spell, by `date_posted` where that is earlier), is_known (false: it may have begun
      earlier), rounds (of ads, one after the other, in one source), ended (null where open or not known), is_new (in
      the last four weeks), is_watched, is_watched_closing, days (seen open in the last year)
    """

    postings: pd.DataFrame
    vacancies: pd.DataFrame


def sightings(market: "Market", basis: Basis) -> Sightings:
    """What was seen of the postings of `market` and of its vacancies; what was never seen open is left out.

    A posting counts as open from its first to its last sight: a run between them that failed, or did not have it, opens
    no gap. Before its first sight, after its last, and between two ads of a vacancy nobody saw it, so no day counts.
    """
    day = number(basis.as_of)
    columns = ["posting_id", "source", "first_seen", "last_seen", "date_posted", "valid_through", "open"]
    frames = {"postings": market.columns("postings", *columns), "runs": market.runs, "units": basis.postings}
    sources = query(SOURCES.format(as_of=day), runs=market.runs)
    postings = query(POSTINGS.format(as_of=day), sources=sources, **frames)
    return Sightings(postings, query(VACANCIES.format(as_of=day), postings=postings))


def number(day: date) -> int:
    """Days from 1 January 1970 to `day`."""
    return day.toordinal() - date(1970, 1, 1).toordinal()
