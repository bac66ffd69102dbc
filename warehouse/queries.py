"""What the frames of a market are made of: a query each, over the facts and the tables that `history` adds to them."""

TELLING = 4  # words: below, a name is a subject (`Machine Learning`), and a provider may have two of it
ADDRESS = r"^https?://(www\.)?|#.*$"  # what two addresses of one page may differ in, beside a last slash
RUNS = """
    SELECT source, side, platform, basis, publisher, terms_url, licence, attribution, retention_days, as_of, status,
        reason, warnings, robots, known_runs.closing, expected, fetched, parsed, inserted, updated, unchanged,
        rejected + rejected_in_loading AS rejected, untrusted AS quarantined,
        is_newest AND (in_quarantine OR (is_old AND side = 'demand')) AS stale
    FROM known_runs JOIN sources USING (source)
"""
REJECTS = """
    SELECT source, as_of, stage, rejects.reason, count(*) AS count
    FROM rejects JOIN known_runs ON known_runs.id = run_id GROUP BY ALL
"""
POSTINGS = """
    SELECT record_id AS posting_id, source, identifier, title, hiring_organization, employer_key, is_agency, url,
        job_location, country, subdivision, remote, industry, occupation, occupation_uri, isco_group, onet_soc,
        occupation_score, nace_section, naics, seniority, education_level, employment_type, date_posted,
        valid_through, first_seen, last_seen, open, pay_low, pay_high, pay_unit, pay_currency, language, archive,
        text_key, minhash, coalesce(judged.vacancy, left(md5(source || ':' || identifier), 16)) AS vacancy
    FROM known_posting JOIN postings USING (record_id, version_id)
    LEFT JOIN posting_classes USING (version_id, method_id) LEFT JOIN judged USING (record_id)
"""
# Sources that list one provider's offer of one type under one telling name list the same, also where none says so.
OFFERS = rf"""
    WITH visible AS (
        SELECT *, rtrim(regexp_replace(url, '{ADDRESS}', '', 'g'), '/') AS page,
            rtrim(regexp_replace(same_as, '{ADDRESS}', '', 'g'), '/') AS original
        FROM known_offer JOIN offers USING (record_id, version_id)),
    lone AS (SELECT page, min(record_id) AS linked FROM visible WHERE page <> '' GROUP BY page HAVING count(*) = 1),
    twins AS (
        SELECT provider_key AS taught_by, lower(trim(name)) AS called, credential_type AS kind, min(record_id) AS twin
        FROM visible
        WHERE provider_key IS NOT NULL AND length(regexp_extract_all(name, '\S+')) >= {TELLING}
        GROUP BY ALL HAVING count(*) > 1 AND count(*) = count(DISTINCT source))
    SELECT record_id AS offer_id, source, identifier, name, offered_by, provider_key, provider_kind, credential_type,
        url, level, delivery_mode, pacing, country, subdivision, duration_hours, duration_weeks, pace_hours_per_week,
        price, price_currency, price_kind, price_unit, accredited_by, credit_value, credit_unit,
        nullif(array_to_string(from_json(stackable_into, '["VARCHAR"]'), '; '), '') AS stackable_into,
        career_support,
        nullif(array_to_string(from_json(industry_partners, '["VARCHAR"]'), '; '), '') AS industry_partners, rating,
        rating_count, enrolled_count, date_published, first_seen, last_seen, open, archive, same_as,
        coalesce(linked, nullif(twin, record_id)) AS offer
    FROM visible LEFT JOIN lone ON lone.page = original
    LEFT JOIN twins ON taught_by = provider_key AND called = lower(trim(name))
        AND kind IS NOT DISTINCT FROM credential_type
"""  # noqa: S608
# What an offer last said in the year before the last.
EARLIER_OFFERS = """
    WITH earlier AS (
        SELECT record_id, arg_max(version_id, (known_runs.as_of, ordinal, "row")) AS version_id
        FROM offer_sightings JOIN known_runs ON known_runs.id = run_id AND NOT untrusted
        JOIN (SELECT version_id, record_id FROM offers) USING (version_id), shown_day
        WHERE known_runs.as_of > shown_day.as_of - INTERVAL 24 MONTH
            AND known_runs.as_of <= shown_day.as_of - INTERVAL 12 MONTH
        GROUP BY record_id)
    SELECT record_id AS offer_id, price, price_currency, price_kind, price_unit
    FROM earlier JOIN offers USING (record_id, version_id)
"""
SKILLS_OF = """
    SELECT record_id AS {side}_id, concept_uri, matched_text, start, "end", field
    FROM known_{side} JOIN {side}_skills USING (version_id, method_id)
    WHERE concept_uri IS NOT NULL
"""
# A credential that only catalogues bring is known from the day on which one of them first did.
CREDENTIAL_LIST = """
    SELECT * EXCLUDE offered_from_date FROM credential_list
    WHERE offered_from_date IS NULL OR offered_from_date::DATE <= (FROM shown_day)
"""
OCCUPATIONS = "FROM occupations"
INDUSTRIES = "FROM industries"
LATER = """
    ANTI JOIN (FROM credential_list WHERE offered_from_date::DATE > (FROM shown_day)) AS later
    USING (credential, issuer)
"""
POSTING_CREDENTIALS = f"""
    SELECT record_id AS posting_id, credential, issuer, requirement, matched_text, start, "end", field
    FROM known_posting JOIN posting_credentials USING (version_id, method_id)
    {LATER}
"""  # noqa: S608
OFFER_CREDENTIALS = f"""
    SELECT DISTINCT record_id AS offer_id, credential, issuer
    FROM known_offer JOIN offer_credentials USING (version_id, method_id)
    {LATER} WHERE field = 'title'
"""  # noqa: S608
SKILLS = """
    WITH mentioned AS (
        SELECT DISTINCT concept_uri, preferred_label, skill_type, method_id
        FROM posting_skills SEMI JOIN known_posting USING (version_id, method_id)
        UNION
        SELECT DISTINCT concept_uri, preferred_label, skill_type, method_id
        FROM offer_skills SEMI JOIN known_offer USING (version_id, method_id)),
    named AS (
        SELECT concept_uri, arg_max((preferred_label, skill_type), (taken_up, preferred_label, skill_type)) AS said
        FROM mentioned JOIN methods ON methods.id = method_id WHERE concept_uri IS NOT NULL GROUP BY concept_uri)
    SELECT concept_uri, coalesce(said[1], nullif(skills.preferred_label, '')) AS preferred_label,
        coalesce(said[2], nullif(skills.skill_type, '')) AS skill_type,
        nullif(COLUMNS(skills.* EXCLUDE (concept_uri, preferred_label, skill_type)), '')
    FROM skills FULL JOIN named USING (concept_uri)
"""
METHODS = """
    WITH read AS (
        SELECT method_id, 1 AS posting, 0 AS offer FROM known_posting UNION ALL SELECT method_id, 0, 1 FROM known_offer)
    SELECT name, made_of, sum(posting)::BIGINT AS posting_count, sum(offer)::BIGINT AS offer_count
    FROM read JOIN methods ON methods.id = method_id GROUP BY ALL
"""
FRAMES = {  # each with the order of its rows
    "runs": (RUNS, "source, as_of"),
    "rejects": (REJECTS, "ALL"),
    "postings": (POSTINGS, "source, identifier"),
    "offers": (OFFERS, "source, identifier"),
    "earlier_offers": (EARLIER_OFFERS, "offer_id"),
    "posting_skills": (SKILLS_OF.format(side="posting"), "record_id, n"),
    "offer_skills": (SKILLS_OF.format(side="offer"), "record_id, n"),
    "posting_credentials": (POSTING_CREDENTIALS, "record_id, n"),
    "offer_credentials": (OFFER_CREDENTIALS, "ALL"),
    "skills": (SKILLS, "concept_uri"),
    "credential_list": (CREDENTIAL_LIST, "ALL"),
    "occupations": (OCCUPATIONS, "isco_group"),
    "industries": (INDUSTRIES, "nace_section"),
    "methods": (METHODS, "max(taken_up) DESC"),
}
VERSIONS_OF = "SELECT record_id, version_id FROM known_{side} WHERE record_id IN (SELECT unnest($ids))"
TEXTS = "SELECT version_id, description FROM {side}_texts WHERE version_id IN (SELECT unnest($ids))"
