"""How far open units (vacancies, offers) of a place overlap with a set of skills, and shares of them with intervals."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array

from reports.measures.statistics.intervals import effective_number, evidence, share_interval
from reports.measures.units.basis import Side

Codes = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
ROWS, COLUMNS = 20_000, 512  # a product of so many is at most some tens of MB


class Overlap(NamedTuple):
    """The open units of a side in a place, with `shared`, how many of a set's skills each names; and each pair of a
    unit (its position in `units`) and a skill that it names (its row in the set)."""

    units: pd.DataFrame
    position: Codes
    row: Codes


def overlap(side: Side, place_ids: "pd.Series[int]", skills: Codes) -> Overlap:
    """Of `side` in a place with a set of distinct `skills` (numbers; −1: named nowhere)."""
    at = np.unique(side.places.loc[side.places["place_id"].isin(place_ids), "unit_id"].to_numpy(np.int64))
    units = side.units.iloc[at]
    units = units[units["open"]].reset_index(drop=True)
    position_of = np.full(len(side.units), -1)
    position_of[units["unit_id"].to_numpy(np.int64)] = range(len(units))
    pairs = side.mentions[side.mentions["subject_id"].isin(skills[skills >= 0])]
    order = np.argsort(skills, kind="stable")
    row = order[np.searchsorted(skills, pairs["subject_id"].to_numpy(np.int64), sorter=order)]
    position = position_of[pairs["unit_id"].to_numpy(np.int64)]
    position, row = position[position >= 0], row[position >= 0]
    return Overlap(units.assign(shared=np.bincount(position, minlength=len(units))), position, row)


def shares(units: pd.DataFrame, position: Codes, figure: Codes, figures: int) -> pd.DataFrame:
    """One row for each of some figures: the units that count for it, given as pairs of a unit's position and a figure.

    Columns count, total, share with its interval, organization_count (named ones), effective_organizations, evidence.
    """
    _, cluster = np.unique(units["cluster_id"].to_numpy(np.int64), return_inverse=True)
    size = np.bincount(cluster).astype(np.float64)
    named = csr_array((np.ones(len(position)), (cluster[position], figure)), shape=(len(size), figures))
    count, squares, products = (np.asarray(x) for x in (named.sum(axis=0), named.power(2).sum(axis=0), named.T @ size))
    sums = (count, float(len(units)), squares, products, (size**2).sum(), float(len(size)))
    low, high, _ = share_interval(*np.broadcast_arrays(*sums))
    is_named = np.zeros(len(size), dtype=bool)
    is_named[cluster] = units["is_named"].to_numpy(bool)
    known = named[is_named]
    organizations = (known > 0).sum(axis=0).astype(np.float64)
    found = {"count": count, "total": len(units), "share": count / len(units) if len(units) else np.nan}
    found |= {"share_low": low, "share_high": high, "organization_count": organizations}
    found |= {"effective_organizations": effective_number(known.sum(axis=0), known.power(2).sum(axis=0))}
    return pd.DataFrame(found | {"evidence": evidence(count, organizations)})


def flagged(units: pd.DataFrame, flags: dict[str, Truths]) -> pd.DataFrame:
    """`shares` of the units for which each flag is true, with its name as `figure`."""
    figure, position = np.nonzero(np.array([*flags.values()]).reshape(len(flags), len(units)))
    return shares(units, position, figure, len(flags)).assign(figure=list(flags))


def uncovered(asking: Side, units: Codes, teaching: Side, offers: Codes) -> Truths:
    """Which of the asking `units` (rising) have no single one of `offers` (rising) that names half of their skills."""
    skills = 1 + max(int(side.mentions["subject_id"].max()) if len(side.mentions) else 0 for side in (asking, teaching))
    wanted, taught = _matrix(asking, units, skills), _matrix(teaching, offers, skills)
    taught = taught[np.argsort(-taught.sum(axis=1), kind="stable")]  # the richest first: they settle most
    half, left = wanted.sum(axis=1) / 2, np.ones(len(units), dtype=bool)
    left[(half <= 1) & (wanted @ (taught.sum(axis=0) > 0) > 0)] = False  # one skill is enough, and somebody teaches it
    open_rows = np.flatnonzero(left & (half > 1))
    for some in np.array_split(open_rows, max(len(open_rows) // ROWS, 1)):
        rows = some
        for first in range(0, len(offers), COLUMNS):
            common = wanted[rows] @ taught[first : first + COLUMNS].T
            rows = rows[common.max(axis=1).toarray().ravel() < half[rows]]
            if not len(rows):
                break
        left[np.setdiff1d(some, rows)] = False
    return left


def _matrix(side: Side, units: Codes, skills: int) -> csr_array:
    """Which of `units` (rising numbers) names which skill."""
    pairs = side.mentions[side.mentions["unit_id"].isin(units)]
    line = np.searchsorted(units, pairs["unit_id"].to_numpy(np.int64))
    return csr_array((np.ones(len(pairs)), (line, pairs["subject_id"].to_numpy(np.int64))), shape=(len(units), skills))
