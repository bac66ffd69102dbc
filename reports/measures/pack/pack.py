"""What is known of one credential (ours): who asks it, who offers it, what it costs, and what is offered beside it."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from reports.measures.demand.credential_demand import OFFERED, credential_demand
from reports.measures.demand.pay import pay
from reports.measures.demand.trend import UNKNOWN, panel_of, trends_in
from reports.measures.markets.nearest import NEAREST, OFFERS, POSITION, VALUES, nearest, position
from reports.measures.markets.overlap import Codes, overlap
from reports.measures.markets.whatif import NoVacancyHereError, elsewhere
from reports.measures.pack.names import Named, find_credential, known_credentials
from reports.measures.pack.sample import employers, naming, sampled
from reports.measures.pack.skills import LEAST_SKILLS, asked_beside, taught_by
from reports.measures.units.basis import Basis
from reports.measures.units.counting import ALL, RATIO, Schema, query, shaped
from warehouse.frames import Market

TREND: Schema = {"trend": "string", **dict.fromkeys(("slope", "slope_low", "slope_high"), 8)}
OWN: Schema = {
    **dict.fromkeys(("offer", "title", "provider", "credential_type"), "string"),
    **dict.fromkeys(VALUES, RATIO),
    **dict.fromkeys(("free", "accredited", "stackable"), "boolean"),
    "taught_skill_count": "Int64",
}
ALTERNATIVES: Schema = {**OFFERS, **dict.fromkeys(("explicit_count", "employer_count"), "Int64"), "evidence": "string"}


class Asked(NamedTuple):
    """What a pack is asked for: a credential's name, its issuer where several have one of that name, and a place."""

    credential: str
    issuer: str | None = None
    place: str = ALL


class Pack(NamedTuple):
    """The credential, the place, and frames.

    - demand: as `credential_demand` has them, with the trend of new vacancies: a row a place, the place asked for
      first, then `all`, then those with most vacancies; one row at least
    - employers, vacancies: of the place, as `sample` has them
    - offers: as `OWN`, of all places    · alternatives: offers in the place that teach much the same, as `ALTERNATIVES`
    - position: where the medians of its offers' price and hours stand among the nearest, as `POSITION`
    - pay: as the measure of pay has it
    - skills: concept_uri, preferred_label: what its offers teach, most first; where these do not agree on three (not
      `by_offers`), what the vacancies that name it ask much more often than others do
    """

    named: Named
    place: str
    demand: pd.DataFrame
    employers: pd.DataFrame
    vacancies: pd.DataFrame
    offers: pd.DataFrame
    alternatives: pd.DataFrame
    position: pd.DataFrame
    pay: pd.DataFrame
    skills: pd.DataFrame
    by_offers: bool


def pack(market: Market, basis: Basis, asked: Asked) -> Pack:
    """The evidence on the credential. Raises `UnknownCredentialError`, `NoVacancyHereError`."""
    every = credential_demand(basis, market.credential_list)
    chosen = find_credential(known_credentials(every, market.credential_list), asked.credential, asked.issuer)
    here = basis.places[basis.places["place"] == asked.place]
    open_here = overlap(basis.demand, here["place_id"], np.zeros(0, dtype=np.int64)).units
    if open_here.empty and asked.place != ALL:
        raise NoVacancyHereError(f"no vacancy is open in {asked.place!r}; {elsewhere(basis)}")
    vacancies = naming(basis, chosen, here["place_id"])
    listed = market.credential_list
    bearing = query(OFFERED, units=basis.supply.units, taught=basis.taught, listed=listed)
    bearing = bearing.assign(issuer=bearing["issuer"].fillna(""))
    own_ids = _of(bearing, chosen)["unit_id"].to_numpy(np.int64)
    own = basis.supply.units.iloc[own_ids]
    skills = taught_by(basis, own_ids)
    if not (by_offers := len(skills) >= LEAST_SKILLS):
        skills = asked_beside(basis, _of(basis.named, chosen)["unit_id"])
    near = _near(basis, here["supply_id"], skills, own_ids)
    medians = {name: _median(own[name]) for name in VALUES[:2]}
    an_hour = _median(own["price"] / own["hours"].where(own["hours"] > 0))
    return Pack(
        chosen,
        asked.place,
        _demand(market, basis, every, chosen, asked.place, len(open_here)),
        employers(vacancies),
        sampled(market, basis, chosen, vacancies),
        _offers(own),
        _alternatives(near, bearing, every),
        position(near, medians | {"price_per_hour": an_hour}) if len(near) else shaped(_empty(POSITION), POSITION),
        pay(replace(basis, named=_of(basis.named, chosen))),
        basis.skills.set_index("skill_id").loc[skills, ["concept_uri", "preferred_label"]].reset_index(drop=True),
        by_offers,
    )


