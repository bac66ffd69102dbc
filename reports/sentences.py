"""Sentences made from figures: the figure, its interval, its base. Thin evidence is said before the number."""

from typing import TYPE_CHECKING

from markupsafe import Markup

from reports.language import _
from reports.page import link, says
from reports.rows import Row, rows
from reports.voice import (
    absent,
    count,
    interval,
    joined,
    place_name,
    plural,
    quoted,
    ratio,
    ratio_interval,
    share,
    text,
    vacancies,
)
from warehouse.view import REMOTE, WHOLE, View

if TYPE_CHECKING:
    import pandas as pd

NEARLY_ALL = 0.8
NARROW = ("source", "industry", "country", "employer")


def asked(row: Row, name: str, href: str | None) -> Markup:
    """What is asked: `SQL is asked in 11.8 % (11.2–12.4) of 6,204 vacancies; 812 employers ask it`."""
    named = row.get("vacancy_count", row.get("explicit_count"))
    total = row.get("vacancy_total") or row.get("demand_total")
    if not named or absent(named):
        return says(_("{} is named in none of {}"), quoted(name), link(vacancies(total), href))
    parts = {"name": quoted(name), "employers": _employers(row, "employer", "employers")}
    if row["evidence"] == "thin":
        thin = _("The evidence on demand for {name} is thin: named in {found} of {total}; {employers}")
        return says(thin, found=link(count(named), href), total=vacancies(total), **parts)
    parts["employers"] = _employers(row, "employer asks it", "employers ask it")
    told = {
        "rising": _("{name} is asked in {share} ({ends}) of {total}, rising; {employers}"),
        "falling": _("{name} is asked in {share} ({ends}) of {total}, falling; {employers}"),
    }.get(text(row.get("trend")), _("{name} is asked in {share} ({ends}) of {total}; {employers}"))
    ends = interval(row["share_low"], row["share_high"])
    return says(told, share=link(share(row["share"]), href), ends=ends, total=vacancies(total), **parts)


def in_short(row: Row, name: str, href: str | None) -> Markup:
    """For a list: `Kubernetes: asked in 4.1 % (3.6–4.7) of 6,204 vacancies, rising; 38 offers by 6 providers`."""
    named = row.get("vacancy_count", row.get("explicit_count"))
    total = vacancies(row.get("vacancy_total"))
    if row["evidence"] == "thin":
        told = _("{name}: thin evidence, asked in {found} of {total}")
        demand = says(told, name=quoted(name), found=link(count(named), href), total=total)
    else:
        patterns = {
            "rising": _("{name}: asked in {share} ({ends}) of {total}, rising"),
            "falling": _("{name}: asked in {share} ({ends}) of {total}, falling"),
        }
        told = patterns.get(text(row.get("trend")), _("{name}: asked in {share} ({ends}) of {total}"))
        ends = interval(row["share_low"], row["share_high"])
        demand = says(told, name=quoted(name), share=link(share(row["share"]), href), ends=ends, total=total)
    if "offer_count" not in row:
        return demand
    offers = plural(row["offer_count"], "offer")
    if row.get("offer_count") and not absent(row.get("provider_count")):
        offers = _("{} by {}").format(offers, plural(row["provider_count"], "provider"))
    return says("{}; {}", demand, offers)


def briefly(row: Row, name: str, href: str | None) -> Markup:
    """For a list under a common base: `Kubernetes 4.1 % (3.6–4.7), rising`."""
    parts = {"name": quoted(name), "share": link(share(row["share"]), href)}
    parts["ends"] = interval(row["share_low"], row["share_high"])
    if row["evidence"] == "thin":
        return says(_("{name} {share} ({ends}), thin evidence"), **parts)
    if row.get("trend") in ("rising", "falling"):
        return says(_("{name} {share} ({ends}), {trend}"), **parts, trend=_(row["trend"]))
    return says(_("{name} {share} ({ends})"), **parts)


def _employers(row: Row, one: str, many: str) -> str:
    return plural(row["employer_count"], one, many) if row["employer_count"] else _("no employer is named")


def taught(row: Row) -> str:
    """What is taught: `taught by 212 offers of 31 providers`."""
    if not row.get("offer_count") or absent(row.get("offer_count")):
        return _("taught by no offer")
    offers, providers = plural(row["offer_count"], "offer"), plural(row["provider_count"], "provider")
    return _("taught by {} of {}").format(offers, providers)


def gap_in_words(row: Row) -> str:
    """The gap as a factor, no more exact than its interval: `asked 4.1 times (3.0 to 6) as prominently as taught`."""
    if absent(row["gap"]):
        return _("no gap can be given")
    gap, low, high = (row[name] for name in ("gap", "gap_low", "gap_high"))
    if gap >= 0:
        told, ends = _("asked {} ({}) as prominently as taught"), (low, high)
    else:
        told, ends = _("taught {} ({}) as prominently as asked"), (-high, -low)
    return told.format(ratio(gap, low, high), ratio_interval(*ends))


def verdict(row: Row, href: str | None) -> Markup:
    """A market in two sentences, its class said last, or first where the evidence is thin."""
    parts = {"demand": asked(row, row["preferred_label"], href), "supply": taught(row)}
    if row["class"] == "thin":
        return says(_("{demand}. It is {supply}: too little for a verdict."), **parts)
    told = _("{demand}. It is {supply}, so {gap}: {verdict}.")
    return says(told, gap=gap_in_words(row), verdict=_(row["class"]), **parts)


def named_in(row: Row, href: str | None) -> Markup:
    """A credential in one sentence, with what the vacancies ask of it."""
    whole = asked(row, row["credential"], href)
    if not row["explicit_count"]:
        return says("{}.", whole)
    counts = {name: count(row[f"{name}_count"]) for name in ("required", "preferred", "mentioned")}
    told = _("{}: required in {required}, preferred in {preferred}, mentioned in {mentioned}.")
    return says(told, whole, **counts)


def mixed(methods: "pd.DataFrame") -> str:
    """How many the first and newest did not read: `12 of 900 records were read by an older method than esco-1-0f3c`."""
    read = (methods["posting_count"] + methods["offer_count"]).tolist()
    told = _("{older} of {all} were read by an older method than {name}")
    return told.format(older=count(sum(read[1:])), all=plural(sum(read), "record"), name=methods["name"].iloc[0])


def narrow(coverage: "pd.DataFrame", view: View = WHOLE) -> Markup | None:
    """What nearly all vacancies have in common, as a caution: verdicts hold for these, not for the labour market.

    What was asked for (`view`) is no caution.
    """
    asked = {"country": view.place not in (None, REMOTE), "industry": view.industry is not None}
    kinds = coverage["aspect"].isin([aspect for aspect in NARROW if not asked.get(aspect)])
    most = coverage[kinds & (coverage["share"] >= NEARLY_ALL) & coverage["value"].notna()]
    said = [_in_common(row) for row in rows(most)]
    if not said:
        return None
    told = _(
        "<strong>A narrow view.</strong> Of the vacancies {}: what others ask is not seen, and may look saturated here."
    )
    return says(told, joined(said))


def _in_common(row: Row) -> str:
    told = {
        "source": _("{} come from {}"),
        "industry": _("{} are in the industry {}"),
        "country": _("{} are in {}"),
        "employer": _("{} are of the employer {}"),
    }[row["aspect"]]
    return told.format(share(row["share"]), _value(row))


def _value(row: Row) -> str:
    if row["aspect"] == "country":
        return place_name(row["value"])
    return text(row["value"] if absent(row["label"]) else row["label"])
