"""How long an advertisement stays open (METHOD §0, §5): Kaplan and Meier's estimate for ages seen only at crawls.

An ad's age at closing lies between the last run that showed it and the next complete one (interval censoring); an ad
that was open at its source's first complete run is known only because it had lived so long (delayed entry). Turnbull's
(1976) self-consistent estimate allows for both, and is Kaplan and Meier's where neither occurs.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from reports.measures.basis import Basis
from reports.measures.counting import RATIO, SHARE, Schema, query, shaped
from reports.measures.intervals import CONFIDENCE, Floats, evidence

if TYPE_CHECKING:
    from warehouse.frames import Market

Days = npt.NDArray[np.int64]
LONGEST = 730  # days; what lives longer counts as living longer
DRAWS, SEED, STEPS, STILL = 200, 1, 2_000, 1e-6
AGES = (30, 90)
SCHEMA: Schema = {
    "place": "string",
    **dict.fromkeys(("posting_count", "closed_count", "employer_count"), "Int64"),
    **dict.fromkeys(("median_days", "median_days_low", "median_days_high"), RATIO),
    **{f"open_after_{age}_days": SHARE for age in AGES},
    "evidence": "string",
}
LIVES = """
    WITH complete AS (SELECT source, as_of FROM runs WHERE status = 'complete' AND NOT coalesce(quarantined, FALSE)),
    began AS (SELECT source, min(as_of) AS first_complete FROM complete GROUP BY ALL),
    shown AS (SELECT source FROM runs GROUP BY ALL HAVING bool_and(coalesce(closing, 'shown') = 'shown')),
    ends AS (
        SELECT posting_id, min(as_of) AS missed FROM postings JOIN complete USING (source)
        WHERE as_of > last_seen GROUP BY ALL),
    told AS (
        SELECT posting_id, first_seen, last_seen, open, missed, first_seen <= first_complete AS is_stock,
            greatest(valid_through, last_seen) + INTERVAL 1 DAY AS over,
            CASE WHEN date_posted <= first_seen THEN date_posted WHEN NOT is_stock THEN first_seen END AS born
        FROM postings SEMI JOIN shown USING (source) JOIN began USING (source) LEFT JOIN ends USING (posting_id))
    SELECT posting_id, CASE WHEN is_stock THEN date_diff('day', born, first_seen) ELSE 0 END AS entry,
        date_diff('day', born, last_seen) AS low,
        CASE WHEN NOT open THEN date_diff('day', born, least(missed, over))
        END AS high
    FROM told WHERE born IS NOT NULL ORDER BY posting_id
"""
HERE = """
    SELECT place_id, place, cluster_id, is_named, entry, low, high
    FROM lives JOIN postings USING (posting_id) JOIN units USING (unit_id) JOIN unit_places USING (unit_id)
    JOIN places USING (place_id) ORDER BY place_id, posting_id
"""


class Lives(NamedTuple):
    """Ages in days, an entry an ad: seen only from `entry` on, closed after `low` and by `high` (LONGEST + 1: open)."""

    entry: Days
    low: Days
    high: Days


def ad_life(market: "Market", basis: Basis) -> pd.DataFrame:
    """One row for each place with an ad whose age is known, in sources that show closings; by place.

    `median_days` is the age that half of the ads reach, with the 95 % interval of 200 bootstrap draws of employers;
    null where more than half live longer than was seen. `open_after_…_days` are shares of the ads.
    """
    columns = ["posting_id", "source", "first_seen", "last_seen", "date_posted", "valid_through", "open"]
    lives = query(LIVES, postings=market.postings[columns], runs=market.runs[market.runs["side"] == "demand"])
    side = basis.demand
    here = query(
        HERE, lives=lives, postings=basis.postings, units=side.units, unit_places=side.places, places=basis.places
    )
    rows = [{"place": place, **_figures(ads)} for (_, place), ads in here.groupby(["place_id", "place"], sort=True)]
    frame = pd.DataFrame(rows, columns=[name for name in SCHEMA if name != "evidence"])
    counts = (frame[name].to_numpy(np.float64) for name in ("posting_count", "employer_count"))
    return shaped(frame.assign(evidence=evidence(*counts)), SCHEMA)


def _figures(ads: pd.DataFrame) -> dict[str, float]:
    entry, low = (np.clip(ads[name].to_numpy(np.int64), 0, LONGEST) for name in ("entry", "low"))
    high = np.clip(ads["high"].fillna(LONGEST + 1).to_numpy(np.int64), low + 1, LONGEST + 1)
    lives = Lives(np.minimum(entry, low), low, high)
    cluster = np.unique(ads["cluster_id"], return_inverse=True)[1]
    whole = dying(lives, np.ones(len(low)))
    chance = np.random.default_rng(SEED)
    medians = []
    for _ in range(DRAWS):
        times = np.bincount(chance.integers(cluster.max() + 1, size=cluster.max() + 1), minlength=cluster.max() + 1)
        medians.append(median(dying(lives, times[cluster].astype(np.float64), whole)))
    tail = (1 - CONFIDENCE) / 2
    bounds = np.quantile(np.nan_to_num(medians, nan=np.inf), [tail, 1 - tail], method="inverted_cdf")
    alive = 1 - np.cumsum(whole)
    return {
        "posting_count": len(ads),
        "closed_count": int(ads["high"].notna().sum()),
        "employer_count": int(ads.loc[ads["is_named"], "cluster_id"].nunique()),
        **dict(zip(("median_days", "median_days_low", "median_days_high"), (median(whole), *bounds), strict=True)),
        **{f"open_after_{age}_days": float(alive[age]) for age in AGES},
    }


def dying(lives: Lives, weights: Floats, start: Floats | None = None) -> Floats:
    """The share of ads that close at each age from 0 to LONGEST + 1 (later), by Turnbull's self-consistency.

    Behind the greatest age at which one is known to have closed nothing says when the others do: later. `start` is
    where the search begins: an estimate from much the same ads, or nothing known.
    """
    size = LONGEST + 2
    ages, index = np.unique(np.column_stack(lives), axis=0, return_inverse=True)
    entry, low, high = ages.T
    count = np.bincount(index.ravel(), weights, minlength=len(ages))
    share = np.full(size, 1 / (size - 1)) if start is None else 0.99 * start + 0.01 / (size - 1)
    last = high.max(initial=0, where=high <= LONGEST)
    share[0], share[last + 1 : LONGEST + 1] = 0, 0
    for _ in range(STEPS):
        below = np.concatenate([np.cumsum(share), [0.0]])
        within = np.maximum(below[high] - below[low], 1e-300)
        seen = np.maximum(1 - below[entry], 1e-300)
        spread = np.bincount(low + 1, count / within, size + 1) - np.bincount(high + 1, count / within, size + 1)
        unseen = -np.bincount(entry + 1, count / seen, size + 1)
        unseen[0] += (count / seen).sum()
        found = share * np.cumsum(spread + unseen)[:size]
        found /= found.sum()
        moved = np.abs(np.cumsum(found - share)).max()
        share = found
        if moved < STILL:
            break
    return share


def median(share: Floats) -> float:
    """The least age by which half have closed; NaN where that is later than LONGEST."""
    age = int(np.searchsorted(np.cumsum(share), 0.5 - 1e-9))
    return float(age) if age <= LONGEST else float("nan")
