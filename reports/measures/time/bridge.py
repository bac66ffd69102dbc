"""The bridge between two methods of tagging (METHOD §8): the same records on the same day, as either reads them."""

import numpy as np
import pandas as pd

from reports.measures.time.moved_shares import KINDS, Shown, common, mentions_of, renumbered, side_of
from reports.measures.units.counting import SHARE, Schema, query, shaped

SCHEMA: Schema = {
    **dict.fromkeys(("kind", "concept_uri", "preferred_label", "credential", "issuer"), "string"),
    **dict.fromkeys(("count_before", "count_after", "gained_count", "lost_count", "total"), "Int64"),
    **dict.fromkeys(("before", "after", "change"), SHARE),
    **dict.fromkeys(("method_before", "method_after"), "string"),
}
READINGS = """
    WITH reading AS (
        SELECT unit_id, subject_id, bool_or(NOT later) AS old, bool_or(later) AS new
        FROM (SELECT *, FALSE AS later FROM earlier UNION ALL SELECT *, TRUE FROM newest)
        SEMI JOIN (FROM units WHERE open) USING (unit_id) GROUP BY ALL)
    SELECT subject_id, count(*) FILTER (old) AS count_before, count(*) FILTER (new) AS count_after,
        count(*) FILTER (NOT old) AS gained_count, count(*) FILTER (NOT new) AS lost_count
    FROM reading GROUP BY ALL HAVING gained_count + lost_count > 0 ORDER BY ALL
"""


def bridge(reread: Shown, now: Shown) -> pd.DataFrame:
    """One row for each skill asked, skill taught and credential named that the two methods do not read alike.

    `reread` has the records of `now` with the tags of an older method. Counts are of open vacancies (of offers, for an
    `offer share`) in all places together; `gained_count` and `lost_count` of those that only the newer, only the older
    method reads so. No sampling is involved, so there is no interval. By kind, change (the largest first), name.
    """
    rows = pd.concat([_compared(reread, now, kind) for kind in KINDS], ignore_index=True)
    shares = {f"{day}": rows[f"count_{day}"] / rows["total"] for day in ("before", "after")}
    rows = rows.assign(**shares, size=-(rows["count_after"] - rows["count_before"]).abs())
    rows["change"] = rows["after"] - rows["before"]
    rows["method_before"], rows["method_after"] = (shown.market.methods["name"].iloc[0] for shown in (reread, now))
    return shaped(rows.sort_values(["kind_rank", "size", "concept_uri", "credential", "issuer"]), SCHEMA)


def _compared(reread: Shown, now: Shown, kind: str) -> pd.DataFrame:
    """The two readings of one kind; units bear the same numbers in both, since clusters do not depend on tags."""
    (old, old_names), (new, new_names) = (mentions_of(shown.basis, kind) for shown in (reread, now))
    before, after, names = common(old_names, new_names)
    units = side_of(now.basis, KINDS[kind]).units[["unit_id", "open"]]
    earlier, newest = renumbered(old, "subject_id", before), renumbered(new, "subject_id", after)
    rows = query(READINGS, units=units, earlier=earlier, newest=newest).join(names, on="subject_id")
    columns = ["kind", "concept_uri", "preferred_label", "credential", "issuer", *rows.columns]
    rows = rows.reindex(columns=list(dict.fromkeys(columns)))
    return rows.assign(kind=kind, kind_rank=list(KINDS).index(kind), total=np.sum(units["open"].to_numpy(bool)))
