"""Weights that make the corpus like a table of official vacancies, by occupation or industry (METHOD §6).

Post-stratification: of a place's vacancies with a known stratum, one in stratum h counts (V_h / ΣV) / (n_h / n), V the
official and n the open vacancies. Strata below 10 vacancies or 3 employers are taken together, rather than weights
trimmed, so that no weight rests on a few ads and the official margins hold exactly.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from reports.measures.statistics.intervals import MINIMUM_EMPLOYERS, MINIMUM_VACANCIES
from reports.measures.units.basis import Basis
from reports.measures.units.counting import RATIO, SHARE, Schema, query, shaped

if TYPE_CHECKING:
    from warehouse.frames import Market

LEAST = 0.5  # of the vacancies, official and of the corpus: a figure on less would not be this market's
STRATA: Schema = {
    "place": "string",
    **dict.fromkeys(("scheme", "code", "country"), "string"),
    "official_count": RATIO,
    **dict.fromkeys(("vacancy_count", "employer_count", "place_id", "stratum_id", "cell_id"), "Int64"),
    "weight": RATIO,
}
PLACES: Schema = {
    "place": "string",
    **dict.fromkeys(("place_id", "vacancy_total", "stratum_vacancy_count"), "Int64"),
    **dict.fromkeys(("known_share", "official_covered_share"), SHARE),
    **dict.fromkeys(("stratum_count", "joined_stratum_count"), "Int64"),
    **dict.fromkeys(("largest_weight", "weighting_effect"), RATIO),
    "is_weighted": "boolean",
}
CLASSES = """
    SELECT unit_id, {scheme} AS class FROM (
        SELECT unit_id, arg_min({scheme}, posting_id) AS {scheme}
        FROM postings JOIN unit_of USING (posting_id) WHERE {scheme} IS NOT NULL GROUP BY ALL)
    SEMI JOIN (FROM units WHERE open) USING (unit_id)
"""
# A line of a country weights that country, and all places together where no line is theirs; there a vacancy in several
# countries stands in the stratum of the first.
LINES = """
    WITH begins AS (SELECT stratum_id, country, unnest(string_split(begins, ' ')) AS start FROM strata)
    SELECT class_id, place_id, dense_rank() OVER (ORDER BY left(start, 2)) AS part, stratum_id
    FROM classes JOIN begins ON starts_with(class, start) JOIN places ON place = country ORDER BY ALL
"""
MEMBERS = """
    WITH own AS (
        SELECT place_id, unit_id, stratum_id, part
        FROM classed JOIN unit_places USING (unit_id) JOIN lines USING (class_id, place_id))
    FROM own UNION ALL SELECT 0, unit_id, min(stratum_id), min(part) FROM own
    WHERE 'all' NOT IN (SELECT country FROM strata) GROUP BY unit_id ORDER BY place_id, unit_id
"""
MARKETS = """
    SELECT place_id, stratum_id FROM strata JOIN places ON place = country
    UNION ALL SELECT 0, stratum_id FROM strata WHERE 'all' NOT IN (SELECT country FROM strata) ORDER BY ALL
"""
STRATA_OF = """
    WITH of_cluster AS (
        SELECT place_id, stratum_id, cluster_id, any_value(is_named) AS is_named, count(*) AS n
        FROM members JOIN units USING (unit_id) GROUP BY ALL)
    SELECT place_id, place, stratum_id, scheme, code, country, vacancies AS official_count,
        coalesce(sum(n), 0)::BIGINT AS vacancy_count, count(*) FILTER (is_named) AS employer_count,
        count(cluster_id) AS clusters
    FROM market JOIN strata USING (stratum_id) JOIN places USING (place_id)
    LEFT JOIN of_cluster USING (place_id, stratum_id) GROUP BY ALL ORDER BY place_id, stratum_id
"""
OPEN = """
    SELECT place_id, place, count(*) AS vacancy_total
    FROM unit_places JOIN units USING (unit_id) JOIN places USING (place_id) WHERE open GROUP BY ALL ORDER BY ALL
