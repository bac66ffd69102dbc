"""What is known of one credential, for who decides whether to pay for it?"""

from typing import TYPE_CHECKING

from reports.charts.shares import ranked_dots
from reports.language import _
from reports.measures.pack.pack import Pack
from reports.measures.units.counting import ALL, REMOTE
from reports.page import Block, Page, Picture, Sentence
from reports.pages import pack_prices, pack_supply, pack_tables
from reports.pages.pack_method import limits, sources
from reports.rows import Row, rows
from reports.voice import absent, count, day, interval, joined, number, place_name, plural, quoted, share, vacancies

if TYPE_CHECKING:
    from warehouse.frames import Market

PLACES = 12
NAMED = 3


def page(market: "Market", found: Pack) -> Page:
    """Demand, employers, offers, price, pay and alternatives of the credential, with their evidence, on one page."""
    here = rows(found.demand)[0]
    return Page(
        name="index",
        question=_question(found),
        title=_title(found, here),
        lead=[*_demand(found, here), *pack_supply.sentences(found)],
        pictures=_picture(market, found),
        tables=[
            pack_tables.demand(found),
            pack_tables.employers(found),
            pack_prices.offers(found),
            pack_prices.alternatives(found),
            pack_prices.position(found),
            pack_prices.pay(found),
            pack_tables.vacancies_named(market, found),
        ],
        blocks=[_skills(found), limits(), sources(market)],
    )


def _name(found: Pack) -> str:
    name, issuer = found.named
    return _("{name} ({issuer})").format(name=name, issuer=issuer) if issuer else name


def _question(found: Pack) -> str:
    return _("Evidence pack: {name}, {place}").format(name=_name(found), place=place_name(found.place))


def _title(found: Pack, here: Row) -> str:
    """The answer in one sentence, thin evidence before the number."""
    name, total = quoted(found.named.credential), vacancies(here["vacancy_total"])
    if not here["vacancy_total"]:
        return _("No vacancy is open: nothing can be said of the demand for {}").format(name)
    if not here["explicit_count"]:
        return _("{name}: none of {total} names it").format(name=name, total=total)
    employers = plural(here["employer_count"], "employer")
    if here["evidence"] == "thin":
        thin = _("Thin evidence: {name} is named in {found} of {total}; {employers}")
        return thin.format(name=name, found=count(here["explicit_count"]), total=total, employers=employers)
    told = _("{name} is named in {share} ({ends}) of {total}; {employers}")
    ends = interval(here["share_low"], here["share_high"])
    return told.format(name=name, share=share(here["share"]), ends=ends, total=total, employers=employers)


def _demand(found: Pack, here: Row) -> list[Sentence]:
    said: list[Sentence] = []
    if here["explicit_count"]:
        said += [_classes(here), _employers(found, here), _trend(here)]
    return [*said, *_elsewhere(found), *_implied(here)]


def _classes(here: Row) -> str:
    told = _("Required: {required}; preferred, or an equivalent accepted: {preferred}; mentioned only: {mentioned}.")
    return told.format(**{word: vacancies(here[f"{word}_count"]) for word in ("required", "preferred", "mentioned")})


def _employers(found: Pack, here: Row) -> str:
    named = [row for row in rows(found.employers) if row["employer"]]
    if not named:
        return _("No vacancy that names it says who hires.")
    most = joined(f"{row['employer']} ({count(row['vacancy_count'])})" for row in named[:NAMED])
    told = _("Employers: {count}, which weigh like {effective} of one size; most vacancies: {most}.")
    return told.format(count=count(here["employer_count"]), effective=number(here["effective_employers"], 1), most=most)


def _trend(here: Row) -> str:
    if absent(here["slope"]):
        return _("There is not enough history to say whether its share of new vacancies rises or falls.")
    points = [number(100 * here[name], 3) for name in ("slope", "slope_low", "slope_high")]
    patterns = {
        "rising": _("Its share of new vacancies is rising: {} percentage points a week ({} to {})."),
        "falling": _("Its share of new vacancies is falling: {} percentage points a week ({} to {})."),
    }
    flat = _(
        "Its share of new vacancies neither rises nor falls beyond chance: {} percentage points a week ({} to {})."
    )
    return patterns.get(str(here["trend"]), flat).format(*points)


def _elsewhere(found: Pack) -> list[str]:
    """Of a place, the same in all of them."""
    whole = next(row for row in rows(found.demand) if row["place"] == ALL)
    if found.place == ALL or not whole["vacancy_total"]:
        return []
    told = _("In all places: {share} ({ends}) of {total}.")
    ends = interval(whole["share_low"], whole["share_high"])
    return [told.format(share=share(whole["share"]), ends=ends, total=vacancies(whole["vacancy_total"]))]


def _implied(here: Row) -> list[str]:
    if absent(here["implied_half_count"]):
        return []
    told = _("Vacancies that ask at least half of what it teaches, whether or not they name it: {}; all of it: {}.")
    return [told.format(count(here["implied_half_count"]), count(here["implied_all_count"]))]


def _picture(market: "Market", found: Pack) -> list[Picture]:
    named = [row for row in rows(found.demand) if row["explicit_count"] and row["place"] != ALL]
    top = sorted(named, key=lambda row: (-row["share"], row["place"]))
    top = sorted(sorted(named, key=lambda row: -row["explicit_count"])[:PLACES], key=top.index)
    if len(top) < 2:
        return []
    values = [
        {
            "label": place_name(row["place"]),
            "share": row["share"],
            "low": row["share_low"],
            "high": row["share_high"],
            "said": share(row["share"]),
            "trend": row["trend"],
            "href": "#pack",
            "hint": f"{place_name(row['place'])}: {count(row['explicit_count'])} / {count(row['vacancy_total'])}",
        }
        for row in top
    ]
    told = _("Share of open vacancies naming {name}, with its 95 % interval; the places with most of them, {day}")
    base = vacancies(sum(row["vacancy_total"] for row in rows(found.demand) if row["place"] == ALL))
    return [
        Picture(
            name="places",
            title=_most_in(named),
            subtitle=told.format(name=quoted(found.named.credential), day=day(market.as_of)),
            source=_("Source: {}. Figures: {}.").format(base, "pack_demand.csv"),
            spec=ranked_dots(values, _("share of open vacancies")),
        )
    ]


def _most_in(named: list[Row]) -> str:
    """The place, remote apart, with most vacancies naming it."""
    most = next((row for row in named if row["place"] != REMOTE), named[0])
    told = _("{place} has {found} of its {total} naming it")
    return told.format(
        place=place_name(most["place"]), found=count(most["explicit_count"]), total=vacancies(most["vacancy_total"])
    )


def _skills(found: Pack) -> Block:
    names = [str(label) for label in found.skills["preferred_label"].fillna("")]
    if found.by_offers:
        why = _("What at least half of its offers teach: alternatives are compared by these skills.")
    else:
        why = _(
            "No three skills are taught by half of its offers. Alternatives are compared by what the vacancies that "
            "name it ask at least 1.5 times as often as all do."
        )
    return Block(_("Compared by these skills"), sentences=[why, joined(names) + "." if names else _("None is known.")])
