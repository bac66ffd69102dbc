"""The panel behind a figure: each formula with its numbers in it, and each test with what it found."""

from typing import Any

from reports.class_tests import class_tests
from reports.page import Block, Cell, Column, Table
from reports.pages.cells import counted, gap_cell, shared, word_cell
from reports.voice import absent, count, gap_interval, interval, number, place_name, plural, share, text, vacancies

Row = dict[str, Any]
Formulas = list[tuple[str, str]]
PLACES = 12
_PLACE_COLUMNS = (
    *(Column("Place"), Column("Vacancies", True), Column("Share of vacancies", True), Column("Employers", True)),
    *(Column("Quotient", True), Column("Offers", True), Column("Gap", True), Column("Class")),
)


def demand(row: Row) -> Block:
    """How the share of a skill came about. `row`: of `skill_demand`."""
    formulas: Formulas = [
        *_share(row, row["vacancy_count"]),
        ("Effective employers", f"1 ÷ Σ shareᵢ² = {number(row['effective_employers'], 1)}"),
        ("Trend", _trend(row)),
        ("Evidence", f"{row['evidence']} (thin below 10 vacancies or 3 employers)"),
    ]
    return Block("How the demand is figured", formulas=formulas)


def naming(row: Row) -> Block:
    """How the figures of a credential came about. `row`: of `credential_demand`, with the vacancy total."""
    words = (
        ("required", "required"),
        ("preferred", "preferred or equivalent accepted"),
        ("mentioned", "mentioned only"),
    )
    parts = " + ".join(f"{count(row[f'{name}_count'])} {said}" for name, said in words)
    implied = (("half", "at least half"), ("three_quarters", "at least three quarters"), ("all", "all"))
    industries, places = plural(row["industry_count"], "industry", "industries"), plural(row["place_count"], "place")
    formulas: Formulas = [
        ("Named (explicit)", f"{count(row['explicit_count'])} = {parts}"),
        *_share(row, row["explicit_count"]),
        ("Requirement intensity", f"(required + ½ preferred) ÷ named = {share(row['requirement_intensity'])}"),
        ("Breadth", f"{number(row['effective_employers'], 1)} effective employers, {industries}, {places}"),
        ("Teaches", f"{plural(row['taught_skill_count'], 'skill')}, by {plural(row['offer_count'], 'open offer')}"),
        *((f"Implied: {said}", _implied(row[f"implied_{name}_count"], said)) for name, said in implied),
        ("Evidence", f"{row['evidence']} (thin below 10 vacancies or 3 employers)"),
    ]
    return Block("How the demand is figured", formulas=formulas)


def _implied(number_of: Any, said: str) -> str:
    if absent(number_of):
        return "not given: it takes at least 3 skills taught"
    return f"{vacancies(number_of)} ask {said} of the skills it teaches"


def catalogue(row: Row) -> Block:
    """What a provider's offers are like. `row`: of `providers`."""
    spreads = [
        (
            f"Median {what}",
            f"{number(row[f'{name}_median'], digits)} (half of {count(row[f'{name}_count'])} between "
            f"{number(row[f'{name}_low_quartile'], digits)} and {number(row[f'{name}_high_quartile'], digits)})",
        )
        for name, what, digits in (("price", "price of an offer", 2), ("hours", "hours of an offer", 0))
        if row[f"{name}_count"]
    ]
    new, alone = plural(row["new_offer_count"], "new in 12 months", "new in 12 months"), count(row["sole_skill_count"])
    formulas: Formulas = [
        ("Offers", f"{count(row['offer_count'])} open, {new}, in {plural(row['listing_count'], 'listing')}"),
        ("Skills taught", f"{count(row['skill_count'])}, of which nobody else teaches {alone}"),
        *spreads,
        *(
            (name.capitalize(), f"{share(row[f'{name}_share'])} of the offers")
            for name in ("free", "accredited", "stackable")
        ),
        ("Sources", text(row["sources"])),
    ]
    return Block("What the catalogue is like", formulas=formulas)


