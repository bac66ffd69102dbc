"""Which day a report is compared with, and which sources show both days whole (METHOD §8)."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from reports.measures.units.counting import query

if TYPE_CHECKING:
    from warehouse.frames import Market

DAYS = 28
STANDING = """
    WITH whole AS (
        SELECT source, max(as_of) AS newest, bool_or(coalesce(stale, FALSE)) AS stale FROM runs
        WHERE status = 'complete' AND NOT coalesce(quarantined, FALSE) GROUP BY source)
    SELECT source, newest FROM whole WHERE NOT stale AND NOT EXISTS (
        FROM runs WHERE runs.source = whole.source AND as_of > newest
            AND (coalesce(parsed, 0) > 0 OR coalesce(quarantined, FALSE)))
"""
MATCHED = "SELECT source FROM later JOIN earlier USING (source) WHERE later.newest > earlier.newest ORDER BY source"


class NothingEarlierError(ValueError):
    """A day on which there was nothing yet to compare with."""


def compared_with(runs: pd.DataFrame, as_of: date, asked: date | None = None) -> date | None:
    """The day that the market of `as_of` is compared with, from its runs alone; None: there is no earlier one.

    Four ISO weeks before, if a source of vacancies was read whole by then; else the day on which one first was. `asked`
    instead, if vacancies were known then and it lies before; else raises `NothingEarlierError` in one sentence.
    """
    whole = runs.loc[(runs["side"] == "demand") & (runs["status"] == "complete"), "as_of"]
    days: list[date] = [day.date() for day in whole if day.date() < as_of]
    if asked and not (days and min(days) <= asked < as_of):
        known = f"days from {min(days)} on that lie before it" if days else "no day"
        raise NothingEarlierError(f"{as_of} can be compared with {known}, not with {asked}")
    return asked or (max(min(days), as_of - timedelta(days=DAYS)) if days else None)


def matched_sources(then: "Market", now: "Market") -> frozenset[str]:
    """The sources that show both days whole: read complete by the earlier day, and completely again since.

    One that is quarantined or stale on either day, or whose newest answer was only a part of it, does not.
    """
    earlier, later = (query(STANDING, runs=market.runs) for market in (then, now))
    return frozenset(query(MATCHED, earlier=earlier, later=later)["source"])
