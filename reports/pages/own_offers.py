"""Which offers a place has itself, beside what is offered online everywhere."""

import pandas as pd

from reports.findings import Findings
from reports.measures.units.counting import REMOTE


def own_offers(findings: Findings, place: str) -> "pd.Series[int]":
    """The units of supply of a place, without what is online unless that is the place."""
    basis = findings.measures.basis
    numbers: dict[str, int] = dict(basis.places[["place", "place_id"]].itertuples(index=False))
    at = basis.supply.places
    here = at.loc[at["place_id"] == numbers.get(place, -1), "unit_id"]
    online = at.loc[at["place_id"] == numbers[REMOTE], "unit_id"]
    return here if place == REMOTE else here[~here.isin(online)]
