"""Location quotient: how much more often a place's vacancies name a skill than all vacancies do."""

from typing import Any

import numpy as np
import pandas as pd

from reports.measures.statistics.intervals import (
    Codes,
    Floats,
    effective_number,
    likened,
    quantile,
    residual_squares,
    wilson,
)
from reports.measures.units.basis import Side
from reports.measures.units.lookup import position, taken
from reports.measures.units.tally import Tally, matrix

WHOLE = ("count", "total", "yy", "yn", "nn", "clusters")
SUMS = (*WHOLE, *(f"{name}_whole" for name in WHOLE), "yn_all", "nn_all", "y_y", "n_y")


def location_quotient(side: Side, mentions: pd.DataFrame, counts: Tally) -> pd.DataFrame:
    """Frame place_id, subject_id, location_quotient, …_low, …_high: `quotient` with all places (0) as the whole.

    In the order of `counts.subjects`.
    """
    whole = counts.subjects[counts.subjects["place_id"] == 0]
    rows = counts.subjects[counts.subjects["subject_id"].isin(whole["subject_id"])]
    of_place, of_whole = position(rows, counts.places, ("place_id",)), position(rows, whole, ("subject_id",))
    in_all = np.zeros_like(of_place)  # the first place is all of them
    sums: dict[str, Any] = {name: rows[name] for name in ("count", "yy", "yn", "yn_all")}
    sums |= taken(counts.places, of_place, "total", "nn", "nn_all", "clusters")
    beside = taken(whole, of_whole, "count", "yy", "yn") | taken(counts.places, in_all, "total", "nn", "clusters")
    sums |= {f"{name}_whole": values for name, values in beside.items()}
    sums["y_y"], sums["n_y"] = _products(side, mentions, counts, rows)
    estimate, low, high = quotient(pd.DataFrame(sums, copy=False), rows["place_id"].to_numpy(np.int64))
    keys = rows[["place_id", "subject_id"]]
    return keys.assign(location_quotient=estimate, location_quotient_low=low, location_quotient_high=high)


def _products(side: Side, mentions: pd.DataFrame, counts: Tally, rows: pd.DataFrame) -> tuple[Floats, Floats]:
    """Of `rows` Σ y·y_all and Σ n·y_all over the organisations of the place, y_all their units anywhere naming it."""
    is_open = side.units["open"].to_numpy(bool)
    at, place = (side.places[name].to_numpy() for name in ("unit_id", "place_id"))
    at, place = at[is_open[at]], place[is_open[at]]
    anywhere = np.zeros(len(is_open), dtype=bool)
    anywhere[at[place == 0]] = True
    unit, subject = (mentions.loc[anywhere[mentions["unit_id"]], name].to_numpy() for name in ("unit_id", "subject_id"))
    width, cluster = int(subject.max(initial=-1)) + 1, side.units["cluster_id"].to_numpy(np.int64)
    key = cluster[unit] * width + subject
    order = np.argsort(key)
    first = np.flatnonzero(np.diff(key[order], prepend=-1))
    times = np.diff(first, append=len(key)).astype(np.float64)
    y_all = np.empty(len(key))
    y_all[order] = np.repeat(times, times.astype(np.int64))
    places, clusters = int(place.max(initial=-1)) + 1, int(cluster.max(initial=-1)) + 1
    naming = matrix(key[order[first]] // max(width, 1), key[order[first]] % max(width, 1), times, (clusters, width))
    units = matrix(place, at, np.ones(len(at)), (places, len(is_open)))
    market = {name: counts.market[name].to_numpy() for name in ("place_id", "cluster_id", "n")}
    present = matrix(market["place_id"], market["cluster_id"], market["n"].astype(np.float64), (places, clusters))
    here = (rows["place_id"].to_numpy(), rows["subject_id"].to_numpy())
    both = units @ matrix(unit, subject, y_all, (len(is_open), width)), present @ naming
    return both[0].toarray()[here], both[1].toarray()[here]


def quotient(rows: pd.DataFrame, like: Codes) -> tuple[Floats, Floats, Floats]:
    """(D/N) / (D_all/N_all) and its 95 % interval, of sums as `Tally` has them, the whole's `…_whole`.

    The interval is Wilson's of D/D_all, over N/N_all: a part has few of a skill's vacancies, and no log-normal interval
    holds then (it held 92 % with many employers, 85 % with 20, 70 % in small markets). Its design effect is the
    variance of ln(D/N) − ln(D_all/N_all), linearised jointly, since the part is in the whole (Lightcast, LMIC):
    Σ_e (a_e − b_e)² over employers e, a_e = (y_e − p·n_e)/D in the part, b_e the same in all, over that of D/D_all
    alone. `y_y` and `n_y` are Σ y_e·y_e and Σ n_e·y_e of part and whole. As in `share_interval`, it is drawn to those
    with the same code in `like`, and t has as many degrees of freedom. NaN with a single employer.
    """
    n = {name: rows[name].to_numpy(np.float64) for name in SUMS}
    part, size = n["count"] / n["count_whole"], n["total"] / n["total_whole"]
    effective = effective_number(n["total"], n["nn"])
    with np.errstate(divide="ignore", invalid="ignore"):
        joint = np.where(effective > 1, effective / (effective - 1) * _squares(n), 0.0)
        blind = ~((part < 1) & (effective > 1))
        drawn = likened(joint, np.where(blind, 0.0, (1 - part) / n["count"]), effective - 1, like)
        deff = np.maximum(np.where(blind, n["total_whole"] / n["clusters_whole"], drawn.ratio), 1.0)
        low, high = wilson(part, n["count_whole"] / deff, quantile(drawn.freedom + 1))
    known = n["clusters_whole"] > 1
    return part / size, *(np.where(known, np.where(size < 1, end / size, 1.0), np.nan) for end in (low, high))


def _squares(n: dict[str, Floats]) -> Floats:
    """Σ_e (a_e − b_e)²."""
    here, whole = n["count"] / n["total"], n["count_whole"] / n["total_whole"]
    place = residual_squares(here, n["yy"], n["yn"], n["nn"]) / np.square(n["count"])
    everywhere = residual_squares(whole, n["yy_whole"], n["yn_whole"], n["nn_whole"]) / np.square(n["count_whole"])
    products = n["y_y"] - whole * n["yn_all"] - here * n["n_y"] + here * whole * n["nn_all"]
    return np.asarray(np.maximum(place + everywhere - 2 * products / (n["count"] * n["count_whole"]), 0))
