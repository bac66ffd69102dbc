"""The gap between how prominently a skill is asked and how prominently it is taught (METHOD §4), by place."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import expit

from reports.measures.statistics.intervals import (
    CONFIDENCE,
    NORMAL_QUANTILE,
    USUAL_FREEDOM,
    Codes,
    Floats,
    effective_number,
    likened,
    log_normal,
    quantile,
    ratio_variance,
)
from reports.measures.statistics.shrinkage import Nodes, Truths, nodes, prior
from reports.measures.units.basis import Basis
from reports.measures.units.counting import ALL
from reports.measures.units.lookup import position
from reports.measures.units.tally import Tally

PLACES_AT_ONCE = 20
REFITS = 3
REACH, POINTS = 6.0, 41  # standard deviations on either side, and how finely
COUNTED = ("count", "units", "uu", "ut", "organizations", "named_count", "named_squares", "sources")
TOTALS = ("total", "mentions", "units", "tt", "clusters")


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
        yield _with_gaps(_pairs(held.iloc[start : start + PLACES_AT_ONCE], asked, taught), *parents)


def _pairs(block: pd.DataFrame, asked: Tally, taught: Tally) -> pd.DataFrame:
    """Each place of `block` with each skill asked there or taught where its supply is: counts (0: none) and totals."""
    sides = (("asked", asked, "place_id"), ("taught", taught, "supply_id"))
    width = max(int(counts.subjects["subject_id"].max()) + 1 if len(counts.subjects) else 0 for _, counts, _ in sides)
    rows = {name: _rows_of(counts.subjects, block[key].to_numpy(np.int64), width) for name, counts, key in sides}
    place, subject = ((rows["asked"] >= 0) | (rows["taught"] >= 0)).nonzero()
    columns = {"place_id": block["place_id"].to_numpy()[place], "place": block["place"].array[place]}
    columns["subject_id"] = subject
    for name, counts, key in sides:
        row = rows[name][place, subject]
        of_place = position(block[[key]].rename(columns={key: "place_id"}), counts.places, ("place_id",))[place]
        columns |= {f"{name}_{c}": _filled(counts.subjects[c], row, 0.0) for c in COUNTED}
        columns |= {f"{name}_place_{c}": _filled(counts.places[c], of_place, np.nan) for c in TOTALS}
    return pd.DataFrame(columns)


def _rows_of(counts: pd.DataFrame, places: Codes, width: int) -> Codes:
    """Where in `counts` (by place) each of `places` (a row) and subject (a column) stands; −1: nowhere."""
    found = np.full((len(places), width), -1)
    of, subject = counts["place_id"].to_numpy(np.int64), counts["subject_id"].to_numpy(np.int64)
    first, last = (np.searchsorted(of, places, side=side) for side in ("left", "right"))
    for row, (start, end) in enumerate(zip(first, last, strict=True)):
        found[row, subject[start:end]] = np.arange(start, end)
    return found


def _filled(column: "pd.Series[float]", rows: Codes, missing: float) -> Floats:
    """The values at some rows, `missing` at −1."""
    return np.append(column.to_numpy(np.float64), missing)[rows]


class Prominence(NamedTuple):
    """One side of each row: the skill's mentions and the place's, in mean units; their variance over that of counts,

    and by how much more that may be, for being known from few organisations: the square of Student's t over normal.
    """

    mentions: Floats
    total: Floats
    dispersion: Floats
    doubt: Floats

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
        return log_normal(self.share, self.dispersion * self.doubt / (self.mentions + 0.5), NORMAL_QUANTILE)


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
        most = np.maximum(np.nan_to_num(effective_number(place["units"], place["tt"])) - 1, 0)
        freedom = np.maximum(np.minimum(most, n["organizations"] - 1), 0)
        own = (np.nan_to_num(linear), np.nan_to_num(np.square(unit) * n["count"]))
        drawn = likened(*own, freedom, codes, most)
        doubt = np.square(quantile(most + np.minimum(most, USUAL_FREEDOM) + 1) / NORMAL_QUANTILE)
        dispersion = np.maximum(np.nan_to_num(drawn.ratio, nan=1.0), 1.0)
        return Prominence(n["units"] / unit, place["units"] / unit, dispersion, doubt)


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
    here, there = asked.dispersion * asked.doubt, taught.dispersion * taught.doubt
    variance = here / (both * share + 0.5) + there / (both * (1 - share) + 0.5)
    weight = variance / (variance + known.variance)
    gap = raw + weight * (known.mean - raw)
    reach = np.sqrt(variance * (1 - weight))[:, None] * np.linspace(-REACH, REACH, POINTS)
    thinkable = gap[:, None] + reach
    odds = thinkable + (offset + np.log(there / here))[:, None]
    named, shown = asked.mentions / here, taught.mentions / there
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
