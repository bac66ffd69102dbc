"""Stackable chains (METHOD §7): which offers count towards which, from the first to the final credential."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from reports.measures.units.basis import Basis
from reports.measures.units.counting import RATIO, Schema, query, shaped

if TYPE_CHECKING:
    from warehouse.frames import Market

MOST_STEPS = 6  # course, certificate, diploma, degree: deeper ones than that are loops in what is stated
SCHEMA: Schema = {
    **dict.fromkeys(("final", "final_offer", "final_type", "provider", "first", "first_offer", "chain"), "string"),
    "steps": "Int64",
    **dict.fromkeys(("price", "hours", "credit_value"), RATIO),
    "credit_unit": "string",
    **dict.fromkeys(("final_price", "final_hours", "final_credit_value"), RATIO),
    "final_credit_unit": "string",
    "part_count": "Int64",
}
SAME = r"^https?://(www\.)?|[/#]+$"  # what two spellings of one address may differ in
STATED = f"""
    WITH said AS (
        SELECT offer_id, source, trim(unnest(string_split(stackable_into, '; '))) AS said
        FROM offers WHERE stackable_into IS NOT NULL)
    SELECT DISTINCT unit_id, source, organization, said, lower(said) AS name,
        regexp_replace(said, '{SAME}', '', 'g') AS page, lower(regexp_extract(said, '[^/]*$')) AS identifier
    FROM said JOIN listings USING (offer_id) JOIN units USING (unit_id) WHERE open AND said <> ''
"""  # noqa: S608
TARGETS = f"""
    SELECT DISTINCT unit_id, source, organization, lower(identifier) AS identifier, lower(trim(name)) AS name,
        regexp_replace(url, '{SAME}', '', 'g') AS page
    FROM offers JOIN listings USING (offer_id) JOIN units USING (unit_id) WHERE open
"""  # noqa: S608
LINKS = """
    WITH found AS (
        SELECT s.unit_id, said, t.unit_id AS into_id, 1 AS rank FROM stated s JOIN targets t USING (page)
        UNION SELECT s.unit_id, said, t.unit_id, 2 FROM stated s JOIN targets t USING (source, identifier)
        UNION SELECT s.unit_id, said, t.unit_id, 3 FROM stated s JOIN targets t USING (organization, name)),
    sure AS (
        SELECT unit_id, said, rank, any_value(into_id) AS into_id FROM found
        GROUP BY unit_id, said, rank HAVING count(*) = 1)
    SELECT unit_id, said, any_value(organization) AS organization, arg_min(into_id, rank) AS into_id
    FROM stated LEFT JOIN sure USING (unit_id, said) GROUP BY unit_id, said
    HAVING into_id IS DISTINCT FROM unit_id ORDER BY unit_id, said
"""
CREDIT = """
    SELECT DISTINCT ON (unit_id) unit_id, credit_value, credit_unit
    FROM offers JOIN listings USING (offer_id) WHERE credit_value IS NOT NULL ORDER BY unit_id, offer_id
