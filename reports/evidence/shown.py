"""The records of one side of a market that a reader is shown, by subject: those counted, and those beside them."""

from typing import Literal, NamedTuple

import pandas as pd

from reports.evidence import sampling
from reports.evidence.records import EvidenceRecord, asking, offer_record, posting_record
from reports.findings import Findings
from reports.measures.demand.credential_demand import OFFERED
from reports.measures.time.standing import standing
from reports.measures.units.basis import Side as Units
from reports.measures.units.counting import Frame, query
from reports.measures.units.sightings import sightings
from reports.rows import Row, rows

Side = Literal["posting", "offer"]
KINDS: dict[Side, Literal["job_posting", "credential"]] = {"posting": "job_posting", "offer": "credential"}
SEEN = ("source", "first_seen", "last_seen", "open")
SPAN = ("matched_text", "start", "end", "field")
DETAILS: dict[Side, tuple[str, ...]] = {
    "posting": (
        *("posting_id", "source", "identifier", "title", "hiring_organization", "job_location", "url", "date_posted"),
        *("first_seen", "last_seen", "pay_low", "pay_high", "pay_unit", "pay_currency", "archive"),
    ),
    "offer": (
        *("offer_id", "source", "identifier", "name", "offered_by", "credential_type", "url", "delivery_mode"),
        *("price", "price_currency", "price_kind", "price_unit", "first_seen", "last_seen", "archive"),
    ),
}


class Part(NamedTuple):
    """Of one subject: the records to show, how many units there are, and units by source (source, count)."""

    records: list[EvidenceRecord]
    total: int
    sources: list[Row]


Shown = dict[tuple[int, bool], Part]
"""By a subject's number, and whether they are its own: counted in its figures, not beside them."""


def numbered(findings: Findings) -> pd.DataFrame:
    """The subjects: no, kind, key."""
    found = [(number, s.kind, s.key) for number, s in enumerate(findings.subjects)]
    return pd.DataFrame(found, columns=["no", "kind", "key"]).astype({"no": "int64", "kind": "string", "key": "string"})


def bearing(findings: Findings) -> pd.DataFrame:
    """unit_id of each open offer, credential and issuer that it bears: as the measure of credentials counts them."""
    ground = findings.measures.basis
    return query(OFFERED, units=ground.supply.units, taught=ground.taught, listed=findings.market.credential_list)


def shown_postings(findings: Findings, borne: pd.DataFrame) -> Shown:
    """Vacancies that speak for a subject; beside a credential, those that ask what it teaches."""
    ground, listed = findings.measures.basis, findings.market.credential_list
    units = _open(ground.demand, "industry", "occupation")
    kinds = listed.groupby(["credential", listed["issuer"].fillna("")])["credential_type"].min().rename("kind")
    named = findings.market.columns("posting_credentials", "posting_id", "credential", "issuer", "requirement", *SPAN)
    own = _sampled(findings, "posting", units, sampling.ASKED, named=named, kinds=kinds.reset_index())
    keys = numbered(findings)
    keys = keys[keys["kind"] == "credential"]
    pairs = borne.assign(key=borne["credential"] + "|" + borne["issuer"]).merge(keys, on="key")
    implying = query(
        sampling.IMPLIED.format(each=_each(findings)),
        bearing=pairs[["no", "unit_id"]],
        taught=ground.supply.mentions,
        asked=ground.demand.mentions.merge(units[["unit_id"]], on="unit_id"),
        labels=ground.skills[["skill_id", "preferred_label"]].set_axis(["subject_id", "label"], axis=1),
    )
    seen = sightings(findings.market, ground)
    flags = standing(seen, ground).merge(ground.demand.units[["unit_id", "posting_count"]], on="unit_id", how="right")
    return _told(findings, "posting", own, implying, flags)


def shown_offers(findings: Findings, borne: pd.DataFrame) -> Shown:
    """Offers that speak for a subject; beside a skill that nobody teaches, those that teach most of its group."""
    ground = findings.measures.basis
    units = _open(ground.supply, "organization", "credential_type", "price", "skill_count")
    own = _sampled(findings, "offer", units, sampling.TAUGHT, offered=borne)
    near = query(
        sampling.NEAREST.format(each=_each(findings)),
        subjects=numbered(findings),
        skills=ground.skills[["skill_id", "concept_uri", "group_uri", "is_transversal"]],
        taught=ground.supply.mentions.merge(units[["unit_id"]], on="unit_id"),
        units=units[["unit_id", "skill_count"]],
    )
    facts = ground.supply.units[["unit_id", "listing_count", "hours", "price"]]
    return _told(findings, "offer", own, near, facts.rename(columns={"hours": "unit_hours", "price": "unit_price"}))


def _each(findings: Findings) -> int:
    return sampling.records_each(len(findings.subjects))


def _open(side: Units, *columns: str) -> pd.DataFrame:
    return side.units.loc[side.units["open"], ["unit_id", "cluster_id", "source", *columns]]


def _sampled(findings: Findings, side: Side, units: pd.DataFrame, spoken: str, **frames: Frame) -> pd.DataFrame:
    market, ground = findings.market, findings.measures.basis
    sql = sampling.sample(side, spoken, _each(findings))
    return query(
        sql,
        subjects=numbered(findings),
        units=units,
        links=ground.postings if side == "posting" else ground.listings,
        records=market.columns(f"{side}s", f"{side}_id", *SEEN),
        skills=market.columns(f"{side}_skills", f"{side}_id", "concept_uri", *SPAN),
        **frames,
    )


def _told(findings: Findings, side: Side, own: pd.DataFrame, beside: pd.DataFrame, facts: pd.DataFrame) -> Shown:
    """The records as they are read. `facts`: of a unit, by unit_id."""
    market = findings.market
    beside = _with_records(findings, side, beside)
    picks = pd.concat([own.assign(is_own=True), beside.assign(is_own=False)], ignore_index=True)
    picks = picks.astype(dict.fromkeys(("start", "end"), "Int64"))
    wanted = pd.DataFrame({"record_id": picks["record_id"].unique()}).astype("int64")
    details = query(
        sampling.DETAILS.format(side=side), records=market.columns(f"{side}s", *DETAILS[side]), wanted=wanted
    )
    picks = picks.merge(details.rename(columns={f"{side}_id": "record_id"}), on="record_id")
    picks = picks.merge(facts, on="unit_id").sort_values(["no", "is_own", "rank"], kind="stable")
    read = picks.loc[picks["field"].notna() & ~picks["field"].isin(["title", "name"]), "record_id"]
    ids = sorted({int(i) for i in read})
    texts = market.texts(KINDS[side], ids) if ids else {}
    make = posting_record if side == "posting" else offer_record
    found: Shown = {}
    for row in rows(picks):
        key = (row["no"], row["is_own"])
        part = found.setdefault(key, Part([], row["total"], list(row["sources"]) if row["is_own"] else []))
        record = make(row, texts.get(row["record_id"]))
        part.records.append(asking(record, list(row["labels"]), int(row["size"])) if row.get("size") else record)
    return found


def _with_records(findings: Findings, side: Side, units: pd.DataFrame) -> pd.DataFrame:
    """Of each unit the newest open record."""
    ground = findings.measures.basis
    newest = query(
        sampling.NEWEST.format(side=side),
        records=findings.market.columns(f"{side}s", f"{side}_id", "last_seen", "open"),
        links=ground.postings if side == "posting" else ground.listings,
        wanted=units[["unit_id"]].drop_duplicates(),
    )
    return units.merge(newest, on="unit_id")
