"""Whether shares moved beyond chance between two days (METHOD §8), for every subject and place at once.

The same organisations advertise on both days, so both are linearised together, an organisation being one cluster.
"""

from itertools import combinations_with_replacement, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array
from scipy.special import stdtr, stdtrit

from reports.measures.statistics.intervals import CONFIDENCE, MINIMUM_EMPLOYERS, MINIMUM_VACANCIES, Floats
from reports.measures.units.tally import CELLS_AT_ONCE, MENTIONS_AT_ONCE, matrix

LATER = 1 << 26  # what a unit of the later day counts: so one number below 2⁵³ holds the counts of both days
GRAM = list(combinations_with_replacement(("y0", "y1", "n0", "n1"), 2))
SUMS = ("count0", "count1", "organizations0", "organizations1", *(a + b for a, b in GRAM if a[0] == "y"), "shift4")
Codes = npt.NDArray[np.int32]


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
    units = pd.concat([then.units.assign(counts=1), now.units.assign(counts=LATER)], ignore_index=True)
    units["cluster_id"] = pd.factorize(units.pop("cluster"))[0]
    is_open, matched = units["open"].to_numpy(bool), units["matched"].to_numpy(bool)
    places = _numbered(then.places, now.places, "place_id", len(then.units), is_open)
    unit, subject = _numbered(then.mentions, now.mentions, "subject_id", len(then.units), is_open)
    named = matrix(unit, subject, np.ones(len(unit)), (len(units), int(subject.max(initial=-1)) + 1))
    parts = [(False, is_open & matched), *([] if matched[is_open].all() else [(True, is_open)])]
    rows = pd.concat([_counted(units, places, named, counts).assign(whole=whole) for whole, counts in parts])
    return rows.assign(**_tested(rows)).reset_index(drop=True)


def _numbered(
    then: pd.DataFrame, now: pd.DataFrame, column: str, units: int, is_open: npt.NDArray[np.bool_]
) -> tuple[Codes, Codes]:
    """Both days' open units, the later day's numbered on from the earlier one's `units`, and their column."""
    unit = np.concatenate([then["unit_id"].to_numpy(np.int32), now["unit_id"].to_numpy(np.int32) + np.int32(units)])
    values = np.concatenate([day[column].to_numpy(np.int32) for day in (then, now)])
    return unit[is_open[unit]], values[is_open[unit]]


