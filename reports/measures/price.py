"""Price and hours by type of credential (METHOD §6): what a badge or a degree costs, in all and an hour."""

import numpy as np
import pandas as pd

from reports.measures.basis import Basis
from reports.measures.counting import RATIO, SHARE, Schema, query, shaped
from reports.measures.intervals import Floats, evidence, share_interval

VALUES = ("price", "hours", "price_per_hour")
PARTS = ("median", "median_low", "median_high", "low_quartile", "high_quartile")
SCHEMA: Schema = {
    **dict.fromkeys(("credential_type", "place"), "string"),
    **dict.fromkeys(("offer_count", "provider_count"), "Int64"),
    **{f"{value}_count": "Int64" for value in VALUES},
    **{f"{value}_{part}": RATIO for value in VALUES for part in PARTS},
    **dict.fromkeys(("free_share", "subscription_share"), SHARE),
    "evidence": "string",
}
OFFERS = """
    SELECT place_id, place, coalesce(credential_type, 'not stated') AS credential_type, cluster_id, organization,
        price, hours, CASE WHEN hours > 0 THEN price / hours END AS price_per_hour, free, is_subscription
    FROM units JOIN unit_places USING (unit_id) JOIN places USING (place_id)
    WHERE open AND place_id = supply_id ORDER BY place_id, credential_type, unit_id
"""


def price(basis: Basis) -> pd.DataFrame:
    """One row for each type of credential and place with an open offer of its own; by place, offers (falling), type.

    Prices are of whole offers in the report's currency, hours as published; price_per_hour is of offers that state
    both. Of each: how many state it, the median with its 95 % interval, the quartiles. What is not stated is left out.
    """
    side = basis.supply
    offers = query(OFFERS, units=side.units, unit_places=side.places, places=basis.places)
    of_types = offers.groupby(["place_id", "credential_type"], sort=True)
    rows = pd.DataFrame([_row(group) for _, group in of_types], columns=[*SCHEMA, "place_id"])
    order = ["place_id", "offer_count", "credential_type"]
    rows = rows.sort_values(order, ascending=[True, False, True])
    rows["evidence"] = evidence(rows["offer_count"].to_numpy(np.float64), rows["provider_count"].to_numpy(np.float64))
    return shaped(rows, SCHEMA)


def _row(offers: pd.DataFrame) -> dict[str, object]:
    """The figures of one type in one place."""
    row: dict[str, object] = {name: offers[name].iloc[0] for name in ("place_id", "place", "credential_type")}
    row |= {"offer_count": len(offers), "provider_count": offers["organization"].nunique()}
    row |= {"free_share": offers["free"].mean(), "subscription_share": offers["is_subscription"].mean()}
    for name in VALUES:
        stated = offers[offers[name].notna()].sort_values(name, kind="stable")
        found = middle(stated[name].to_numpy(np.float64), stated["cluster_id"].to_numpy(np.int64))
        row |= {f"{name}_count": len(stated), **{f"{name}_{part}": x for part, x in zip(PARTS, found, strict=True)}}
    return row


def middle(values: Floats, clusters: "np.ndarray") -> tuple[float, ...]:
    """Median of rising `values`, low and high end of its 95 % interval, and the quartiles; NaN where there is none.

    The interval is Woodruff's (1952): the values at the ends of the interval of the share that lies at or below the
    median, which allows for values of one cluster (a provider) being alike.
    """
    if not len(values):
        return (float("nan"),) * len(PARTS)
    median, low, high = np.quantile(values, [0.5, 0.25, 0.75])
    below, total = (np.bincount(clusters, weights) for weights in (values <= median, None))
    below, total = below[total > 0], total[total > 0]
    sums = (len(values) / 2, len(values), (below**2).sum(), (below * total).sum(), (total**2).sum(), len(total))
    ends = share_interval(*(np.array([float(each)]) for each in sums))[:2]
    bounds = np.quantile(values, [end[0] for end in ends])
    return median, *bounds, low, high
