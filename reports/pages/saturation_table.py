"""The table of markets: who asks, who teaches, the gap, and the tests passed and failed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from reports.class_tests import decided_by
from reports.findings import TABLE_ROWS, Findings
from reports.language import _
from reports.measures.statistics.intervals import MINIMUM_VACANCIES
from reports.page import Cell, Column, Cut, Table
from reports.pages.cells import counted, figure, trend_cell
from reports.pages.market_rows import ORDER, judged
from reports.rows import Row, rows
from reports.voice import absent, count, factor, gap_interval, interval, number, place_name, share

BY_PLACE = 150
OF_PLACE, OF_PART = 40, 15  # rows where a reader chose a part: verdicts first, the rest is in the file
_TESTS = Column(
    "Tests",
    hint="those that gave the class: evidence (10 vacancies of 3 employers, or 5 offers); the interval above, below or "
    "within 1.5 times; at least 3 employers; not rising; at least 3 effective providers; width of the interval",
)
_GAP = Column("Asked ÷ taught", True, "prominence in demand ÷ prominence in supply, shrunk, with its 95 % interval")
_SUPPLY = (
    *(Column("Offers", True, "open offers that teach it"), Column("Providers", True, "distinct")),
    Column("Effective providers", True, "1 / HHI of the offers: below 3, one provider's market"),
)
COLUMNS = (
    *(Column("Skill"), Column("Class", hint="decided by the interval of the gap, see method"), _TESTS, _GAP),
    Column("Vacancies", True, "open vacancies that name it, and their share of all with its 95 % interval"),
    *(Column("Employers", True, "distinct"), *_SUPPLY, Column("Trend", hint="of demand")),
)
ENTRY = Column("New offers", True, "share of the offers that are younger than 12 months, with its 95 % interval")
PRICES = Column("Price change", True, "median change of an offer's price in 12 to 24 months, with its 95 % interval")
_PLACE_COLUMNS = (
    *(Column("Skill"), Column("Place"), *COLUMNS[1:4], Column("Vacancies", True, "open vacancies that name it")),
    *(Column("Employers", True, "distinct"), *_SUPPLY),
)


def table(findings: Findings, found: Sequence[Row], parts: Mapping[Cut, Sequence[Row]]) -> Table:
    """Every skill of the market, verdicts first; of a part of the market, what is known of it there."""
    more = _pressure(found)
    cells = _cells(findings, more)
    note = _("The {} skills most mentioned on either side.").format(count(TABLE_ROWS))
    return Table(
        "saturation",
        _("Skills asked or taught"),
        [*COLUMNS, *more],
        [cells(row) for row in judged(found)],
        "saturation.csv",
        filters=1,
        note=note if len(found) == TABLE_ROWS else None,
        empty=_("No skill is asked or taught in what the sources gave."),
        cuts=_cuts(parts, cells),
    )


def _cuts(parts: Mapping[Cut, Sequence[Row]], cells: Callable[[Row], list[Cell]]) -> dict[str, list[list[Cell]]]:
    """The first rows of each part, without what is told on hover: that is behind the skill."""
    kept = {cut: judged(here)[:OF_PLACE] if cut.kind == "place" else here[:OF_PART] for cut, here in parts.items()}
    return {cut.key: [[replace(cell, hint=None) for cell in cells(row)] for row in some] for cut, some in kept.items()}


def _pressure(found: Sequence[Row]) -> dict[Column, Callable[[Row], Cell]]:
    """Warnings beside the verdicts, where some market has one: what entered, and how prices moved."""
    seen: dict[Column, Callable[[Row], Cell]] = {}
    if any(not absent(row["entry_rate"]) and row["entry_rate"] > 0 for row in found):
        seen[ENTRY] = lambda row: _rate(row, "entry_rate")
    if any(row["price_change_count"] for row in found):
        seen[PRICES] = lambda row: _rate(row, "price_change_median")
    return seen


def _rate(row: Row, name: str) -> Cell:
    if absent(row[name]):
        return Cell("–", order="")
    ends = interval(row[f"{name}_low"], row[f"{name}_high"])
    return Cell(f"{share(row[name])} ({ends})", order=row[name])


def _cells(findings: Findings, more: Mapping[Column, Callable[[Row], Cell]]) -> Callable[[Row], list[Cell]]:
    def cells(row: Row) -> list[Cell]:
        href = findings.href("skill", row["concept_uri"])
        return [
            *(skill_cell(row, href), class_cell(row), Cell(decided_by(row)), factor_cell(row, href)),
            *(_asked(row, href), counted(row["employer_count"], href)),
            *(*_supplied(row, href), trend_cell(row), *(of(row) for of in more.values())),
        ]

    return cells


def _asked(row: Row, href: str | None) -> Cell:
    """How many vacancies name it, and their share."""
    number = row["vacancy_count"] if "vacancy_count" in row else row["demand_count"]
    if not number or absent(number):
        return counted(0)
    part = "" if absent(row["share"]) else f" ({share(row['share'])}, {interval(row['share_low'], row['share_high'])})"
    return Cell(f"{count(number)}{part}", href, int(number))


def _supplied(row: Row, href: str | None) -> list[Cell]:
    counts = [counted(row[name], href) for name in ("offer_count", "provider_count")]
    return [*counts, figure(row["effective_providers"])]


def skill_cell(row: Row, href: str | None) -> Cell:
    """The skill; where all are asked it, that is said on hover."""
    of_all = _("asked of nearly everyone: no market of its own") if row["is_transversal"] else None
    return Cell(str(row["preferred_label"]), href, hint=of_all)


def class_cell(row: Row) -> Cell:
    """The class with its shape before it."""
    return Cell(_(row["class"]), mark=row["class"])


def factor_cell(row: Row, href: str | None = None) -> Cell:
    """Asked ÷ taught with its interval; the logarithm that is judged, on hover."""
    if absent(row["gap"]):
        return Cell("–", order="")
    hint = _("gap {}, {}").format(number(row["gap"]), gap_interval(row["gap_low"], row["gap_high"]))
    return Cell(factor(row["gap"], row["gap_low"], row["gap_high"]), href, row["gap"], hint)


def by_place(findings: Findings) -> Table:
    """The markets of single places that stand clear of balance: gaps first, the surest of a class first."""
    frame = findings.measures.saturation
    here = frame[(frame["place"] != "all") & frame["class"].isin(["underserved", "saturated", "dominated"])]
    ends = here[["gap_low", "gap_high"]].astype("Float64")
    sure = ends["gap_low"].where(ends["gap_low"] > 0, -ends["gap_high"])
    few = (here["class"] == "underserved") & (here["demand_count"] < MINIMUM_VACANCIES)
    order = here.assign(sure=-sure, rank=here["class"].map(ORDER.index).astype("int64"), few=few)
    order = order.sort_values(["rank", "is_transversal", "few", "sure", "concept_uri", "place"], kind="stable").head(
        BY_PLACE
    )

    def cells(row: Row) -> list[Cell]:
        href = findings.href("skill", row["concept_uri"])
        skill, place = skill_cell(row, href), Cell(place_name(row["place"]))
        asked = [counted(row[name]) for name in ("demand_count", "employer_count")]
        return [skill, place, class_cell(row), Cell(decided_by(row)), factor_cell(row), *asked, *_supplied(row, None)]

    return Table(
        "places",
        _("By place: markets that stand clear of balance"),
        _PLACE_COLUMNS,
        [cells(r) for r in rows(order.head(BY_PLACE))],
        "saturation.csv",
        filters=2,
        note=_("The first {}.").format(BY_PLACE) if len(here) > BY_PLACE else None,
        empty=_("No market of a single place stands clear of balance."),
        cuts={
            cut.key: [cells(r) for r in rows(order[(order["place"] == cut.code).to_numpy(bool)].head(OF_PART))]
            for cut in findings.cuts
            if cut.kind == "place"
        },
    )
