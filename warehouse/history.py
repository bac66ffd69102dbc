"""The market as it was on a day: which runs count, what each record last said, and what was open.

Everything is made from runs dated up to that day (METHOD §0), whatever was loaded later.
"""

from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from warehouse.ledger import ORDINAL_BITS, ROW_BITS
from warehouse.quarantine import Given, quarantined
from warehouse.records import Closing, RunStatus

if TYPE_CHECKING:
    import duckdb

LIFE = 42  # days that a posting is assumed to stay open, and that a source's newest run speaks for
GIVEN = """
    WITH given AS (
        SELECT run_id, record_id, title, text_length, hiring_organization AS organization, url, job_location AS place
        FROM posting_sightings JOIN postings USING (version_id)
        UNION ALL
        SELECT run_id, record_id, name, text_length, offered_by, url, location
        FROM offer_sightings JOIN offers USING (version_id)),
    counted AS (
        SELECT run_id, count(DISTINCT record_id) AS records, count(DISTINCT title) / count(*) AS titles,
            avg((coalesce(text_length, 0) > 0)::INT) AS texts, avg((organization IS NOT NULL)::INT) AS organizations,
            avg((url IS NOT NULL)::INT) AS urls, avg((place IS NOT NULL)::INT) AS places
        FROM given GROUP BY run_id)
    SELECT source, runs.id, status = $complete, coalesce(records, 0), titles, texts, organizations, urls, places
    FROM runs LEFT JOIN counted ON counted.run_id = runs.id WHERE as_of <= $as_of ORDER BY source, as_of
"""
KNOWN_RUNS = """
    CREATE TABLE known_runs AS
    SELECT runs.*, records, untrusted, newest.id IS NOT NULL AS is_newest
    FROM runs JOIN trusted USING (id)
    LEFT JOIN (SELECT arg_max(id, as_of) AS id FROM runs JOIN trusted USING (id) GROUP BY source) AS newest USING (id)
"""
SOURCES = """
    CREATE TABLE sources AS
    SELECT source, arg_max(closing, as_of) AS closing,
        max(as_of) FILTER (status = $complete) AS newest_complete,
        max(as_of) FILTER (status = $complete AND NOT untrusted) AS newest_good,
        max(as_of) FILTER (records > 0 AND NOT untrusted) AS newest_shown,
        coalesce(arg_max(untrusted, as_of) FILTER (status = $complete OR untrusted), FALSE) AS in_quarantine,
        coalesce($as_of - coalesce(newest_complete, newest_shown) > $life, FALSE) AS is_old
    FROM known_runs GROUP BY source
"""
SEEN = """
    CREATE TABLE seen_{side} AS
    WITH seen AS (
        SELECT record_id, min(as_of) AS first_seen, max(as_of) AS last_seen,
            arg_max(version_id, (as_of, ordinal, "row")) AS version_id,
            arg_max(known_runs.source || '/' || known_runs.name, as_of) AS archive
        FROM {side}_sightings
        JOIN known_runs ON known_runs.id = run_id AND NOT untrusted
        JOIN (SELECT version_id, record_id FROM {side}s) USING (version_id)
        GROUP BY record_id)
    SELECT seen.*, method_id FROM seen LEFT JOIN chosen ON version_id >> {row_bits} = part
"""
# Of the methods that read a part of the versions the one taken up last, of those in force on the day; before any was,
# the first. A method that is named stands for all that were taken up by then, whatever the day.
CHOSEN = """
    CREATE TABLE chosen AS
    SELECT run_id << {ordinal_bits} | ordinal AS part,
        arg_max(method_id, CASE WHEN in_force THEN taken_up ELSE -1 - taken_up END) AS method_id
    FROM (
        SELECT taggings.*, taken_up, CASE WHEN $until IS NOT NULL THEN taken_up <= $until
            ELSE $as_of >= (SELECT max(as_of) FROM runs) OR in_force_date <= $as_of END AS in_force
        FROM taggings JOIN methods ON methods.id = method_id)
    GROUP BY ALL
"""
REREAD = """
    WITH earlier AS (
        SELECT run_id << {ordinal_bits} | ordinal AS part,
            arg_max(method_id, CASE WHEN in_force_date <= $since THEN taken_up ELSE -1 - taken_up END) AS method_id
        FROM taggings JOIN methods ON methods.id = method_id GROUP BY ALL)
    SELECT name FROM earlier JOIN chosen USING (part) JOIN methods ON methods.id = earlier.method_id
    WHERE earlier.method_id <> chosen.method_id ORDER BY taken_up DESC LIMIT 1
"""
# A posting of a source that shows closings is open if the newest good complete run had it, or a later run; before there
# is such a run, all that the source showed is open while the source is heard of. Elsewhere an age decides.
KNOWN_POSTINGS = """
    CREATE TABLE known_posting AS
    SELECT seen_posting.*,
        NOT is_old AND coalesce(valid_through >= $as_of, TRUE) AND CASE closing
            WHEN $assumed THEN $as_of - coalesce(date_posted, first_seen) <= $life
            ELSE last_seen >= coalesce(newest_good, first_seen) END AS open
    FROM seen_posting JOIN postings USING (record_id, version_id) JOIN sources USING (source)
"""
KNOWN_OFFERS = """
    CREATE TABLE known_offer AS
    SELECT seen_offer.*, last_seen >= coalesce(newest_good, first_seen) AS open
    FROM seen_offer JOIN offers USING (record_id, version_id) JOIN sources USING (source)
"""


