"""Supply (METHOD §3): who teaches a skill, at what price and length, by the place whose offers count."""

import numpy as np
import pandas as pd

from reports.measures.basis import Basis
from reports.measures.counting import RATIO, SHARE, Schema, query
from reports.measures.intervals import effective_number
from reports.measures.tally import Tally

SPREADS = ("price", "hours")
KINDS = ("free", "accredited", "stackable")
FIGURES = ", ".join(
    [
        *(
            f"count({c}) AS {c}_count, median({c}) AS {c}_median, quantile_cont({c}, 0.25) AS {c}_low_quartile, "
            f"quantile_cont({c}, 0.75) AS {c}_high_quartile"
            for c in SPREADS
        ),
        *(f"count(*) FILTER ({kind}) / count(*) AS {kind}_share" for kind in KINDS),
        "count(*) FILTER (is_new) AS new_offer_count",
    ]
)
SCHEMA: Schema = {
    "new_offer_count": "Int64",
    "price_count": "Int64",
    **dict.fromkeys(("price_median", "price_low_quartile", "price_high_quartile"), RATIO),
    "hours_count": "Int64",
    **dict.fromkeys(("hours_median", "hours_low_quartile", "hours_high_quartile"), RATIO),
    **{f"{kind}_share": SHARE for kind in KINDS},
}
BY_SKILL = f"""
    SELECT place_id, subject_id, {FIGURES} FROM mentions JOIN units USING (unit_id) JOIN places USING (unit_id)
    WHERE open GROUP BY ALL ORDER BY ALL
"""  # noqa: S608


def supply(basis: Basis, taught: Tally) -> pd.DataFrame:
    """One row for each skill and place of supply (`supply_id` of `Basis.places`), by place_id, subject_id.

    Columns: supply_id, subject_id, effective_providers, new_offer_count (12 months), price_ and hours_ count, median,
    low and high quartile (as `offers` has them, of the offers that state one), free_share, accredited_share,
    stackable_share (stackable or credit-bearing).
    """
    side = basis.supply
    columns = ["unit_id", "open", "is_new", *SPREADS, *KINDS]
    figures = query(BY_SKILL, mentions=side.mentions, units=side.units[columns], places=side.places)
    counts = taught.subjects[["place_id", "subject_id", "named_count", "named_squares"]]
    rows = figures.merge(counts, on=["place_id", "subject_id"], validate="one_to_one")
    count, squares = (rows.pop(name).to_numpy(np.float64) for name in ("named_count", "named_squares"))
    return rows.assign(effective_providers=effective_number(count, squares)).rename(columns={"place_id": "supply_id"})