"""


class Weights(NamedTuple):
    """What a table makes of the corpus; without one, frames without rows.

    - strata: the table's lines by the places that they weight, as `STRATA`: with the vacancies of the corpus in each,
      and the weight of one (null where there is none). Strata of one cell_id were taken together
    - places: one row for each place with a line, as `PLACES`. weighting_effect is Kish's 1 + cv² of the weights, by
      which weighting alone widens a variance; is_weighted: at least half of the official vacancies are in strata that
      the corpus has, and at least half of the corpus's are in a stratum
    - members: place_id, unit_id, stratum_id, part (the section, sector, or first two digits of its class), weight (mean
      1, null where the place is not weighted), cluster_id of open vacancies. One of unknown stratum is not among them,
      and has no part in a weighted figure
    """

    strata: pd.DataFrame
    places: pd.DataFrame
    members: pd.DataFrame


def weights(market: "Market", basis: Basis, official: pd.DataFrame) -> Weights:
    """Weights of the open vacancies by `official`, a table as `official_vacancies` reads it, of one scheme.

    A vacancy's stratum is that of the first of its postings to have a class; a class coarser than the table's strata
    is in none.
    """
    scheme = str(official["scheme"].iloc[0]) if len(official) else "isco_group"
    units = basis.demand.units[["unit_id", "cluster_id", "is_named", "open"]]
    strata = official.rename(columns={"place": "country"}).assign(stratum_id=range(len(official)))
    frames = {"strata": strata, "places": basis.places, "unit_places": basis.demand.places, "units": units}
    said = market.columns("postings", "posting_id", scheme)
    classed = query(CLASSES.format(scheme=scheme), postings=said, unit_of=basis.postings, units=units)
    number, classes = pd.factorize(classed["class"], sort=True)
    frames["classed"] = classed[["unit_id"]].assign(class_id=number)
    frames["classes"] = pd.DataFrame({"class_id": range(len(classes)), "class": classes})
    frames["lines"] = query(LINES, **frames)
    frames["members"] = query(MEMBERS, **frames)
    frames["market"] = query(MARKETS, **frames)
    strata = cell_weights(query(STRATA_OF, **frames))
    places = _places(strata, query(OPEN, **frames))
    weighted = strata["place_id"].isin(places.loc[places["is_weighted"], "place_id"])
    weight = strata["weight"].where(weighted).set_axis(pd.MultiIndex.from_frame(strata[["place_id", "stratum_id"]]))
    members = frames["members"]
    members["weight"] = weight.reindex(pd.MultiIndex.from_frame(members[["place_id", "stratum_id"]])).to_numpy()
    members["cluster_id"] = units["cluster_id"].to_numpy()[members["unit_id"]]
    return Weights(shaped(strata, STRATA), places, members)


def cell_weights(strata: pd.DataFrame) -> pd.DataFrame:
    """The strata with their cells and weights: the thin ones of a place are one cell, with the next if still thin."""
    present = strata["vacancy_count"] > 0
    thin = present & ((strata["vacancy_count"] < MINIMUM_VACANCIES) | (strata["clusters"] < MINIMUM_EMPLOYERS))
    order = strata.assign(present=present, is_thick=~thin)[present]
    order = order.sort_values(["place_id", "is_thick", "vacancy_count", "stratum_id"])
    sums = order.groupby("place_id")[["vacancy_count", "clusters"]].cumsum() - order[["vacancy_count", "clusters"]]
    short = (sums["vacancy_count"] < MINIMUM_VACANCIES) | (sums["clusters"] < MINIMUM_EMPLOYERS)
    joined = ~order["is_thick"] | (short & (sums["vacancy_count"] > 0))
    first = order["stratum_id"].where(joined).groupby(order["place_id"]).transform("min")
    strata = strata.assign(cell_id=order["stratum_id"].mask(joined, first))
    cells = strata[present].groupby(["place_id", "cell_id"])[["official_count", "vacancy_count"]].transform("sum")
    totals = strata[present].groupby("place_id")[["official_count", "vacancy_count"]].transform("sum")
    share = cells / totals
    return strata.assign(weight=share["official_count"] / share["vacancy_count"])


def _places(strata: pd.DataFrame, open_units: pd.DataFrame) -> pd.DataFrame:
    """What the weights rest on, by place."""
    present = strata["vacancy_count"] > 0
    squares = strata["vacancy_count"] * np.square(strata["weight"])
    figures = strata.assign(covered=strata["official_count"].where(present, 0), squares=squares)
    by_place = figures.groupby("place_id")
    sums = by_place[["official_count", "covered", "vacancy_count", "squares"]].sum()
    sums["stratum_count"], sums["cells"] = present.groupby(strata["place_id"]).sum(), by_place["cell_id"].nunique()
    sums["largest_weight"] = by_place["weight"].max()
    rows = sums.reset_index().merge(open_units, on="place_id")
    rows = rows.assign(
        known_share=rows["vacancy_count"] / rows["vacancy_total"],
        official_covered_share=rows["covered"] / rows["official_count"],
        weighting_effect=rows["squares"] / rows["vacancy_count"],
        joined_stratum_count=rows["stratum_count"] - rows["cells"] + (rows["stratum_count"] > rows["cells"]),
        stratum_vacancy_count=rows["vacancy_count"],
    )
    rows["is_weighted"] = (rows[["known_share", "official_covered_share"]] >= LEAST).all(axis="columns")
    return shaped(rows, PLACES)
