"""Recognition by industry (METHOD §2): how often its vacancies name credentials, of which type, or ask no degree."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from reports.measures.demand.skill_demand import share_columns
from reports.measures.statistics.intervals import effective_number, evidence
from reports.measures.units.basis import Basis
from reports.measures.units.counting import ALL, RATIO, SHARE, Schema, query, shaped
from reports.measures.units.tally import tally

ASKED = ("credential", "micro_credential", "no_degree", "education_stated")
MICRO = ("badge", "micro-credential", "professional certificate", "nanodegree")
DEGREES = ("associate", "bachelor", "master", "doctorate")
SIZES: Schema = {**dict.fromkeys(("vacancy_total", "employer_total"), "Int64"), "evidence": "string"}
MARKET: Schema = dict.fromkeys(("place", "industry", "industry_label"), "string")
SHARES: Schema = {"count": "Int64", "share": SHARE, "share_low": SHARE, "share_high": SHARE}
SCHEMA: Schema = {
    **MARKET,
    **SIZES,
    "effective_employers": RATIO,
    **{f"{name}_{part}": kind for name in ASKED for part, kind in SHARES.items()},
}
TYPES: Schema = {
    **MARKET,
    "credential_type": "string",
    "vacancy_count": "Int64",
    **{name: kind for name, kind in SHARES.items() if name != "count"},
    "employer_count": "Int64",
    "effective_employers": RATIO,
    **SIZES,
}
KNOWN = """
    WITH kinds AS (
        SELECT credential, coalesce(issuer, '') AS issuer, any_value(credential_type ORDER BY credential_type) AS kind
        FROM listed GROUP BY ALL)
    SELECT unit_id, requirement, coalesce(kind, 'other') AS kind
    FROM named LEFT JOIN kinds USING (credential, issuer) SEMI JOIN (FROM units WHERE open) USING (unit_id)
"""
NAMING = f"""
    WITH asking AS (SELECT unit_id FROM known WHERE kind = 'degree' AND requirement <> 'mentioned')
    SELECT unit_id, 'credential' AS subject FROM known WHERE kind <> 'degree'
    UNION SELECT unit_id, 'micro_credential' FROM known WHERE kind IN {MICRO}
    UNION SELECT unit_id, 'no_degree' FROM units ANTI JOIN asking USING (unit_id)
        WHERE open AND coalesce(education_level, '') NOT IN {DEGREES}
    UNION SELECT unit_id, 'education_stated' FROM units WHERE open AND education_level IS NOT NULL
    UNION SELECT unit_id, 'education_stated' FROM asking
    UNION SELECT unit_id, 'type:' || kind FROM known
    ORDER BY ALL
