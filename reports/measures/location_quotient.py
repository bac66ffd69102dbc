"""Location quotient: how much more often a place's vacancies name a skill than all vacancies do."""

import numpy as np
import pandas as pd

from reports.measures.basis import Side
from reports.measures.counting import query
from reports.measures.intervals import Floats, log_normal, quantile, residual_squares
from reports.measures.tally import Tally

BETWEEN = """
    WITH here AS (
        SELECT place_id, subject_id, cluster_id, count(*) AS y
        FROM mentions JOIN units USING (unit_id) JOIN unit_places USING (unit_id) WHERE open GROUP BY ALL),
    everywhere AS (SELECT subject_id, cluster_id, y FROM here WHERE place_id = 0),
    named AS (
        SELECT here.place_id, subject_id, sum(here.y * everywhere.y) AS y_y
        FROM here JOIN everywhere USING (subject_id, cluster_id) GROUP BY ALL),
    present AS (
        SELECT place_id, subject_id, sum(n * y) AS n_y
        FROM market JOIN everywhere USING (cluster_id) GROUP BY ALL)
    SELECT place_id, subject_id, y_y, n_y FROM named JOIN present USING (place_id, subject_id)
"""


def location_quotient(side: Side, mentions: pd.DataFrame, counts: Tally) -> pd.DataFrame:
    """Frame place_id, subject_id, quotient, low, high: (D/N) / (D_all/N_all) and its 95 % log-normal interval.

    The place is part of the whole, so the variance of ln(D/N) − ln(D_all/N_all) is linearised jointly (Lightcast,
    LMIC): m/(m−1) · Σ_e (a_e − b_e)² over employers e, a_e = (y_e − p·n_e)/D in the place, b_e the same in all.
    """
    frames = {"mentions": mentions, "units": side.units[["unit_id", "cluster_id", "open"]], "unit_places": side.places}
    between = query(BETWEEN, market=counts.market[["place_id", "cluster_id", "n"]], **frames)
    rows = counts.subjects.merge(counts.places, on="place_id", suffixes=("", "_place")).merge(between)
    rows = rows.merge(rows[rows["place_id"] == 0].drop(columns="place_id"), on="subject_id", suffixes=("", "_whole"))
    number = {name: rows[name].to_numpy(np.float64) for name in rows.columns}
    quotient = number["count"] / number["total"] / (number["count_whole"] / number["total_whole"])
    low, high = log_normal(quotient, _variance(number), quantile(number["clusters"]))
    keys = rows[["place_id", "subject_id"]]
    return keys.assign(location_quotient=quotient, location_quotient_low=low, location_quotient_high=high)


def _variance(n: dict[str, Floats]) -> Floats:
    """Jointly linearised variance of the quotient's logarithm; NaN with a single employer."""
    here, whole = n["count"] / n["total"], n["count_whole"] / n["total_whole"]
    place = residual_squares(here, n["yy"], n["yn"], n["nn"]) / np.square(n["count"])
    everywhere = residual_squares(whole, n["yy_whole"], n["yn_whole"], n["nn_whole"]) / np.square(n["count_whole"])
    products = n["y_y"] - whole * n["yn_all"] - here * n["n_y"] + here * whole * n["nn_all"]
    joint = place + everywhere - 2 * products / (n["count"] * n["count_whole"])
    clusters = n["clusters_whole"]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(clusters > 1, np.maximum(joint, 0) * clusters / (clusters - 1), np.nan)
