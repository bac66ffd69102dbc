"""A part of a market: the vacancies of a place, an industry, an occupation, and the offers that supply the place."""

from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import uuid4

from warehouse.queries import POSTINGS

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

REMOTE: Final = "remote"
# Of the postings of a vacancy the first speaks for it: an employer's own, the longest seen.
FIRST_TOLD: Final = "coalesce(is_agency, FALSE), first_seen, source, identifier"
# What a vacancy is said to be is what the first of its postings to say it says.
TOLD = f"""
    CREATE TABLE IF NOT EXISTS told AS
    WITH ranked AS (SELECT *, row_number() OVER (ORDER BY {FIRST_TOLD}) AS rank FROM ({POSTINGS}))
    SELECT vacancy, arg_min(isco_group, rank) AS occupation, arg_min(nace_section, rank) AS industry,
        bool_or(coalesce(open, FALSE)) AS open,
        list_distinct(flatten(list([country, subdivision, CASE WHEN remote THEN '{REMOTE}' END]))) AS places
    FROM ranked GROUP BY vacancy
"""  # noqa: S608
PARTS = """
    SELECT 'place' AS kind, unnest(places) AS code, vacancy FROM told WHERE open UNION ALL
    SELECT 'industry', industry, vacancy FROM told WHERE open AND industry IS NOT NULL UNION ALL
    SELECT 'occupation', left(occupation, unnest(range(1, length(occupation) + 1))::BIGINT), vacancy
    FROM told WHERE open AND occupation IS NOT NULL
"""
COUNTS = f"SELECT kind, code, count(*) AS vacancy_count FROM ({PARTS}) GROUP BY ALL ORDER BY kind, 3 DESC, code"  # noqa: S608
POSTINGS_WITHIN = f"""
    CREATE TABLE {{schema}}.known_posting AS
    WITH within AS (
        SELECT vacancy FROM told
        WHERE ($place IS NULL OR list_contains(places, $place)) AND ($industry IS NULL OR industry = $industry)
            AND ($occupation IS NULL OR starts_with(occupation, $occupation))),
    of_these AS (SELECT posting_id AS record_id FROM ({POSTINGS}) SEMI JOIN within USING (vacancy))
    SELECT known_posting.* FROM known_posting SEMI JOIN of_these USING (record_id)
"""  # noqa: S608
OFFERS_WITHIN = """
    CREATE TABLE {schema}.known_offer AS
    SELECT known_offer.* FROM known_offer SEMI JOIN supplying ON record_id = offer_id
"""


class View(NamedTuple):
    """What a market is restricted to; nothing restricts it where all are None.

    place: `remote` or a code of ISO 3166; industry: a section of NACE; occupation: a group of ISCO-08, of any level.
    """

    place: str | None = None
    industry: str | None = None
    occupation: str | None = None

    def shows(self, place: str) -> bool:
        """Whether a place is the chosen one or lies in it; what is done remotely lies in every one."""
        return self.place is None or place in {"all", REMOTE, self.place} or place.startswith(f"{self.place}-")


WHOLE = View()


def open_parts(facts: "duckdb.DuckDBPyConnection") -> "pd.DataFrame":
    """How many vacancies are open in which part: kind (place, industry, occupation), code, vacancy_count, falling.

    A vacancy counts for each level of its occupation. Where nothing is open there are no rows.
    """
    facts.execute(TOLD)
    counts: pd.DataFrame = facts.sql(COUNTS).df()
    return counts


def within(facts: "duckdb.DuckDBPyConnection", view: View, offers: "pd.DataFrame") -> "tuple[str, pd.DataFrame]":
    """The schema whose tables `known_posting` and `known_offer` stand for the part of a market, and its offers.

    A vacancy and an offer are in the part, or not, with all their records: the part never changes what is one.
    """
    schema = f"part_{uuid4().hex}"
    facts.execute(TOLD)
    facts.execute(f"CREATE SCHEMA {schema}")
    facts.execute(POSTINGS_WITHIN.format(schema=schema), view._asdict())
    here = offers if view.place is None else offers[offers["offer"].isin(_supplying(offers, view.place))]
    facts.register("supplying", here[["offer_id"]].astype("int64"))
    facts.execute(OFFERS_WITHIN.format(schema=schema))
    facts.unregister("supplying")
    return schema, here.reset_index(drop=True)


def _supplying(offers: "pd.DataFrame", place: str) -> "pd.Series[str]":
    """The offers with a listing that supplies the place; one that is online supplies every place."""
    there = offers["delivery_mode"].str.lower().eq("online")
    for column in ("country", "subdivision"):
        there = there | offers[column].eq(place)
    found: pd.Series[str] = offers.loc[there.fillna(False), "offer"]
    return found
