"""Source health: what each source's newest run gave, and whether its counts add up."""

from typing import TYPE_CHECKING

from reports.measures.units.counting import Schema, query, shaped

if TYPE_CHECKING:
    import pandas as pd

    from warehouse.frames import Market

SCHEMA: Schema = {
    **dict.fromkeys(("source", "side", "platform", "basis", "status"), "string"),
    "as_of": "datetime64[s]",
    **dict.fromkeys(("fetched", "parsed", "inserted", "updated", "unchanged", "rejected"), "Int64"),
    **dict.fromkeys(("stale", "quarantined", "conserved"), "boolean"),
    **dict.fromkeys(("reason", "warnings", "robots", "publisher", "terms_url", "licence", "attribution"), "string"),
    "closing": "string",
    **dict.fromkeys(("retention_days", "expected", "run_count", "complete_count"), "Int64"),
    "newest_complete": "datetime64[s]",
}
NEWEST = """
    SELECT *, fetched = inserted + updated + unchanged + rejected AS conserved,
        count(*) OVER same AS run_count, count(*) FILTER (status = 'complete') OVER same AS complete_count,
        max(as_of) FILTER (status = 'complete') OVER same AS newest_complete
    FROM runs WINDOW same AS (PARTITION BY source)
    QUALIFY row_number() OVER (PARTITION BY source ORDER BY as_of DESC, status) = 1 ORDER BY source
"""


def source_health(market: "Market") -> "pd.DataFrame":
    """One row for each source, of its newest run, by source.

    `conserved`: fetched = inserted + updated + unchanged + rejected, in records; null where a count is not known.
    `newest_complete` is the date that its stock shows.
    """
    return shaped(query(NEWEST, runs=market.runs), SCHEMA)
