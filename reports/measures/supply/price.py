"""Price and hours by type of credential (METHOD §6): what a badge or a degree costs, in all and an hour."""

from collections.abc import Hashable, Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from reports.measures.statistics.intervals import Floats, evidence, share_interval
from reports.measures.units.basis import Basis
from reports.measures.units.counting import RATIO, SHARE, Schema, query, shaped

VALUES = ("price", "hours", "price_per_hour")
PARTS = ("median", "median_low", "median_high", "low_quartile", "high_quartile")
SCHEMA: Schema = {
    **dict.fromkeys(("credential_type", "place"), "string"),
    **dict.fromkeys(("offer_count", "provider_count"), "Int64"),
    **{f"{value}_count": "Int64" for value in VALUES},
    **{f"{value}_{part}": RATIO for value in VALUES for part in PARTS},
    **dict.fromkeys(("free_share", "subscription_share"), SHARE),
    "price_subscription_count": "Int64",
    "evidence": "string",
    **{f"{value}_provider_count": "Int64" for value in VALUES},
}
OFFERS = """
    WITH cleaned AS (
        SELECT unit_id, coalesce(credential_type, 'not stated') AS credential_type, cluster_id, free, is_subscription,
            CASE WHEN price > 0 AND isfinite(price) THEN price::DOUBLE END AS price,
            CASE WHEN hours > 0 AND isfinite(hours) THEN hours::DOUBLE END AS hours
        FROM units WHERE open)
    SELECT *, price / hours AS price_per_hour, unit_id IN (
        SELECT unit_id FROM unit_places JOIN places USING (place_id) WHERE place = 'remote') AS online
    FROM cleaned ORDER BY unit_id
"""
OWN = """
    SELECT place_id, unit_id FROM unit_places SEMI JOIN (FROM offers WHERE NOT online) USING (unit_id) ORDER BY ALL
"""


def price(basis: Basis) -> pd.DataFrame:
    """One row for each type of credential and place with an open offer of its own; by place, offers (falling), type.

    Prices are of whole offers in the report's currency, hours as published; price_per_hour is of offers that state
    both. Of each: how many state it, of how many providers, the median with its 95 % interval, the quartiles. What is
    not stated is left out, and so is what is free, which free_share tells. A subscription is priced at its stated pace:
    price_subscription_count of price_count are such.
    """
    side, places = basis.supply, basis.places
    offers = query(OFFERS, units=side.units, unit_places=side.places, places=places)
    own = query(OWN, offers=offers, unit_places=side.places).groupby("place_id")["unit_id"]
    units: dict[Hashable, npt.NDArray[np.int64]] = {place: of.to_numpy(np.int64) for place, of in own}
    found = list(_rows(offers, places[places["place_id"] == places["supply_id"]], units))
    rows = pd.DataFrame(found, columns=[*SCHEMA, "place_id"])
    order = ["place_id", "offer_count", "credential_type"]
    rows = rows.sort_values(order, ascending=[True, False, True])
    rows["evidence"] = evidence(rows["offer_count"].to_numpy(np.float64), rows["provider_count"].to_numpy(np.float64))
    return shaped(rows, SCHEMA)


def _rows(
    offers: pd.DataFrame, places: pd.DataFrame, own: "dict[Hashable, npt.NDArray[np.int64]]"
) -> Iterator[dict[str, object]]:
    """What is offered online is offered everywhere: where a type has no other offer, its figures are those online."""
    for credential_type, of_type in offers.groupby("credential_type"):
        known = Offers(of_type)
        online = of_type["online"].to_numpy(bool)
        everywhere = known.figures(online)
        for place_id, place in places[["place_id", "place"]].itertuples(index=False):
            here = known.among(own[place_id]) if place_id in own else np.zeros(len(online), dtype=bool)
            if (here | online).any():
                figures = known.figures(here | online) if here.any() else everywhere
                yield {"place_id": place_id, "place": place, "credential_type": credential_type, **figures}


class Offers:
    """Offers of one type, their order by each value found once."""

    def __init__(self, offers: pd.DataFrame) -> None:
        self.unit = offers["unit_id"].to_numpy(np.int64)
        self.cluster = pd.factorize(offers["cluster_id"])[0]
        self.flags = {name: offers[name].to_numpy(bool) for name in ("free", "is_subscription")}
        self.values = {name: offers[name].to_numpy(np.float64) for name in VALUES}
        self.order = {
            name: np.argsort(values, kind="stable")[: np.isfinite(values).sum()] for name, values in self.values.items()
        }

    def among(self, units: "npt.NDArray[np.int64]") -> "npt.NDArray[np.bool_]":
        """Which of the offers are among `units`, which rise, as these do."""
        return np.asarray(units[np.minimum(np.searchsorted(units, self.unit), len(units) - 1)] == self.unit)

    def figures(self, here: "npt.NDArray[np.bool_]") -> dict[str, object]:
        """The figures of the offers that are `here`."""
        row: dict[str, object] = {
            "offer_count": here.sum(),
            "provider_count": np.count_nonzero(np.bincount(self.cluster[here])),
        }
        row |= {"free_share": self.flags["free"][here].mean() if here.any() else np.nan}
        row |= {"subscription_share": self.flags["is_subscription"][here].mean() if here.any() else np.nan}
        for name in VALUES:
            stated = self.order[name][here[self.order[name]]]
            found = middle(self.values[name][stated], self.cluster[stated])
            row |= {f"{name}_count": len(stated), f"{name}_provider_count": len(np.unique(self.cluster[stated]))}
            row |= {f"{name}_{part}": value for part, value in zip(PARTS, found, strict=True)}
        priced = here & np.isfinite(self.values["price"])
        return row | {"price_subscription_count": (priced & self.flags["is_subscription"]).sum()}


def middle(values: Floats, clusters: "np.ndarray") -> tuple[float, ...]:
    """Median of rising `values`, low and high end of its 95 % interval, and the quartiles; NaN where there is none.

    The interval is Woodruff's (1952): the values at the ends of the interval of the share that lies at or below the
    median, which allows for values of one cluster (a provider) being alike.
    """
    if not len(values):
        return (float("nan"),) * len(PARTS)
    median, low, high = _at(values, np.array([0.5, 0.25, 0.75]))
    below, total = (np.bincount(clusters, weights) for weights in (values <= median, None))
    below, total = below[total > 0], total[total > 0]
    sums = (len(values) / 2, len(values), (below**2).sum(), (below * total).sum(), (total**2).sum(), len(total))
    ends = share_interval(*(np.array([float(each)]) for each in sums))[:2]
    bounds = _at(values, np.concatenate(ends))
    return median, *bounds, low, high


def _at(values: Floats, shares: Floats) -> Floats:
    """Quantiles of rising `values`, between two of them by a straight line."""
    position = shares * (len(values) - 1)
    below = position.astype(np.int64)
    above = np.minimum(below + 1, len(values) - 1)
    return np.asarray(values[below] + (values[above] - values[below]) * (position - below), dtype=np.float64)
