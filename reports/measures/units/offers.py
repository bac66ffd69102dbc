"""Offers: credentials as offered, each counted once as supply however many platforms resell it."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from reports.currency import in_report_currency
from reports.measures.units.counting import ALL, REMOTE, distinct_pairs, query

if TYPE_CHECKING:
    from warehouse.frames import Market

WEEKS_OF = {"week": 1.0, "month": 365.25 / 12 / 7, "year": 365.25 / 7}  # a subscription's periods
RANKED = """
    SELECT offers.*, coalesce(offer, source || ':' || identifier) AS key,
        row_number() OVER (
            ORDER BY same_as IS NOT NULL, coalesce(price_kind, price::VARCHAR) IS NULL, first_seen, source, identifier
        ) AS rank
    FROM offers
"""
UNITS = f"""
    WITH ranked AS ({RANKED}),
    began AS (
        SELECT source, min(as_of) AS first_complete FROM runs
        WHERE side = 'supply' AND status = 'complete' GROUP BY ALL),
    linked AS (
        SELECT key, min(rank) AS rank, min(first_seen) AS first_seen, max(last_seen) AS last_seen,
            bool_or(coalesce(open, FALSE)) AS open, count(*) AS listing_count
        FROM ranked GROUP BY key)
    SELECT linked.key, coalesce(provider_key, source) AS organization, coalesce(offered_by, source) AS name, source,
        ranked.name AS title, credential_type, provider_kind, price, price_currency, price_unit,
        coalesce(price_kind = 'subscription', FALSE) AS is_subscription,
        coalesce(duration_hours, duration_weeks * pace_hours_per_week) AS hours,
        coalesce(duration_weeks, duration_hours / nullif(pace_hours_per_week, 0)) AS weeks,
        linked.first_seen, linked.last_seen, linked.open, listing_count,
        coalesce(coalesce(date_published, CASE WHEN linked.first_seen > first_complete THEN linked.first_seen END)
            BETWEEN as_of - INTERVAL 12 MONTH AND as_of, FALSE) AS is_new,
        accredited_by IS NOT NULL AS accredited,
        coalesce(stackable_into, '') NOT IN ('', '[]') OR coalesce(credit_value, 0) > 0 AS stackable,
        coalesce(price_kind = 'free' OR price = 0, FALSE) AS free
    FROM linked JOIN ranked USING (key, rank) LEFT JOIN began USING (source), report ORDER BY key
"""  # noqa: S608
NUMBERED = """
    SELECT offer_id, unit_id::INTEGER AS unit_id, country, subdivision,
        coalesce(lower(delivery_mode) = 'online', FALSE) AS online
    FROM offers JOIN units ON key = coalesce(offer, source || ':' || identifier) ORDER BY source, identifier
"""
PLACES = f"""
    SELECT unit_id, '{ALL}' AS place FROM offers
    UNION ALL SELECT unit_id, '{REMOTE}' FROM offers WHERE online
    UNION ALL SELECT unit_id, country FROM offers WHERE NOT online AND country IS NOT NULL
    UNION ALL SELECT unit_id, subdivision FROM offers WHERE NOT online AND subdivision IS NOT NULL
"""  # noqa: S608
MENTIONED = ("offer_id", "concept_uri", "field")
SKILLS = "SELECT unit_id, concept_uri FROM mentions JOIN offers USING (offer_id) WHERE concept_uri IS NOT NULL"
DWELT_ON = f"""
    SELECT DISTINCT unit_id, concept_uri
    FROM (
        {SKILLS} GROUP BY offer_id, unit_id, concept_uri
        HAVING count(*) > 1 OR bool_or(field IS DISTINCT FROM 'description'))
"""  # noqa: S608
CREDENTIALS = """
    SELECT DISTINCT unit_id, credential, coalesce(issuer, '') AS issuer
    FROM mentions JOIN offers USING (offer_id) ORDER BY ALL
"""


class Offers(NamedTuple):
    """Frames of the supply side, by `unit_id`.

    - units: unit_id, key (the linked offer), organization (provider key; a catalogue that names no provider counts as
      one), name, source, title, credential_type, provider_kind, hours (as stated, or weeks at the stated
      pace), price, is_subscription, first_seen, last_seen, open, listing_count, is_new, accredited, stackable, free.
      `price` is of the whole offer in the report's currency, 0 if free, null without a currency; a subscription costs
      the whole periods that the offer takes at its stated pace, null where none is stated. `is_new`: published within
      12 months, or first seen then in a source that had been read whole before.
    - places: unit_id, place: `all`, `remote` where it is online (so supplies every place), else country, subdivision
    - skills: unit_id, concept_uri, distinct    · credentials: unit_id, credential, issuer
    - dwelt_on: the rows of skills that a listing names in its title or more than once, not in passing
    - listings: offer_id, unit_id
    """

    units: pd.DataFrame
    places: pd.DataFrame
    skills: pd.DataFrame
    dwelt_on: pd.DataFrame
    credentials: pd.DataFrame
    listings: pd.DataFrame


def offers(market: "Market") -> Offers:
    """The linked offers of `market`, open and closed, as the provider's own listing states them, a priced one first."""
    report = pd.DataFrame({"as_of": pd.to_datetime([market.as_of])})
    units = query(UNITS, offers=market.offers, runs=market.runs, report=report)
    units.insert(0, "unit_id", range(len(units)))
    units["price"] = _price(units, market.as_of)
    listings = query(NUMBERED, offers=market.offers, units=units[["unit_id", "key"]])
    units = units.drop(columns=["price_currency", "price_unit", "weeks"])
    numbers = listings[["offer_id", "unit_id"]]
    return Offers(
        units,
        distinct_pairs(PLACES, offers=listings),
        distinct_pairs(SKILLS, mentions=market.columns("offer_skills", *MENTIONED[:2]), offers=numbers),
        distinct_pairs(DWELT_ON, mentions=market.columns("offer_skills", *MENTIONED), offers=numbers),
        query(CREDENTIALS, mentions=market.offer_credentials, offers=numbers),
        numbers,
    )


def _price(units: pd.DataFrame, day: date) -> pd.Series:
    price = in_report_currency(units["price"], units["price_currency"], day)
    periods = np.ceil(units["weeks"] / units["price_unit"].map(WEEKS_OF).astype("Float64"))
    whole = (price * periods.clip(lower=1)).where(units["is_subscription"], price)
    priced: pd.Series = whole.mask(units["free"].astype(bool), 0.0)
    return priced
