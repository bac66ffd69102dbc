"""The gap between how prominently a skill is asked and how prominently it is taught (METHOD §4), by place."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import expit

from reports.measures.basis import Basis
from reports.measures.counting import ALL, query
from reports.measures.intervals import (
    CONFIDENCE,
    NORMAL_QUANTILE,
    Codes,
    Floats,
    effective_number,
    likened,
    log_normal,
    ratio_variance,
)
from reports.measures.shrinkage import Nodes, Truths, nodes, prior
from reports.measures.tally import Tally

PLACES_AT_ONCE = 20
REFITS = 3
REACH, POINTS = 6.0, 41  # standard deviations on either side, and how finely
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


class Prominence(NamedTuple):
    """One side of each row: the skill's mentions and the place's, in mean units; their variance over that of counts."""

    mentions: Floats
    total: Floats
    dispersion: Floats

    def of(self, rows: Codes) -> "Prominence":
        """That of some of the rows."""
        return Prominence(*(column[rows] for column in self))

    @property
    def share(self) -> Floats:
        """Share of the place's units, half a mention added to the skill's."""
        return np.asarray((self.mentions + 0.5) / self.total)

    @property
    def interval(self) -> tuple[Floats, Floats]:
        """Low and high end of the share, log-normal."""
        return log_normal(self.share, self.dispersion / (self.mentions + 0.5), NORMAL_QUANTILE)


def prominence(rows: pd.DataFrame, side: str) -> Prominence:
    """Prominence of each skill on a `side` (asked, taught).

    The dispersion is that linearised between organisations, over (mean unit)² · mentions, drawn to that of the other
    skills of the place (`likened`), since a skill of few organisations says little of its own; never below 1.
    """
    n = {c: rows[f"{side}_{c}"].to_numpy(np.float64) for c in ("count", "units", "uu", "ut", "organizations")}
    place = {c: rows[f"{side}_place_{c}"].to_numpy(np.float64) for c in TOTALS}
    codes = rows["place_id"].to_numpy(np.int64)
    with np.errstate(divide="ignore", invalid="ignore"):
        unit = place["units"] / place["mentions"]
        linear = ratio_variance(n["units"] / place["units"], n["uu"], n["ut"], place["tt"], place["units"])
        freedom = np.minimum(effective_number(place["units"], place["tt"]), n["organizations"]) - 1
        drawn = likened(
            np.nan_to_num(linear), np.nan_to_num(np.square(unit) * n["count"]), np.maximum(freedom, 0), codes
        )
        dispersion = np.maximum(np.nan_to_num(drawn.ratio, nan=1.0), 1.0)
        return Prominence(n["units"] / unit, place["units"] / unit, dispersion)


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
    asked, taught = (prominence(rows, side) for side in ("asked", "taught"))
    raw = np.log(asked.share) - np.log(taught.share)
    skill, place, visible = rows["subject_id"].to_numpy(np.int64), rows["place_id"].to_numpy(np.int64), is_visible(rows)
    found = np.full((4, len(rows)), np.nan)
    for members in np.split(np.arange(len(rows)), np.flatnonzero(np.diff(place)) + 1):
        here = members[np.isfinite(raw[members])]
        of = nodes(group[skill[here]], parent[skill[here]], visible[here])
        found[:, here] = _fitted(asked.of(here), taught.of(here), of)
    columns = {"unshrunk_gap": raw, **dict(zip(("gap", "gap_low", "gap_high", "group_gap"), found, strict=True))}
    for name, side in (("demand", asked), ("supply", taught)):
        published = {"": side.share, **dict(zip(("_low", "_high"), side.interval, strict=True))}
        columns |= {f"{name}_prominence{end}": np.minimum(v, 1) for end, v in published.items()}
    return rows.assign(**columns)


def _fitted(asked: Prominence, taught: Prominence, of: Nodes) -> Floats:
    """Gap, its low and high end, and the group's mean, of the skills of one place.

    The prior is fitted by iteratively reweighted least squares: a count that is low by chance makes its side's variance
    high and errs the gap in one direction, so each variance is taken at the count expected of the fitted gap, first of
    a balanced market. With 1 to 4 mentions the logarithm is skewed and no normal interval holds: the posterior is then
    of the count itself, of the mentions of both sides those asked, binomial with its dispersion, times the prior.
    """
    raw, both = np.log(asked.share) - np.log(taught.share), asked.mentions + taught.mentions
    gap, offset = np.zeros_like(raw), np.log(asked.total / taught.total)
    for _ in range(REFITS):
        share = expit(gap + offset)
        variance = asked.dispersion / (both * share + 0.5) + taught.dispersion / (both * (1 - share) + 0.5)
        known = prior(raw, variance, of)
        weight = variance / (variance + known.variance)
        gap = raw + weight * (known.mean - raw)
    reach = np.sqrt(variance * (1 - weight))[:, None] * np.linspace(-REACH, REACH, POINTS)
    thinkable = gap[:, None] + reach
    odds = thinkable + (offset + np.log(taught.dispersion / asked.dispersion))[:, None]
    named, shown = asked.mentions / asked.dispersion, taught.mentions / taught.dispersion
    density = named[:, None] * odds - (named + shown)[:, None] * np.log(1 + np.exp(odds))
    density -= np.square(thinkable - known.mean[:, None]) / (2 * known.variance[:, None])
    return np.vstack([_quantiles(thinkable, density), known.mean])


def _quantiles(values: Floats, density: Floats) -> Floats:
    """Median, low and high end (95 %) of each row, whose logarithmic `density` is known at rising `values`."""
    height = np.exp(density - density.max(axis=1, keepdims=True))
    below = np.cumsum((height[:, 1:] + height[:, :-1]) / 2, axis=1)
    below = np.insert(below / below[:, -1:], 0, 0.0, axis=1)
    rows, found = np.arange(len(values)), []
    for part in (0.5, (1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2):
        after = np.maximum((below < part).sum(axis=1), 1)
        left, right = below[rows, after - 1], below[rows, after]
        start, end = values[rows, after - 1], values[rows, after]
        found.append(start + (part - left) / (right - left) * (end - start))
    return np.array(found)
