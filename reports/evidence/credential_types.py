"""The page of a type of credential: what it costs, how long it takes, and how its middle values came about."""

from reports.credential_types import type_name
from reports.currency import report_currency
from reports.evidence import panels
from reports.evidence.told import Teller, Told, keys_of, tops, within
from reports.findings import Findings
from reports.language import _
from reports.page import Block, Sentence, says
from reports.pages.amounts import money
from reports.rows import Row
from reports.voice import count, interval, plural, share, text, vacancies

EACH = 6  # industries


def credential_types(findings: Findings) -> Teller:
    """What to say of a type, by its word."""
    measures, keys = findings.measures, keys_of(findings, "credential_type")
    offered = measures.price[measures.price["place"] == "all"]
    prices = tops(offered, offered["credential_type"], keys, "offer_count", 1)
    here = measures.recognition_types[measures.recognition_types["place"] == "all"]
    whole = tops(here[here["industry"] == "all"], here["credential_type"][here["industry"] == "all"], keys, "share", 1)
    parts = here[(here["industry"] != "all") & (here["vacancy_count"] > 0)]
    named = tops(parts, parts["credential_type"], keys, "vacancy_count", EACH)

    def told(key: str) -> Told:
        of_price, of_naming = prices.get(key, []), whole.get(key, [])
        lead = [_offers(key, row) for row in of_price] + [_naming(row) for row in of_naming]
        how = [line for row in of_price for line in _how(row)]
        how += [line for row in of_naming for line in panels.demand(row, row["vacancy_count"])]
        points = [_industry(findings, row) for row in named.get(key, [])]
        return Told(lead, how, [], [Block(_("In which industries"), points=points)] if points else [])

    return told


def _offers(key: str, row: Row) -> Sentence:
    providers = plural(row["provider_count"], "provider")
    base = _("{}: {} of {}").format(type_name(key), plural(row["offer_count"], "open offer"), providers)
    if not row["price_count"]:
        return says(_("{}; none states a price."), base)
    return says(
        _("{}; the middle of {} stated prices is {}."), base, count(row["price_count"]), money(row["price_median"])
    )


def _naming(row: Row) -> Sentence:
    if row["evidence"] == "thin" or not row["vacancy_count"]:
        return says(_("Named in {} of {}."), count(row["vacancy_count"]), vacancies(row["vacancy_total"]))
    return says(
        _("Named in {share} of vacancies ({interval}; {vacancies})."),
        share=share(row["share"]),
        interval=interval(row["share_low"], row["share_high"]),
        vacancies=vacancies(row["vacancy_total"]),
    )


def _how(row: Row) -> panels.Formulas:
    """Medians, each with its interval and what it rests on; prices of whole offers in the report's currency."""
    kinds = (
        ("price", _("Price"), 2, report_currency()),
        ("hours", _("Length"), 0, _("hours")),
        ("price_per_hour", _("Price ÷ hours"), 2, _("{} an hour").format(report_currency())),
    )
    medians = [
        (term, panels.spread(row, name, digits, unit)) for name, term, digits, unit in kinds if row[f"{name}_count"]
    ]
    free = (_("Free"), _("{} of the offers").format(share(row["free_share"])))
    return [(_("Offers"), count(row["offer_count"])), *medians, free]


def _industry(findings: Findings, row: Row) -> Sentence:
    name = text(row["industry_label"] or row["industry"])
    return panels.shared(name, within(findings, "industry", row["industry"]), row, row["vacancy_count"])
