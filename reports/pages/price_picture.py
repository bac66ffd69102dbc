"""What an hour costs, drawn: single offers a kind of credential, and the median of all of them."""

from hashlib import blake2b

import pandas as pd

from reports.charts.hourly_strip import hourly_strip
from reports.credential_types import type_name
from reports.currency import report_currency
from reports.findings import Findings
from reports.language import _
from reports.page import Cut, Picture
from reports.pages.amounts import amount, ends, has_interval, hours, is_thin, money
from reports.pages.own_offers import own_offers
from reports.rows import Row, rows
from reports.voice import absent, brief, count, day, place_name, plural, share, text

VALUE = "price_per_hour"
MARKS = 150  # of a kind: more are a cloud
LOCAL_MARKS = 40


def picture(
    findings: Findings, kinds: list[Row], offers: pd.DataFrame, cuts: dict[str, tuple[Cut, list[Row]]]
) -> Picture | None:
    """The strip plot, where any offer states price and hours.

    `kinds`: rows of `price` of all places, in their order; `cuts`: those of a place, by the key of its cut.
    """
    if not any(row[f"{VALUE}_count"] for row in kinds):
        return None
    known = offers[offers[VALUE].notna()]
    local = {
        key: (known[known["unit_id"].isin(own_offers(findings, cut.code))], of, cut) for key, (cut, of) in cuts.items()
    }
    shown = {
        key: _drawn(findings, of, here, LOCAL_MARKS, cut.code)
        for key, (here, of, cut) in local.items()
        if any(row[f"{VALUE}_count"] for row in of)
    }
    whole = _drawn(findings, kinds, known, MARKS, "all")
    return Picture(**{**vars(whole), "cuts": shown})


def _drawn(findings: Findings, kinds: list[Row], offers: pd.DataFrame, most: int, place: str) -> Picture:
    told = [row for row in kinds if row[f"{VALUE}_count"]]
    labels = {row["credential_type"]: _label(row) for row in told}
    medians = [_median(findings, row, labels[row["credential_type"]]) for row in told]
    marks = [mark for kind, label in labels.items() for mark in _marks(findings, offers, kind, label, most)]
    every = sum(row[f"{VALUE}_count"] for row in told)
    silent = [type_name(row["credential_type"]) for row in kinds if not row[f"{VALUE}_count"]]
    which = _("Each mark is an offer; of more than {} of a kind, these are spread evenly over their order").format(most)
    if place != "all":
        which = _("Marks are offers of the place itself; the medians count what is offered online too")
    return Picture(
        name="hour",
        title=_title(told),
        subtitle=_(
            "Price of an hour in {currency}, on a scale of ratios, by kind of credential; {place}, {day}. {which}. "
            "What is free stands apart, beside the kind"
        ).format(currency=report_currency(), place=place_name(place), day=day(findings.market.as_of), which=which),
        source=_("Source: {}. Figures: price.csv.").format(
            plural(every, "offer that states price and hours", "offers that state price and hours")
        )
        + (_(" No offer states both, so not drawn: {}.").format(", ".join(silent)) if silent else ""),
        spec=hourly_strip(medians, marks, _("{} an hour").format(report_currency())),
        key=[
            ("price-once", _("an offer")),
            ("price-subscription", _("a subscription at its stated pace")),
            ("price-median", _("median with its 95 % interval")),
        ],
    )


def _title(told: list[Row]) -> str:
    """The finding: the cheapest and the dearest hour where their intervals set them apart."""
    firm = sorted((row for row in told if not is_thin(row, VALUE)), key=lambda row: row[f"{VALUE}_median"])
    if not firm:
        return _("What an hour costs rests on too few offers to compare kinds")
    low, high = firm[0], firm[-1]
    parts = {
        "kind": type_name(low["credential_type"]),
        "ends": ends(low, VALUE),
        "most": type_name(high["credential_type"]),
        "most_ends": ends(high, VALUE),
    }
    if low is high:
        one = _("{kind}: {median} an hour at the median ({ends})")
        return one.format(kind=upper(parts["kind"]), median=_said(low), ends=parts["ends"])
    if low[f"{VALUE}_median_high"] >= high[f"{VALUE}_median_low"]:
        return _("What an hour costs at the median is too near between the kinds to tell them apart")
    return _("Least an hour: {kind} ({ends}). Most: {most} ({most_ends})").format(**parts)


