"""Supply (METHOD §3): who teaches a skill, at what price and length, by the place whose offers count."""

import pandas as pd

from reports.measures.units.basis import Basis
from reports.measures.units.counting import RATIO, SHARE, Schema, query

SPREADS = {"price": "CASE WHEN price > 0 THEN price END", "hours": "hours"}  # what is free, free_share tells
KINDS = ("free", "accredited", "stackable")
FIGURES = ", ".join(
    [
        *(
            f"count({of}) AS {c}_count, median({of}) AS {c}_median, quantile_cont({of}, 0.25) AS {c}_low_quartile, "
            f"quantile_cont({of}, 0.75) AS {c}_high_quartile"
            for c, of in SPREADS.items()
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
    SELECT subject_id, {FIGURES} FROM mentions JOIN units USING (unit_id) JOIN here USING (unit_id)
    WHERE open GROUP BY ALL ORDER BY ALL
"""  # noqa: S608


def supply(basis: Basis) -> pd.DataFrame:
    """One row for each skill and place of supply, by supply_id (of `Basis.places`) and subject_id.

    Columns: new_offer_count (12 months), price_ and hours_ count, median, low and high quartile (as `offers` has them,
    of those that state one; of prices what is free is left out), free_share, accredited_share, stackable_share
    (stackable or credit-bearing). How many offers and providers there are, and how unequal, `Tally` says.
    """
    side = basis.supply
    units = side.units[["unit_id", "open", "is_new", *SPREADS, *KINDS]]
    found = []
    for place, here in side.places.groupby("place_id"):  # each at a time: medians hold every value
        of_place = query(BY_SKILL, mentions=side.mentions, units=units, here=here[["unit_id"]])
        of_place.insert(0, "supply_id", place)
        found.append(of_place)
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=["supply_id", "subject_id", *SCHEMA])
