"""The page of a credential: how it is asked and implied, where, what it is paid, and what else there is."""

from typing import Any

from reports.evidence import panels
from reports.evidence.alternatives import Alternatives, alternatives
from reports.evidence.parts_asking import parts_asking
from reports.evidence.told import Teller, Told, by_place, credential_keys, keys_of, tops, within
from reports.findings import Findings
from reports.language import _
from reports.page import Block, Sentence, link, says
from reports.pages.amounts import money
from reports.rows import Row, credential_key
from reports.sentences import named_in
from reports.voice import absent, count, number, place_name, plural, share, vacancies

EACH = 4  # alternatives of a credential


def credentials(findings: Findings) -> Teller:
    """What to say of a credential, by its name and issuer."""
    measures, keys = findings.measures, keys_of(findings, "credential")
    demand = measures.credential_demand
    demand = demand[(demand["place"] == "all") | (demand["explicit_count"] > 0)]
    places = by_place(demand, credential_keys(demand), keys, "explicit_count", panels.PLACES)
    parts = parts_asking(findings, "credential", "explicit_count", credential_keys)
    others = alternatives(findings, EACH)
    whole = measures.pay[(measures.pay["place"] == "all") & (measures.pay["occupation"] == "all")]
    paid = tops(whole, credential_keys(whole), keys, "naming_total", 1)

    def told(key: str) -> Told:
        at = {row["place"]: row for row in places[key]}
        here = at["all"]
        blocks = [_pay(paid[key][0])] if key in paid else []
        if here["explicit_count"]:
            blocks.append(_where(at))
        return Told([named_in(here, None)], naming(here), [], [*blocks, *parts(key), *_beside(findings, others, key)])

    return told


def _where(at: dict[str, Row]) -> Block:
    """The places that name it most."""
    found = [row for place, row in at.items() if place != "all" and row["explicit_count"]]
    empty = [] if found else [_("No vacancy that names it states a place.")]
    points = [panels.shared(place_name(row["place"]), None, row, row["explicit_count"]) for row in found]
    return Block(_("Where"), empty, points)


def naming(row: Row) -> panels.Formulas:
    """How the figures of a credential came about. `row`: of `credential_demand`."""
    explicit = _("{total} = {required} required + {preferred} preferred or equivalent accepted + {mentioned} mentioned")
    counts = {name: count(row[f"{name}_count"]) for name in ("required", "preferred", "mentioned")}
    breadth = _("{}, {}").format(
        plural(row["industry_count"], "industry", "industries"), plural(row["place_count"], "place")
    )
    half, most, whole = (row[f"implied_{part}_count"] for part in ("half", "three_quarters", "all"))
    offers, skills = plural(row["offer_count"], "open offer"), plural(row["taught_skill_count"], "skill")
    teaches = _("{} by {}").format(skills, offers) if row["offer_count"] else _("no open offer leads to it")
    formulas = [(_("Named (explicit)"), explicit.format(total=count(row["explicit_count"]), **counts))]
    if row["explicit_count"]:
        intensity = _("(required + ½ preferred) ÷ named = {}").format(share(row["requirement_intensity"]))
        formulas += panels.demand(row, row["explicit_count"])
        formulas += [(_("Requirement intensity"), intensity), (_("Breadth"), breadth)]
    return [*formulas, (_("Teaches"), teaches), (_("Implied"), _implied(half, most, whole))]


def _implied(half: Any, most: Any, whole: Any) -> str:
    if absent(half):
        return _("not given: it takes at least 3 skills taught")
    told = _("{half} ask at least half of the skills it teaches, {most} three quarters, {whole} all")
    return told.format(half=vacancies(half), most=count(most), whole=count(whole))


def _pay(row: Row) -> Block:
    if absent(row["difference"]):
        lacking = _(
            "No comparison: it takes 10 vacancies that state pay, of 3 employers, on either side in one occupation "
            "and country. Of {total} naming it, {share} state pay."
        )
        told = lacking.format(total=vacancies(row["naming_total"]), share=share(row["pay_stated_share"]))
        return Block(_("Pay where it is named"), [told])
    pattern = _(
        "{naming} that name it pay {pay} a year, {other} like them, of the same occupation and country, {other_pay}: "
        "a difference of {difference} ({low} to {high}). An association, not a return: who names it differs in more."
    )
    told = pattern.format(
        naming=vacancies(row["naming_count"]),
        pay=money(row["pay_median"]),
        other=count(row["other_count"]),
        other_pay=money(row["other_pay_median"]),
        difference=money(row["difference"]),
        low=number(row["difference_low"], 0),
        high=number(row["difference_high"], 0),
    )
    return Block(_("Pay where it is named"), [told])


def _beside(findings: Findings, others: Alternatives, key: str) -> list[Block]:
    """What else teaches the same, and what else the same vacancies name."""
    alike: list[Sentence] = [
        says(
            _("{name}: {shared} of the {all} skills"),
            name=_credential(findings, row),
            shared=count(row["shared"]),
            all=count(row["size"]),
        )
        for row in others.alike.get(key, [])
    ]
    named: list[Sentence] = [
        says(_("{}: in {} that name both"), _credential(findings, row), vacancies(row["together"]))
        for row in others.named.get(key, [])
    ]
    blocks = [Block(_("Alternatives: what teaches most of the same skills"), points=alike)] if alike else []
    return [*blocks, *([Block(_("Named beside it"), points=named)] if named else [])]


def _credential(findings: Findings, row: Row) -> Sentence:
    named = str(row["credential"]) + ("" if absent(row["issuer"]) else f" ({row['issuer']})")
    return link(named, within(findings, "credential", credential_key(row)))
