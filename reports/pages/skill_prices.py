"""What it costs to learn a skill: the offers that teach it, by the price and the hours they state."""

from reports.currency import report_currency
from reports.findings import Findings
from reports.language import _
from reports.page import Block, Cell, Column, Table
from reports.pages.amounts import FEW, amount, hours, middle_cell
from reports.pages.cells import counted, part
from reports.rows import Row, rows
from reports.voice import count, text

MOST, MOST_OF_CUT = 1_000, 25
_COLUMNS = (
    Column("Skill"),
    Column("Asked in", True, "open vacancies naming it"),
    Column("Offers", True, "open offers teaching it, among other skills"),
    Column("Providers", True),
    Column("Price: median", True, "of a whole offer that teaches it, and how many state one; free ones left out"),
    Column("Price: middle half", True, "a quarter costs less, a quarter more"),
    Column("Hours: median", True, "of a whole offer that teaches it, and how many state them"),
    Column("Free", True, "share of the offers that cost nothing"),
)


def skill_prices(findings: Findings) -> Block:
    """A row a skill that an offer of a known price or length teaches, the most asked first."""
    frame = findings.measures.saturation
    known = frame[(frame["price_count"].fillna(0) + frame["hours_count"].fillna(0) > 0) & ~frame["is_transversal"]]
    known = known.sort_values(["demand_count", "concept_uri"], ascending=[False, True], kind="stable")
    by_place = {str(place): of for place, of in known.groupby("place", sort=False)}
    cuts = {
        cut.key: [_cells(findings, row) for row in rows(by_place[cut.code].head(MOST_OF_CUT))]
        for cut in findings.cuts
        if cut.kind == "place" and cut.code in by_place
    }
    whole = by_place.get("all", known.head(0))
    table = Table(
        name="skill-prices",
        caption=_("What offers that teach a skill cost and take, amounts in {}").format(report_currency()),
        columns=_COLUMNS,
        rows=[_cells(findings, row) for row in rows(whole.head(MOST))],
        csv="saturation.csv",
        note=_("The {} most asked.").format(count(MOST)) if len(whole) > MOST else None,
        empty=_("No offer that teaches a skill states a price or hours."),
        cuts=cuts,
    )
    told = _(
        "An offer teaches several skills: its price is of the whole, not of one skill. The most asked skills first."
    )
    return Block(_("What a skill costs to learn"), [told] if len(whole) else [], tables=[table])


def _cells(findings: Findings, row: Row) -> list[Cell]:
    href = findings.href("skill", row["concept_uri"])
    return [
        Cell(text(row["preferred_label"]), href),
        counted(row["demand_count"], href),
        counted(row["offer_count"], href),
        counted(row["provider_count"]),
        _median(amount(row["price_median"]), row, "price"),
        middle_cell(row, "price"),
        _median(hours(row["hours_median"]), row, "hours"),
        part(row["free_share"]),
    ]


def _median(said: str, row: Row, name: str) -> Cell:
    if not row[f"{name}_count"]:
        return Cell("–", order="")
    told = _("{}, n = {}").format(said, count(row[f"{name}_count"]))
    thin = row[f"{name}_count"] < FEW
    return Cell(
        _("thin: {}").format(told) if thin else told, order=row[f"{name}_median"], mark="thin" if thin else None
    )
