"""The market as frames, as of a day, from the facts alone: what measures and pages are made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any, Literal

from warehouse.facts import SIDES
from warehouse.failures import WarehouseError
from warehouse.history import remember

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

NO_RUN_YET = date(1970, 1, 1)  # what an empty warehouse shows
ADDRESS = r"^https?://(www\.)?|#.*$"  # what two addresses of one page may differ in, beside a last slash
RUNS = """
    SELECT source, side, platform, basis, publisher, terms_url, licence, attribution, retention_days, as_of, status,
        reason, warnings, robots, known_runs.closing, expected, fetched, parsed, inserted, updated, unchanged,
        rejected + rejected_in_loading AS rejected, untrusted AS quarantined,
        is_newest AND (in_quarantine OR (is_old AND side = 'demand')) AS stale
    FROM known_runs JOIN sources USING (source) ORDER BY source, as_of
"""
REJECTS = """
    SELECT source, as_of, stage, rejects.reason, count(*) AS count
    FROM rejects JOIN known_runs ON known_runs.id = run_id GROUP BY ALL ORDER BY ALL
"""
POSTINGS = """
    SELECT record_id AS posting_id, source, identifier, title, hiring_organization, employer_key, is_agency, url,
        job_location, country, subdivision, remote, industry, occupation, seniority, education_level, employment_type,
        date_posted, valid_through, first_seen, last_seen, open, pay_low, pay_high, pay_unit,
        pay_currency, language, archive, text_key, minhash, left(md5(source || ':' || identifier), 16) AS vacancy
    FROM known_posting JOIN postings USING (record_id, version_id)
    ORDER BY source, identifier
"""
OFFERS = """
    WITH visible AS (
        SELECT *, rtrim(regexp_replace(url, $address, '', 'g'), '/') AS page,
            rtrim(regexp_replace(same_as, $address, '', 'g'), '/') AS original
        FROM known_offer JOIN offers USING (record_id, version_id)),
    lone AS (SELECT page, min(record_id) AS linked FROM visible WHERE page <> '' GROUP BY page HAVING count(*) = 1)
    SELECT record_id AS offer_id, source, identifier, name, offered_by, provider_key, provider_kind, credential_type,
        url, level, delivery_mode, pacing, country, subdivision, duration_hours, duration_weeks, pace_hours_per_week,
        price, price_currency, price_kind, price_unit, accredited_by, credit_value, credit_unit,
        nullif(array_to_string(from_json(stackable_into, '["VARCHAR"]'), '; '), '') AS stackable_into, rating,
        rating_count, enrolled_count, date_published, first_seen, last_seen, open, same_as,
        linked AS offer
    FROM visible LEFT JOIN lone ON lone.page = original ORDER BY source, identifier
"""
SKILLS_OF = """
    SELECT record_id AS {side}_id, concept_uri, matched_text, start, "end", field
    FROM known_{side} JOIN {side}_skills USING (version_id) WHERE concept_uri IS NOT NULL ORDER BY record_id, n
"""
POSTING_CREDENTIALS = """
    SELECT record_id AS posting_id, credential, issuer, requirement, matched_text, start, "end", field
    FROM known_posting JOIN posting_credentials USING (version_id) ORDER BY record_id, n
"""
OFFER_CREDENTIALS = """
    SELECT DISTINCT record_id AS offer_id, credential, issuer
    FROM known_offer JOIN offer_credentials USING (version_id) WHERE field = 'title' ORDER BY ALL
"""
SKILLS = """
    WITH mentioned AS (
        FROM posting_skills SEMI JOIN known_posting USING (version_id)
        UNION ALL FROM offer_skills SEMI JOIN known_offer USING (version_id))
    SELECT nullif(COLUMNS(*), '') FROM skills
    UNION ALL
    SELECT concept_uri, min(preferred_label), min(skill_type), NULL, NULL, NULL, NULL
    FROM mentioned ANTI JOIN skills USING (concept_uri) WHERE concept_uri IS NOT NULL GROUP BY concept_uri
    ORDER BY concept_uri
