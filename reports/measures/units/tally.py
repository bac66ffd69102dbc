"""Counts of subjects (skills, credentials) by place, with the sums between organisations that intervals need."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array

from reports.measures.units.basis import Side
from reports.measures.units.counting import query

CELLS_AT_ONCE = 1 << 19  # of places × subjects
MENTIONS_AT_ONCE = 1 << 22
Codes = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
SUMS = ("count", "yy", "yn", "yn_all", "organizations", "named_count", "named_squares", "units", "uu", "ut", "sources")
SCALES = {"units": 1e9, "uu": 1e18, "ut": 1e18}  # a share of a unit is counted in 10⁻⁹
MARKET = """
    WITH here AS (
        SELECT place_id, cluster_id, any_value(is_named) AS named, count(*) AS n,
            sum(unit_share * skill_count)::BIGINT AS t, sum(skill_count)::BIGINT AS mentions
        FROM unit_places JOIN units USING (unit_id) WHERE open GROUP BY ALL),
    everywhere AS (SELECT cluster_id, n AS n_all FROM here WHERE place_id = 0)
    SELECT here.*, n_all FROM here JOIN everywhere USING (cluster_id) ORDER BY place_id, cluster_id
"""
PLACES = """
    SELECT place_id, sum(n) AS total, sum(n * n) AS nn, sum(n * n_all) AS nn_all, count(*) AS clusters,
        count(*) FILTER (named) AS organizations, sum(mentions) AS mentions,
        sum(t) / 1e9 AS units, sum(t::HUGEINT * t) / 1e18 AS tt
    FROM market GROUP BY ALL ORDER BY place_id
