"""Shares of vacancies by weights that make the corpus like official vacancies (METHOD §6), beside the unweighted."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from reports.measures.basis import Basis, Side
from reports.measures.counting import SHARE, Schema, shaped
from reports.measures.intervals import Floats, quantile, wilson
from reports.measures.weights import Weights

MINIMUM_CLUSTERS = 2  # fewer show no spread between them
COLUMNS: Schema = dict.fromkeys(("weighted_share", "weighted_share_low", "weighted_share_high"), SHARE)


def weighted_shares(side: Side, mentions: pd.DataFrame, weighting: Weights) -> pd.DataFrame:
    """Frame place_id, subject_id and `COLUMNS`: the weighted share of vacancies naming each subject, by weighted place.

    `mentions`: unit_id, subject_id, distinct. Every subject of `mentions` has a row in each of those places.
    """
    unit, subject = (mentions[name].to_numpy(np.int64) for name in ("unit_id", "subject_id"))
    shape = (len(side.units), int(subject.max(initial=-1)) + 1)
    named = csr_array((np.ones(len(unit)), (unit, subject)), shape=shape)
    found = [_shares(place, members, named) for place, members in weighting.members.groupby("place_id")]
    empty = pd.DataFrame(columns=["place_id", "subject_id", *COLUMNS]).astype(dict.fromkeys(COLUMNS, "float64"))
    return pd.concat(found, ignore_index=True) if found else empty


def _shares(place: object, members: pd.DataFrame, named: "csr_array") -> pd.DataFrame:
    """Weighted shares in one place. Their variance is of Σ_h W_h·ȳ_h, with clusters c, by Taylor linearisation:

    m/(m−H) · Σ_c (Σ_h W_h/n_h·(y_ch − ȳ_h·n_ch))²: the residuals are from the mean of the vacancy's own cell, since
    post-stratification removes what lies between cells (Särndal, Swensson & Wretman 1992, §7.6). m and H are effective
    numbers of clusters and cells, 1/Σ of their squared weights: with their plain numbers intervals are too short where
    a few employers of a rare stratum weigh much.
    """
    unit = members["unit_id"].to_numpy(np.int64)
    weight = members["weight"].to_numpy(np.float64) / len(unit)
    cluster, cell = (pd.factorize(members[name])[0] for name in ("cluster_id", "cell_id"))
    clusters, cells, size = int(cluster.max()) + 1, int(cell.max()) + 1, np.bincount(cell)
    by_cluster = csr_array((weight, (cluster, unit)), shape=(clusters, named.shape[0])) @ named
    by_cell = csr_array((1 / size[cell], (cell, unit)), shape=(cells, named.shape[0])) @ named
    present = csr_array((weight, (cell, cluster)), shape=(cells, clusters))
    margin, means = np.bincount(cell, weight), by_cell.toarray()
    own = np.asarray(by_cluster.power(2).sum(axis=0)).ravel()
    crossed = np.asarray((present @ by_cluster).multiply(means).sum(axis=0)).ravel()
    expected = ((present @ present.T) @ means * means).sum(axis=0)
    effective = 1 / np.square(np.bincount(cluster, weight)).sum()
    freedom = max(effective - 1 / np.square(margin).sum(), 1.0)
    variance = np.maximum(own - 2 * crossed + expected, 0) * max(effective / freedom, 1)
    share = np.clip(margin @ means, 0, 1)
    low, high = _interval(share, variance, len(unit), effective, freedom)
    subjects = {"place_id": place, "subject_id": np.arange(len(share))}
    return pd.DataFrame(subjects | dict(zip(COLUMNS, (share, low, high), strict=True)))


def _interval(share: Floats, variance: Floats, size: int, effective: float, freedom: float) -> tuple[Floats, Floats]:
    """Wilson's at size/deff and Student's t, as of unweighted shares; where no spread is seen, at the clusters."""
    with np.errstate(divide="ignore", invalid="ignore"):
        deff = variance * max(size - 1, 1) / (share * (1 - share))
    blind = (share <= 0) | (share >= 1) | (effective < MINIMUM_CLUSTERS)
    deff = np.maximum(np.where(blind, size / effective, deff), 1.0)
    return wilson(share, size / deff, quantile(np.array(freedom + 1)))


def weigh_skills(figures: pd.DataFrame, basis: Basis, weighting: Weights) -> pd.DataFrame:
    """`figures` (concept_uri, place, …) with `COLUMNS` after theirs; null where the place has no weights."""
    keys = basis.skills.rename(columns={"skill_id": "subject_id"})[["subject_id", "concept_uri"]]
    return _beside(figures, basis, keys, weighted_shares(basis.demand, basis.demand.mentions, weighting))


def weigh_credentials(figures: pd.DataFrame, basis: Basis, weighting: Weights) -> pd.DataFrame:
    """`figures` (credential, issuer, place, …) with `COLUMNS` after theirs, as `weigh_skills`.

    A credential that no vacancy names has none: its share is a lower bound that nothing bounds.
    """
    named = basis.named[["unit_id", "credential", "issuer"]]
    keys = named[["credential", "issuer"]].drop_duplicates().sort_values(["credential", "issuer"], ignore_index=True)
    keys.insert(0, "subject_id", range(len(keys)))
    mentions = named.merge(keys, on=["credential", "issuer"])
    return _beside(figures, basis, keys, weighted_shares(basis.demand, mentions, weighting))


def _beside(figures: pd.DataFrame, basis: Basis, keys: pd.DataFrame, weighted: pd.DataFrame) -> pd.DataFrame:
    by = ["place", *keys.columns.drop("subject_id")]
    rows = weighted.merge(keys, on="subject_id").merge(basis.places, on="place_id")[[*by, *COLUMNS]]
    told = figures[by].assign(issuer=figures["issuer"].fillna("")) if "issuer" in by else figures[by]
    return figures.assign(**shaped(told.merge(rows, on=by, how="left", validate="many_to_one"), COLUMNS))
