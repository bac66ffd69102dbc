"""Opportunities: the markets that nobody serves enough, the surest gaps first."""

import pandas as pd

from reports.measures.statistics.intervals import evidence


def opportunities(markets: pd.DataFrame) -> pd.DataFrame:
    """Rows of `saturation` that are underserved with sufficient evidence, by gap_low (falling), place, concept.

    Transversal skills are left out: all ask them and nobody hires for them, so that they are no market of their own.
    """
    sufficient = evidence(markets["demand_count"].to_numpy("float64"), markets["employer_count"].to_numpy("float64"))
    is_gap = (markets["class"] == "underserved") & (sufficient == "sufficient") & ~markets["is_transversal"]
    order = ["gap_low", "place", "concept_uri"]
    found: pd.DataFrame = markets[is_gap.to_numpy(bool)]
    return found.sort_values(order, ascending=[False, True, True], kind="stable").reset_index(drop=True)
