"""Whether shares moved beyond chance between two days (METHOD §8), for every subject and place at once.

The same organisations advertise on both days, so both are linearised together, an organisation being one cluster.
"""

from itertools import combinations_with_replacement
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from reports.measures.counting import query
from reports.measures.intervals import CONFIDENCE, MINIMUM_EMPLOYERS, MINIMUM_VACANCIES, Floats

SUMS = ("y0", "y1", "n0", "n1")
GRAM = list(combinations_with_replacement(SUMS, 2))
SCALE = 1_000  # of the weights that make the two days' counts comparable as integers
COUNTS = ", ".join(
    f"count(*) FILTER ({'' if later else 'NOT '}later{matched}) AS {name}{int(later)}"
    for name, matched in (("all", ""), ("matched", " AND matched"))
    for later in (False, True)
)
MARKET = f"""
    WITH here AS (
        SELECT place_id, cluster_id, any_value(is_named) AS is_named, {COUNTS}
        FROM units JOIN places USING (unit_id) GROUP BY ALL)
    SELECT whole, place_id, cluster_id, is_named, if(whole, all0, matched0) AS n0, if(whole, all1, matched1) AS n1
    FROM here, scopes WHERE n0 + n1 > 0 ORDER BY whole, place_id, cluster_id
"""  # noqa: S608  names of our own columns
PLACES = f"""
    SELECT whole, place_id, sum(n0)::BIGINT AS total0, sum(n1)::BIGINT AS total1, count(*) AS clusters,
        sum(abs(n1 - n0))::BIGINT AS moved, sum(n0 * n0) AS n0n0, sum(n0 * n1) AS n0n1, sum(n1 * n1) AS n1n1,
        round({SCALE} * total1 / (total0 + total1))::BIGINT AS weight0, {SCALE} - weight0 AS weight1
    FROM market GROUP BY ALL
    HAVING least(total0, total1) >= {MINIMUM_VACANCIES} AND least(
        count(*) FILTER (is_named AND n0 > 0), count(*) FILTER (is_named AND n1 > 0)) >= {MINIMUM_EMPLOYERS}
    ORDER BY ALL
"""  # noqa: S608
SUBJECTS = f"""
    WITH named AS (
        SELECT place_id, subject_id, cluster_id, {COUNTS}
        FROM mentions JOIN units USING (unit_id) JOIN places USING (unit_id) GROUP BY ALL),
    counted AS (
        SELECT whole, subject_id, market.*, if(whole, all0, matched0) AS y0, if(whole, all1, matched1) AS y1,
            weight1 * y1 - weight0 * y0 AS shift
        FROM named JOIN market USING (place_id, cluster_id) JOIN weights USING (whole, place_id))
    SELECT whole, place_id, subject_id, sum(y0) AS count0, sum(y1) AS count1,
        count(*) FILTER (is_named AND y0 > 0) AS organizations0,
        count(*) FILTER (is_named AND y1 > 0) AS organizations1, sum(shift * shift) AS shift2,
        sum(shift::HUGEINT * shift * shift * shift) AS shift4,
        {", ".join(f"sum({a} * {b}) AS {a}{b}" for a, b in GRAM if a[0] == "y")}
    FROM counted GROUP BY ALL
    HAVING (count0 >= {MINIMUM_VACANCIES} AND organizations0 >= {MINIMUM_EMPLOYERS})
        OR (count1 >= {MINIMUM_VACANCIES} AND organizations1 >= {MINIMUM_EMPLOYERS})
    ORDER BY ALL
"""  # noqa: S608


class Day(NamedTuple):
    """One side of a market on a day, numbered as on the other day.

    - units: unit_id (from 0), cluster (a text: the organisation, or the unit), is_named, open, matched (a source that
      can be compared shows it)
    - places: unit_id, place_id    · mentions: unit_id, subject_id; distinct
    """

    units: pd.DataFrame
    places: pd.DataFrame
    mentions: pd.DataFrame


