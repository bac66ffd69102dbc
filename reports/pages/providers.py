"""Who teaches what others do not?"""

from collections.abc import Mapping

from reports.charts.marks import CLASSES
from reports.findings import Findings
from reports.language import _
from reports.page import Cut, Page, Sentence, link, says
from reports.pages.own_offers import own_offers
from reports.pages.provider_picture import catalogues
from reports.pages.provider_tables import provider_table, sources_block
from reports.rows import Row
from reports.voice import absent, brief, count, place_name, plural, share

QUESTION = "Providers"
MOST_OF_CUT = 40
ALONE = 5


def page(findings: Findings) -> Page:
    """Each provider's catalogue: its size, and which of it is asked for, crowded, or its own."""
    found = findings.catalogues
    cuts = {cut: _of_place(findings, cut.code) for cut in findings.cuts if cut.kind == "place"} if found else {}
    here = {cut.key: of for cut, of in cuts.items()}
    drawn = catalogues(findings, found, here)
    return Page(
        name="providers",
        question=QUESTION,
        title=_title(found),
        lead=_lead(findings, found),
        pictures=[drawn] if drawn else [],
        tables=[provider_table(findings, found, {key: of[:MOST_OF_CUT] for key, of in here.items()})],
        blocks=[sources_block(findings)],
        cuts=_sentences(findings, cuts),
    )


def _of_place(findings: Findings, place: str) -> list[Row]:
    """The providers with an offer of their own in a place, the most of them first."""
    units = findings.measures.basis.supply.units
    here = units[units["open"] & units["unit_id"].isin(own_offers(findings, place))]
    offers = here["organization"].value_counts().to_dict()
    of = [
        row | {"local_count": offers[row["provider_key"]]}
        for row in findings.catalogues
        if row["provider_key"] in offers
    ]
    return sorted(of, key=lambda row: (-row["local_count"], row["provider_key"]))


def _alone(found: list[Row]) -> list[Row]:
    """Providers that teach something nobody else does, the most of it first."""
    order = sorted(found, key=lambda r: (-(r["sole_skill_count"] or 0), r["provider_key"]))
    return [r for r in order if r["sole_skill_count"]]


def _title(found: list[Row]) -> str:
    if not found:
        return _("No provider has been collected yet")
    alone, largest = _alone(found), brief(found[0]["provider"])
    if not alone:
        return _("{} has the largest catalogue; no provider teaches a skill alone").format(largest)
    if _tied(alone):
        several = _("{provider} has the largest catalogue; teaching something that nobody else does: {others}")
        return several.format(provider=largest, others=plural(len(alone), "provider"))
    if alone[0]["provider_key"] == found[0]["provider_key"]:
        return _("{} has the largest catalogue and teaches most of what others do not").format(largest)
    told = _("{provider} has the largest catalogue; {other} teaches most of what others do not")
    return told.format(provider=largest, other=brief(alone[0]["provider"]))


def _tied(alone: list[Row]) -> bool:
    return len(alone) > 1 and alone[1]["sole_skill_count"] == alone[0]["sole_skill_count"]


def _lead(findings: Findings, found: list[Row]) -> list[Sentence]:
    if not found:
        return [_("No offer of any provider is open in what the sources gave: collect or import a catalogue first.")]
    providers = int(findings.measures.providers["provider_key"].nunique())
    said: list[Sentence] = [
        _("{}, {}.").format(plural(providers, "provider"), plural(findings.offer_total, "open offer"))
    ]
    alone = _alone(found)
    named = [row for row in alone[:ALONE] if not absent(row["sole_skills"])]
    if _tied(alone) and named:
        told = ", ".join(f"{row['sole_skills'].partition('; ')[0]} ({brief(row['provider'])})" for row in named)
        said.append(_("Taught by one provider alone, for example: {}.").format(told))
    leading = {r["provider_key"]: r for r in (found[0], *([] if _tied(alone) else alone[:1]))}
    for row in leading.values():
        said += [provider_sentence(row, findings.href("provider", row["provider_key"])), *_names(row)]
    return said


def provider_sentence(row: Row, href: str | None = None) -> Sentence:
    """A provider in one sentence."""
    offers = link(plural(row["offer_count"], "open offer"), href)
    if not row["skill_count"]:
        return says(_("{}: {}, in whose texts no skill was read."), brief(row["provider"]), offers)
    told = _("{provider}: {offers}, {skills}, {alone} of them by nobody else. By their markets: {classes}.")
    return says(
        told,
        provider=brief(row["provider"]),
        offers=offers,
        skills=plural(row["skill_count"], "skill taught", "skills taught"),
        alone=count(row["sole_skill_count"]),
        classes=", ".join(f"{share(row[f'{name}_share'])} {_(name)}" for name in CLASSES if row[f"{name}_share"]),
    )


def unstated(row: Row) -> list[Sentence]:
    """What no offer of a provider states, so that nothing is known of it."""
    known = {
        _("price"): row["price_count"] or row["free_share"],
        _("length"): row["hours_count"],
        _("accreditation"): row["accredited_share"],
        _("credit or what an offer counts towards"): row["stackable_share"],
        _("career support"): row["career_support_count"],
        _("industry partners"): row["partner_count"],
    }
    silent = [name for name, said in known.items() if not said]
    return [_("Not stated by any of its offers: {}.").format(", ".join(silent))] if silent else []


def _names(row: Row) -> list[str]:
    """The skills in which a provider is alone, serves a gap, or stands in a crowd."""
    said = []
    if not absent(row["sole_skills"]):
        told = _("Alone, the most asked first: {names}; asked by any vacancy: {asked} of {alone}.")
        counts = {"asked": count(row["asked_sole_skill_count"]), "alone": count(row["sole_skill_count"])}
        said.append(told.format(names=_listed(row["sole_skills"]), **counts))
    if not absent(row["underserved_skills"]):
        said.append(_("Asked more than taught: {}.").format(_listed(row["underserved_skills"])))
    if not absent(row["crowded_skills"]):
        said.append(_("Crowded: {}.").format(_listed(row["crowded_skills"])))
    return [" ".join(said)] if said else []


def _listed(names: str) -> str:
    return names.replace("; ", ", ")


def _sentences(findings: Findings, cuts: Mapping[Cut, list[Row]]) -> dict[str, list[Sentence]]:
    """What a place has of its own, and what is online."""
    units = findings.measures.basis.supply.units
    online = units[units["open"] & units["unit_id"].isin(own_offers(findings, "remote"))]
    everywhere = _("Offered online, so everywhere: {}, {}.").format(
        plural(len(online), "offer"), plural(online["organization"].nunique(), "provider")
    )
    found: dict[str, list[Sentence]] = {}
    for cut, of in cuts.items():
        if cut.code == "remote":
            found[cut.key] = [everywhere]
            continue
        offers = plural(sum(row["local_count"] for row in of), "offer")
        head = _("{place}: {offers} of its own, {providers}; figures are of their whole catalogues.").format(
            place=place_name(cut.code), offers=offers, providers=plural(len(of), "provider")
        )
        bare = _("{}: no offer states this place.").format(place_name(cut.code))
        largest = [provider_sentence(row, findings.href("provider", row["provider_key"])) for row in of[:2]]
        found[cut.key] = [head if of else bare, *largest, everywhere]
    return found