"""


class Tally(NamedTuple):
    """Counts of open units.

    - subjects: place_id, subject_id, count, yy = Σy², yn = Σy·n, yn_all = Σy·n_all, organizations (named ones),
      named_count and named_squares (Σy, Σy² over those), units, uu = Σu², ut = Σu·t, sources
    - places: place_id, total, nn = Σn², nn_all = Σn·n_all, clusters, organizations, mentions, units, tt = Σt²
    - market: place_id, cluster_id, named, n, t, mentions, n_all

    A cluster (an organisation) has n units in the place and n_all anywhere, y of the n name the subject; u and t are
    those units spread evenly over the skills they name, for the subject and in all.
    """

    subjects: pd.DataFrame
    places: pd.DataFrame
    market: pd.DataFrame


class Namings(NamedTuple):
    """Sparse matrices: open units of each row of `market`, of each place and source; what units name; their shares.

    `effort`: how many mentions the rows of `units` before each have.
    """

    units: csr_array
    sources: csr_array
    named: csr_array
    shares: csr_array
    effort: Codes


def tally(side: Side, mentions: pd.DataFrame) -> Tally:
    """Counts of the open units of `side` by place, and by place and subject of `mentions` (unit_id, subject_id).

    Which organisation names what how often is the product of two sparse matrices, organisations of a place × units and
    units × subjects, made some rows at a time: sums of whole numbers below 2⁵³, so exact in floats.
    """
    columns = ["unit_id", "cluster_id", "is_named", "open", "skill_count", "unit_share"]
    market = query(MARKET, units=side.units[columns], unit_places=side.places)
    return Tally(_subjects(_namings(side, mentions, market), market), query(PLACES, market=market), market)


def matrix(
    rows: npt.NDArray[np.integer], columns: npt.NDArray[np.integer], data: Floats, shape: tuple[int, int]
) -> csr_array:
    """The sparse matrix with `data` at distinct `rows` and `columns`, quickest where these are in the order of rows."""
    if (np.diff(rows) < 0).any():
        order = np.argsort(rows, kind="stable")
        rows, columns, data = rows[order], columns[order], data[order]
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=shape[0]))])
    return csr_array((data, columns.astype(np.int32, copy=False), starts.astype(np.int32)), shape=shape)


def units_of(side: Side, market: pd.DataFrame) -> csr_array:
    """The open units of each row of `market` (place_id, cluster_id; sorted), as ones."""
    unit, place = (side.places[name].to_numpy() for name in ("unit_id", "place_id"))
    is_open = side.units["open"].to_numpy(bool)[unit]
    unit, cluster = unit[is_open], side.units["cluster_id"].to_numpy(np.int64)
    width = cluster.max(initial=0) + 1
    pair = place[is_open] * width + cluster[unit]
    order = np.argsort(pair)
    known = market["place_id"].to_numpy(np.int64) * width + market["cluster_id"].to_numpy(np.int64)
    row = np.minimum(np.searchsorted(known, pair[order]), max(len(known) - 1, 0))
    is_known = known[row] == pair[order] if len(known) else np.zeros(0, dtype=bool)
    shape = (len(known), len(side.units))
    return matrix(row[is_known], unit[order][is_known], np.ones(is_known.sum()), shape)


def _namings(side: Side, mentions: pd.DataFrame, market: pd.DataFrame) -> Namings:
    units = units_of(side, market)
    unit, subject = (mentions[name].to_numpy() for name in ("unit_id", "subject_id"))
    named = matrix(unit, subject, np.ones(len(unit)), (len(side.units), int(subject.max(initial=-1)) + 1))
    share = side.units["unit_share"].to_numpy(np.float64) + 1  # so that no share is 0, which products leave out
    shares = csr_array((np.repeat(share, np.diff(named.indptr)), named.indices, named.indptr), shape=named.shape)
    source = side.units["source_id"].to_numpy(np.int64)
    width = source.max(initial=0) + 1
    place = np.unique(market["place_id"], return_inverse=True)[1]
    row = np.repeat(place, np.diff(units.indptr)) * width + source[units.indices]
    sources = matrix(row, units.indices, np.ones(len(row)), ((place.max(initial=-1) + 1) * width, len(source)))
    mentions_before = np.concatenate([[0], np.cumsum(np.diff(named.indptr)[units.indices])])
    return Namings(units, sources, named, shares, mentions_before[units.indptr])


def _subjects(namings: Namings, market: pd.DataFrame) -> pd.DataFrame:
    """The sums by place and subject, some places at a time."""
    places, place = np.unique(market["place_id"].to_numpy(), return_inverse=True)
    width = namings.named.shape[1]
    at_once = max(1, CELLS_AT_ONCE // max(width, 1))
    of = {name: market[name].to_numpy(np.float64) for name in ("n", "n_all", "named", "t")} | {"place": place}
    blocks = [pd.DataFrame(columns=["place_id", "subject_id", *SUMS], dtype="int64")] * (not len(places))
    for first in range(0, len(places), at_once):
        last = min(first + at_once, len(places))
        sums = _sums(namings, of, first, last)
        cell = np.flatnonzero(sums[0])
        keys = {"place_id": places[first + cell // width], "subject_id": (cell % width).astype(np.int32)}
        found = dict(zip(SUMS, (column[cell] for column in sums), strict=True))
        scaled = {name: sums / SCALES[name] if name in SCALES else sums for name, sums in found.items()}
        blocks.append(pd.DataFrame(keys | scaled))
    return pd.concat(blocks, ignore_index=True)


def _sums(namings: Namings, of: dict[str, Floats], first: int, last: int) -> Floats:
    """`SUMS` of the places from `first` to before `last`: an array for each, one entry a place and subject."""
    width = namings.named.shape[1]
    sums = np.zeros((len(SUMS), (last - first) * width))
    begin, end = np.searchsorted(of["place"], [first, last])
    effort = namings.effort[begin : end + 1]
    cuts = np.searchsorted(effort, np.arange(effort[0] + MENTIONS_AT_ONCE, effort[-1], MENTIONS_AT_ONCE)) + begin
    for start, stop in pairwise(np.unique([begin, *cuts, end])):
        product = namings.units[start:stop] @ namings.named
        y, u = product.data, (namings.units[start:stop] @ namings.shares).data - product.data
        row = np.repeat(np.arange(start, stop), np.diff(product.indptr))
        cell = (of["place"][row] - first) * width + product.indices
        named, n, n_all, t = (of[name][row] for name in ("named", "n", "n_all", "t"))
        weights = (y, y * y, y * n, y * n_all, named, named * y, named * y * y, u, u * u, u * t)
        for total, weight in zip(sums, weights, strict=False):
            total += np.bincount(cell, weight, minlength=len(total))
    each = namings.sources.shape[0] // (of["place"][-1] + 1)
    product = namings.sources[first * each : last * each] @ namings.named
    row = np.repeat(np.arange((last - first) * each), np.diff(product.indptr))
    sums[-1] = np.bincount(row // each * width + product.indices, minlength=sums.shape[1])
    return sums