def moves(then: Day, now: Day) -> pd.DataFrame:
    """One row for each subject and place with 10 units of 3 organisations on either day, where both days have as many.

    Columns: whole (all sources; false: the matched ones alone), place_id, subject_id, before, after, change,
    change_low, change_high, p (before correction), and of either day count0, total0, organizations0, count1, … There
    are rows of `whole` only if some open unit is not matched: else both would be the same.
    """
    units = _joined(then, now)
    frames = {
        "units": units,
        "places": _numbered(then.places, now.places, len(then.units)),
        "scopes": pd.DataFrame({"whole": [False] if units["matched"].all() else [False, True]}),
    }
    market = query(MARKET, **frames)
    places = query(PLACES, market=market)
    frames |= {"mentions": _numbered(then.mentions, now.mentions, len(then.units)), "market": market}
    subjects = query(SUBJECTS, weights=places[["whole", "place_id", "weight0", "weight1"]], **frames)
    rows = subjects.merge(places, on=["whole", "place_id"], validate="many_to_one")
    return rows.assign(**_tested(rows))


def _joined(then: Day, now: Day) -> pd.DataFrame:
    both = pd.concat([then.units.assign(later=False), now.units.assign(later=True)], ignore_index=True)
    both["unit_id"] = np.arange(len(both), dtype=np.int32)
    both["cluster_id"] = pd.factorize(both.pop("cluster"))[0].astype(np.int32)
    return both[both.pop("open").to_numpy(bool)]


def _numbered(then: pd.DataFrame, now: pd.DataFrame, offset: int) -> pd.DataFrame:
    """Both days' rows, the later day's units numbered on from the earlier one's."""
    shift = np.repeat([0, offset], [len(then), len(now)])
    both = pd.concat([then, now], ignore_index=True)
    return both.assign(unit_id=both["unit_id"].to_numpy(np.int64) + shift).astype("int32")


def _tested(rows: pd.DataFrame) -> dict[str, Floats]:
    """Shares, their difference with its interval, and p by Student's t.

    Variance: the larger of the linearised one and, where hardly any of those who moved name the subject so that
    linearisation sees none of its chance, that of the `moved` (at least one) as independent units at the pooled share.
    Degrees of freedom: Satterthwaite's, 3·(Σd²)²/Σd⁴ − 2 over organisations that shifted by d, so that what one or two
    of them moved is no certainty.
    """
    n = {name: rows[name].to_numpy(np.float64) for name in rows.columns if name != "whole"}
    before, after = n["count0"] / n["total0"], n["count1"] / n["total1"]
    pooled = (n["count0"] + n["count1"]) / (n["total0"] + n["total1"])
    chance = pooled * (1 - pooled) * np.maximum(n["moved"], 1) / (n["total0"] * n["total1"])
    variance = np.maximum(_linearised(n, before, after), chance)
    error, change = np.sqrt(variance), after - before
    with np.errstate(divide="ignore", invalid="ignore"):
        degrees = np.where(n["shift4"] > 0, 3 * np.square(n["shift2"]) / n["shift4"] - 2, n["clusters"])
        degrees = np.clip(degrees, 1, np.maximum(n["clusters"] - 1, 1))
        t = np.where(error > 0, np.abs(change) / error, 0.0)
    half = stdtrit(degrees, (1 + CONFIDENCE) / 2) * error
    low, high = np.maximum(change - half, -1), np.minimum(change + half, 1)
    columns = {"before": before, "after": after, "change": change, "change_low": low, "change_high": high}
    return columns | {"p": np.asarray(2 * stdtr(degrees, -t), dtype=np.float64)}


def _linearised(n: dict[str, Floats], before: Floats, after: Floats) -> Floats:
    """m/(m−1) · Σ r_c² over m organisations, r_c = (y1 − after·n1)/N1 − (y0 − before·n0)/N0."""
    weight = {"y0": -1 / n["total0"], "y1": 1 / n["total1"], "n0": before / n["total0"], "n1": -after / n["total1"]}
    squares = sum((1 if a == b else 2) * weight[a] * weight[b] * n[a + b] for a, b in GRAM)
    clusters = n["clusters"]
    return np.asarray(clusters / np.maximum(clusters - 1, 1) * np.maximum(squares, 0), dtype=np.float64)
