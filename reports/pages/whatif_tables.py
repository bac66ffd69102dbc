"""The tables of a plan's page: figures, skills, nearest offers, and where its price stands."""

from reports.currency import report_currency
from reports.language import _
from reports.measures.markets.whatif import WhatIf
from reports.page import Cell, Column, Table
from reports.pages.cells import counted, evidence_cell, figure, gap_cell, shared, trend_cell, word_cell
from reports.rows import Row, rows
from reports.voice import absent, number

Told = dict[tuple[str, str], Row]
SAYS = {  # of each figure, what its units have
    ("demand", "any"): "ask at least one of its skills",
    ("demand", "half"): "ask at least half of them",
    ("demand", "three_quarters"): "ask at least three quarters",
    ("demand", "all"): "ask all of them",
    ("demand", "served"): "ask skills of which it would teach at least half",
    ("demand", "newly_served"): "of these, no single open offer teaches half today",
    ("supply", "any"): "teach at least one of its skills",
    ("supply", "half"): "teach at least half of them",
    ("supply", "three_quarters"): "teach at least three quarters",
    ("supply", "all"): "teach all of them",
}
FIGURES = {"price": "price, {}", "hours": "hours", "price_per_hour": "price an hour, {}"}
_FIGURES = (
    *(Column("Who"), Column("What they have", hint="of the skills of the plan"), Column("Count", True)),
    Column("Share", True, "of the open vacancies, or offers, of the place, with its 95 % interval"),
    Column("Organisations", True, "distinct employers, or providers"),
    *(Column("Effective", True, "organisations, 1 / HHI"), Column("Evidence", hint="thin below 10 or 3 organisations")),
)
_SKILLS = (
    *(Column("Skill"), Column("Vacancies", True), Column("Share of vacancies", True, "with its 95 % interval")),
    *(Column("Employers", True), Column("Trend"), Column("Offers", True), Column("Providers", True)),
    *(Column("Effective providers", True, "1 / HHI"), Column("Gap (95 % interval)", True), Column("Class")),
)
_OFFERS = (
    *(Column("Offer"), Column("Provider"), Column("Type"), Column("Similarity", True, "weighted Jaccard, 0 to 1")),
    *(Column("Shares"), Column("Price", True), Column("Hours", True), Column("Price an hour", True)),
)
_POSITION = (
    *(Column("Figure"), Column("Planned", True), Column("Median of the nearest", True, "with its 95 % interval")),
    *(Column("Quartiles", True), Column("Of them below", True, "with its 95 % interval"), Column("Offers", True)),
    *(Column("Providers", True), Column("Evidence")),
)


def units() -> dict[str, str]:
    """What each figure of a position is measured in."""
    return {
        "price": report_currency(),
        "hours": _("hours"),
        "price_per_hour": _("{} an hour").format(report_currency()),
    }


def figures(told: Told) -> Table:
    """By side and figure: rows of `FIGURES`."""
    who = {"demand": "vacancies", "supply": "offers"}
    cells = [
        [
            *(Cell(who[side]), Cell(SAYS[side, name]), counted(r["count"]), shared(r)),
            *(counted(r["organization_count"]), figure(r["effective_organizations"])),
            Cell("–") if absent(r["evidence"]) else evidence_cell(r),
        ]
        for (side, name), r in told.items()
    ]
    return Table("figures", "What it would cover, and what is covered", _FIGURES, cells, "whatif.csv")


def skills(found: WhatIf) -> Table:
    """The market of each skill."""
    cells = [
        [
            *(Cell(str(r["preferred_label"])), counted(r["vacancy_count"]), shared(r), counted(r["employer_count"])),
            *(trend_cell(r), counted(r["offer_count"]), counted(r["provider_count"]), figure(r["effective_providers"])),
            *(gap_cell(r), word_cell(r["class"])),
        ]
        for r in rows(found.skills)
    ]
    return Table("skills", "Its skills: who asks and who teaches them", _SKILLS, cells, "whatif_skills.csv")


def offers(found: WhatIf) -> Table:
    """The nearest offers."""
    cells = [
        [
            *(Cell(str(r[name] or "–")) for name in ("title", "provider", "credential_type")),
            *(figure(r["similarity"], 2), Cell(f"{r['skills']} ({r['shared_count']} of {r['taught_skill_count']})")),
            *(figure(r[name], 2) for name in ("price", "hours", "price_per_hour")),
        ]
        for r in rows(found.offers)
    ]
    empty = "No open offer that supplies the place teaches one of its skills."
    return Table("offers", "The nearest open offers", _OFFERS, cells, "whatif_offers.csv", empty=empty)


def position(found: WhatIf) -> Table:
    """The price and length among them."""
    cells = []
    for r in rows(found.position):
        middle, quartiles = (
            "–" if absent(r["median"]) else text
            for text in (
                f"{number(r['median'])} ({number(r['median_low'])} to {number(r['median_high'])})",
                f"{number(r['low_quartile'])} to {number(r['high_quartile'])}",
            )
        )
        below = {end: r[f"below_{end}"] for end in ("share", "share_low", "share_high")}
        stated = [figure(r["value"], 2), Cell(middle, order=r["median"] or ""), Cell(quartiles), shared(below)]
        counts = [counted(r["offer_count"]), counted(r["provider_count"]), evidence_cell(r)]
        cells.append([Cell(_(FIGURES[r["figure"]]).format(report_currency())), *stated, *counts])
    return Table("price", "Its price and length among the nearest offers", _POSITION, cells, "whatif_price.csv")
