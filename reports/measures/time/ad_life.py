"""How long an advertisement stays open (METHOD §0, §5): Kaplan and Meier's estimate for ages seen only at crawls.

An ad's age at its end lies between the last sight of it and the next complete run (interval censoring), and one that
was already old when it was first seen is known only because it lived so long (delayed entry): Turnbull's estimate.
An ad that came and went between two crawls was never seen; one without a date is as old as the run that found it.
"""

from itertools import pairwise

import numpy as np
import pandas as pd

from reports.measures.statistics.intervals import Floats, effective_number, evidence, quantile, wilson
from reports.measures.statistics.turnbull import Integers, Lives, influence, turnbull
from reports.measures.units.basis import Basis
from reports.measures.units.counting import RATIO, SHARE, Schema, query, shaped
from reports.measures.units.sightings import Sightings

LONGEST = 730  # days; what lives longer counts as living longer
AGES = (30, 90)
MINIMUM_CLUSTERS = 2.0  # fewer show no spread between them: as two
SCHEMA: Schema = {
    "place": "string",
    **dict.fromkeys(("posting_count", "closed_count", "employer_count"), "Int64"),
    **dict.fromkeys(("median_days", "median_days_low", "median_days_high"), RATIO),
    **{f"open_after_{age}_days{end}": SHARE for age in AGES for end in ("", "_low", "_high")},
    "evidence": "string",
}
LIVES = f"""
    SELECT place_id, cluster_id, is_named, count(*)::INTEGER AS n,
        least(first - born, {LONGEST}) AS entry, least(last - born, {LONGEST}) AS low,
        CASE WHEN ended - born <= {LONGEST} THEN ended - born ELSE {LONGEST} + 1 END AS high
    FROM postings JOIN units USING (unit_id) JOIN unit_places USING (unit_id)
    WHERE is_shown AND born IS NOT NULL GROUP BY ALL ORDER BY place_id, entry, low, high, cluster_id
"""  # noqa: S608


def ad_life(seen: Sightings, basis: Basis) -> pd.DataFrame:
    """One row for each place with an ad whose age is known, in sources that show closings; by place.

    - posting_count, closed_count: the ads, and those of them known to have ended; ads live, not vacancies
    - median_days: the age that half of the ads reach, null where more than half live longer than was watched; its
      interval holds the ages at which the share still open is not told from a half (Woodruff 1952)
    - open_after_…_days: the share that lives longer, null where nothing was watched so long

    Variances are linearised with employers as clusters, quantiles Student's t, ends Wilson's; null with one employer.
    `evidence` judges closed_count: what is still open tells little.
    """
    frames = {"units": basis.demand.units[["unit_id", "cluster_id", "is_named"]], "unit_places": basis.demand.places}
    lives = query(LIVES, postings=seen.postings, **frames)
    columns = {str(name): lives[name].to_numpy() for name in lives}
    found, begins = np.unique(columns["place_id"], return_index=True)
    places = [slice(*ends) for ends in pairwise([*begins, len(lives)])]
    rows = [_figures({name: days[place].astype(np.int64) for name, days in columns.items()}) for place in places]
    frame = pd.DataFrame(rows, columns=[name for name in SCHEMA if name not in {"place", "evidence"}])
    frame["place"] = basis.places.set_index("place_id")["place"].reindex(found).array
    counts = (frame[name].to_numpy(np.float64) for name in ("closed_count", "employer_count"))
    return shaped(frame.assign(evidence=evidence(*counts)), SCHEMA)


def _figures(ads: dict[str, Integers]) -> dict[str, float]:
    """The figures of one place's ads, rows of equal lives together."""
    kinds = np.column_stack([ads["entry"], ads["low"], ads["high"]])
    begins = np.flatnonzero(np.r_[True, (kinds[1:] != kinds[:-1]).any(axis=1)])
    entry, low, high = kinds[begins].T
    lives = Lives(entry, low, high, np.add.reduceat(ads["n"], begins).astype(np.float64), LONGEST)
    curve = turnbull(lives)
    median = curve.age(0.5)
    at = np.array([*AGES, curve.ends[-2] if np.isnan(median) else median], dtype=np.float64)
    kind = np.repeat(np.arange(len(begins)), np.diff([*begins, len(kinds)]))
    moved = influence(lives, curve, at)[kind] * ads["n"][:, None]
    alive = curve.alive(at)
    least, most = _bounds(alive, moved, ads["cluster_id"], ads["n"])
    days = (median, curve.age(most[-1]), curve.age(least[-1])) if median >= 0 else (np.nan,) * 3
    return {
        "posting_count": lives.times.sum(),
        "closed_count": lives.times[lives.high <= LONGEST].sum(),
        "employer_count": len(np.unique(ads["cluster_id"][ads["is_named"] == 1])),
        **dict(zip(("median_days", "median_days_low", "median_days_high"), days, strict=True)),
        **{
            f"open_after_{age}_days{end}": value[n]
            for n, age in enumerate(AGES)
            for end, value in (("", alive), ("_low", least), ("_high", most))
        },
    }


def _bounds(alive: Floats, moved: Floats, cluster: Integers, times: Integers) -> tuple[Floats, Floats]:
    """Interval of the shares `alive`, by how each row of ads moves them; NaN with one cluster."""
    _, employer = np.unique(cluster, return_inverse=True)
    sizes = np.bincount(employer, times)
    if len(sizes) < 2:
        return np.full(len(alive), np.nan), np.full(len(alive), np.nan)
    clusters = max(float(effective_number(sizes.sum(), np.square(sizes).sum())), MINIMUM_CLUSTERS)
    sums = np.stack([np.bincount(employer, column) for column in moved.T])
    variance = np.square(sums).sum(axis=1) * clusters / (clusters - 1)
    is_blind = ~(variance > 0)  # all or none are alive: as many independent lives as employers, as in `share_interval`
    size = np.where(is_blind, clusters, alive * (1 - alive) / np.where(is_blind, 1, variance))
    return wilson(alive, np.minimum(size, sizes.sum()), quantile(np.full(len(alive), clusters)))
