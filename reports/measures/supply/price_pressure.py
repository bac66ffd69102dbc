"""Price pressure and entry (METHOD §4): warnings that stand beside a verdict of saturation."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from reports.measures.statistics.intervals import Floats, share_interval
from reports.measures.units.basis import Basis
from reports.measures.units.counting import SHARE, Schema, query, shaped
from reports.measures.units.lookup import position, taken

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
ONLINE = "SELECT DISTINCT unit_id FROM unit_places JOIN places USING (place_id) WHERE place = 'remote' ORDER BY ALL"
# What is online is offered in every place: its sums are made once, and what a place has of its own is added to them.
ENTERED = """
    WITH taught AS (
        SELECT unit_id, subject_id, cluster_id, is_new FROM mentions JOIN units USING (unit_id) WHERE open),
    far AS (
        SELECT subject_id, cluster_id, count(*) AS far_n, count(*) FILTER (is_new) AS far_y
        FROM taught SEMI JOIN online USING (unit_id) GROUP BY ALL),
    everywhere AS (
        SELECT subject_id, sum(far_y) AS y, sum(far_n) AS n, sum(far_y * far_y) AS yy, sum(far_y * far_n) AS yn,
            sum(far_n * far_n) AS nn, count(*) AS clusters FROM far GROUP BY ALL),
    near AS (
        SELECT place_id, subject_id, cluster_id, count(*) AS n, count(*) FILTER (is_new) AS y
        FROM taught ANTI JOIN online USING (unit_id) JOIN unit_places USING (unit_id) GROUP BY ALL),
    added AS (
        SELECT place_id, subject_id, sum(y) AS y, sum(n) AS n, sum(y * y + 2 * y * coalesce(far_y, 0)) AS yy,
            sum(y * n + y * coalesce(far_n, 0) + n * coalesce(far_y, 0)) AS yn,
            sum(n * n + 2 * n * coalesce(far_n, 0)) AS nn, count(*) FILTER (far_n IS NULL) AS clusters
        FROM near LEFT JOIN far USING (subject_id, cluster_id) GROUP BY ALL),
    markets AS (
        SELECT place_id, subject_id FROM everywhere, places WHERE place_id = supply_id
        UNION SELECT place_id, subject_id FROM added)
    SELECT place_id AS supply_id, subject_id, coalesce(e.y, 0) + coalesce(a.y, 0) AS count,
        coalesce(e.n, 0) + coalesce(a.n, 0) AS total, coalesce(e.yy, 0) + coalesce(a.yy, 0) AS yy,
        coalesce(e.yn, 0) + coalesce(a.yn, 0) AS yn, coalesce(e.nn, 0) + coalesce(a.nn, 0) AS nn,
        coalesce(e.clusters, 0) + coalesce(a.clusters, 0) AS clusters
    FROM markets LEFT JOIN everywhere e USING (subject_id) LEFT JOIN added a USING (place_id, subject_id)
    ORDER BY ALL
"""
CHANGED = """
    WITH moved AS (
        SELECT unit_id, subject_id, change, cluster_id
        FROM changes JOIN units USING (unit_id) JOIN mentions USING (unit_id) WHERE open),
    near AS (
        SELECT place_id, subject_id, change, cluster_id
        FROM moved ANTI JOIN online USING (unit_id) JOIN unit_places USING (unit_id)),
    far AS (SELECT subject_id, change, cluster_id FROM moved SEMI JOIN online USING (unit_id)),
    markets AS (
        SELECT DISTINCT place_id, subject_id FROM near
        UNION SELECT place_id, subject_id FROM far, places WHERE place = 'remote')
    SELECT place_id AS supply_id, subject_id, change, cluster_id FROM near
    UNION ALL SELECT place_id, subject_id, change, cluster_id FROM far JOIN markets USING (subject_id)
    ORDER BY supply_id, subject_id, change, cluster_id
"""
EVERYWHERE = """
    SELECT supply_id, subject_id, coalesce(own, online) AS of_place
    FROM markets LEFT JOIN (SELECT supply_id, subject_id, row_id AS own FROM moved) USING (supply_id, subject_id)
    LEFT JOIN (
        SELECT subject_id, row_id AS online FROM moved
        WHERE supply_id = (SELECT place_id FROM places WHERE place = 'remote'))
    USING (subject_id) ORDER BY supply_id, subject_id
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
    frames = {"mentions": side.mentions, "unit_places": side.places, "places": basis.places}
    frames["units"] = side.units[["unit_id", "open", "is_new", "cluster_id"]]
    frames["online"] = query(ONLINE, **frames)
    rows = query(ENTERED, **frames)
    sums = [rows[name].to_numpy(np.float64) for name in SUMS]
    rows = rows.assign(**dict(zip(ENTRY, (sums[0] / sums[1], *share_interval(*sums)[:2]), strict=True)))
    told = ("offer_id", "price", "price_currency", "price_kind", "price_unit")
    now, earlier = market.columns("offers", *told, "same_as"), market.columns("earlier_offers", *told)
    changes = query(CHANGES, now=now, earlier=earlier, listings=basis.listings)
    moved = medians(query(CHANGED, changes=changes, **frames)).reset_index(drop=True)
    keys = {"markets": rows[["supply_id", "subject_id"]], "moved": moved.assign(row_id=moved.index)}
    of_place = query(EVERYWHERE, places=basis.places, **keys)["of_place"]
    found = moved.drop(columns=["supply_id", "subject_id"]).reindex(of_place.to_numpy(np.float64, na_value=np.nan))
    rows = pd.concat([rows, found.reset_index(drop=True)], axis="columns")
    return shaped(rows.fillna({"price_change_count": 0, "price_change_provider_count": 0}), SCHEMA)


def beside(markets: pd.DataFrame, basis: Basis, pressure: pd.DataFrame) -> pd.DataFrame:
    """The rows of `saturation` with their warnings, as `price_pressure` gives them for the place that supplies each."""
    place = pd.Index(basis.places["place"]).get_indexer(markets["place"])
    keys = {
        "supply_id": basis.places["supply_id"].to_numpy(np.int64)[place],
        "subject_id": pd.Index(basis.skills["concept_uri"]).get_indexer(markets["concept_uri"]),
    }
    where = position(pd.DataFrame(keys), pressure, ("supply_id", "subject_id"))
    return markets.assign(**taken(pressure, where, *(name for name in SCHEMA if name not in keys)))


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
