"""The page of a provider: its catalogue, where it is crowded and where alone, at what terms, and with whom."""

from typing import Any

from reports.credential_types import type_name
from reports.currency import report_currency
from reports.evidence import panels
from reports.evidence.told import Teller, Told
from reports.findings import Findings
from reports.language import _
from reports.pages.providers import provider_sentence, unstated
from reports.rows import Row
from reports.voice import absent, count, plural, share, text


def providers(findings: Findings) -> Teller:
    """What to say of a provider, by its key."""
    found = {str(row["provider_key"]): row for row in findings.catalogues}
    return lambda key: Told([provider_sentence(found[key]), *unstated(found[key])], catalogue(found[key]), [], [])


def catalogue(row: Row) -> panels.Formulas:
    """What a provider's offers are like. `row`: of `providers`, whose later columns may be lacking."""
    offers = _("{open} open, {new} new in 12 months; {listings}")
    counts = {"open": count(row["offer_count"]), "new": count(row["new_offer_count"])}
    skills = _("{}, of which nobody else teaches {}").format(count(row["skill_count"]), count(row["sole_skill_count"]))
    return [
        (_("Offers"), offers.format(**counts, listings=plural(row["listing_count"], "listing"))),
        *_stated(_("Types"), _types(row.get("credential_types"))),
        (_("Skills taught"), skills),
        *_stated(_("Alone"), row.get("sole_skills")),
        *_stated(_("Crowded"), row.get("crowded_skills")),
        *_stated(_("Asked more than taught"), row.get("underserved_skills")),
        *_spreads(row),
        *_shares(row),
        *_stated(_("Accredited by"), row.get("accreditors")),
        *_stated(_("Partners"), row.get("partners")),
        *_stated(_("Resold by"), row.get("resellers")),
        *_counts(row),
    ]


def _stated(term: str, said: Any) -> panels.Formulas:
    return [] if absent(said) else [(term, text(said))]


def _types(said: Any) -> str | None:
    """`course (40); badge (2)`, each kind as it is read."""
    if absent(said):
        return None
    parts = [entry.rpartition(" (") for entry in str(said).split("; ")]
    return "; ".join(f"{type_name(kind)}{between}{amount}" for kind, between, amount in parts)


def _spreads(row: Row) -> panels.Formulas:
    prices = panels.spread(row, "price", 2, report_currency()) if row["price_count"] else None
    hours = panels.spread(row, "hours", 0, _("hours")) if row["hours_count"] else None
    return [*_stated(_("Price of an offer"), prices), *_stated(_("Length of an offer"), hours)]


def _shares(row: Row) -> panels.Formulas:
    terms = (("free", _("Free")), ("accredited", _("Accredited")), ("stackable", _("Stackable")))
    told = _("{} of the offers")
    return [(term, told.format(share(row[f"{name}_share"]))) for name, term in terms if row[f"{name}_share"]]


def _counts(row: Row) -> panels.Formulas:
    """What some offers state, where any does."""
    support, chains = row.get("career_support_count"), row.get("chain_count")
    told = [(_("Career support"), _("stated by {}").format(plural(support, "offer")))] if support else []
    return [*told, *([(_("Counts towards more"), plural(chains, "chain", "chains"))] if chains else [])]
