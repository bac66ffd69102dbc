"""One page a subject: what its figures rest on, and a sample of the records that they count."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from reports.evidence import panels
from reports.evidence.credential_types import credential_types
from reports.evidence.credentials import credentials
from reports.evidence.industries import industries
from reports.evidence.occupations import occupations
from reports.evidence.providers import providers
from reports.evidence.records import EvidenceRecord
from reports.evidence.shown import Part, Shown, bearing, shown_offers, shown_postings
from reports.evidence.skills import skills
from reports.findings import Findings
from reports.language import _
from reports.page import Block, Page
from reports.voice import count, plural, vacancies

TELLERS = {
    "skill": skills,
    "credential": credentials,
    "provider": providers,
    "industry": industries,
    "occupation": occupations,
    "credential_type": credential_types,
}
NOTHING = Part([], 0, [])


class Exhibit(NamedTuple):
    """Records under a heading that an address can name, and in words which of how many they are."""

    name: str
    title: str
    note: str
    records: list[EvidenceRecord]


def evidence_pages(findings: Findings) -> Iterator[Page]:
    """A page for every subject that a table of the report leads to, in their order."""
    borne = bearing(findings)
    demand, supply = shown_postings(findings, borne), shown_offers(findings, borne)
    told_of = {kind: make(findings) for kind, make in TELLERS.items()}
    for number, subject in enumerate(findings.subjects):
        told = told_of[subject.kind](subject.key)
        asked, taught = demand.get((number, True), NOTHING), supply.get((number, True), NOTHING)
        how = [*told.how, *panels.sources(asked.sources, taught.sources)]
        yield Page(
            name=f"evidence/{subject.slug}",
            question=_back(subject.kind)[1],
            title=subject.label,
            lead=told.lead,
            blocks=told.blocks,
            template="evidence.html",
            extra={
                "back": _back(subject.kind),
                "how": Block(_how(subject.kind), formulas=how, points=told.tests),
                "exhibits": _exhibits(subject.kind, number, demand, supply),
            },
        )


def _back(kind: str) -> tuple[str, str]:
    """The view that leads to a kind of subject, and what it is called."""
    return {
        "skill": ("skills", _("Skills in demand")),
        "credential": ("credentials", _("Credentials in demand")),
        "provider": ("providers", _("Providers")),
        "industry": ("recognition", _("Recognition")),
        "occupation": ("pathways", _("Pathways")),
        "credential_type": ("price", _("Price and hours")),
    }[kind]


def _how(kind: str) -> str:
    return _("What the catalogue is like") if kind == "provider" else _("How it is figured")


def _exhibits(kind: str, number: int, demand: Shown, supply: Shown) -> list[Exhibit]:
    """Vacancies, those that imply it, offers, and where there is none the nearest: of a kind what it can have."""
    found = []
    if kind != "provider":
        found.append(_postings(kind, demand.get((number, True), NOTHING)))
    if implying := demand.get((number, False)):
        note = _("{}, of those that ask at least half of what it teaches, the fullest first.")
        told = note.format(_of(implying, vacancies(implying.total)))
        found.append(Exhibit("implied", _("Vacancies that imply it"), told, implying.records))
    if kind not in ("industry", "occupation"):
        found.append(_offers(kind, supply.get((number, True), NOTHING)))
    if near := supply.get((number, False)):
        note = _("{}, of those that teach other skills of its group, the most of them first.")
        told = note.format(_of(near, plural(near.total, "offer")))
        found.append(Exhibit("nearest", _("Nearest offers"), told, near.records))
    return found


def _postings(kind: str, part: Part) -> Exhibit:
    if not part.total:
        return Exhibit("postings", _("Vacancies"), _("No open vacancy names one."), [])
    which = {
        "industry": _("{}: those that name a credential first."),
    }.get(kind, _("{}: one of each employer first, the newest."))
    return Exhibit("postings", _("Vacancies"), which.format(_of(part, vacancies(part.total))), part.records)


def _offers(kind: str, part: Part) -> Exhibit:
    if not part.total:
        return Exhibit("offers", _("Offers"), _("No open offer, in what the sources gave."), [])
    which = {
        "provider": _("{}, the newest first."),
        "skill": _("{}: those that name it in their title first."),
        "credential_type": _("{}: those whose price lies nearest the middle first."),
    }.get(kind, _("{}: one of each provider first, the newest."))
    return Exhibit("offers", _("Offers"), which.format(_of(part, plural(part.total, "offer"))), part.records)


def _of(part: Part, whole: str) -> str:
    """`4 of 10 vacancies`, `All 3 offers`."""
    shown: Any = len(part.records)
    return (
        _("All of {}").format(whole)
        if shown >= part.total
        else _("{shown} of {whole}").format(shown=count(shown), whole=whole)
    )
