"""The offers that are most like a planned credential, and where its price and length stand among them (ours)."""

import numpy as np
import pandas as pd

from reports.measures.markets.overlap import Codes, Overlap
from reports.measures.statistics.intervals import evidence, share_interval
from reports.measures.supply.price import PARTS, middle
from reports.measures.units.basis import Side
from reports.measures.units.counting import RATIO, SHARE, Schema, shaped

NEAREST = 10
COMPARABLE = 30  # enough for a median with an interval, and few enough still to teach alike
VALUES = ("price", "hours", "price_per_hour")
OFFERS: Schema = {
    "rank": "Int64",
    **dict.fromkeys(("offer", "title", "provider", "credential_type"), "string"),
    "similarity": SHARE,
    "skills": "string",
    **dict.fromkeys(("shared_count", "taught_skill_count"), "Int64"),
    **dict.fromkeys(VALUES, RATIO),
}
POSITION: Schema = {
    "figure": "string",
    "value": RATIO,
    **dict.fromkeys(("offer_count", "provider_count"), "Int64"),
    **dict.fromkeys(PARTS, RATIO),
    **dict.fromkeys(("below_share", "below_share_low", "below_share_high"), SHARE),
    "evidence": "string",
}


def nearest(side: Side, taught: Overlap, skills: Codes, labels: "pd.Series[str]") -> pd.DataFrame:
    """The offers of `taught` that share a skill with the set, the likest first; columns of `OFFERS`, and cluster_id.

    Likeness is weighted Jaccard: the weights of the skills that both teach over those of the skills that either does,
    a skill's weight ln(1 + (offers + 1) / (offers that teach it + 1)): what all teach says little of likeness.
    """
    units = taught.units
    position_of = np.full(len(side.units), -1)
    position_of[units["unit_id"].to_numpy(np.int64)] = range(len(units))
    position = position_of[side.mentions["unit_id"].to_numpy(np.int64)]
    here, subject = position[position >= 0], side.mentions["subject_id"].to_numpy(np.int64)[position >= 0]
    offers = np.bincount(subject, minlength=max(skills.max(initial=-1), subject.max(initial=-1)) + 2)
    weight = np.log1p((len(units) + 1) / (offers + 1))  # the last: a skill without a number (−1), which nobody teaches
    own = np.bincount(here, weight[subject], len(units))
    both = np.bincount(taught.position, weight[skills][taught.row], len(units))
    either = own + weight[skills].sum() - both
    order = np.lexsort((taught.row, taught.position))
    names = pd.Series(labels.to_numpy()[taught.row[order]]).groupby(taught.position[order]).agg("; ".join)
    found = units.assign(
        offer=units["key"],
        provider=units["name"],
        shared_count=units["shared"],
        taught_skill_count=units["skill_count"],
        similarity=np.round(both / np.where(either > 0, either, 1), SHARE),
        skills=pd.Series(names, index=units.index, dtype="object"),
        price_per_hour=units["price"] / units["hours"].where(units["hours"] > 0),
    )
    found = found[found["shared"] > 0].sort_values(["similarity", "key"], ascending=[False, True])
    return found.assign(rank=range(1, len(found) + 1))


def position(near: pd.DataFrame, stated: dict[str, float | None]) -> pd.DataFrame:
    """Where each of the `stated` VALUES stands among the nearest offers that state one, 30 at most; as `POSITION`.

    Median with Woodruff's interval, quartiles, and the share of the offers below (one that is equal counts half) with
    its interval; providers are clusters.
    """
    rows = [{"figure": name, "value": stated[name], **_among(near, name, stated[name])} for name in VALUES]
    return shaped(pd.DataFrame(rows).reindex(columns=[*POSITION]), POSITION)


def _among(near: pd.DataFrame, name: str, value: float | None) -> dict[str, object]:
    some = near[near[name].notna()].head(COMPARABLE).sort_values([name, "key"])
    values, cluster = some[name].to_numpy(np.float64), pd.factorize(some["cluster_id"])[0]
    size = np.bincount(cluster).astype(np.float64)
    figures: dict[str, object] = dict(zip(PARTS, middle(values, cluster), strict=True))
    figures |= {"offer_count": len(some), "provider_count": len(size)}
    figures["evidence"] = evidence(np.array([len(some)]), np.array([len(size)]))[0]
    if value is None or not len(some):
        return figures
    below = np.bincount(cluster, (values < value) + (values == value) / 2)
    sums = (below.sum(), len(some), (below**2).sum(), (below * size).sum(), (size**2).sum(), len(size))
    low, high, _ = share_interval(*(np.array([float(each)]) for each in sums))
    return figures | {"below_share": below.sum() / len(some), "below_share_low": low[0], "below_share_high": high[0]}
