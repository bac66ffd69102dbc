"""The table of opportunities: the gap, who teaches, at what price, and what a new offer would meet."""

from collections.abc import Mapping, Sequence

from reports.currency import report_currency
from reports.findings import Findings
from reports.language import _
from reports.measures.markets.new_offer import Company, Unserved
from reports.page import Cell, Column, Table
from reports.pages.cells import counted, figure, trend_cell
from reports.pages.opportunity_rows import Opportunity
from reports.pages.saturation_table import factor_cell
from reports.rows import Row
from reports.voice import absent, count, interval, number, place_name, plural, share

COLUMNS = (
    *(Column("Skill"), Column("Where", hint="places whose intervals meet are told together")),
    Column("Asked ÷ taught", True, "prominence in demand ÷ prominence in supply, shrunk, with its 95 % interval"),
    Column("Vacancies", True, "open vacancies that ask it"),
    Column("Unserved", True, "of these vacancies, no single open offer teaches half of what they ask in all"),
    Column("Offers", True, "open offers that teach it"),
    Column("Nearest offers", hint="of all places, the likest first; where nobody teaches it, by what is asked with it"),
    Column("Asked along with", hint="skills that most of its vacancies ask besides, of all places"),
    *(Column("Providers", True), Column("Price", True, "median of the offers that state one above zero; how many do")),
    *(Column("Hours", True, "median of the offers that state them"), Column("Employers", True, "distinct")),
    Column("Trend", hint="of demand"),
)


def table(
    findings: Findings,
    found: Sequence[Opportunity],
    unserved: Mapping[str, Mapping[str, Unserved]],
    company: Mapping[str, Company],
    cuts: Mapping[str, Sequence[Opportunity]],
    more: bool,
) -> Table:
    """Each opportunity once. `unserved` by place and skill, `company` by skill; `more`: some are left out."""

    def cells(each: Opportunity) -> list[Cell]:
        row = each.row
        href = findings.href("skill", row["concept_uri"])
        return [
            Cell(str(row["preferred_label"]), href),
            Cell(places(each)),
            *(factor_cell(row, href), counted(row["demand_count"], href)),
            _unserved(unserved.get(row["place"], {}).get(row["concept_uri"])),
            counted(row["offer_count"], href),
            *_surrounded(company.get(row["concept_uri"])),
            *(counted(row["provider_count"], href), _price(row), figure(row["hours_median"], 0)),
            *(counted(row["employer_count"], href), trend_cell(row)),
        ]

    return Table(
        "opportunities",
        _("Skills underserved with enough evidence, the surest gap first"),
        COLUMNS,
        [cells(each) for each in found],
        "opportunities.csv",
        filters=1,
        note=_("The {} surest gaps.").format(count(len(found))) if more else None,
        empty=_("No market is underserved with at least 10 vacancies of 3 employers."),
        cuts={key: [_here(cells(each), each) for each in here] for key, here in cuts.items()},
    )


def _here(cells: list[Cell], each: Opportunity) -> list[Cell]:
    return [cells[0], Cell(place_name(each.row["place"])), *cells[2:]]


def places(each: Opportunity) -> str:
    """`all places; also GB, GB-ENG`, or `only New York (US-NY)`."""
    here = place_name(each.row["place"])
    if each.others:
        return _("{}; also {}").format(here, ", ".join(each.others))
    return here if each.row["place"] == "all" else _("only {}").format(here)


def _unserved(found: Unserved | None) -> Cell:
    if found is None or absent(found.share):
        return Cell("–", order="")
    ends = interval(found.low, found.high)
    return Cell(f"{count(found.unserved)}: {share(found.share)} ({ends})", order=found.share)


def _price(row: Row) -> Cell:
    if not row["price_count"]:
        free = row["free_share"]
        return Cell(_("free") if free and not absent(free) else "–", order=0 if free else "")
    stated = plural(row["price_count"], "offer")
    told = _("{price} {currency}; {offers}")
    text = told.format(price=number(row["price_median"], 0), currency=report_currency(), offers=stated)
    return Cell(text, order=row["price_median"])


def _surrounded(company: Company | None) -> list[Cell]:
    if company is None:
        return [Cell("–"), Cell("–")]
    near = company.offers.astype("string").fillna("–").to_numpy().tolist()
    titles = "; ".join(f"{title} ({provider})" for title, provider in near)
    if not company.is_taught:
        titles = _("nobody teaches it; near: {}").format(titles) if titles else _("nobody teaches it")
    besides = ", ".join(f"{label} ({share(part)})" for label, part in company.companions)
    return [Cell(titles), Cell(besides or "–")]
