"""Is it worth it? What an hour of each kind of credential costs."""

import pandas as pd

from reports.credential_types import type_name
from reports.findings import Findings
from reports.language import _
from reports.measures.supply.priced_offers import priced_offers
from reports.page import Cut, Page, Sentence, link, says
from reports.pages.amounts import by_kind, ends, hours, is_thin, money
from reports.pages.pay_association import pay_block
from reports.pages.price_picture import VALUE, picture, upper
from reports.pages.price_tables import chains_block, kinds_table, offers_block
from reports.pages.skill_prices import skill_prices
from reports.rows import Row, rows
from reports.voice import count, place_name, plural, share

QUESTION = "Price and hours"
TOLD = 3


def page(findings: Findings) -> Page:
    """What each kind of credential costs, in all and an hour, and what of it is not known."""
    kinds = by_kind(_of_place(findings, "all"))
    offers = priced_offers(findings.market, findings.measures.basis)
    cuts = _cuts(findings)
    drawn = picture(findings, kinds, offers, cuts)
    return Page(
        name="price",
        question=QUESTION,
        title=_title(kinds),
        lead=[*_hours(findings, kinds), *_whole(offers)] if kinds else [_nothing()],
        pictures=[drawn] if drawn else [],
        tables=[kinds_table(findings, kinds, {key: of for key, (cut, of) in cuts.items()})],
        blocks=[
            pay_block(findings),
            skill_prices(findings),
            chains_block(findings),
            offers_block(findings, offers, [cut for cut, of in cuts.values()]),
        ],
        cuts={key: _of_cut(findings, cut, of) for key, (cut, of) in cuts.items()},
    )


def _of_place(findings: Findings, place: str) -> list[Row]:
    frame = findings.measures.price
    return rows(frame[frame["place"] == place])


def _cuts(findings: Findings) -> dict[str, tuple[Cut, list[Row]]]:
    """The places that can be chosen, with what supplies them: without an offer of their own, what is online."""
    online = by_kind(_of_place(findings, "remote"))
    places = [cut for cut in findings.cuts if cut.kind == "place"]
    found = {cut.key: (cut, by_kind(_of_place(findings, cut.code)) or online) for cut in places}
    return {key: value for key, value in found.items() if value[1]}


def _title(kinds: list[Row]) -> str:
    if not kinds:
        return _("What an hour costs: no offer has been collected yet")
    known = sorted((row for row in kinds if row[f"{VALUE}_count"]), key=lambda row: row[f"{VALUE}_median"])
    if not known:
        return _("What an hour costs is not known: no open offer states both a price and hours")
    firm = [row for row in known if not is_thin(row, VALUE)]
    if not firm:
        return _("Too few offers state a price and hours to say what an hour costs")
    low, high = firm[0], firm[-1]
    if low is high:
        told = _("{kind}: an hour costs {median} at the median")
        return told.format(kind=upper(type_name(low["credential_type"])), median=money(low[f"{VALUE}_median"]))
    return _("An hour costs {low} ({low_kind}) to {high} ({high_kind}) at the median").format(
        low=money(low[f"{VALUE}_median"]),
        low_kind=type_name(low["credential_type"]),
        high=money(high[f"{VALUE}_median"]),
        high_kind=type_name(high["credential_type"]),
    )


def _hours(findings: Findings, kinds: list[Row]) -> list[Sentence]:
    """What an hour costs: the cheapest and the dearest kind and the one with most offers; thin ones where all are."""
    known = sorted((row for row in kinds if row[f"{VALUE}_count"]), key=lambda row: row[f"{VALUE}_median"])
    firm = [row for row in known if not is_thin(row, VALUE)] or known
    if not firm:
        return []
    most = max(firm, key=lambda row: row[f"{VALUE}_count"])
    chosen = [row for row in firm if row in (firm[0], most, firm[-1])]
    return [hour_sentence(findings, row) for row in chosen[:TOLD]]


def hour_sentence(findings: Findings, row: Row) -> Sentence:
    """`Course: 13.93 USD an hour at the median (12.60 to 14.62; 234 of 424 offers, 69 providers); …`."""
    kind = link(upper(type_name(row["credential_type"])), findings.href("credential_type", row["credential_type"]))
    parts = {
        "kind": kind,
        "median": money(row[f"{VALUE}_median"]),
        "offers": plural(row[f"{VALUE}_count"], "offer"),
        "total": count(row["offer_count"]),
        "providers": plural(row[f"{VALUE}_provider_count"], "provider"),
    }
    if is_thin(row, VALUE):
        thin = _(
            "{kind}: thin evidence, {offers} stating price and hours, of {total}; {providers}. "
            "Median: {median} an hour."
        )
        return says(thin, **parts)
    told = _(
        "{kind}: {median} an hour at the median "
        "({interval}; {offers} stating price and hours, of {total}; {providers})."
    )
    return says("{} {}", says(told, interval=ends(row, VALUE), **parts), _in_all(row))


def _in_all(row: Row) -> str:
    """What a whole offer costs and takes, each where it is stated."""
    said = _(
        "Whole offers: {price} ({price_ends}; {prices} state a price) "
        "and {hours} hours ({hours_ends}; {lengths} state them)."
    )
    return said.format(
        price=money(row["price_median"]),
        price_ends=ends(row, "price"),
        prices=count(row["price_count"]),
        hours=hours(row["hours_median"]),
        hours_ends=ends(row, "hours"),
        lengths=count(row["hours_count"]),
    )


def _whole(offers: pd.DataFrame) -> list[Sentence]:
    """What is free, what is sold by subscription, and of how many no price is known."""
    total, free = len(offers), int(offers["free"].sum())
    subscribed = int(offers["is_subscription"].sum())
    unknown = offers[~offers["free"] & offers["price"].isna()]
    odd = int((unknown["stated_price"].fillna(0) > 0).sum())
    said = [
        _("Open offers: {total}. Free: {free} ({share}).").format(
            total=count(total), free=count(free), share=share(free / total)
        )
    ]
    if subscribed:
        said.append(_("By subscription: {}, priced at the pace they state.").format(count(subscribed)))
    if len(unknown):
        silent = _("No price is known: {} ({}); nothing is guessed for them.")
        said.append(silent.format(count(len(unknown)), share(len(unknown) / total)))
    if odd:
        why = _("Of these, {} state one in no currency that has a rate, or a subscription without a length.")
        said.append(why.format(count(odd)))
    return [" ".join(said)]


def _nothing() -> str:
    return _("No offer of any provider is open in what the sources gave: collect or import a catalogue first.")


def _of_cut(findings: Findings, cut: Cut, kinds: list[Row]) -> list[Sentence]:
    """What a place is offered: its own offers and what is online."""
    own = any(row["place"] != "remote" for row in kinds) or cut.code == "remote"
    offers = plural(sum(row["offer_count"] for row in kinds), "offer")
    if cut.code == "remote":
        head = _("Online: {}.").format(offers)
    elif own:
        head = _("{}: {}, what is offered online counted in.").format(place_name(cut.code), offers)
    else:
        head = _("{}: no offer of its own states this place. What is offered online everywhere: {}.").format(
            place_name(cut.code), offers
        )
    stated = _hours(findings, kinds)
    return [head, *(stated or [_("No offer here states both a price and hours.")])]