def _counted(
    units: pd.DataFrame, places: tuple[Codes, Codes], named: csr_array, counts: npt.NDArray[np.bool_]
) -> pd.DataFrame:
    """The sums by place and subject of the units that count, with those of the place."""
    unit, place = (column[counts[places[0]]] for column in places)
    cluster = units["cluster_id"].to_numpy(np.int64)
    width = cluster.max(initial=0) + 1
    pair = place.astype(np.int64) * width + cluster[unit]
    order = np.argsort(pair, kind="stable")
    unit, pair = unit[order], pair[order]
    row = np.cumsum(np.diff(pair, prepend=-1) > 0) - 1
    pair = pair[np.diff(pair, prepend=-1) > 0]
    weight = units["counts"].to_numpy(np.float64)[unit]
    n0, n1 = _days(np.bincount(row, weight, minlength=len(pair)))
    stock = pd.DataFrame({"place_id": pair // width, "n0": n0, "n1": n1})
    stock["is_named"] = np.bincount(row, units["is_named"].to_numpy(bool)[unit], minlength=len(pair)) > 0
    totals = _totals(stock)
    enough = stock["place_id"].isin(totals["place_id"]).to_numpy()
    held = matrix(row, unit, weight, (len(pair), len(units)))[enough]
    return _subjects(stock[enough].reset_index(drop=True), totals, held, named)


def _days(counted: npt.NDArray[np.number]) -> tuple[Floats, Floats]:
    """The earlier and the later day's counts."""
    later = np.floor(counted / LATER)
    return counted - later * LATER, later


def _totals(stock: pd.DataFrame) -> pd.DataFrame:
    """The sums over the organisations of each place that has enough units and organisations on both days."""
    squares = {a + b: stock[a] * stock[b] for a, b in GRAM if a[0] == "n"}
    present = {f"organizations_here{day}": stock["is_named"] & (stock[f"n{day}"] > 0) for day in (0, 1)}
    moved = (stock["n1"] - stock["n0"]).abs()
    columns = stock[["place_id"]].assign(total0=stock["n0"], total1=stock["n1"], clusters=1, moved=moved, **squares)
    totals = columns.assign(**present).groupby("place_id", as_index=False).sum()
    few = (totals[["total0", "total1"]].min(axis=1) < MINIMUM_VACANCIES) | (
        totals[[*present]].min(axis=1) < MINIMUM_EMPLOYERS
    )
    return totals[~few].drop(columns=[*present])


def _subjects(stock: pd.DataFrame, totals: pd.DataFrame, held: csr_array, named: csr_array) -> pd.DataFrame:
    """The sums by place and subject, some places at a time; only what enough organisations name on a day."""
    width, places = named.shape[1], totals["place_id"].to_numpy()
    at_once = max(1, CELLS_AT_ONCE // max(width, 1))
    place = np.searchsorted(places, stock["place_id"])
    share = (totals["total0"] / (totals["total0"] + totals["total1"])).to_numpy()[place]
    of = {name: stock[name].to_numpy(np.float64) for name in ("n0", "n1", "is_named")} | {"share": share}
    effort = np.concatenate([[0], np.cumsum(np.diff(named.indptr)[held.indices], dtype=np.int64)])[held.indptr]
    blocks = [pd.DataFrame(columns=["place_id", "subject_id", *SUMS], dtype="float64")]
    for first in range(0, len(places), at_once):
        begin, end = np.searchsorted(place, [first, first + at_once])
        sums = np.zeros((len(SUMS), min(at_once, len(places) - first) * width))
        steps = np.arange(effort[begin] + MENTIONS_AT_ONCE, effort[end], MENTIONS_AT_ONCE)
        for start, stop in pairwise(np.unique([begin, *np.searchsorted(effort, steps), end])):
            _add(
                sums,
                held[start:stop] @ named,
                {name: values[start:stop] for name, values in of.items()},
                (place[start:stop] - first) * width,
            )
        said = dict(zip(SUMS, sums, strict=True))
        enough = [
            (said[f"count{d}"] >= MINIMUM_VACANCIES) & (said[f"organizations{d}"] >= MINIMUM_EMPLOYERS) for d in (0, 1)
        ]
        cell = np.flatnonzero(enough[0] | enough[1])
        keys = {"place_id": places[first + cell // width], "subject_id": cell % width}
        blocks.append(pd.DataFrame(keys | {name: values[cell] for name, values in said.items()}))
    return pd.concat(blocks[-1:] if len(blocks) == 1 else blocks[1:], ignore_index=True).merge(totals, on="place_id")


def _add(sums: Floats, product: csr_array, of: dict[str, Floats], cells: npt.NDArray[np.int64]) -> None:
    """Add what some organisations name, `product` (organisations × subjects), to the sums of their places' cells."""
    row = np.repeat(np.arange(product.shape[0]), np.diff(product.indptr))
    y0, y1 = _days(product.data)
    n0, n1, is_named, share = (of[name][row] for name in ("n0", "n1", "is_named", "share"))
    shift = share * y1 - (1 - share) * y0
    told = {"y0": y0, "y1": y1, "n0": n0, "n1": n1}
    products = (told[a] * told[b] for a, b in GRAM if a[0] == "y")
    weights = (y0, y1, is_named * (y0 > 0), is_named * (y1 > 0), *products, shift**4)
    for total, weight in zip(sums, weights, strict=True):
        total += np.bincount(cells[row] + product.indices, weight, minlength=len(total))


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
    share = n["total0"] / (n["total0"] + n["total1"])
    shift2 = share**2 * n["y1y1"] - 2 * share * (1 - share) * n["y0y1"] + (1 - share) ** 2 * n["y0y0"]
    with np.errstate(divide="ignore", invalid="ignore"):
        degrees = np.where(n["shift4"] > 0, 3 * np.square(shift2) / n["shift4"] - 2, n["clusters"])
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