"""  # noqa: S608


class Recognition(NamedTuple):
    """`industries` (columns `SCHEMA`) and `types` (columns `TYPES`): a row for each place, industry (and type)."""

    industries: pd.DataFrame
    types: pd.DataFrame


def recognition(basis: Basis, listed: pd.DataFrame, names: pd.DataFrame) -> Recognition:
    """Each place and industry with an open vacancy; `all` industries first, then by vacancies (falling).

    Shares of its vacancies, with 95 % intervals. `credential`: naming any credential other than a degree;
    `micro_credential`: naming a badge, micro-credential, nanodegree or professional certificate; `no_degree`: asking no
    degree, by level or by name (*skills-based*); `education_stated`: saying anything of the education asked. A vacancy
    that is silent about education counts as asking no degree, though its employer may want one: only
    education_stated − (1 − no_degree) is the share that says so. In `types`: naming a credential of each
    `credential_type` that any open vacancy names, degrees too; there a share may be a counted 0.

    `listed` (credential, issuer, credential_type) says what kind a credential is (`other` where it does not), `names`
    (nace_section, preferred_label) what an industry is called. Evidence is that of the industry: its own vacancies and
    employers. A vacancy of no known industry is in `all` alone.
    """
    units = basis.demand.units
    naming = query(NAMING, units=units, known=query(KNOWN, units=units, named=basis.named, listed=listed))
    subject, subjects = pd.factorize(naming["subject"], sort=True)
    within, markets = _markets(basis)
    counts = tally(replace(basis.demand, places=within), naming[["unit_id"]].assign(subject_id=subject))
    asked = {name: number for number, name in enumerate(subjects)}
    rows = counts.places.merge(markets, on="place_id").rename(columns={"total": "vacancy_total"})
    rows = _labelled(rows.rename(columns={"organizations": "employer_total"}), names)
    industries = rows.assign(**_effective(rows, counts.market))
    for name in ASKED:
        shares = _shares(rows, counts.subjects, asked.get(name, -1))
        industries = industries.assign(**{f"{name}_{part}": shares[part] for part in SHARES})
    named = {name.removeprefix("type:"): number for name, number in asked.items() if name.startswith("type:")}
    found = [(rows, name, number) for name, number in named.items()] or [(rows.head(0), "", -1)]
    types = pd.concat(of.assign(credential_type=t, **_shares(of, counts.subjects, number)) for of, t, number in found)
    return Recognition(shaped(_sorted(industries), SCHEMA), shaped(_sorted(types), TYPES))


def _markets(basis: Basis) -> tuple[pd.DataFrame, pd.DataFrame]:
    """unit_id, place_id (a market's number) of open vacancies; and by that number, place and industry."""
    units = basis.demand.units
    code, sections = pd.factorize(units["industry"], sort=True)
    unit, place = (basis.demand.places[key].to_numpy(np.int64) for key in ("unit_id", "place_id"))
    is_open = units["open"].to_numpy(bool)[unit]
    unit, place = unit[is_open], place[is_open]
    stated, width = code[unit] >= 0, len(sections) + 1
    key = np.concatenate([place * width, (place * width + 1 + code[unit])[stated]])
    markets, market = np.unique(key, return_inverse=True)
    within = pd.DataFrame({"unit_id": np.concatenate([unit, unit[stated]]), "place_id": market})
    of = pd.DataFrame({"place_id": np.arange(len(markets)), "at": markets // width, "part": markets % width})
    of["industry"] = np.array([ALL, *sections], dtype=object)[of["part"]]
    of["place"] = basis.places["place"].to_numpy()[of["at"]]
    return within, of


def _labelled(rows: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    label = names.set_index("nace_section")["preferred_label"]
    sizes = rows["vacancy_total"].to_numpy(np.float64), rows["employer_total"].to_numpy(np.float64)
    return rows.assign(industry_label=rows["industry"].map(label), evidence=evidence(*sizes))


def _effective(rows: pd.DataFrame, market: pd.DataFrame) -> dict[str, np.ndarray]:
    named = market[market["named"].to_numpy(bool)].groupby("place_id")["n"].agg(n="sum", nn=lambda n: (n * n).sum())
    sizes = named.reindex(rows["place_id"]).fillna(0).to_numpy(np.float64)
    return {"effective_employers": effective_number(sizes[:, 0], sizes[:, 1])}


def _shares(rows: pd.DataFrame, counted: pd.DataFrame, subject: int) -> dict[str, np.ndarray]:
    """The share of each market's vacancies that is counted under a subject, 0 where there is no row of it."""
    sums = ["count", "yy", "yn", "organizations", "named_count", "named_squares"]
    own = counted[counted["subject_id"] == subject].set_index("place_id")[sums].reindex(rows["place_id"]).fillna(0)
    found = rows[["place_id", "nn", "clusters"]].assign(total=rows["vacancy_total"], **own.reset_index(drop=True))
    figures = share_columns(found)
    figures |= {name: own[kept].to_numpy() for name, kept in (("count", "count"), ("employer_count", "organizations"))}
    return {**figures, "vacancy_count": figures["count"], "evidence": rows["evidence"].to_numpy()}


def _sorted(rows: pd.DataFrame) -> pd.DataFrame:
    keys = {"at": True, "is_part": True, "vacancy_total": False, "industry": True}
    rows = rows.assign(is_part=rows["part"] > 0)
    return rows.sort_values(list(keys), ascending=list(keys.values()), kind="stable")
