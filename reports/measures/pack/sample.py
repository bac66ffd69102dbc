"""The employers whose vacancies name a credential, and a sample of these vacancies."""

import pandas as pd

from reports.measures.pack.names import Named
from reports.measures.units.basis import Basis
from reports.measures.units.counting import SHARE, Schema, query, shaped
from warehouse.frames import Market

SHOWN = 12
EMPLOYERS: Schema = {
    "employer": "string",
    **dict.fromkeys(("vacancy_count", "required_count", "preferred_count", "mentioned_count"), "Int64"),
    "naming_share": SHARE,
}
VACANCIES: Schema = {
    **dict.fromkeys(("title", "employer", "job_location", "requirement"), "string"),
    **dict.fromkeys(("date_posted", "first_seen", "last_seen"), "datetime64[s]"),
    **dict.fromkeys(("source", "url", "matched_text", "field", "archive"), "string"),
    **dict.fromkeys(("posting_id", "start", "end"), "Int64"),
}
BY_EMPLOYER = """
    SELECT coalesce(min(name) FILTER (is_named), '') AS employer, count(*) AS vacancy_count,
        count(*) FILTER (requirement = 'required') AS required_count,
        count(*) FILTER (requirement = 'preferred') AS preferred_count,
        count(*) FILTER (requirement = 'mentioned') AS mentioned_count,
        count(*) / sum(count(*)) OVER () AS naming_share
    FROM naming GROUP BY CASE WHEN is_named THEN organization END
    ORDER BY employer = '', vacancy_count DESC, employer
"""
SAMPLE = f"""
    WITH spoken AS (
        SELECT posting_id, requirement, matched_text, start, "end", field FROM said SEMI JOIN chosen
        ON said.credential = chosen.credential AND coalesce(said.issuer, '') = chosen.issuer),
    placed AS (
        SELECT * EXCLUDE (unit_id), links.unit_id, cluster_id FROM spoken JOIN links USING (posting_id)
        JOIN naming USING (unit_id) JOIN records USING (posting_id)),
    of_unit AS (
        FROM placed
        QUALIFY row_number() OVER (PARTITION BY unit_id ORDER BY last_seen DESC, posting_id, start) = 1)
    SELECT *, hiring_organization AS employer,
        row_number() OVER (PARTITION BY cluster_id ORDER BY last_seen DESC, posting_id) AS turn
    FROM of_unit ORDER BY turn, last_seen DESC, posting_id LIMIT {SHOWN}
"""  # noqa: S608
DETAILS = (
    *("posting_id", "title", "hiring_organization", "job_location", "date_posted", "first_seen", "last_seen"),
    *("source", "url", "archive"),
)
SPAN = ("posting_id", "credential", "issuer", "requirement", "matched_text", "start", "end", "field")


def naming(basis: Basis, chosen: Named, place_ids: "pd.Series[int]") -> pd.DataFrame:
    """The open vacancies of a place that name the credential: unit_id, requirement, and who hires."""
    named = basis.named[(basis.named["credential"] == chosen.credential) & (basis.named["issuer"] == chosen.issuer)]
    here = basis.demand.places.loc[basis.demand.places["place_id"].isin(place_ids), "unit_id"]
    units = basis.demand.units.loc[
        basis.demand.units["open"], ["unit_id", "cluster_id", "organization", "name", "is_named"]
    ]
    found = named[["unit_id", "requirement"]].drop_duplicates("unit_id").merge(units, on="unit_id")
    return found[found["unit_id"].isin(here)].reset_index(drop=True)


def employers(vacancies: pd.DataFrame) -> pd.DataFrame:
    """One row an employer of the `naming` vacancies, most first; the last, nameless, is of those that name none."""
    return shaped(query(BY_EMPLOYER, naming=vacancies), EMPLOYERS)


def sampled(market: Market, basis: Basis, chosen: Named, vacancies: pd.DataFrame) -> pd.DataFrame:
    """Some of the `naming` vacancies as their newest posting states them: first one of each employer, newest first."""
    found = query(
        SAMPLE,
        said=market.columns("posting_credentials", *SPAN),
        chosen=pd.DataFrame([chosen], columns=["credential", "issuer"]),
        links=basis.postings,
        naming=vacancies[["unit_id", "cluster_id"]],
        records=market.columns("postings", *DETAILS),
    )
    return shaped(found, VACANCIES)
