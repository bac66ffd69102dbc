"""Location quotient: how much more often a place's vacancies name a skill than all vacancies do."""

import numpy as np
import pandas as pd

from reports.measures.basis import Side
from reports.measures.counting import query
from reports.measures.intervals import Floats, log_normal, quantile, residual_squares
from reports.measures.tally import Tally

WHOLE = ("count", "total", "yy", "yn", "nn", "clusters")
SUMS = (*WHOLE, *(f"{name}_whole" for name in WHOLE), "yn_all", "nn_all", "y_y", "n_y")
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
    """Frame place_id, subject_id, location_quotient, …_low, …_high: `quotient` with all places as the whole."""
    frames = {"mentions": mentions, "units": side.units[["unit_id", "cluster_id", "open"]], "unit_places": side.places}
    between = query(BETWEEN, market=counts.market[["place_id", "cluster_id", "n"]], **frames)
    rows = counts.subjects.merge(counts.places, on="place_id", suffixes=("", "_place")).merge(between)
    rows = rows.merge(rows[rows["place_id"] == 0].drop(columns="place_id"), on="subject_id", suffixes=("", "_whole"))
    estimate, low, high = quotient(rows)
    keys = rows[["place_id", "subject_id"]]
    return keys.assign(location_quotient=estimate, location_quotient_low=low, location_quotient_high=high)


def quotient(rows: pd.DataFrame) -> tuple[Floats, Floats, Floats]:
    """(D/N) / (D_all/N_all) and its 95 % log-normal interval, of sums as `Tally` has them, the whole's `…_whole`.

    The part is in the whole, so the variance of ln(D/N) − ln(D_all/N_all) is linearised jointly (Lightcast, LMIC):
    m/(m−1) · Σ_e (a_e − b_e)² over employers e, a_e = (y_e − p·n_e)/D in the part, b_e the same in all. `y_y` and `n_y`
    are Σ y_e·y_e and Σ n_e·y_e of part and whole.
    """
    number = {name: rows[name].to_numpy(np.float64) for name in SUMS}
    estimate = number["count"] / number["total"] / (number["count_whole"] / number["total_whole"])
    return estimate, *log_normal(estimate, _variance(number), quantile(number["clusters"]))


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
