"""Price pressure and entry (METHOD §4): warnings that stand beside a verdict of saturation."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from reports.measures.basis import Basis
from reports.measures.counting import SHARE, Schema, query, shaped
from reports.measures.intervals import Floats, share_interval

if TYPE_CHECKING:
    from warehouse.frames import Market

ENTRY = ("entry_rate", "entry_rate_low", "entry_rate_high")
CHANGE = ("price_change_median", "price_change_median_low", "price_change_median_high")
SCHEMA: Schema = {
    **dict.fromkeys(("supply_id", "subject_id"), "Int64"),
    **dict.fromkeys(ENTRY, SHARE),
    **dict.fromkeys(("price_change_count", "price_change_provider_count"), "Int64"),
    **dict.fromkeys(CHANGE, SHARE),
}
CHANGES = """
    SELECT unit_id, arg_min(now.price / earlier.price - 1, (same_as IS NOT NULL, offer_id)) AS change
    FROM now JOIN earlier USING (offer_id) JOIN listings USING (offer_id)
    WHERE now.price > 0 AND earlier.price > 0 AND isfinite(now.price) AND isfinite(earlier.price)
        AND now.price_currency = earlier.price_currency AND now.price_kind IS NOT DISTINCT FROM earlier.price_kind
        AND now.price_unit IS NOT DISTINCT FROM earlier.price_unit
    GROUP BY ALL ORDER BY ALL
"""
ENTERED = """
    WITH of_provider AS (
        SELECT place_id AS supply_id, subject_id, cluster_id, count(*) AS n, count(*) FILTER (is_new) AS y
        FROM mentions JOIN units USING (unit_id) JOIN unit_places USING (unit_id) WHERE open GROUP BY ALL)
    SELECT supply_id, subject_id, sum(y) AS count, sum(n) AS total, sum(y * y) AS yy, sum(y * n) AS yn,
        sum(n * n) AS nn, count(*) AS clusters
    FROM of_provider GROUP BY ALL ORDER BY ALL
"""
CHANGED = """
    SELECT place_id AS supply_id, subject_id, change, cluster_id
    FROM changes JOIN units USING (unit_id) JOIN mentions USING (unit_id) JOIN unit_places USING (unit_id)
    WHERE open ORDER BY supply_id, subject_id, change, cluster_id
"""
SUMS = ("count", "total", "yy", "yn", "nn", "clusters")
Numbers = npt.NDArray[np.int64]


def price_pressure(market: "Market", basis: Basis) -> pd.DataFrame:
    """One row for each skill and place of supply: supply_id (of `Basis.places`), subject_id and `SCHEMA`.

    entry_rate: open offers teaching the skill that are new (12 months), of all. price_change_median: the median of
    price now ÷ price 12 to 24 months ago − 1, in the currency and the terms that both state, of the open offers seen
    in both windows with a price above 0; null where none was. Intervals allow for providers, 95 %.
    """
    side = basis.supply
    frames = {"mentions": side.mentions, "unit_places": side.places}
    frames["units"] = side.units[["unit_id", "open", "is_new", "cluster_id"]]
    rows = query(ENTERED, **frames)
    sums = [rows[name].to_numpy(np.float64) for name in SUMS]
    rows = rows.assign(**dict(zip(ENTRY, (sums[0] / sums[1], *share_interval(*sums)[:2]), strict=True)))
    told = ("offer_id", "price", "price_currency", "price_kind", "price_unit")
    now, earlier = market.columns("offers", *told, "same_as"), market.columns("earlier_offers", *told)
    changes = query(CHANGES, now=now, earlier=earlier, listings=basis.listings)
    moved = medians(query(CHANGED, changes=changes, **frames))
    rows = rows.merge(moved, on=["supply_id", "subject_id"], how="left")
    return shaped(rows.fillna({"price_change_count": 0, "price_change_provider_count": 0}), SCHEMA)


def medians(changes: pd.DataFrame) -> pd.DataFrame:
    """Median of `change` by supply_id and subject_id, with Woodruff's (1952) interval: the values at the ends of the
    interval of the share that lies at or below it. `changes` (with cluster_id) are sorted by those, then by change."""
    keys = changes[["supply_id", "subject_id"]]
    start = np.flatnonzero(~keys.duplicated().to_numpy())
    size = np.diff(np.append(start, len(changes)))
    group = np.repeat(np.arange(len(start)), size)
    value = changes["change"].to_numpy(np.float64)
    median = _at(value, start, size, np.full(len(start), 0.5))
    pair = pd.DataFrame({"group": group, "cluster": changes["cluster_id"], "y": value <= median[group], "n": 1})
    of = pair.groupby(["group", "cluster"], as_index=False)[["y", "n"]].sum()
    sums = of.assign(yy=of["y"] ** 2, yn=of["y"] * of["n"], nn=of["n"] ** 2, clusters=1)
    by_group = sums.groupby("group")[["yy", "yn", "nn", "clusters"]].sum().to_numpy(np.float64).T
    low, high, _ = share_interval(size / 2, size.astype(np.float64), *by_group)
    ends = (median, *(_at(value, start, size, end) for end in (low, high)))
    counts = {"price_change_count": size, "price_change_provider_count": by_group[3]}
    return keys.iloc[start].assign(**counts, **dict(zip(CHANGE, ends, strict=True)))


def _at(value: Floats, start: Numbers, size: Numbers, share: Floats) -> Floats:
    """The quantile `share` of each group of rising values, between two of them by a straight line."""
    position = share * (size - 1)
    below = position.astype(np.int64)
    first, second = value[start + below], value[start + np.minimum(below + 1, size - 1)]
    return np.asarray(first + (second - first) * (position - below), dtype=np.float64)