def _of(frame: pd.DataFrame, chosen: Named) -> pd.DataFrame:
    return frame[(frame["credential"] == chosen.credential) & (frame["issuer"] == chosen.issuer)]


def _empty(schema: Schema) -> pd.DataFrame:
    return pd.DataFrame(columns=[*schema])


def _median(values: "pd.Series[float]") -> float | None:
    stated = values.dropna().to_numpy(np.float64)
    return float(np.median(stated)) if len(stated) else None


def _demand(
    market: Market, basis: Basis, every: pd.DataFrame, chosen: Named, place: str, here_total: int
) -> pd.DataFrame:
    rows = every[(every["credential"] == chosen.credential) & (every["issuer"].fillna("") == chosen.issuer)]
    rows = rows[(rows["explicit_count"] > 0) | rows["place"].isin([ALL, place])]
    for name, total in ((ALL, int(basis.demand.units["open"].sum())), (place, here_total)):
        if not (rows["place"] == name).any():
            rows = pd.concat([rows, _unnamed(rows, chosen, name, total)], ignore_index=True)
    rows = rows.merge(_trends(market, basis, chosen), on="place", how="left")
    rows["trend"] = rows["trend"].fillna(UNKNOWN)
    first = np.select([rows["place"] == place, rows["place"] == ALL], [0, 1], 2)
    rows = rows.assign(first=first).sort_values(
        ["first", "explicit_count", "place"], ascending=[True, False, True], kind="stable"
    )
    return rows.drop(columns="first").reset_index(drop=True)


def _unnamed(like: pd.DataFrame, chosen: Named, place: str, total: int) -> pd.DataFrame:
    """The row of a place where nobody names it."""
    counts = ("explicit_count", "required_count", "preferred_count", "mentioned_count", "employer_count")
    row = {"credential": chosen.credential, "issuer": chosen.issuer or None, "place": place, "evidence": "thin"}
    stated = row | dict.fromkeys(counts, 0) | {"vacancy_total": total}
    return pd.DataFrame([stated]).reindex(columns=like.columns).astype(like.dtypes.to_dict())


def _trends(market: Market, basis: Basis, chosen: Named) -> pd.DataFrame:
    """place and `TREND`: of the share of new vacancies that name it, tested alone."""
    naming_all = np.unique(_of(basis.named, chosen)["unit_id"].to_numpy(np.int64)).astype(np.int32)
    mentions = pd.DataFrame({"unit_id": naming_all, "subject_id": np.zeros(len(naming_all), dtype=np.int32)})
    found = trends_in(panel_of(market, basis), replace(basis, demand=replace(basis.demand, mentions=mentions)))
    return shaped(found.merge(basis.places, on="place_id"), {"place": "string", **TREND})


def _near(basis: Basis, supply_ids: "pd.Series[int]", skills: Codes, own: Codes) -> pd.DataFrame:
    taught = overlap(basis.supply, supply_ids, skills)
    labels = basis.skills.set_index("skill_id").loc[skills, "preferred_label"].fillna("")
    near = nearest(basis.supply, taught, skills, labels)
    near = near[~near["unit_id"].isin(own)]
    return near.assign(rank=range(1, len(near) + 1))


def _offers(own: pd.DataFrame) -> pd.DataFrame:
    found = own.rename(columns={"key": "offer", "name": "provider", "skill_count": "taught_skill_count"})
    found = found.assign(price_per_hour=own["price"] / own["hours"].where(own["hours"] > 0))
    return shaped(found.sort_values(["provider", "title", "offer"], kind="stable"), OWN)


def _alternatives(near: pd.DataFrame, bearing: pd.DataFrame, every: pd.DataFrame) -> pd.DataFrame:
    """The nearest offers, each with the demand for the credential that it bears, the most named one."""
    demand = every[every["place"] == ALL].assign(issuer=lambda rows: rows["issuer"].fillna(""))
    asked = bearing.merge(
        demand[["credential", "issuer", "explicit_count", "employer_count", "evidence"]], on=["credential", "issuer"]
    )
    asked = asked.sort_values("explicit_count", ascending=False, kind="stable").drop_duplicates("unit_id")
    found = near.head(NEAREST).merge(asked.drop(columns=["credential", "issuer"]), on="unit_id", how="left")
    return shaped(found, ALTERNATIVES)
