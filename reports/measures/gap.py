"""The gap between how prominently a skill is asked and how prominently it is taught (METHOD §4), by place."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from reports.measures.basis import Basis
from reports.measures.counting import ALL, query
from reports.measures.intervals import NORMAL_QUANTILE, Floats, log_normal, ratio_variance
from reports.measures.shrinkage import Codes, Shrunk, Truths, shrunk
from reports.measures.tally import Tally

PLACES_AT_ONCE = 100
REFITS = 3
COUNTED = ("count", "units", "uu", "ut", "organizations", "named_count", "named_squares", "sources")
TOTALS = ("total", "mentions", "units", "tt", "clusters")
PAIRS = f"""
    WITH pair AS (
        SELECT place_id, subject_id FROM asked JOIN block USING (place_id)
        UNION SELECT block.place_id, subject_id FROM taught JOIN block ON taught.place_id = supply_id)
    SELECT block.place_id, block.place, pair.subject_id,
        {", ".join(f"coalesce(asked.{c}, 0) AS asked_{c}, coalesce(taught.{c}, 0) AS taught_{c}" for c in COUNTED)},
        {", ".join(f"asked_place.{c} AS asked_place_{c}, taught_place.{c} AS taught_place_{c}" for c in TOTALS)}
    FROM pair JOIN block USING (place_id)
    LEFT JOIN asked_place ON asked_place.place_id = pair.place_id
    LEFT JOIN taught_place ON taught_place.place_id = supply_id
    LEFT JOIN asked ON asked.place_id = pair.place_id AND asked.subject_id = pair.subject_id
    LEFT JOIN taught ON taught.place_id = supply_id AND taught.subject_id = pair.subject_id
    ORDER BY pair.place_id, pair.subject_id
"""  # noqa: S608  names of our own columns


def gaps(basis: Basis, asked: Tally, taught: Tally) -> Iterator[pd.DataFrame]:
    """Frames of the skills asked or taught in `all` and in places with vacancies, some places at a time.

    Columns: place_id, place, subject_id, asked_… and taught_… counts of `Tally`, asked_place_… and taught_place_… its
    totals, demand_prominence and supply_prominence with _low and _high, unshrunk_gap, gap, gap_low, gap_high,
    group_gap.
    A side with no mention at all has no prominence, and then there is no gap.
    """
    held = basis.places[basis.places["place_id"].isin(asked.places["place_id"]) | (basis.places["place"] == ALL)]
    parents = _groups(basis.skills)
    for start in range(0, len(held), PLACES_AT_ONCE):
        block = held.iloc[start : start + PLACES_AT_ONCE]
        here = asked.subjects[asked.subjects["place_id"].isin(block["place_id"])]
        there = taught.subjects[taught.subjects["place_id"].isin(block["supply_id"])]
        totals = {"asked_place": asked.places, "taught_place": taught.places}
        yield _with_gaps(query(PAIRS, block=block, asked=here, taught=there, **totals), *parents)


def prominence(rows: pd.DataFrame, side: str) -> tuple[Floats, Floats]:
    """Prominence of each skill on a `side` (asked, taught), and the variance of its logarithm.

    A skill's units, plus half the mean unit h of a mention, over the units of the place. Variance: the greater of the
    one linearised between organisations and h²·(n + ½), over the units squared; n counts the skill's mentions.
    """
    n = {c: rows[f"{side}_{c}"].to_numpy(np.float64) for c in ("count", "units", "uu", "ut")}
    place = {c: rows[f"{side}_place_{c}"].to_numpy(np.float64) for c in TOTALS}
    with np.errstate(divide="ignore", invalid="ignore"):
        unit = place["units"] / place["mentions"]
        clustered = ratio_variance(n["units"] / place["units"], n["uu"], n["ut"], place["tt"], place["clusters"])
        units = n["units"] + unit / 2
        variance = np.maximum(clustered, np.square(unit) * (n["count"] + 0.5)) / np.square(units)
        return units / place["units"], variance


def _groups(skills: pd.DataFrame) -> tuple[Codes, Codes]:
    """Codes of each skill's group and parent group, −1 where it has none."""
    return pd.factorize(skills["group_uri"])[0], pd.factorize(skills["parent_group_uri"])[0]


def is_visible(rows: pd.DataFrame) -> Truths:
    """Which skills would be named at least once on each side of their place, were both sides balanced.

    Balanced: at the skill's share of the mentions of both sides together. Below one expected mention, half a mention
    says more than was seen; such skills are drawn to the mean of the others, but do not make it.
    """
    here, there = (rows[f"{side}_place_mentions"].to_numpy(np.float64) for side in ("asked", "taught"))
    both = (rows["asked_count"] + rows["taught_count"]).to_numpy(np.float64) / (here + there)
    return np.asarray(both * np.minimum(here, there) >= 1, dtype=bool)


def _with_gaps(rows: pd.DataFrame, group: Codes, parent: Codes) -> pd.DataFrame:
    asked, asked_variance = prominence(rows, "asked")
    taught, taught_variance = prominence(rows, "taught")
    raw = np.log(asked) - np.log(taught)
    skill, place, visible = rows["subject_id"].to_numpy(np.int64), rows["place_id"].to_numpy(np.int64), is_visible(rows)
    mentions = rows[["asked_count", "taught_count", "asked_place_mentions", "taught_place_mentions"]].to_numpy(
        np.float64
    )
    variances = np.column_stack([asked_variance, taught_variance])
    gap, error, mean = (np.full(len(rows), np.nan) for _ in range(3))
    for members in np.split(np.arange(len(rows)), np.flatnonzero(np.diff(place)) + 1):
        here = members[np.isfinite(raw[members])]
        nodes = (group[skill[here]], parent[skill[here]], visible[here])
        gap[here], error[here], mean[here] = _fitted(raw[here], variances[here], mentions[here], nodes)
    columns = {"unshrunk_gap": raw, "gap": gap, "group_gap": mean}
    columns |= {"gap_low": gap - NORMAL_QUANTILE * error, "gap_high": gap + NORMAL_QUANTILE * error}
    for name, value, spread in (("demand", asked, asked_variance), ("supply", taught, taught_variance)):
        low, high = log_normal(value, spread, NORMAL_QUANTILE)
        published = {"": value, "_low": low, "_high": high}
        columns |= {f"{name}_prominence{end}": np.minimum(v, 1) for end, v in published.items()}
    return rows.assign(**columns)


def _fitted(raw: Floats, variances: Floats, mentions: Floats, nodes: tuple[Codes, Codes, Truths]) -> Shrunk:
    """The gaps of one place, shrunk; by skill the `variances` (asked, taught) and `mentions` (same, and the place's).

    A count that is low by chance makes its side's variance high and errs the gap in one direction, so that weighing by
    observed variances pulls every mean to one side (coverage falls to 56–83 % at 1 to 4 mentions a skill). Each
    variance is therefore taken at the count expected of the fitted gap, first of a balanced market, given the skill's
    mentions on both sides together: iteratively reweighted least squares.
    """
    counts, totals = mentions[:, :2] + 0.5, mentions[:, 2:]
    gap = np.zeros_like(raw)
    for _ in range(REFITS):
        odds = np.exp(gap) * totals[:, 0] / totals[:, 1]
        share = np.column_stack([odds, np.ones_like(odds)]) / (1 + odds)[:, None]
        expected = (counts.sum(axis=1) - 1)[:, None] * share + 0.5
        found = shrunk(raw, (variances * counts / expected).sum(axis=1), *nodes)
        gap = found.estimate
    return found