def _share(row: Row, named: Any) -> Formulas:
    deff = row.get("design_effect")
    size = "" if absent(deff) else f" ÷ {number(deff)} (design effect: one employer's ads resemble each other)"
    how = f"Wilson's interval at {count(row['vacancy_total'])}{size}, Student's t"
    return [
        ("Share", f"{count(named)} ÷ {count(row['vacancy_total'])} vacancies = {share(row['share'])}"),
        ("95 % interval", f"{interval(row['share_low'], row['share_high'])} %: {how}"),
        ("Employers", f"{count(row['employer_count'])} distinct"),
    ]


def _trend(row: Row) -> str:
    if absent(row["slope"]):
        return text(row["trend"])
    low, high = (number(100 * row[end], 3) if not absent(row[end]) else "?" for end in ("slope_low", "slope_high"))
    slope = f"{number(100 * row['slope'], 3)} percentage points a week ({low} to {high})"
    return f"{row['trend']}: {slope}, Theil–Sen's slope, tested by Mann–Kendall"


def gap(row: Row) -> Block:
    """How a market's gap and class came about. `row`: of `saturation`."""
    asked, taught = row["demand_prominence"], row["supply_prominence"]
    rest = f"drawn towards the mean of its group, {number(row['group_gap'])}"
    formulas: Formulas = [
        (
            "Offers",
            f"{count(row['offer_count'])} of {count(row['offer_total'])}, by {count(row['provider_count'])} providers",
        ),
        ("Effective providers", f"1 ÷ HHI = {number(row['effective_providers'], 1)}"),
        ("Prominence asked", f"{_small(asked)} of all that is asked, each vacancy spreading one unit over its skills"),
        ("Prominence taught", f"{_small(taught)} of all that is taught, each offer spreading one unit over its skills"),
        ("Gap as counted", f"ln({_small(asked)} ÷ {_small(taught)}) = {number(row['unshrunk_gap'])}"),
        ("Gap", f"{number(row['gap'])}, 95 % interval {gap_interval(row['gap_low'], row['gap_high'])}, {rest}"),
        ("Class", text(row["class"]) + ("" if absent(row["failed_test"]) else f" (failed: {row['failed_test']})")),
    ]
    columns = (Column("Test"), Column("Found"), Column("Holds"))
    tests = [
        [Cell(t.asks), Cell(t.finds), Cell({True: "yes", False: "no", None: "not known"}[t.holds])]
        for t in class_tests(row)
    ]
    return Block(
        "How the gap is figured and judged",
        formulas=formulas,
        tables=[Table("tests", "The tests of a class", columns, tests)],
    )


def _small(prominence: Any) -> str:
    return "–" if absent(prominence) else f"{100 * prominence:.3g}\u00a0%"


def skill_places(asked: dict[str, Row], judged: dict[str, Row]) -> Block:
    """A skill by place, most vacancies first. Both by place: rows of `skill_demand` and of `saturation`."""

    def cells(place: str) -> list[Cell]:
        here, market = asked[place], judged.get(place)
        supply = (
            [counted(market["offer_count"]), gap_cell(market), word_cell(market["class"])]
            if market
            else [Cell("–")] * 3
        )
        counts = [counted(here["vacancy_count"]), shared(here), counted(here["employer_count"])]
        return [Cell(place_name(place)), *counts, Cell(number(here["location_quotient"])), *supply]

    order = sorted((p for p in asked if p != "all"), key=lambda p: (-asked[p]["vacancy_count"], p))
    note = f"The {PLACES} places with most vacancies of {len(order)}." if len(order) > PLACES else None
    found, empty = [cells(place) for place in order[:PLACES]], "No vacancy that names it states a place."
    return Block("Where", tables=[Table("by-place", "By place", _PLACE_COLUMNS, found, note=note, empty=empty)])


def by_source(vacancies: list[Row], offers: list[Row]) -> Block:
    """How many open vacancies and offers each source gave."""
    columns = (Column("Source"), Column("Side"), Column("Open", True))
    cells = [
        [Cell(str(row["source"])), Cell(side), counted(row["count"])]
        for side, found in (("vacancies", vacancies), ("offers", offers))
        for row in found
    ]
    return Block(
        "From which sources", tables=[Table("by-source", "By source", columns, cells, empty="No open record.")]
    )
