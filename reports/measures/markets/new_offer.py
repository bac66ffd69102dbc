"""What a new offer of a skill would meet (ours): vacancies that no offer serves, who is near, what is asked with it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from reports.measures.markets.nearest import nearest
from reports.measures.markets.overlap import Codes, Truths, overlap, shares, uncovered
from reports.measures.units.basis import Basis
from reports.measures.units.counting import ALL

COMPANIONS, NEAR = 3, 2
LEAST = 0.1  # of the vacancies that ask the skill: what fewer ask is not asked along with it


class Unserved(NamedTuple):
    """Of the open vacancies that ask a skill in a place, those of which no single open offer teaches half of what they

    ask in all: how many ask, how many of these are unserved, which share with its 95 % interval.
    """

    asking: int
    unserved: int
    share: float
    low: float
    high: float


class Company(NamedTuple):
    """What surrounds a skill in all places.

    - companions: the skills that its vacancies ask most often besides, but for transversal ones: label, share of them
    - offers: the likest open offers, columns title, provider. `is_taught`: they teach the skill itself; otherwise
      nobody does, and they teach what is asked along with it
    """

    companions: Sequence[tuple[str, float]]
    offers: pd.DataFrame
    is_taught: bool


def unserved(basis: Basis, place: str, concept_uris: Sequence[str]) -> Mapping[str, Unserved]:
    """Of each of some skills the vacancies in `place` that no offer serves; none for a place or skill that is not."""
    known = basis.skills[basis.skills["concept_uri"].isin(concept_uris)]
    here = basis.places[basis.places["place"] == place]
    if known.empty or here.empty:
        return {}
    skills: Codes = known["skill_id"].to_numpy(np.int64)
    asked = overlap(basis.demand, here["place_id"], skills)
    offers = overlap(basis.supply, here["supply_id"], skills).units["unit_id"].to_numpy(np.int64)
    left = np.zeros(len(asked.units), dtype=bool)
    some = asked.units["shared"].to_numpy(np.int64) > 0
    left[some] = uncovered(basis.demand, asked.units["unit_id"].to_numpy(np.int64)[some], basis.supply, offers)
    of_skill = [np.sort(asked.position[asked.row == row]) for row in range(len(skills))]
    return {
        str(uri): _unserved(asked.units.iloc[of].reset_index(drop=True), left[of])
        for uri, of in zip(known["concept_uri"], of_skill, strict=True)
        if len(of)
    }


def _unserved(units: pd.DataFrame, left: Truths) -> Unserved:
    open_ = np.flatnonzero(left)
    told = shares(units, open_, np.zeros(len(open_), dtype=np.int64), 1).iloc[0]
    return Unserved(len(units), len(open_), *(float(told[name]) for name in ("share", "share_low", "share_high")))


def company(basis: Basis, concept_uris: Sequence[str]) -> Mapping[str, Company]:
    """Of each of some skills what is asked along with it and which offers are near."""
    known = basis.skills[basis.skills["concept_uri"].isin(concept_uris)]
    numbers = zip(known["concept_uri"], known["skill_id"].to_numpy(np.int64), strict=True)
    return {str(uri): _company(basis, int(skill)) for uri, skill in numbers}


def _company(basis: Basis, skill: int) -> Company:
    everywhere = basis.places[basis.places["place"] == ALL]
    alone = np.array([skill])
    asked = overlap(basis.demand, everywhere["place_id"], alone).units
    with_it, part = _companions(basis, skill, asked[asked["shared"] > 0])
    taught = overlap(basis.supply, everywhere["supply_id"], alone)
    is_taught, wanted = bool((taught.units["shared"] > 0).any()), alone
    if not is_taught:
        wanted = np.append(alone, with_it)
        taught = overlap(basis.supply, everywhere["supply_id"], wanted)
    labels = basis.skills.set_index("skill_id")["preferred_label"].astype("string")
    near = nearest(basis.supply, taught, wanted, labels.reindex(wanted))[["title", "provider"]].head(NEAR)
    named = [(str(labels[code]), float(share)) for code, share in zip(with_it, part, strict=True)]
    return Company(named, near.reset_index(drop=True), is_taught)


def _companions(basis: Basis, skill: int, units: pd.DataFrame) -> tuple[Codes, npt.NDArray[np.float64]]:
    """The skills asked most often along with one, and the share of its vacancies that do."""
    pairs = basis.demand.mentions[basis.demand.mentions["unit_id"].isin(units["unit_id"])]
    counts = np.bincount(pairs["subject_id"].to_numpy(np.int64), minlength=len(basis.skills)).astype(np.float64)
    of_all = basis.skills.loc[basis.skills["is_transversal"].to_numpy(bool), "skill_id"].to_numpy(np.int64)
    counts[np.append(of_all, skill)] = 0
    order = np.lexsort((np.arange(len(counts)), -counts))[:COMPANIONS]
    kept = order[counts[order] >= max(LEAST * len(units), 1)]
    return kept.astype(np.int64), counts[kept] / max(len(units), 1)