"""
WANTED = ("offer_id", "source", "identifier", "name", "url", "stackable_into", "credit_value", "credit_unit")


def stackable(market: "Market", basis: Basis) -> pd.DataFrame:
    """One row for each chain of open offers that count towards a final credential; by final, steps, first.

    What an offer says to count towards is another offer if it is its address, its identifier in the same source, or its
    name at the same provider, and of one offer only; else it ends the chain as a name (`final_offer` null). From each
    first offer to each final the shortest chain counts. price, hours, credit_value: what the offers before the final
    one sum up to, null if one of them states none (or another unit); final_…: as the final one states it, which may
    contain its parts, so that the two are never added. part_count: offers that lead to the final one in all.
    """
    units, offers = basis.supply.units, market.offers[[*WANTED]]
    frames = {"listings": basis.listings, "units": units[["unit_id", "organization", "open"]]}
    stated = query(STATED, offers=offers, **frames)
    links = query(LINKS, stated=stated, targets=query(TARGETS, offers=offers, **frames))
    names = pd.factorize(links["organization"] + "\n" + links["said"].str.lower())[0]
    into = links["into_id"].to_numpy(np.float64, na_value=np.nan)
    links["into_id"] = np.where(np.isnan(into), len(units) + names, into).astype(np.int64)
    nodes = _nodes(units, links, query(CREDIT, offers=offers, listings=basis.listings))
    rows = [_told(chains, nodes) for chains in _chains(links) if len(chains)]
    if not rows:
        return shaped(pd.DataFrame(columns=[*SCHEMA]), SCHEMA)
    found = pd.concat(rows, ignore_index=True)
    parts = found.explode("parts").groupby("final_id")["parts"].nunique()
    found["part_count"] = found["final_id"].map(parts)
    return shaped(found.sort_values(["final", "final_id", "steps", "first", "first_offer"]), SCHEMA)


def _nodes(units: pd.DataFrame, links: pd.DataFrame, credit: pd.DataFrame) -> pd.DataFrame:
    """What each offer, and each name that is no offer, states; by number."""
    known = units[["key", "title", "name", "credential_type", "price", "hours"]].set_axis(units["unit_id"])
    known = known.join(credit.set_index("unit_id"))
    named = links[links["into_id"] >= len(units)].drop_duplicates("into_id").set_index("into_id")["said"]
    return pd.concat([known, pd.DataFrame({"title": named})]).astype(known.dtypes)


def _chains(links: pd.DataFrame) -> list[pd.DataFrame]:
    """The shortest ways from offers that nothing counts towards to what counts towards nothing, by length."""
    edges = links[["unit_id", "into_id"]].drop_duplicates()
    first = np.setdiff1d(edges["unit_id"], edges["into_id"])
    way = pd.DataFrame({"0": first})
    seen, done = pd.DataFrame({"first": first, "last": first}), list[pd.DataFrame]()
    for step in map(str, range(1, MOST_STEPS)):
        way = way.merge(edges, left_on=way.columns[-1], right_on="unit_id")
        way = way.drop(columns="unit_id").rename(columns={"into_id": step})
        way = way.sort_values(["0", step, *way.columns[1:-1]]).drop_duplicates(["0", step])
        ends = pd.DataFrame({"first": way["0"], "last": way[step]})
        new = ends.merge(seen, how="left", indicator=True)["_merge"].eq("left_only").to_numpy()
        way, seen = way[new], pd.concat([seen, ends[new]])
        done.append(way[~way[step].isin(edges["unit_id"])])
    return done


def _told(chains: pd.DataFrame, nodes: pd.DataFrame) -> pd.DataFrame:
    """Chains of one length as rows."""
    steps = [nodes.loc[chains[step]].reset_index(drop=True) for step in chains.columns]
    parts, final = steps[:-1], steps[-1]
    sums = {name: sum((p[name] for p in parts[1:]), parts[0][name]) for name in ("price", "hours", "credit_value")}
    unit = parts[0]["credit_unit"]
    alike = pd.Series(len(parts) == 1, index=final.index) | unit.notna()
    for part in parts[1:]:
        alike &= (part["credit_unit"] == unit).fillna(False).astype(bool)
    chain = parts[0]["title"]
    for step in steps[1:]:
        chain = chain + " → " + step["title"]
    return pd.DataFrame(
        {
            "final": final["title"],
            "final_offer": final["key"],
            "final_type": final["credential_type"],
            "provider": parts[0]["name"],
            "first": parts[0]["title"],
            "first_offer": parts[0]["key"],
            "chain": chain,
            "steps": len(steps),
            **sums,
            "credit_value": sums["credit_value"].where(alike),
            "credit_unit": unit.where(alike & sums["credit_value"].notna()),
            **{f"final_{name}": final[name] for name in ("price", "hours", "credit_value", "credit_unit")},
            "final_id": chains.iloc[:, -1].to_numpy(),
            "parts": chains.iloc[:, :-1].to_numpy().tolist(),
        }
    )