def upper(words: str) -> str:
    """With a capital letter, as a sentence begins."""
    return words[:1].upper() + words[1:]


def _said(row: Row) -> str:
    return money(row[f"{VALUE}_median"])


def _label(row: Row) -> str:
    return f"{type_name(row['credential_type'])}\n{_('free: {}').format(share(row['free_share']))}"


def _median(findings: Findings, row: Row, label: str) -> Row:
    base = _("n = {}").format(count(row[f"{VALUE}_count"]))
    thin = is_thin(row, VALUE)
    interval = f" ({ends(row, VALUE)})" if has_interval(row, VALUE) else ""
    said = f"{amount(row[f'{VALUE}_median'])}{interval}, {base}"
    found = {
        "label": label,
        "value": row[f"{VALUE}_median"],
        "said": _("thin: {}").format(said) if thin else said,
        "short": amount(row[f"{VALUE}_median"]),
        "href": findings.href("credential_type", row["credential_type"]),
        "hint": _("{kind}: {median} an hour at the median; {offers}, {providers}").format(
            kind=type_name(row["credential_type"]),
            median=_said(row),
            offers=plural(row[f"{VALUE}_count"], "offer"),
            providers=plural(row[f"{VALUE}_provider_count"], "provider"),
        ),
    }
    if has_interval(row, VALUE):
        found |= {"low": row[f"{VALUE}_median_low"], "high": row[f"{VALUE}_median_high"]}
    return found


def _marks(findings: Findings, offers: pd.DataFrame, kind: str, label: str, most: int) -> list[Row]:
    """Single offers of a kind: every one, or as many as are drawn, evenly along their order."""
    of = offers[offers["credential_type"] == kind].sort_values([VALUE, "key"], kind="stable")
    if len(of) > most:
        of = of.iloc[[(2 * n + 1) * len(of) // (2 * most) for n in range(most)]]
    return [
        {
            "label": label,
            "value": round(row[VALUE], 4),
            "at": 0.06 + 0.4 * _chance(row["key"]),
            "word": "subscription" if row["is_subscription"] else "once",
            "href": findings.href("provider", row["provider_key"]),
            "hint": hint(row),
        }
        for row in rows(of)
    ]


def as_stated(row: Row) -> str | None:
    """The price as its publisher states it, where that is not the price that is counted."""
    stated = money(row["stated_price"], text(row["stated_currency"]))
    if row["is_subscription"]:
        return _("stated: {} each {}").format(stated, _period(row["stated_unit"]))
    same = absent(row["stated_price"]) or stated == money(row["price"])
    return None if same else _("stated: {}").format(stated)


def hint(row: Row) -> str:
    """One offer: its name, provider, price as counted and as stated, and hours."""
    stated = as_stated(row)
    price = f"{money(row['price'])} ({stated})" if stated else money(row["price"])
    offer = {"title": brief(row["title"]), "provider": brief(row["provider"]), "price": price}
    if absent(row[VALUE]):
        return _("{title}, {provider}: {price}; no length stated").format(**offer)
    said = _("{title}, {provider}: {price} for {hours} hours = {hourly} an hour")
    return said.format(hours=hours(row["hours"]), hourly=money(row[VALUE]), **offer)


def _period(unit: object) -> str:
    return {"week": _("week"), "month": _("month"), "year": _("year")}.get(str(unit), _("period"))


def _chance(key: str) -> float:
    """A number from 0 to 1 that is the same for the same offer: marks of one price lie beside each other."""
    return round(blake2b(key.encode("utf-8", "replace"), digest_size=2).digest()[0] / 255, 3)
