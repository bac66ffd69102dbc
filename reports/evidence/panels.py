"""The panel behind a figure: each formula with its numbers in it, and each test with what it found."""

from collections.abc import Iterable
from typing import Any

from reports.class_tests import class_tests
from reports.language import _
from reports.page import Sentence, link, says
from reports.rows import Row
from reports.voice import absent, count, gap_interval, interval, number, place_name, plural, share, text

Formulas = list[tuple[str, str]]
PLACES = 5


def demand(row: Row, named: Any) -> Formulas:
    """How a share of vacancies came about. `row`: of `skill_demand` or `credential_demand`; `named` are counted."""
    deff = row.get("design_effect")
    size = count(row["vacancy_total"])
    size += "" if absent(deff) else " ÷ " + _("{} (design effect)").format(number(deff))
    shared = _("{named} ÷ {total} vacancies = {share}, 95 % interval {interval} % (Wilson's at {size}, Student's t)")
    figures = {"named": count(named), "total": count(row["vacancy_total"]), "share": share(row["share"])}
    figures |= {"interval": interval(row["share_low"], row["share_high"]), "size": size}
    employers = _("{}, effectively 1 ÷ Σ shareᵢ² = {}")
    return [
        (_("Share"), shared.format(**figures)),
        (_("Employers"), employers.format(count(row["employer_count"]), number(row["effective_employers"], 1))),
        *([(_("Evidence"), evidence(row))] if row["evidence"] == "thin" else []),
    ]


def evidence(row: Row) -> str:
    """Sufficient or thin, and what that takes."""
    return _("{} (thin below 10 vacancies or 3 employers)").format(_(str(row["evidence"])))


def trend(row: Row) -> Formulas:
    """The slope of a skill's weekly shares, and how it was tested."""
    if absent(row["slope"]):
        return [(_("Trend"), _(str(text(row["trend"]))))]
    low, high = (number(100 * row[end], 3) if not absent(row[end]) else "?" for end in ("slope_low", "slope_high"))
    told = _("{trend}: {slope} percentage points a week ({low} to {high}), Theil–Sen's slope, tested by Mann–Kendall")
    return [(_("Trend"), told.format(trend=_(row["trend"]), slope=number(100 * row["slope"], 3), low=low, high=high))]


def gap(row: Row) -> Formulas:
    """How a market's gap and class came about. `row`: of `saturation`."""
    asked, taught = _small(row["demand_prominence"]), _small(row["supply_prominence"])
    offers = _("{offers} of {total}, by {providers} (effectively 1 ÷ HHI = {effective})")
    drawn = _("{gap}, 95 % interval {interval}: drawn towards the mean of its group, {group}")
    failed = (
        "" if absent(row["failed_test"]) else " " + _("(failed: {})").format(_(row["failed_test"].replace("_", " ")))
    )
    return [
        (
            _("Offers"),
            offers.format(
                offers=count(row["offer_count"]),
                total=count(row["offer_total"]),
                providers=plural(row["provider_count"], "provider"),
                effective=number(row["effective_providers"], 1),
            ),
        ),
        (
            _("Gap as counted"),
            _("ln({} of all that is asked ÷ {} of all that is taught) = {}").format(
                asked, taught, number(row["unshrunk_gap"])
            ),
        ),
        (
            _("Gap"),
            drawn.format(
                gap=number(row["gap"]),
                interval=gap_interval(row["gap_low"], row["gap_high"]),
                group=number(row["group_gap"]),
            ),
        ),
        (_("Class"), _(str(text(row["class"]))) + failed),
    ]


def tests(row: Row) -> list[Sentence]:
    """The tests of a class, in the order in which they decide."""
    words = {True: _("holds"), False: _("fails"), None: _("not known")}
    found = class_tests(row)
    needed = found[:1] if row["class"] == "thin" else found  # the first alone says that there is too little
    return [says("{}: {} ({})", words[t.holds], t.asks, t.finds) for t in needed]


def _small(prominence: Any) -> str:
    return text(None) if absent(prominence) else number(100 * prominence, 3) + "\u00a0%"


def sources(vacant: Iterable[Row], offered: Iterable[Row]) -> Formulas:
    """How many open vacancies and offers each source gave; one that two gave counts in both."""
    sides = ((_("Vacancies by source"), vacant), (_("Offers by source"), offered))
    told = [(side, ", ".join(f"{row['source']} {count(row['count'])}" for row in found)) for side, found in sides]
    return [(side, said) for side, said in told if said]


def places(asked: dict[str, Row], judged: dict[str, Row]) -> list[Sentence]:
    """A skill by place, most vacancies first: rows of `skill_demand` and of `saturation`."""
    known = [p for p in asked if p != "all" and asked[p]["vacancy_count"] > 1] or [p for p in asked if p != "all"]
    order = sorted(known, key=lambda p: (-asked[p]["vacancy_count"], p))
    return [_at(asked[place], judged.get(place)) for place in order[:PLACES]]


def _at(here: Row, market: Row | None) -> Sentence:
    place, told = place_name(here["place"]), _share_of(here, here["vacancy_count"])
    peculiar = "" if absent(here["location_quotient"]) else ", " + _("quotient {}")
    told += peculiar.format(number(here["location_quotient"]))
    if not market:
        return says("{}: {}", place, told)
    taught, judgement = plural(market["offer_count"], "offer"), _(str(market["class"]))
    if absent(market["gap"]):
        return says("{}: {}; {}: {}", place, told, taught, judgement)
    between = gap_interval(market["gap_low"], market["gap_high"])
    pattern = _("{place}: {share}; {offers}, gap {gap} ({interval}): {verdict}")
    gap = number(market["gap"])
    return says(pattern, place=place, share=told, offers=taught, gap=gap, interval=between, verdict=judgement)


def _share_of(row: Row, named: Any) -> str:
    whole = {"count": count(named), "total": count(row["vacancy_total"]), "share": share(row["share"])}
    if row["evidence"] == "thin":
        return _("thin: {count} of {total}").format(**whole)
    between = interval(row["share_low"], row["share_high"])
    return _("{share} ({interval}; {count} of {total})").format(**whole, interval=between)


def shared(name: str, href: str | None, row: Row, named: Any) -> Sentence:
    """One line of a list: what is named, and its share of vacancies with interval and base, or that it is thin."""
    return says("{}: {}", link(name, href), _share_of(row, named))


def spread(row: Row, name: str, digits: int, unit: str) -> str:
    """The middle of what offers state: a median, its interval where there is one, and where half of them lie."""
    told = _("{median} {unit}, the middle of {count}; half of them between {low} and {high}").format(
        median=number(row[f"{name}_median"], digits),
        unit=unit,
        count=count(row[f"{name}_count"]),
        low=number(row[f"{name}_low_quartile"], digits),
        high=number(row[f"{name}_high_quartile"], digits),
    )
    low, high = (row.get(f"{name}_median_{end}") for end in ("low", "high"))
    if absent(low) or absent(high):
        return told
    return told + "; " + _("95 % interval {} to {} (Woodruff's)").format(number(low, digits), number(high, digits))