class UnknownMethodError(ValueError):
    """A text that names no method, or several."""


def method_named(facts: "duckdb.DuckDBPyConnection", name: str) -> int:
    """When a method was taken up, by its name or that name's beginning or end. Raises `UnknownMethodError`."""
    known = facts.execute("SELECT name, taken_up FROM methods ORDER BY taken_up DESC").fetchall()
    meant = [row for row in known if row[0] == name] or [
        row for row in known if row[0].startswith(name) or row[0].endswith(name)
    ]
    if len(meant) != 1:
        raise UnknownMethodError(f"{name!r} names no one method; there are {', '.join(row[0] for row in known)}")
    return int(meant[0][1])


def reread_since(facts: "duckdb.DuckDBPyConnection", since: date) -> str | None:
    """The newest method that was in force on a day for records which, as remembered now, another one reads."""
    found = facts.execute(REREAD.format(ordinal_bits=ORDINAL_BITS), {"since": since}).fetchall()
    return str(found[0][0]) if found else None


def remember(facts: "duckdb.DuckDBPyConnection", as_of: date, until: int | None = None) -> None:
    """Make the tables known_runs, sources, known_posting and known_offer over the facts, as of a day.

    Each record has the method whose reading of it counts; `until`: `taken_up` of the newest one that may.
    """
    given = facts.execute(GIVEN, {"complete": RunStatus.COMPLETE, "as_of": as_of}).fetchall()
    facts.execute("CREATE TABLE trusted (id BIGINT, records BIGINT, untrusted BOOLEAN)")
    for _, group in groupby(given, key=itemgetter(0)):
        runs = list(group)
        verdicts = quarantined([Given(complete, count, tuple(shares)) for _, _, complete, count, *shares in runs])
        rows = [(run[1], run[3], verdict) for run, verdict in zip(runs, verdicts, strict=True)]
        facts.executemany("INSERT INTO trusted VALUES (?, ?, ?)", rows)
    facts.execute(KNOWN_RUNS)
    facts.execute(SOURCES, {"complete": RunStatus.COMPLETE, "as_of": as_of, "life": LIFE})
    facts.execute(CHOSEN.format(ordinal_bits=ORDINAL_BITS), {"as_of": as_of, "until": until})
    for side in ("posting", "offer"):
        facts.execute(SEEN.format(side=side, row_bits=ROW_BITS))
    facts.execute(KNOWN_POSTINGS, {"as_of": as_of, "life": LIFE, "assumed": Closing.ASSUMED})
    facts.execute(KNOWN_OFFERS)
