"""Demand cut by occupation, industry and level (METHOD §0 Market): what vacancies of each name, how peculiar it is.

A part's share stands beside the quotient against all vacancies of the same place, also those whose occupation,
industry or level is not known. `all` and countries only; `all` has whatever a vacancy names, a country what at least 10
of at least 3 employers do. Vacancies of no known part are in no row: `coverage` counts them.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from reports.measures.demand.location_quotient import quotient
from reports.measures.demand.skill_demand import share_columns
from reports.measures.units.basis import Basis
from reports.measures.units.counting import RATIO, SHARE, Schema, query, shaped
from reports.measures.units.part_sums import part_sums
from reports.measures.units.parts import Parts, parts


class Cut(NamedTuple):
    """By which column of the vacancies: its name in the tables, and how many characters of a code are a part.

    No number: the whole code is.
    """

    column: str
    digits: tuple[int, ...]


OCCUPATION = Cut("occupation", (1, 4))  # ISCO-08's major groups and unit groups
INDUSTRY = Cut("industry", (1,))  # NACE's sections
LEVEL = Cut("level", ())  # of seniority, as records state it
LEVELS = {
    "intern": "Internship",
    "entry": "Entry level",
    "mid": "Mid level",
    "senior": "Senior",
    "lead": "Lead",
    "director": "Director",
}
FIGURES: Schema = {
    **dict.fromkeys(("share", "share_low", "share_high"), SHARE),
    "employer_count": "Int64",
    **dict.fromkeys(("effective_employers", "quotient", "quotient_low", "quotient_high"), RATIO),
    "evidence": "category",
    "design_effect": RATIO,
}
COUNTED: Schema = {"vacancy_count": "Int64", "vacancy_total": "Int64"}
STRENGTHS = ("required", "preferred", "mentioned")
STRENGTH: Schema = {
    **dict.fromkeys(("explicit_count", "vacancy_total"), "Int64"),
    **{f"{strength}_count": "Int64" for strength in STRENGTHS},
    **dict.fromkeys(("required_share", "preferred_share"), SHARE),
    "requirement_intensity": RATIO,
}
NAMED = """
    SELECT unit_id, dense_rank() OVER (ORDER BY credential, issuer) - 1 AS subject_id, credential, issuer, requirement
    FROM named ORDER BY unit_id, subject_id
"""
CREDENTIALS = """
    WITH kinds AS (
        SELECT credential, coalesce(issuer, '') AS issuer, any_value(credential_type ORDER BY credential_type) AS kind
        FROM listed GROUP BY ALL)
    SELECT DISTINCT subject_id, credential, nullif(issuer, '') AS issuer, kind AS credential_type
    FROM named LEFT JOIN kinds USING (credential, issuer)
"""
STRENGTHS_OF = f"""
    SELECT market_id, subject_id,
        {", ".join(f"count(*) FILTER (requirement = '{s}') AS {s}_count" for s in STRENGTHS)}
    FROM named JOIN members USING (unit_id) GROUP BY ALL
"""  # noqa: S608


def levels() -> pd.DataFrame:
    """What the levels are called, from the lowest: level, preferred_label."""
    return pd.DataFrame({"level": LEVELS.keys(), "preferred_label": LEVELS.values()})


def schema(cut: Cut, what: str) -> dict[str, str | int]:
    """The columns of a table by `cut` of what vacancies name: `skill` or `credential`."""
    subject = ("concept_uri", "preferred_label") if what == "skill" else ("credential", "issuer", "credential_type")
    keys = dict.fromkeys((cut.column, f"{cut.column}_label", "place", *subject), "category")
    return {**keys, **(COUNTED if what == "skill" else STRENGTH), **FIGURES}


def skills_by(cut: Cut, basis: Basis, names: pd.DataFrame) -> pd.DataFrame:
    """One row for each part, place and skill that an open vacancy names; by place, part, count (falling), concept.

    `names` says what the codes of parts are called: the code, then `preferred_label`.
    """
    skills = basis.skills.set_index("skill_id")[["concept_uri", "preferred_label"]].astype("category")
    columns = schema(cut, "skill")
    figures = _figures(cut, parts(basis, *cut), basis.demand.mentions, basis.places, names)
    return _together((shaped(rows.join(skills, on="subject_id"), columns) for rows in figures), columns)


def credentials_by(cut: Cut, basis: Basis, names: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    """One row for each part, place and credential that an open vacancy names; by place, part, count (falling), name.

    Required, preferred (or an equivalent) and mentioned as in `credential_demand`; `listed` (credential, issuer,
    credential_type) says what kind it is.
    """
    markets, named = parts(basis, *cut), query(NAMED, named=basis.named)
    credentials = query(CREDENTIALS, named=named, listed=listed).set_index("subject_id").astype("category")
    strengths = query(STRENGTHS_OF, named=named, members=_members(markets))
    columns, blocks = schema(cut, "credential"), []
    for rows in _figures(cut, markets, named[["unit_id", "subject_id"]], basis.places, names):
        found = rows.merge(strengths, on=["market_id", "subject_id"]).rename(
            columns={"vacancy_count": "explicit_count"}
        )
        for strength in ("required", "preferred"):
            found[f"{strength}_share"] = found[f"{strength}_count"] / found["explicit_count"]
        found["requirement_intensity"] = found["required_share"] + found["preferred_share"] / 2
        blocks.append(shaped(found.join(credentials, on="subject_id"), columns))
    return _together(blocks, columns)


def _together(blocks: Iterable[pd.DataFrame], columns: Schema) -> pd.DataFrame:
    """The blocks as one frame; texts are categories, the same in each, since millions of rows have few."""
    return pd.concat([*blocks] or [shaped(pd.DataFrame(columns=list(columns)), columns)], ignore_index=True)


def _figures(
    cut: Cut, markets: Parts, mentions: pd.DataFrame, places: pd.DataFrame, names: pd.DataFrame
) -> Iterator[pd.DataFrame]:
    """The figures of some markets at a time; within each, by count (falling) and subject."""
    code = markets.markets["code"].astype("category")
    label = names.set_index(names.columns[0])["preferred_label"].reindex(code.cat.categories).astype("category").array
    place = places.set_index("place_id")["place"].astype("category")
    markets = markets._replace(markets=markets.markets.assign(code=code))
    for sums in part_sums(markets, mentions):
        rows = sums.iloc[np.lexsort((sums["subject_id"], -sums["count"], sums["market_id"]))]
        of_market = rows[["market_id", "subject_id", "code"]].rename(columns={"code": cut.column})
        figures = share_columns(rows.assign(place_id=rows["market_id"]))
        estimate, low, high = quotient(rows, rows["market_id"].to_numpy(np.int64))
        yield of_market.assign(
            **{f"{cut.column}_label": label[rows["code"].cat.codes], "place": rows["place_id"].map(place)},
            vacancy_count=rows["count"],
            vacancy_total=rows["total"],
            employer_count=rows["organizations"],
            **figures | {"evidence": pd.Categorical(figures["evidence"], ["sufficient", "thin"])},
            quotient=estimate,
            quotient_low=low,
            quotient_high=high,
        )


def _members(markets: Parts) -> pd.DataFrame:
    """unit_id, market_id of the vacancies of each market."""
    group, unit = markets.within.units.nonzero()
    return pd.DataFrame({"unit_id": unit.astype(np.int64), "market_id": markets.within.market[group]})
