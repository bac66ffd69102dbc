"""Opportunities: the markets that nobody serves enough, the surest gaps first."""

import pandas as pd

from reports.measures.intervals import evidence


def opportunities(markets: pd.DataFrame) -> pd.DataFrame:
    """Rows of `saturation` that are underserved with sufficient evidence, by gap_low (falling), place, concept."""
    sufficient = evidence(markets["demand_count"].to_numpy("float64"), markets["employer_count"].to_numpy("float64"))
    found: pd.DataFrame = markets[(markets["class"] == "underserved") & (sufficient == "sufficient")]
    order = ["gap_low", "place", "concept_uri"]
    return found.sort_values(order, ascending=[False, True, True], kind="stable").reset_index(drop=True)
