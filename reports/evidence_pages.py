"""One page a subject: its figures with their formulas, its places and sources, and a sample of the records behind."""

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

import pandas as pd

from reports import evidence, panels
from reports.findings import Findings, Row, Subject, credential_key, rows
from reports.page import Block, Page, Sentence
from reports.pages.providers import provider_sentence
from reports.sentences import asked, named_in, taught, verdict
from reports.voice import count

Side = Literal["posting", "offer"]
KINDS: dict[Side, Literal["job_posting", "credential"]] = {"posting": "job_posting", "offer": "credential"}
_WORDS = {
    "posting": ("Postings", "vacancy", "vacancies", "employer"),
    "offer": ("Offers", "offer", "offers", "provider"),
}
_SIDES_OF: dict[str, tuple[Side, ...]] = {
    "skill": ("posting", "offer"),
    "credential": ("posting", "offer"),
    "provider": ("offer",),
}
_BACK = {
    "skill": ("skills", "Skills in demand"),
    "credential": ("credentials", "Credentials in demand"),
    "provider": ("providers", "Providers"),
}


class Exhibit(NamedTuple):
    """Records of one side, and in words which of how many they are."""

    title: str
    note: str
    records: list[evidence.EvidenceRecord]


class Shown(NamedTuple):
    """Of one side, by subject: the records to show and the counts by source."""

    records: dict[str, list[evidence.EvidenceRecord]]
    sources: dict[str, list[Row]]


class Told(NamedTuple):
    """What a subject's page says before its records."""

    lead: list[Sentence]
    blocks: list[Block]


Teller = Callable[[str], Told]


def evidence_pages(findings: Findings) -> Iterator[Page]:
    """A page for every subject that a table of the report leads to, in their order."""
    shown: dict[Side, Shown] = {"posting": _shown(findings, "posting"), "offer": _shown(findings, "offer")}
    tellers = {"skill": _skills(findings), "credential": _credentials(findings), "provider": _providers(findings)}
    for subject in findings.subjects:
        told = tellers[subject.kind](subject.key)
        sources = [shown[side].sources.get(subject.slug, []) for side in ("posting", "offer")]
        name, question = _BACK[subject.kind]
        yield Page(
            name=f"evidence/{subject.slug}",
            question=question,
            title=subject.label,
            lead=told.lead,
            blocks=[*told.blocks, panels.by_source(*sources)],
            template="evidence.html",
            extra={
                "back": (f"../{name}.html", question),
                "exhibits": [_exhibit(side, shown[side], subject) for side in _SIDES_OF[subject.kind]],
            },
        )


def _exhibit(side: Side, shown: Shown, subject: Subject) -> Exhibit:
    found, sources = shown.records.get(subject.slug, []), shown.sources.get(subject.slug, [])
    title, one, many, who = _WORDS[side]
    if not found:
        return Exhibit(title, f"No open {one} names it.", [])
    total = max(len(found), sum(row["count"] for row in sources))
    most = f"All {count(total)}" if total == len(found) else f"{count(len(found))} of {count(total)}"
    return Exhibit(title, f"{most} open {many}, the newest first, one of each {who} before a second.", found)


def _shown(findings: Findings, side: Side) -> Shown:
    mentions = _mentions(findings, side)
    chosen = evidence.sample(mentions, evidence.records_each(len(findings.subjects)))
    texts = findings.market.texts(KINDS[side], sorted({int(i) for i in chosen["record_id"]}))
    made = evidence.posting_record if side == "posting" else evidence.offer_record
    found: dict[str, list[evidence.EvidenceRecord]] = {}
    for row in rows(chosen):
        found.setdefault(row["subject"], []).append(made(row, texts.get(row["record_id"])))
    sources: dict[str, list[Row]] = {}
    for row in rows(evidence.by_source(mentions)):
        sources.setdefault(row["subject"], []).append(row)
    return Shown(found, sources)


def _mentions(findings: Findings, side: Side) -> pd.DataFrame:
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
        own = market.offers["name"].astype("object") + "|" + market.offers["offered_by"].astype("object").fillna("")
        for kind, keys in (("provider", market.offers["provider_key"]), ("credential", own)):
            frames.append(market.offers[["offer_id"]].assign(subject=_slugs(findings, kind, keys)))
    columns = ["subject", f"{side}_id", "matched_text", "start", "end", "field", "requirement"]
    both = pd.concat([frame.reindex(columns=columns).astype("object") for frame in frames], ignore_index=True)
    return both.dropna(subset=["subject"]).astype({f"{side}_id": "int64"})


def _slugs(findings: Findings, kind: str, keys: pd.Series) -> pd.Series:
    """The subject of each key, where it has a page."""
    return keys.astype("object").map({s.key: s.slug for s in findings.subjects if s.kind == kind})


def _skills(findings: Findings) -> Teller:
    asked, judged = _of_concept(findings.measures.skill_demand), _of_concept(findings.measures.saturation)

    def told(uri: str) -> Told:
        here, markets = asked.get(uri, {}), judged.get(uri, {})
        row = here.get("all", {}) | markets.get("all", {})
        lead: list[Sentence] = [_skill_sentence(here.get("all"), markets.get("all"))]
        blocks = [panels.demand(here["all"])] if "all" in here else []
        blocks += [panels.gap(markets["all"])] if "all" in markets else []
        return Told(lead, [*blocks, panels.skill_places(here, markets)] if row else [])

    return told


def _skill_sentence(here: Row | None, market: Row | None) -> Sentence:
    if here and market:
        return verdict(market | here, None)
    if here:
        return asked(here, here["preferred_label"], None) + "."
    return f"No open vacancy names it; it is {taught(market or {})}."


def _of_concept(frame: pd.DataFrame) -> dict[str, dict[str, Row]]:
    """Rows by concept and place."""
    found: dict[str, dict[str, Row]] = {}
    for row in rows(frame):
        found.setdefault(row["concept_uri"], {})[row["place"]] = row
    return found


def _credentials(findings: Findings) -> Teller:
    found = {credential_key(row): row for row in findings.credentials}
    return lambda key: Told([named_in(found[key], None)], [panels.naming(found[key])])


def _providers(findings: Findings) -> Teller:
    found = {str(row["provider_key"]): row for row in rows(findings.measures.providers)}
    return lambda key: Told([provider_sentence(found[key])], [])
