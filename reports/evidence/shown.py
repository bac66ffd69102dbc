"""Which open records of a market stand behind which subject, and the sample of them that a reader is shown."""

from typing import Literal, NamedTuple

import pandas as pd

from reports.evidence import records as evidence
from reports.findings import Findings, Row, rows
from reports.measures.units.counting import query
from reports.voice import count, joined, plural

Side = Literal["posting", "offer"]
KINDS: dict[Side, Literal["job_posting", "credential"]] = {"posting": "job_posting", "offer": "credential"}
IMPLIED = """
    WITH teaches AS (SELECT DISTINCT subject, skills.subject_id FROM offers JOIN skills USING (unit_id)),
    sizes AS (SELECT subject, count(*) AS size FROM teaches GROUP BY ALL HAVING size >= 3),
    covered AS (
        SELECT subject, unit_id, size, count(*) AS covered, list(label ORDER BY label) AS labels
        FROM sizes JOIN teaches USING (subject) JOIN asked USING (subject_id) JOIN labels USING (subject_id)
        GROUP BY subject, unit_id, size HAVING 2 * covered >= size)
    SELECT subject, unit_id, size, labels, count(*) OVER (PARTITION BY subject) AS total FROM covered
    QUALIFY row_number() OVER (PARTITION BY subject ORDER BY covered DESC, unit_id) <= $each
    ORDER BY subject, covered DESC, unit_id
"""


class Shown(NamedTuple):
    """Of one side, by subject: the records to show, the counts by source, how many units there are; all mentions."""

    records: dict[str, list[evidence.EvidenceRecord]]
    sources: dict[str, list[Row]]
    totals: dict[str, int]
    mentions: pd.DataFrame


class Implied(NamedTuple):
    """Vacancies that ask at least half of what a credential teaches, the fullest first, and how many there are."""

    records: list[evidence.EvidenceRecord]
    total: int


def shown(findings: Findings, side: Side) -> Shown:
    """What one side shows of every subject."""
    mentions = _open_mentions(findings, side)
    chosen = evidence.sample(mentions, evidence.records_each(len(findings.subjects)))
    texts = findings.market.texts(KINDS[side], sorted({int(i) for i in chosen["record_id"]}))
    made = evidence.posting_record if side == "posting" else evidence.offer_record
    found: dict[str, list[evidence.EvidenceRecord]] = {}
    for row in rows(chosen):
        found.setdefault(row["subject"], []).append(made(row, texts.get(row["record_id"])))
    sources: dict[str, list[Row]] = {}
    for row in rows(evidence.by_source(mentions)):
        sources.setdefault(row["subject"], []).append(row)
    totals = {str(slug): int(number) for slug, number in mentions.groupby("subject")["unit_id"].nunique().items()}
    return Shown(found, sources, totals, mentions)


def _open_mentions(findings: Findings, side: Side) -> pd.DataFrame:
    """The open records of one side that speak for a subject (by its slug), with the words that do."""
    market, ground, key = findings.market, findings.measures.basis, f"{side}_id"
    records, units, of_unit = (
        (market.postings, ground.demand.units, ground.postings)
        if side == "posting"
        else (market.offers, ground.supply.units, ground.listings)
    )
    known = units.loc[units["open"], ["unit_id", "cluster_id"]].merge(of_unit[["unit_id", key]], on="unit_id")
    found = _speaking(findings, side).merge(known, on=key).merge(records[records["open"].fillna(False)], on=key)
    return found.rename(columns={key: "record_id"})


def _speaking(findings: Findings, side: Side) -> pd.DataFrame:
    """Which record speaks for which subject: subject, <side>_id, and the span, where words say it."""
    market = findings.market
    asked = side == "posting"
    skills, named = (
        (market.posting_skills, market.posting_credentials)
        if asked
        else (market.offer_skills, market.offer_credentials)
    )
    keys = named["credential"].astype("object") + "|" + named["issuer"].astype("object").fillna("")
    frames = [
        skills.assign(subject=_slugs(findings, "skill", skills["concept_uri"])),
        named.assign(subject=_slugs(findings, "credential", keys)),
    ]
    if asked:
        frames[1] = frames[1][frames[1]["requirement"] != "negated"]
    else:
        own = (
            market.offers["name"].astype("object")
            + "|"
            + market.offers["offered_by"].fillna(market.offers["source"]).astype("object")
        )
        for kind, keys in (("provider", market.offers["provider_key"]), ("credential", own)):
            frames.append(market.offers[["offer_id"]].assign(subject=_slugs(findings, kind, keys)))
    columns = ["subject", f"{side}_id", "matched_text", "start", "end", "field", "requirement"]
    both = pd.concat([frame.reindex(columns=columns).astype("object") for frame in frames], ignore_index=True)
    return both.dropna(subset=["subject"]).astype({f"{side}_id": "int64"})


def _slugs(findings: Findings, kind: str, keys: pd.Series) -> pd.Series:
    """The subject of each key, where it has a page."""
    return keys.astype("object").map({s.key: s.slug for s in findings.subjects if s.kind == kind})


def implied(findings: Findings, offers: pd.DataFrame) -> dict[str, Implied]:
    """The vacancies that imply each credential, by its slug. `offers`: subject, unit_id of the offers behind it."""
    ground, postings = findings.measures.basis, findings.market.postings
    named = {s.slug for s in findings.subjects if s.kind == "credential"}
    units = ground.demand.units
    found = query(
        IMPLIED.replace("$each", str(evidence.records_each(len(findings.subjects)))),
        offers=offers.loc[offers["subject"].isin(named), ["subject", "unit_id"]].astype({"subject": "string"}),
        skills=ground.supply.mentions,
        asked=ground.demand.mentions.merge(units.loc[units["open"], ["unit_id"]], on="unit_id"),
        labels=ground.skills[["skill_id", "preferred_label"]].set_axis(["subject_id", "label"], axis=1),
    )
    shown = ground.postings.merge(postings[postings["open"].fillna(False)], on="posting_id").drop_duplicates("unit_id")
    pages: dict[str, Implied] = {}
    for row in rows(found.merge(shown, on="unit_id")):
        pages.setdefault(row["subject"], Implied([], row["total"])).records.append(_asking(row))
    return pages


def _asking(row: Row) -> evidence.EvidenceRecord:
    asks = f"Asks {count(len(row['labels']))} of the {plural(row['size'], 'skill')} it teaches: "
    record = evidence.posting_record(row, None)
    return evidence.EvidenceRecord(**{**vars(record), "before": asks, "matched": joined(row["labels"])})
