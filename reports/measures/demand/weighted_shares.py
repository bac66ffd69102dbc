"""Shares of vacancies by weights that make the corpus like official vacancies (METHOD §6), beside the unweighted."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from reports.measures.demand.weights import Weights
from reports.measures.statistics.intervals import Floats, likened, quantile, wilson
from reports.measures.units.basis import Basis, Side
from reports.measures.units.counting import SHARE, Schema, shaped

MINIMUM_CLUSTERS = 2  # fewer show no spread between them
COLUMNS: Schema = dict.fromkeys(("weighted_share", "weighted_share_low", "weighted_share_high"), SHARE)


def weighted_shares(side: Side, mentions: pd.DataFrame, weighting: Weights) -> pd.DataFrame:
    """Frame place_id, subject_id and `COLUMNS`: the weighted share of vacancies naming each subject, by weighted place.

    `mentions`: unit_id, subject_id, distinct. Every subject of `mentions` has a row in each of those places.
    """
    unit, subject = (mentions[name].to_numpy(np.int64) for name in ("unit_id", "subject_id"))
    shape = (len(side.units), int(subject.max(initial=-1)) + 1)
    named = csr_array((np.ones(len(unit)), (unit, subject)), shape=shape)
    found = [
        _shares(place, members, named)
        for place, members in weighting.members.dropna(subset="weight").groupby("place_id")
    ]
    empty = pd.DataFrame(columns=["place_id", "subject_id", *COLUMNS]).astype(dict.fromkeys(COLUMNS, "float64"))
    return pd.concat(found, ignore_index=True) if found else empty


def _shares(place: object, members: pd.DataFrame, named: "csr_array") -> pd.DataFrame:
    """Weighted shares Σ w·y / n in one place. Their variance is linearised, over clusters c and parts g of the market:

    m/(m−H) · Σ_c (Σ_g (y_cg − ȳ_g·n_cg))² / n², all sums weighted: the residuals are from the mean of the vacancy's
    part, since weighting fixes how large each is (Särndal, Swensson & Wretman 1992, §7.6; the strata within a part are
    fixed too, so this errs on the wide side). m and H are effective numbers of clusters and parts, 1/Σ of their squared
    weights: with plain numbers intervals are too short where a few employers of a rare stratum weigh much.
    """
    unit = members["unit_id"].to_numpy(np.int64)
    weight = members["weight"].to_numpy(np.float64) / len(unit)
    cluster, part = (pd.factorize(members[name])[0] for name in ("cluster_id", "part"))
    clusters, parts, margin = int(cluster.max()) + 1, int(part.max()) + 1, np.bincount(part, weight)
    by_cluster = csr_array((weight, (cluster, unit)), shape=(clusters, named.shape[0])) @ named
    by_part = csr_array((weight, (part, cluster)), shape=(parts, clusters))
    counted = (csr_array((weight, (part, unit)), shape=(parts, named.shape[0])) @ named).toarray()
    means = counted / np.where(margin > 0, margin, 1)[:, None]
    own = np.asarray(by_cluster.power(2).sum(axis=0)).ravel()
    crossed = np.asarray((by_part @ by_cluster).multiply(means).sum(axis=0)).ravel()
    expected = ((by_part @ by_part.T) @ means * means).sum(axis=0)
    effective = 1 / np.square(np.bincount(cluster, weight)).sum()
    freedom = max(effective - 1 / np.square(margin).sum(), 1.0)
    variance = np.maximum(own - 2 * crossed + expected, 0) * max(effective / freedom, 1)
    share = np.clip(counted.sum(axis=0), 0, 1)
    low, high = _interval(share, variance, len(unit), effective, freedom)
    subjects = {"place_id": place, "subject_id": np.arange(len(share))}
    return pd.DataFrame(subjects | dict(zip(COLUMNS, (share, low, high), strict=True)))


def _interval(share: Floats, variance: Floats, size: int, effective: float, freedom: float) -> tuple[Floats, Floats]:
    """As `share_interval` has it of unweighted shares of one place, all drawn to what is usual there."""
    blind = (share <= 0) | (share >= 1) | (effective < MINIMUM_CLUSTERS)
    plain = np.where(blind, 0.0, share * (1 - share) / max(size - 1, 1))
    drawn = likened(variance, plain, np.full(len(share), freedom), np.zeros(len(share), dtype=np.int64))
    deff = np.maximum(np.where(blind, size / effective, drawn.ratio), 1.0)
    return wilson(share, size / deff, quantile(np.where(blind, effective, drawn.freedom + 1)))


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
