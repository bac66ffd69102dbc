"""Single offers with what they cost: in the report's currency, and as their publisher states it."""

from typing import TYPE_CHECKING

import pandas as pd

from reports.measures.supply.price import OFFERS
from reports.measures.units.basis import Basis
from reports.measures.units.counting import query

if TYPE_CHECKING:
    from warehouse.frames import Market

# Of the listings of an offer the one that counts, as `offers` ranks them.
STATED = """
    SELECT DISTINCT ON (unit_id) unit_id, price AS stated_price, price_currency AS stated_currency,
        price_unit AS stated_unit
    FROM offers JOIN listings USING (offer_id)
    ORDER BY unit_id, same_as IS NOT NULL, coalesce(price_kind, price::VARCHAR) IS NULL, first_seen, source, identifier
"""
PRICED = """
    SELECT priced.*, organization AS provider_key, name AS provider, title, key, stated_price, stated_currency,
        stated_unit
    FROM priced JOIN units USING (unit_id) LEFT JOIN stated USING (unit_id) ORDER BY unit_id
"""
WANTED = (
    *("offer_id", "source", "identifier", "first_seen", "same_as"),
    *("price", "price_kind", "price_currency", "price_unit"),
)


def priced_offers(market: "Market", basis: Basis) -> pd.DataFrame:
    """One row for each open offer, by unit_id: what `price` counts of it, and the price as stated.

    Columns: unit_id, key, title, provider_key, provider, credential_type, price, hours, price_per_hour, free,
    is_subscription, online, stated_price, stated_currency, stated_unit. An offer with a stated_price but no price says
    it in no currency that is quoted, or is a subscription of no stated length.
    """
    side = basis.supply
    priced = query(OFFERS, units=side.units, unit_places=side.places, places=basis.places)
    stated = query(STATED, offers=market.columns("offers", *WANTED), listings=basis.listings)
    return query(PRICED, priced=priced, stated=stated, units=side.units)
