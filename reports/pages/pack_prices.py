"""The tables of an evidence pack about offers, prices and pay, each with its file."""

from typing import Any

from reports.credential_types import type_name
from reports.evidence.quoting import plain, short
from reports.language import _
from reports.measures.pack.pack import Pack
from reports.measures.units.counting import ALL
from reports.page import Cell, Column, Table
from reports.pages.amounts import amount, hours, money
from reports.pages.cells import counted, evidence_cell, figure
from reports.rows import Row, rows
from reports.voice import NOT_STATED, absent, place_name, text

ALIKE = "weighted Jaccard similarity of the skills, 0 to 1"
_OFFER = (
    *(Column("Type"), Column("Price", True, "of the whole offer"), Column("Hours", True)),
    Column("Price an hour", True),
)


def _costs(row: Row) -> list[Cell]:
    return [
        Cell(NOT_STATED if absent(row["credential_type"]) else plain(type_name(row["credential_type"]))),
        Cell(money(row["price"]) if row["price"] else _amount_of_nothing(row["price"]), order=_order(row["price"])),
        Cell(hours(row["hours"]), order=_order(row["hours"])),
        Cell(money(row["price_per_hour"]), order=_order(row["price_per_hour"])),
    ]


def _amount_of_nothing(price: Any) -> str:
    return NOT_STATED if absent(price) else _("free")


def _order(value: Any) -> float | str:
    return "" if absent(value) else float(value)


def offers(found: Pack) -> Table:
    """A row an offer of the credential."""
    columns = (
        *(Column("Offer"), Column("Provider"), *_OFFER, Column("Accredited"), Column("Stackable")),
        Column("Skills", True, "distinct skills that it teaches"),
    )
    cells = [
        [
            *(Cell(short(row["title"])), Cell(short(text(row["provider"]))), *_costs(row)),
            *(Cell(_("stated") if row[word] else NOT_STATED) for word in ("accredited", "stackable")),
            counted(row["taught_skill_count"]),
        ]
        for row in rows(found.offers)
    ]
    empty = _("No catalogue that we read offers it.")
    return Table("offers", _("Its offers and who gives them"), columns, cells, "pack_offers.csv", empty=empty)


def alternatives(found: Pack) -> Table:
    """A row an offer that teaches much the same."""
    columns = (
        *(
            Column("Offer"),
            Column("Provider"),
            Column("Alike", True, ALIKE),
        ),
        *(Column("Shared skills"), *_OFFER),
        *(Column("Vacancies naming it", True), Column("Employers", True)),
    )
    cells = [
        [
            *(Cell(short(row["title"])), Cell(short(text(row["provider"]))), figure(row["similarity"], 2)),
            *(Cell(text(row["skills"])), *_costs(row), counted(row["explicit_count"]), counted(row["employer_count"])),
        ]
        for row in rows(found.alternatives)
    ]
    empty = _("No offer shares a skill with it.")
    caption = _("Alternatives: offers that teach much the same")
    return Table("alternatives", caption, columns, cells, "pack_alternatives.csv", empty=empty)


def position(found: Pack) -> Table:
    """Where its price and hours stand among the nearest offers."""
    words = {"price": _("price"), "hours": _("hours"), "price_per_hour": _("price an hour")}
    columns = (
        *(Column("Figure"), Column("Here", True, "median of its offers"), Column("Alternatives", True)),
        *(Column("Providers", True), Column("Median (95 %)", True), Column("Evidence")),
    )
    cells = [
        [
            *(Cell(words[row["figure"]]), Cell(_stated(row["figure"], row["value"]))),
            *(counted(row["offer_count"]), counted(row["provider_count"]), Cell(_median(row)), evidence_cell(row)),
        ]
        for row in rows(found.position)
    ]
    empty = _("There is nothing to compare its price with.")
    return Table("position", _("Its price and length beside theirs"), columns, cells, "pack_position.csv", empty=empty)


def _stated(name: str, value: Any) -> str:
    return hours(value) if name == "hours" else money(value)


def _median(row: Row) -> str:
    if absent(row["median"]):
        return NOT_STATED
    said = hours if row["figure"] == "hours" else amount
    ends = _("{} to {}").format(said(row["median_low"]), said(row["median_high"]))
    return (
        said(row["median"])
        if absent(row["median_low"]) or row["provider_count"] < 2
        else f"{said(row['median'])} ({ends})"
    )


def pay(found: Pack) -> Table:
    """Pay beside vacancies of the same occupation and country."""
    columns = (
        *(Column("Place"), Column("Occupation", hint="ISCO-08, or all"), Column("Naming it", True)),
        *(Column("Not naming it", True), Column("Median naming it", True), Column("Median of others", True)),
        *(Column("Difference (95 %)", True), Column("Evidence")),
    )
    cells = [
        [
            Cell(place_name(row["place"])),
            Cell(_("all") if row["occupation"] == ALL else text(row["occupation"])),
            *(counted(row["naming_count"]), counted(row["other_count"])),
            *(Cell(money(row[name]), order=_order(row[name])) for name in ("pay_median", "other_pay_median")),
            Cell(_difference(row), order=_order(row["difference"])),
            evidence_cell(row),
        ]
        for row in rows(found.pay)
        if not absent(row["difference"])
    ]
    note = _("Median yearly pay as advertised, in the report's currency. An association, never a return.")
    empty = _("Too few vacancies state pay to compare.")
    return Table("pay", _("Pay that goes with it"), columns, cells, "pack_pay.csv", note=note, empty=empty)


def _difference(row: Row) -> str:
    ends = _("{} to {}").format(amount(row["difference_low"]), amount(row["difference_high"]))
    return f"{money(row['difference'])} ({ends})"
