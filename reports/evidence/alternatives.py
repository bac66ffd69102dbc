"""What stands beside a credential: others that teach the same skills, and others that the same vacancies name."""

from typing import NamedTuple

import pandas as pd

from reports.evidence.shown import bearing, numbered
from reports.evidence.told import Rows
from reports.findings import Findings
from reports.measures.units.counting import query
from reports.rows import rows

LEAST_TAUGHT = 3  # skills: of fewer, all sorts of courses would be alternatives
PAIRS = """
    WITH pairs AS (
        SELECT DISTINCT unit_id, key, credential, nullif(issuer, '') AS issuer
        FROM (SELECT *, credential || '|' || issuer AS key FROM named) SEMI JOIN units USING (unit_id)),
    own AS (FROM pairs SEMI JOIN subjects USING (key)),
    counted AS (
        SELECT own.key, o.credential, o.issuer, count(*) AS together
        FROM own JOIN pairs o USING (unit_id) WHERE own.key <> o.key GROUP BY ALL)
    FROM counted
    QUALIFY row_number() OVER (PARTITION BY key ORDER BY together DESC, credential, issuer) <= {each}
    ORDER BY key, together DESC, credential, issuer
"""
ALIKE = """
    WITH teaches AS (
        SELECT key, any_value(credential) AS credential, any_value(nullif(issuer, '')) AS issuer, subject_id
        FROM (SELECT *, credential || '|' || issuer AS key FROM borne)
        SEMI JOIN subjects USING (key) JOIN taught USING (unit_id) GROUP BY key, subject_id),
    sizes AS (SELECT key, count(*) AS size FROM teaches GROUP BY ALL HAVING size >= {least}),
    shared AS (
        SELECT t.key, size, o.key AS other, any_value(o.credential) AS credential, any_value(o.issuer) AS issuer,
            count(*) AS shared
        FROM teaches t JOIN sizes USING (key) JOIN teaches o USING (subject_id) WHERE t.key <> o.key
        GROUP BY t.key, size, o.key HAVING 2 * shared >= size)
    SELECT * FROM shared
    QUALIFY row_number() OVER (PARTITION BY key ORDER BY shared DESC, other) <= {each}
    ORDER BY key, shared DESC, other
"""


class Alternatives(NamedTuple):
    """By a credential's key. alike: `shared` of its `size` skills; named: `together` in so many vacancies."""

    alike: Rows
    named: Rows


def alternatives(findings: Findings, each: int) -> Alternatives:
    """Of each credential with a page those that teach at least half of the same, and those named beside it."""
    ground, keys = findings.measures.basis, numbered(findings)
    keys = keys.loc[keys["kind"] == "credential", ["key"]]
    is_open = ground.demand.units["open"]
    named = query(
        PAIRS.format(each=each), named=ground.named, units=ground.demand.units.loc[is_open, ["unit_id"]], subjects=keys
    )
    alike = query(
        ALIKE.format(each=each, least=LEAST_TAUGHT),
        borne=bearing(findings),
        taught=ground.supply.mentions,
        subjects=keys,
    )
    return Alternatives(_by_key(alike), _by_key(named))


def _by_key(frame: pd.DataFrame) -> Rows:
    found: Rows = {}
    for row in rows(frame):
        found.setdefault(row["key"], []).append(row)
    return found
