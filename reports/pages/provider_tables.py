"""Tables of providers: each catalogue in a row, and what the sources of catalogues state at all."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reports.credential_types import type_name
from reports.currency import report_currency
from reports.findings import TABLE_ROWS, Findings
from reports.language import _
from reports.measures.units.counting import query
from reports.page import Block, Cell, Column, Table
from reports.pages.amounts import FEW, amount, hours
from reports.pages.cells import counted, part
from reports.rows import Row, rows
from reports.voice import absent, count, share, text

NAMES = 3  # of skills in a cell: more are in the file and behind the provider
_COLUMNS = (
    *(Column("Provider"), Column("Kind", hint="as its sources state it")),
    Column("Offers", True, "open offers, each counted once however often resold"),
    Column("New", True, "of them, in the last 12 months"),
    Column("Credentials", hint="kinds of credential, with the open offers of each"),
    Column("Skills", True, "distinct skills taught"),
    Column("Alone in", hint="skills that nobody else teaches, the most asked first"),
    Column("Asked more than taught", hint="share of its skills whose market is underserved, the widest gap first"),
    Column("Crowded in", hint="share of its skills whose market is saturated or dominated, the most crowded first"),
    Column("Median price", True, "of a whole offer; the number of prices behind it"),
    Column("Median hours", True, "of a whole offer; the number of stated lengths behind it"),
    Column("An hour", True, "median of price ÷ hours; the number of offers that state both"),
    Column("Free", True, "share of the offers"),
    Column("Accredited", True, "share of the offers that state an accreditation"),
    Column("Stackable", True, "share of the offers that bear credit or count towards more"),
    Column("Career support", True, "offers that state some"),
    Column("Partners", hint="industry partners that its offers name"),
    Column("Listed by", hint="the sources that list its offers"),
    Column("Listed again by", hint="sources that list an offer of its beside the listing that counts"),
)
_MAYBE: dict[int, tuple[str, Callable[[], str]]] = {  # columns that stand where an offer fills them, by their place
    13: ("accredited_share", lambda: _("accreditation")),
    14: ("stackable_share", lambda: _("credit or what an offer counts towards")),
    15: ("career_support_count", lambda: _("career support")),
    16: ("partner_count", lambda: _("industry partners")),
}
_SOURCES = (
    *(Column("Source"), Column("Providers", True, "distinct, with an open offer in it")),
    Column("Offers", True, "open, as the source lists them"),
    *(Column("State a price", True), Column("State a length", True, "hours, or weeks at a stated pace")),
    *(Column("State a place", True), Column("Online", True), Column("State accreditation", True)),
    Column("State credit", True, "or what the offer counts towards"),
    *(Column("State career support", True), Column("Name partners", True)),
)
STATED = """
    SELECT source, count(DISTINCT coalesce(provider_key, source)) AS provider_count, count(*) AS offer_count,
        count(coalesce(price_kind, price::VARCHAR)) / count(*) AS price,
        count(coalesce(duration_hours, duration_weeks * pace_hours_per_week)) / count(*) AS length,
        count(country) / count(*) AS place,
        count(*) FILTER (lower(delivery_mode) = 'online') / count(*) AS online,
        count(accredited_by) / count(*) AS accredited,
        count(*) FILTER (coalesce(stackable_into, '') NOT IN ('', '[]') OR credit_value > 0) / count(*) AS credit,
        count(career_support) / count(*) AS support, count(industry_partners) / count(*) AS partners
    FROM offers WHERE open GROUP BY source ORDER BY offer_count DESC, source
