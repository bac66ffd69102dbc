"""The opportunities of a market, each skill once with the places where it is one."""

from collections.abc import Sequence
from typing import NamedTuple

from reports.findings import Findings
from reports.pages.market_rows import in_place
from reports.rows import Row, rows


class Opportunity(NamedTuple):
    """A skill that is an opportunity: its row of a place, `all` where it is one there; and other places like it."""

    row: Row
    others: Sequence[str] = ()


def opportunities_of(findings: Findings) -> list[Opportunity]:
    """Each skill once, the surest gap first; a place stands by itself where its gap is surely another one."""
    frame = findings.measures.opportunities
    told = [_with_shares(findings, place) for place in dict.fromkeys(frame["place"].tolist())]
    known = {(row["concept_uri"], row["place"]): row for of_place in told for row in of_place}
    by_skill: dict[str, list[Row]] = {}
    for row in rows(frame):
        by_skill.setdefault(row["concept_uri"], []).append(known[row["concept_uri"], row["place"]])
    found = [opportunity for of_skill in by_skill.values() for opportunity in grouped(of_skill)]
    return sorted(found, key=lambda each: (-each.row["gap_low"], each.row["place"], each.row["concept_uri"]))


def in_one_place(findings: Findings, place: str) -> list[Opportunity]:
    """The opportunities of a place, the surest gap first."""
    return [Opportunity(row) for row in _with_shares(findings, place)]


def _with_shares(findings: Findings, place: str) -> list[Row]:
    """The opportunities of a place with their shares of its vacancies, in the order of the file."""
    frame = findings.measures.opportunities
    here = frame.loc[frame["place"] == place, "concept_uri"].tolist()
    if not here:
        return []
    shares = {row["concept_uri"]: row for row in in_place(findings, place, here)}
    return [shares[uri] for uri in here]


def grouped(of_skill: list[Row]) -> list[Opportunity]:
    """Those of one skill: all places, or else the surest, and with it those whose intervals meet its own."""
    first = next((row for row in of_skill if row["place"] == "all"), of_skill[0])
    others = [row for row in of_skill if row is not first]
    alike = [row for row in others if row["gap_low"] <= first["gap_high"] and row["gap_high"] >= first["gap_low"]]
    apart = [row for row in others if row not in alike]
    return [Opportunity(first, [row["place"] for row in alike]), *(grouped(apart) if apart else [])]
