"""Which records stand behind a subject, and which of them a reader is shown: queries over columns, never whole frames.

Of a subject each unit (a vacancy, an offer) speaks once, by an open record, one of its own source before a copy; every
organisation has its say before one has a second, the newest first; among those of one day any, the same ones for the
same input.
"""

from typing import Final

RECORDS_IN_ALL: Final = 3_000  # so that a report of thousands of subjects stays a folder one can send
MOST, LEAST = 20, 3
NO_SPAN = 'NULL AS matched_text, NULL::BIGINT AS start, NULL::BIGINT AS "end", NULL AS field'
NOTHING_SAID = f"{NO_SPAN}, NULL AS requirement"
SPAN = 'matched_text, start, "end", field'
KNOWN = """
    SELECT {side}_id AS record_id, unit_id, cluster_id, records.source, first_seen, last_seen,
        coalesce(open, FALSE) AS open, records.source = units.source AS is_own
    FROM records JOIN links USING ({side}_id) JOIN units USING (unit_id)
"""
# What vacancies say: a skill, a credential (by name and by type); what they are of: an industry, an occupation.
ASKED = f"""
    naming AS MATERIALIZED (
        SELECT posting_id AS record_id, n.credential, coalesce(n.issuer, '') AS issuer, requirement, {SPAN},
            coalesce(kind, 'other') AS kind
        FROM named n LEFT JOIN kinds k ON n.credential = k.credential AND coalesce(n.issuer, '') = k.issuer
        WHERE requirement <> 'negated'),
    spoken AS (
        SELECT no, posting_id AS record_id, 0 AS prefer, NULL AS requirement, {SPAN}
        FROM skills JOIN subjects ON kind = 'skill' AND key = concept_uri
        UNION ALL BY NAME
        SELECT no, record_id, 0 AS prefer, requirement, {SPAN}
        FROM naming JOIN subjects s ON s.kind = 'credential' AND key = credential || '|' || issuer
        UNION ALL BY NAME
        SELECT no, record_id, 0 AS prefer, requirement, {SPAN}
        FROM naming JOIN subjects s ON s.kind = 'credential_type' AND key = naming.kind
        UNION ALL BY NAME
        SELECT no, record_id, (n.record_id IS NULL)::INTEGER AS prefer, requirement, {SPAN}
        FROM known JOIN units USING (unit_id) JOIN subjects s ON s.kind = 'industry' AND key = industry
        LEFT JOIN (FROM naming WHERE kind <> 'degree') n USING (record_id)
        UNION ALL BY NAME
        SELECT no, record_id, 0 AS prefer, {NOTHING_SAID}
        FROM known JOIN units USING (unit_id) JOIN subjects s ON s.kind = 'occupation' AND key = occupation)
"""  # noqa: S608
# What offers say: a skill; what they bear: a credential; of whom and of which type they are, the middle price first.
TAUGHT = f"""
    middle AS (
        SELECT unit_id, abs(2 * row_number() OVER (PARTITION BY credential_type ORDER BY price, unit_id)
            - count(*) OVER (PARTITION BY credential_type) - 1) AS off
        FROM units WHERE price > 0),
    spoken AS (
        SELECT no, offer_id AS record_id, (field = 'description')::INTEGER AS prefer, NULL AS requirement, {SPAN}
        FROM skills JOIN subjects ON kind = 'skill' AND key = concept_uri
        UNION ALL BY NAME
        SELECT no, record_id, 0 AS prefer, {NOTHING_SAID}
        FROM offered JOIN known USING (unit_id)
        JOIN subjects ON kind = 'credential' AND key = credential || '|' || issuer
        UNION ALL BY NAME
        SELECT no, record_id, 0 AS prefer, {NOTHING_SAID}
        FROM known JOIN units USING (unit_id) JOIN subjects ON kind = 'provider' AND key = organization
        UNION ALL BY NAME
        SELECT no, record_id, coalesce(off, 2147483647) AS prefer, {NOTHING_SAID}
        FROM known JOIN units USING (unit_id) LEFT JOIN middle USING (unit_id)
        JOIN subjects ON kind = 'credential_type' AND key = coalesce(credential_type, 'not stated'))
"""  # noqa: S608
ANY_OF_A_DAY: Final = "(record_id % 1000003 * 7919 + no * 104729) % 1000003, record_id"
SAMPLE = """
    WITH known AS MATERIALIZED ({known}), {spoken},
    met AS MATERIALIZED (FROM spoken JOIN known USING (record_id)),
    best AS (
        FROM met QUALIFY row_number() OVER (
            PARTITION BY no, unit_id
            ORDER BY prefer, open DESC, is_own DESC, last_seen DESC NULLS LAST, record_id, start NULLS LAST, field,
                matched_text) = 1),
    turns AS (
        SELECT *, count(*) OVER (PARTITION BY no) AS total, row_number() OVER (
            PARTITION BY no, cluster_id ORDER BY prefer, first_seen DESC NULLS LAST, {any_of_a_day}) AS turn
        FROM best),
    chosen AS (
        SELECT *, row_number() OVER (
            PARTITION BY no ORDER BY prefer, turn, first_seen DESC NULLS LAST, {any_of_a_day}) AS rank
        FROM turns QUALIFY rank <= {each}),
    counted AS (SELECT no, source, count(DISTINCT unit_id) AS count FROM met GROUP BY ALL),
    sources AS (SELECT no, list({{'source': source, 'count': count}} ORDER BY count DESC, source) AS sources
        FROM counted GROUP BY no)
    SELECT no, rank, unit_id, record_id, requirement, matched_text, start, "end", field, total, sources
    FROM chosen JOIN sources USING (no) ORDER BY no, rank
"""
# Vacancies that ask at least half of what a credential teaches, the fullest first.
IMPLIED = """
    WITH teaches AS (SELECT DISTINCT no, taught.subject_id FROM bearing JOIN taught USING (unit_id)),
    sizes AS (SELECT no, count(*) AS size FROM teaches GROUP BY ALL HAVING size >= 3),
    covered AS (
        SELECT no, unit_id, size, count(*) AS covered, list(label ORDER BY label) AS labels
        FROM sizes JOIN teaches USING (no) JOIN asked USING (subject_id) JOIN labels USING (subject_id)
        GROUP BY no, unit_id, size HAVING 2 * covered >= size)
    SELECT *, row_number() OVER (PARTITION BY no ORDER BY covered DESC, unit_id) AS rank,
        count(*) OVER (PARTITION BY no) AS total
    FROM covered QUALIFY rank <= {each} ORDER BY no, rank
"""
# Offers that teach most of the other skills of a skill's group.
NEAREST = """
    WITH wanted AS (SELECT no, skill_id, group_uri FROM subjects JOIN skills ON kind = 'skill' AND key = concept_uri),
    groups AS (
        SELECT group_uri, unit_id, count(*) AS covered
        FROM taught JOIN skills ON subject_id = skill_id SEMI JOIN wanted USING (group_uri)
        WHERE NOT is_transversal GROUP BY ALL),
    ranked AS (
        SELECT *, row_number() OVER (PARTITION BY group_uri ORDER BY covered DESC, skill_count, unit_id) AS rank,
            count(*) OVER (PARTITION BY group_uri) AS total
        FROM groups JOIN units USING (unit_id) QUALIFY rank <= {each})
    SELECT no, unit_id, covered, rank, total
    FROM wanted ANTI JOIN taught ON subject_id = skill_id JOIN ranked USING (group_uri) ORDER BY no, rank
"""
NEWEST = """
    SELECT unit_id, {side}_id AS record_id FROM records JOIN links USING ({side}_id) SEMI JOIN wanted USING (unit_id)
    QUALIFY row_number() OVER (
        PARTITION BY unit_id ORDER BY coalesce(open, FALSE) DESC, last_seen DESC NULLS LAST, record_id) = 1
    ORDER BY unit_id
"""
DETAILS = "FROM records SEMI JOIN wanted ON records.{side}_id = wanted.record_id ORDER BY {side}_id"


def sample(side: str, spoken: str, each: int) -> str:
    """The query for what a side shows, at most `each` of a subject; `spoken`: `ASKED` or `TAUGHT`."""
    return SAMPLE.format(known=KNOWN.format(side=side), spoken=spoken, each=each, any_of_a_day=ANY_OF_A_DAY)


def records_each(subjects: int) -> int:
    """How many records a subject shows of each side: fewer, the more subjects there are."""
    return max(LEAST, min(MOST, RECORDS_IN_ALL // max(1, 2 * subjects)))