"""
VERSIONS_OF = "SELECT record_id, version_id FROM known_{side} WHERE record_id IN (SELECT unnest($ids))"
TEXTS = "SELECT version_id, description FROM {side}_texts WHERE version_id IN (SELECT unnest($ids))"


@dataclass
class Market:
    """What the runs dated up to `as_of` show. Frames have nullable dtypes, also when empty, and days as datetime64[s].

    Postings and offers are in the order of source and identifier, closed ones included. `vacancy` and `offer` say which
    of them are one. `archive` is source/run, whose WARC holds the raw answer.
    """

    as_of: date
    sample: bool
    runs: "pd.DataFrame"
    rejects: "pd.DataFrame"
    postings: "pd.DataFrame"
    offers: "pd.DataFrame"
    posting_skills: "pd.DataFrame"
    offer_skills: "pd.DataFrame"
    posting_credentials: "pd.DataFrame"
    offer_credentials: "pd.DataFrame"
    skills: "pd.DataFrame"
    credential_list: "pd.DataFrame"
    facts: "duckdb.DuckDBPyConnection" = field(repr=False, compare=False)

    def texts(self, kind: Literal["job_posting", "credential"], ids: Iterable[int]) -> dict[int, str]:
        """The plain-text descriptions of postings or offers, read when asked for; one without a text is left out."""
        side = next(side for side, of_kind in SIDES.items() if of_kind == kind)
        asked = self.facts.execute(VERSIONS_OF.format(side=side), {"ids": [int(i) for i in ids]}).fetchall()
        records = {version: record for record, version in asked}
        found = self.facts.execute(TEXTS.format(side=side), {"ids": list(records)}).fetchall()
        return {records[version]: text for version, text in found}


def market(
    facts_folder: Path, as_of: date | None = None, cluster: "Callable[[pd.DataFrame], pd.Series[Any]] | None" = None
) -> Market:
    """The market as of a day, by default the newest run's.

    `cluster` gives the vacancy ids of the postings, in their order; without it each posting is its own vacancy.
    Raises `WarehouseError` where there are no facts.
    """
    facts = _opened(facts_folder)
    newest, sample = facts.execute("SELECT max(as_of), coalesce(bool_or(sample), FALSE) FROM runs").fetchall()[0]
    day = as_of or newest or NO_RUN_YET
    remember(facts, day)
    postings = _frame(facts, POSTINGS)
    if cluster:
        postings["vacancy"] = cluster(postings.drop(columns="vacancy")).astype("string").array
    return Market(
        as_of=day,
        sample=sample,
        runs=_frame(facts, RUNS),
        rejects=_frame(facts, REJECTS),
        postings=postings,
        offers=_linked(_frame(facts, OFFERS, address=ADDRESS)),
        posting_skills=_frame(facts, SKILLS_OF.format(side="posting")),
        offer_skills=_frame(facts, SKILLS_OF.format(side="offer")),
        posting_credentials=_frame(facts, POSTING_CREDENTIALS),
        offer_credentials=_frame(facts, OFFER_CREDENTIALS),
        skills=_frame(facts, SKILLS),
        credential_list=_frame(facts, "FROM credential_list ORDER BY ALL"),
        facts=facts,
    )


def _opened(folder: Path) -> "duckdb.DuckDBPyConnection":
    """A connection to the facts as they are now; a later refresh does not change what it sees."""
    import duckdb

    files = sorted(folder.resolve().glob("*.parquet"))
    if not files:
        raise WarehouseError(f"there are no facts in {folder}: run `credscope refresh` first")
    facts = duckdb.connect(config={"temp_directory": gettempdir(), "autoinstall_known_extensions": "false"})
    for file in files:
        facts.read_parquet(str(file)).create_view(file.stem)
    return facts


def _frame(facts: "duckdb.DuckDBPyConnection", query: str, **parameters: Any) -> "pd.DataFrame":
    """A query's result with nullable dtypes, typed as the facts are."""
    import pandas as pd
    import pyarrow as pa

    table: pa.Table = facts.sql(query, params=parameters).to_arrow_table()
    days = [f.with_type(pa.timestamp("s")) if pa.types.is_date(f.type) else f for f in table.schema]
    dtypes = {
        pa.string(): pd.StringDtype(),
        pa.int64(): pd.Int64Dtype(),
        pa.float64(): pd.Float64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    frame: pd.DataFrame = table.cast(pa.schema(days)).to_pandas(types_mapper=dtypes.get)
    return frame


def _linked(offers: "pd.DataFrame") -> "pd.DataFrame":
    """The offers with the key of the one original behind each chain of resales in `offer`, its own where there is none.

    On entry `offer` is the listing that an offer's `same_as` names, if any; listings that name each other are one.
    """
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    key, named = offers["offer_id"].to_numpy(np.int64), offers["offer"].notna().to_numpy()
    order = np.argsort(key)
    to = order[np.searchsorted(key, offers["offer"][named].to_numpy(np.int64), sorter=order)]
    edges = coo_array((np.ones(len(to)), (np.flatnonzero(named), to)), shape=(len(key), len(key)))
    _, group = connected_components(edges, directed=False)
    best = np.lexsort((key, named, group))
    _, first = np.unique(group[best], return_index=True)
    return offers.assign(offer=key[best][first][group]).astype({"offer": "string"})
