"""What if somebody offered a micro-credential that teaches these skills?"""

from typing import TYPE_CHECKING

from reports.charts.shares import ranked_dots
from reports.currency import report_currency
from reports.measures.markets.whatif import LEAST_SKILLS, Plan, WhatIf
from reports.page import Block, Page, Picture, Sentence
from reports.pages import whatif_tables as tables
from reports.pages.whatif_tables import SAYS, Told, units
from reports.rows import Row, rows
from reports.voice import absent, count, day, interval, joined, number, place_name, plural, quoted, share, vacancies

if TYPE_CHECKING:
    from warehouse.frames import Market

QUESTION = "What if"
SHOWN = 15
NAMED = 4
PRICES = ("price", "price_per_hour")


def page(market: "Market", plan: Plan, found: WhatIf) -> Page:
    """What the plan would cover, what it would stand beside and where its price would stand, on one page."""
    told = {(r["side"], r["figure"]): r for r in rows(found.figures)}
    return Page(
        name="index",
        question=f"{QUESTION} somebody taught {_plan(plan)}?",
        title=_title(told),
        lead=_lead(told, plan, found),
        pictures=[_picture(market, plan, rows(found.skills))] if told["demand", "any"]["count"] else [],
        tables=[tables.figures(told), tables.skills(found), tables.offers(found), tables.position(found)],
        blocks=[_method()],
    )


def _plan(plan: Plan) -> str:
    names = [quoted(label) for label in plan.skills["preferred_label"][:NAMED]]
    more = len(plan.skills) - NAMED
    stated = [f"{number(plan.price)} {report_currency()}"] if plan.price is not None else []
    stated += [f"{plan.hours:g} hours"] if plan.hours is not None else []
    names += [plural(more, "more skill")] if more > 0 else []
    return f"{joined(names)}{' for ' if stated else ''}{joined(stated)}, {place_name(plan.place)}"


def _title(told: Told) -> str:
    asked, half = told["demand", "any"], told["demand", "half"]
    if not asked["total"]:
        return "No vacancy is open: there is no demand to compare with"
    if absent(half["count"]):
        return f"{_some(asked['count'])} of {vacancies(asked['total'])} ask at least one of its skills"
    return f"{_some(half['count'])} of {vacancies(half['total'])} ask at least half of what it would teach"


def _some(amount: int) -> str:
    return count(amount) if amount else "None"


def _lead(told: Told, plan: Plan, found: WhatIf) -> list[Sentence]:
    asked = [told["demand", name] for name in ("any", "half", "three_quarters", "all")]
    known = [_share(row) for row in asked if not absent(row["share"])]
    said = [f"Of the open vacancies, {joined(known)}."] if known else []
    if len(plan.skills) < LEAST_SKILLS:
        said.append(f"Below {LEAST_SKILLS} skills it is not said how much of it is asked.")
    said += [_served(told), f"{_beside(told)} {_crowded(rows(found.skills))}"]
    return [
        *said,
        *(_stands(row) for row in rows(found.position) if row["figure"] in PRICES and row["below_share"] is not None),
    ]


def _served(told: Told) -> str:
    served, new = told["demand", "served"], told["demand", "newly_served"]
    base = "" if absent(served["share"]) else f" ({share(served['share'])}, {_base(served)})"
    others = (
        f"for {count(new['count'])} of these no single open offer does" if new["count"] else "so does another offer"
    )
    said = f"It would teach at least half of the skills of {vacancies(served['count'])}{base}"
    return f"{said}; {others} today." if served["count"] else f"{said}."


def _beside(told: Told) -> str:
    some, half = told["supply", "any"], told["supply", "half"]
    alike = "" if absent(half["count"]) else f", {_some(half['count']).lower()} of them at least half"
    of = f" of {plural(some['organization_count'], 'provider')}" if some["count"] else ""
    said = (
        f"{plural(some['count'], 'open offer')}{of} teach{'es' if some['count'] == 1 else ''} one of its skills{alike}."
    )
    return said[0].upper() + said[1:]


def _share(row: Row) -> str:
    return f"{share(row['share'])} {SAYS['demand', row['figure']]} ({_base(row)})"


def _base(row: Row) -> str:
    thin = "thin evidence, " if row["evidence"] == "thin" else ""
    return f"{interval(row['share_low'], row['share_high'])}; {thin}{plural(row['organization_count'], 'employer')}"


def _crowded(skills: list[Row]) -> str:
    of_class = {
        name: [r["preferred_label"] for r in skills if r["class"] == name] for name in ("underserved", "saturated")
    }
    said = [
        f"{joined(map(quoted, names[:NAMED]))} {'is' if len(names) == 1 else 'are'} {name}"
        for name, names in of_class.items()
        if names
    ]
    return f"{joined(said)}." if said else "None of its skills is underserved or saturated for sure."


def _stands(row: Row) -> str:
    """`At 300 USD it would cost more than 15.0 % (4.8–38.3) of the 20 nearest offers that state it; …`."""
    ends = interval(row["below_share_low"], row["below_share_high"])
    thin = "Thin evidence: at" if row["evidence"] == "thin" else "At"
    middle = f"{number(row['median'])} ({number(row['median_low'])} to {number(row['median_high'])})"
    return (
        f"{thin} {number(row['value'])} {units()[row['figure']]} it would cost more than {share(row['below_share'])} "
        f"({ends}) of the {plural(row['offer_count'], 'nearest offer')} of {plural(row['provider_count'], 'provider')} "
        f"that state it; their median is {middle}."
    )


def _picture(market: "Market", plan: Plan, skills: list[Row]) -> Picture:
    top = sorted(skills, key=lambda r: (-r["vacancy_count"], r["concept_uri"]))[:SHOWN]
    values = [
        {
            "label": str(r["preferred_label"]),
            "share": r["share"],
            "low": r["share_low"],
            "high": r["share_high"],
            "said": share(r["share"]),
            "trend": r["trend"] or "not enough history",
            "href": "#skills",
            "hint": f"{r['preferred_label']}: {vacancies(r['vacancy_count'])}, {plural(r['offer_count'], 'offer')}",
        }
        for r in top
    ]
    return Picture(
        name="asked",
        title=f"{quoted(top[0]['preferred_label'])} is what most of them ask",
        subtitle=f"Share of open vacancies naming each of its skills, with its 95 % interval; "
        f"{place_name(plan.place)}, {day(market.as_of)}",
        source=f"Source: {vacancies(top[0]['vacancy_total'])}. Figures: whatif_skills.csv.",
        spec=ranked_dots(values, "share of open vacancies"),
    )


def _method() -> Block:
    return Block(
        "How this is figured",
        points=[
            "Vacancies are counted as in the report: clusters of open postings. A skill that a vacancy wants and does "
            "not name is not seen.",
            "Shares have Wilson's interval at the effective sample size, with organisations as clusters.",
            "Similarity is weighted Jaccard: the weights of the skills that both teach over those of the skills that "
            "either teaches; a skill weighs ln(1 + (offers + 1) / (offers that teach it + 1)).",
            "Price and length stand among the 30 nearest offers that state them; the interval of the median is "
            "Woodruff's. A price is compared in the report's currency at the day's rate.",
            "It is a count of what is advertised, no forecast of who would enrol.",
        ],
    )
