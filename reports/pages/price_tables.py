"""Tables of what offers cost: by kind of credential, in chains that add up, and one by one."""

from collections.abc import Mapping, Sequence

import pandas as pd

from reports.credential_types import type_name
from reports.currency import report_currency
from reports.evidence.addresses import web_link
from reports.findings import Findings
from reports.language import _
from reports.page import Block, Cell, Column, Cut, Table
from reports.pages.amounts import VALUES, amount, amount_cell, hours, median_cell, middle_cell
from reports.pages.cells import counted, evidence_cell, part
from reports.pages.own_offers import own_offers
from reports.pages.price_picture import VALUE, as_stated
from reports.rows import Row, rows
from reports.voice import count, plural, text

MOST = 2_000
MOST_OF_CUT = 40
_KINDS = (
    Column("Kind of credential"),
    Column("Offers", True, "open offers of the kind"),
    Column("Providers", True),
    Column("Price: median", True, "of a whole offer, with its 95 % interval and how many state it; free ones left out"),
    Column("Price: middle half", True, "a quarter costs less, a quarter more"),
    Column("Hours: median", True, "of work in a whole offer, with its 95 % interval and how many state it"),
    Column("Hours: middle half", True, "a quarter is shorter, a quarter longer"),
    Column("An hour: median", True, "price ÷ hours of the offers that state both, with its 95 % interval"),
    Column("An hour: middle half", True, "a quarter costs less, a quarter more"),
    Column("Free", True, "share of the offers that cost nothing"),
    Column("Subscription", True, "share of the offers sold by subscription, priced at the pace they state"),
    Column("Evidence"),
)
_CHAINS = (
    Column("Final credential"),
    Column("Kind"),
    Column("Provider"),
    Column("Chain", hint="the offers in their order, the first on the left"),
    Column("Steps", True),
    Column("Price of the parts", True, "what the offers before the final one sum up to; a dash: one states none"),
    Column("Price of the final", True, "as stated; it may contain its parts, so the two are never added"),
    Column("Hours of the parts", True, "what the offers before the final one sum up to; a dash: one states none"),
    Column("Hours of the final", True),
)
_OFFERS = (
    *(Column("Offer"), Column("Provider"), Column("Kind of credential")),
    Column("Price", True, "in the report's currency; as stated on hover"),
    Column("Hours", True, "of work in all"),
    Column("An hour", True, "price ÷ hours"),
    Column("Terms"),
)


def kinds_table(findings: Findings, kinds: list[Row], cuts: Mapping[str, list[Row]]) -> Table:
    """A row a kind of credential, from the badge to the degree."""

    def cells(row: Row) -> list[Cell]:
        href = findings.href("credential_type", row["credential_type"])
        return [
            Cell(type_name(row["credential_type"]), href),
            counted(row["offer_count"], href),
            counted(row["provider_count"]),
            *(cell for value in VALUES for cell in (median_cell(row, value), middle_cell(row, value))),
            part(row["free_share"]),
            part(row["subscription_share"]),
            evidence_cell(row),
        ]

    return Table(
        name="price",
        caption=_("Price and hours by kind of credential, amounts in {}").format(report_currency()),
        columns=_KINDS,
        rows=[cells(row) for row in kinds],
        csv="price.csv",
        empty=_("No offer is open."),
        cuts={key: [cells(row) for row in of] for key, of in cuts.items()},
    )


def chains_block(findings: Findings) -> Block:
    """What leads to a final credential, beside what that one states itself."""
    found = rows(findings.measures.stackable.head(MOST))
    keys: dict[str, str] = dict(findings.measures.basis.supply.units[["key", "organization"]].itertuples(index=False))

    def cells(row: Row) -> list[Cell]:
        return [
            Cell(text(row["final"])),
            Cell(type_name(row["final_type"])),
            Cell(text(row["provider"]), findings.href("provider", keys.get(row["first_offer"]))),
            Cell(text(row["chain"])),
            counted(row["steps"]),
            *(amount_cell(row[name], amount) for name in ("price", "final_price")),
            *(amount_cell(row[name], hours) for name in ("hours", "final_hours")),
        ]

    table = Table(
        name="chains",
        caption=_("Chains of offers towards a final credential, amounts in {}").format(report_currency()),
        columns=_CHAINS,
        rows=[cells(row) for row in found],
        csv="stackable.csv",
        empty=_("No open offer says that it counts towards another one, or towards a named credential."),
    )
    told = [
        _(
            "{}: the price and hours of the parts stand beside those of the final credential, never added to them."
        ).format(plural(len(findings.measures.stackable), "chain"))
    ]
    return Block(_("What adds up"), told if found else [], tables=[table])


def offers_block(findings: Findings, offers: pd.DataFrame, places: Sequence[Cut]) -> Block:
    """Single offers that state what they cost: the cheapest hour first, then those without hours, then the free."""
    priced = _priced(findings, offers)

    def told(found: pd.DataFrame) -> list[list[Cell]]:
        return [_offer(findings, row) for row in rows(found)]

    own = {cut.key: priced[priced["unit_id"].isin(own_offers(findings, cut.code))] for cut in places}
    note = _("The first {} of {}.").format(count(MOST), plural(len(priced), "offer")) if len(priced) > MOST else None
    table = Table(
        name="offers",
        caption=_("Offers whose price is known, amounts in {}").format(report_currency()),
        columns=_OFFERS,
        rows=told(priced.head(MOST)),
        filters=2,
        note=note,
        empty=_("No open offer states a price that can be counted."),
        cuts={key: told(found.head(MOST_OF_CUT)) for key, found in own.items()},
    )
    first = _("The cheapest hour first; of a place that is chosen above, what is offered there and not online.")
    return Block(_("Offer by offer"), [first] if len(priced) else [], tables=[table])


def _priced(findings: Findings, offers: pd.DataFrame) -> pd.DataFrame:
    """The offers that are free or state a price, in the order of the table, with their addresses."""
    stored = findings.market.offers[["offer_id", "url"]]
    urls = findings.measures.basis.listings.merge(stored, on="offer_id").drop_duplicates("unit_id")
    found = offers[offers["free"] | offers["price"].notna()].merge(urls[["unit_id", "url"]], on="unit_id", how="left")
    return found.sort_values(["free", VALUE, "price", "key"], kind="stable", na_position="last")


def _offer(findings: Findings, row: Row) -> list[Cell]:
    price = Cell(_("free"), order=0.0)
    if not row["free"]:
        price = Cell(amount(row["price"]), order=row["price"], hint=as_stated(row))
    return [
        Cell(text(row["title"]), web_link(row["url"])),
        Cell(text(row["provider"]), findings.href("provider", row["provider_key"])),
        Cell(type_name(row["credential_type"])),
        price,
        amount_cell(row["hours"], hours),
        amount_cell(row[VALUE], amount),
        Cell(_terms(row)),
    ]


def _terms(row: Row) -> str:
    if row["free"]:
        return _("free")
    return _("subscription") if row["is_subscription"] else _("whole price")
