"""One page a subject: its figures with their formulas, its places and sources, and a sample of the records behind."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pandas as pd

from reports.evidence import panels
from reports.evidence.records import EvidenceRecord
from reports.evidence.shown import Implied, Shown, Side, implied, shown
from reports.findings import Findings, Row, credential_key, rows
from reports.page import Block, Page, Sentence
from reports.pages.providers import provider_sentence
from reports.sentences import asked, named_in, verdict
from reports.voice import count

_WORDS = {
    "posting": ("Postings", "vacancy", "vacancies", "employer"),
    "offer": ("Offers", "offer", "offers", "provider"),
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
    records: list[EvidenceRecord]


class Told(NamedTuple):
    """What a subject's page says before its records."""

    lead: list[Sentence]
    blocks: list[Block]


Teller = Callable[[str], Told]


def evidence_pages(findings: Findings) -> Iterator[Page]:
    """A page for every subject that a table of the report leads to, in their order."""
    demand, supply = shown(findings, "posting"), shown(findings, "offer")
    implying = implied(findings, supply.mentions)
    tellers = {"skill": _skills(findings), "credential": _credentials(findings), "provider": _providers(findings)}
    for subject in findings.subjects:
        slug, told = subject.slug, tellers[subject.kind](subject.key)
        exhibits = [] if subject.kind == "provider" else [_exhibit("posting", demand, slug)]
        exhibits += [_implying(implying[slug])] if slug in implying else []
        page, question = _BACK[subject.kind]
        yield Page(
            name=f"evidence/{slug}",
            question=question,
            title=subject.label,
            lead=told.lead,
            blocks=[*told.blocks, panels.by_source(demand.sources.get(slug, []), supply.sources.get(slug, []))],
            template="evidence.html",
            extra={
                "back": (f"../{page}.html", question),
                "exhibits": [*exhibits, _exhibit("offer", supply, slug)],
            },
        )


def _exhibit(side: Side, shown: Shown, slug: str) -> Exhibit:
    found = shown.records.get(slug, [])
    title, one, many, who = _WORDS[side]
    if not found:
        return Exhibit(title, f"No open {one} names it.", [])
    which = _of(len(found), shown.totals[slug], one, many)
    return Exhibit(title, f"{which}: one of each {who} before a second, the newest first.", found)


def _implying(found: Implied) -> Exhibit:
    which = _of(len(found.records), found.total, "vacancy", "vacancies")
    note = f"{which}, of those that ask at least half of what it teaches, the fullest first."
    return Exhibit("Postings that imply it", note, found.records)


def _of(part: int, whole: int, one: str, many: str) -> str:
    if whole == 1:
        return f"The only open {one}"
    return f"{'All' if part >= whole else f'{count(part)} of'} {count(whole)} open {many}"


def _skills(findings: Findings) -> Teller:
    asked, judged = _of_concept(findings.measures.skill_demand), _of_concept(findings.measures.saturation)

    def told(uri: str) -> Told:
        here, markets = asked.get(uri, {}), judged.get(uri, {})
        row = here.get("all", {}) | markets.get("all", {})
        lead: list[Sentence] = [_skill_sentence(here.get("all", {}), markets.get("all", {}))]
        blocks = [panels.demand(here["all"])] if "all" in here else []
        blocks += [panels.gap(markets["all"])] if "all" in markets else []
        return Told(lead, [*blocks, panels.skill_places(here, markets)] if row else [])

    return told


def _skill_sentence(here: Row, market: Row) -> Sentence:
    if market:
        return verdict(market | here, None)
    return asked(here, here["preferred_label"], None) + "."


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
    return lambda key: Told([provider_sentence(found[key])], [panels.catalogue(found[key])])