"""
_STATED = ("price", "length", "place", "online", "accredited", "credit", "support", "partners")
_WANTED = (
    *("source", "open", "provider_key", "price_kind", "price", "duration_hours", "duration_weeks"),
    *("pace_hours_per_week", "country", "delivery_mode", "accredited_by", "stackable_into", "credit_value"),
    *("career_support", "industry_partners"),
)


def provider_table(findings: Findings, found: Sequence[Row], cuts: Mapping[str, Sequence[Row]]) -> Table:
    """A row a provider, the largest catalogue first; of a place, those with an offer of their own there."""
    silent = {at: said() for at, (name, said) in _MAYBE.items() if not any(row[name] for row in found)}
    note = [_("The {} largest.").format(count(TABLE_ROWS))] if len(found) == TABLE_ROWS else []
    note += [_("No offer states: {}.").format(", ".join(silent.values()))] if found and silent else []

    def cells(row: Row) -> list[Cell]:
        return [cell for at, cell in enumerate(_cells(findings, row)) if at not in silent]

    return Table(
        name="providers",
        caption=_("Providers with open offers, amounts in {}").format(report_currency()),
        columns=[column for at, column in enumerate(_COLUMNS) if at not in silent],
        rows=[cells(row) for row in found],
        csv="providers.csv",
        filters=1,
        note=" ".join(note) or None,
        empty=_("No provider has an open offer of its own here."),
        cuts={key: [cells(row) for row in of] for key, of in cuts.items()},
    )


def _cells(findings: Findings, row: Row) -> list[Cell]:
    href = findings.href("provider", row["provider_key"])
    crowded = (row["saturated_share"] or 0) + (row["dominated_share"] or 0)
    return [
        Cell(text(row["provider"]), href),
        Cell(provider_kind(row["provider_kind"])),
        counted(row["offer_count"], href),
        counted(row["new_offer_count"]),
        Cell(_types(row["credential_types"])),
        counted(row["skill_count"]),
        _named(count(row["sole_skill_count"]), row["sole_skill_count"], row["sole_skills"]),
        _named(share(row["underserved_share"]), row["underserved_share"], row["underserved_skills"]),
        _named(share(crowded), crowded, row["crowded_skills"]),
        _median(row, "price", amount),
        _median(row, "hours", hours),
        _median(row, "price_per_hour", amount),
        part(row["free_share"]) if row["free_share"] or row["price_count"] else _silent(),
        *(_part(row[f"{name}_share"]) for name in ("accredited", "stackable")),
        counted(row["career_support_count"]) if row["career_support_count"] else _silent(),
        _names(row["partners"], row["partner_count"]),
        Cell(text(row["sources"])),
        Cell(text(row["resellers"])),
    ]


def provider_kind(kind: Any) -> str:
    """What a provider is, in the language of the report; what is no kind of ours as it stands."""
    known = {
        "university": _("university"),
        "college": _("college"),
        "company": _("company"),
        "platform": _("platform"),
        "association": _("association"),
        "government": _("government"),
    }
    return _("not stated") if absent(kind) else known.get(str(kind), str(kind))


def _silent() -> Cell:
    """What no offer states is not known; nothing is said to be missing."""
    return Cell(_("not stated"), order="")


def _part(value: Any) -> Cell:
    return part(value) if value else _silent()


def _types(said: Any) -> str:
    """`course (40); badge (2)`, each kind as it is read."""
    found = re.findall(r"(.*?) \((\d+)\)(?:; |$)", "" if absent(said) else str(said))
    return "; ".join(f"{type_name(kind)} ({count(number)})" for kind, number in found) or text(None)


def _named(figure: str, order: Any, names: Any) -> Cell:
    """A figure with the first names behind it, all that the file has on hover."""
    if not order or absent(names):
        return Cell(figure, order=order or 0)
    known = str(names).split("; ")
    more = "…" if len(known) > NAMES else ""
    return Cell(f"{figure}: {'; '.join(known[:NAMES])}{more}", order=order, hint=str(names) if more else None)


def _names(names: Any, number: Any) -> Cell:
    return _silent() if absent(names) else _named(count(number), number, names)


def _median(row: Row, name: str, said: Any) -> Cell:
    number = row[f"{name}_count"]
    if not number:
        return Cell(text(None), order="")
    told = _("{}, n = {}").format(said(row[f"{name}_median"]), count(number))
    return Cell(told, order=row[f"{name}_median"], mark="thin" if number < FEW else None)


def sources_block(findings: Findings) -> Block:
    """What the catalogues state, by the source that lists them: what none states cannot be compared."""
    found = rows(query(STATED, offers=findings.market.columns("offers", *_WANTED)))
    cells = [
        [
            Cell(text(row["source"]), "source_health.html"),
            counted(row["provider_count"]),
            counted(row["offer_count"]),
            *(part(row[name]) for name in _STATED),
        ]
        for row in found
    ]
    table = Table(
        name="stated",
        caption=_("Share of a source's open offers that state it"),
        columns=_SOURCES,
        rows=cells,
        empty=_("No source lists an open offer."),
    )
    told = _(
        "Figures above rest on what the catalogues publish. Where a source states nothing of a kind, nothing is known "
        "of it, and nothing is said to be missing."
    )
    return Block(_("What the catalogues state, and what they leave out"), [told] if found else [], tables=[table])
