"""What vacancies that name a credential pay, beside others: an association of advertisements, never a return."""

import pandas as pd

from reports.currency import report_currency
from reports.findings import Findings
from reports.language import _
from reports.measures.units.counting import ALL, query
from reports.page import Block, Cell, Column, Sentence, Table, link, says
from reports.pages.amounts import amount, money
from reports.pages.cells import counted, evidence_cell, part
from reports.rows import Row, credential_key, rows
from reports.voice import absent, count, number, plural, quoted, text

CHANCE = 0.05  # of the intervals, so many would leave out no difference by chance alone
PRICES = """
    SELECT credential, issuer, count(*) AS offer_count, count(price) FILTER (price > 0) AS price_count,
        median(price) FILTER (price > 0) AS price_median
    FROM taught JOIN units USING (unit_id) WHERE open GROUP BY ALL ORDER BY ALL
"""
_COLUMNS = (
    Column("Credential"),
    Column("Issuer"),
    Column("Named in", True, "open vacancies naming it"),
    Column("State pay", True, "share of them that states pay"),
    Column("Compared", True, "of them, those in an occupation and country with enough on either side"),
    Column("Others", True, "vacancies of the same occupations and countries that state pay and do not name it"),
    Column("Pay where named", True, "median of a year's posted pay"),
    Column("Pay of the others", True, "median of a year's posted pay"),
    Column("Difference", True, "of a year's pay, with its 95 % interval; a bootstrap of employers"),
    Column("Ratio", True, "pay where named ÷ pay of the others, with its 95 % interval"),
    Column("Offers", True, "open offers that lead to it by their title"),
    Column("Their price", True, "median of those that state one, and how many do"),
    Column("Evidence"),
)


def pay_block(findings: Findings) -> Block:
    """Posted pay where a credential is named, with what the credential costs beside it."""
    frame = findings.measures.pay
    figured = frame[frame["ratio"].notna()]
    figured = figured.sort_values(
        ["naming_count", "credential", "issuer"], ascending=[False, True, True], kind="stable"
    )
    prices = _prices(findings)
    whole = rows(figured[(figured["place"] == ALL) & (figured["occupation"] == ALL)])
    cuts = {}
    for cut in findings.cuts:
        column, other = ("place", "occupation") if cut.kind == "place" else ("occupation", "place")
        here = figured[(figured[column] == cut.code) & (figured[other] == ALL)]
        if cut.kind in ("place", "occupation") and len(here):
            cuts[cut.key] = [_cells(findings, row, prices) for row in rows(here)]
    table = Table(
        name="pay",
        caption=_("Posted pay where a credential is named: an association, never a return; a year's pay in {}").format(
            report_currency()
        ),
        columns=_COLUMNS,
        rows=[_cells(findings, row, prices) for row in whole],
        csv="pay.csv",
        note=_left_out(frame, len(whole)),
        empty=_("No credential is named by enough vacancies that state pay to be compared."),
        cuts=cuts,
    )
    return Block(_("Is it worth it?"), _told(findings, whole), tables=[table])


def _told(findings: Findings, whole: list[Row]) -> list[Sentence]:
    caution = _(
        "What follows compares advertisements: posted pay of vacancies that name a credential, beside vacancies of the "
        "same occupation and country that do not. Who asks for a credential differs in more than that, so it is an "
        "association and never what the credential brings."
    )
    if not whole:
        return [caution]
    above, below = _apart(whole)
    tally = _(
        "Compared: {all}. Intervals wholly above no difference: {above}; wholly below: {below}. By chance alone about "
        "{chance} would lie on one side or the other."
    ).format(
        all=plural(len(whole), "credential"),
        above=count(len(above)),
        below=count(len(below)),
        chance=number(CHANCE * len(whole), 1),
    )
    return [caution, tally, *(_sentence(findings, row) for row in (*above[:2], *below[:1]))]


def _apart(whole: list[Row]) -> tuple[list[Row], list[Row]]:
    """Where the whole interval lies above a ratio of 1, the highest first; and below it, the lowest first."""
    above = sorted((r for r in whole if r["ratio_low"] > 1), key=lambda r: -r["ratio"])
    return above, sorted((r for r in whole if r["ratio_high"] < 1), key=lambda r: r["ratio"])


def _sentence(findings: Findings, row: Row) -> Sentence:
    pattern = _(
        "{credential}: where it is named, posted pay is {ratio} times that of the others ({low} to {high}; "
        "{naming} compared with {others}, a year’s median of {pay} and {other_pay})."
    )
    return says(
        pattern,
        credential=link(quoted(row["credential"]), findings.href("credential", credential_key(row))),
        ratio=number(row["ratio"]),
        low=number(row["ratio_low"]),
        high=number(row["ratio_high"]),
        naming=plural(row["naming_count"], "vacancy", "vacancies"),
        others=count(row["other_count"]),
        pay=money(row["pay_median"]),
        other_pay=money(row["other_pay_median"]),
    )


def _left_out(frame: pd.DataFrame, shown: int) -> str | None:
    """How many named credentials could not be compared."""
    named = len(frame[["credential", "issuer"]].drop_duplicates())
    if named <= shown:
        return None
    return _("Not compared: {}, named by too few vacancies that state pay.").format(plural(named - shown, "credential"))


def _prices(findings: Findings) -> dict[tuple[str, str], Row]:
    """What the offers of a credential cost, by its name and issuer."""
    basis = findings.measures.basis
    found = rows(query(PRICES, taught=basis.taught, units=basis.supply.units[["unit_id", "open", "price"]]))
    return {(row["credential"], row["issuer"]): row for row in found}


def _cells(findings: Findings, row: Row, prices: dict[tuple[str, str], Row]) -> list[Cell]:
    href = findings.href("credential", credential_key(row))
    offered = prices.get((row["credential"], row["issuer"] or ""), {"offer_count": 0, "price_count": 0})
    return [
        Cell(text(row["credential"]), href),
        Cell(text(row["issuer"])),
        counted(row["naming_total"], href),
        part(row["pay_stated_share"]),
        counted(row["naming_count"]),
        counted(row["other_count"]),
        *(Cell(amount(row[name]), order=row[name]) for name in ("pay_median", "other_pay_median")),
        _with_ends(row, "difference", 0),
        _with_ends(row, "ratio", 2),
        counted(offered["offer_count"]),
        _price(offered),
        evidence_cell(row),
    ]


def _with_ends(row: Row, name: str, digits: int) -> Cell:
    value, low, high = (number(row[f"{name}{end}"], digits) for end in ("", "_low", "_high"))
    return Cell(_("{} ({} to {})").format(value, low, high), order=row[name])


def _price(offered: Row) -> Cell:
    if not offered["price_count"] or absent(offered["price_median"]):
        return Cell("–", order="")
    said = _("{}, n = {}").format(amount(offered["price_median"]), count(offered["price_count"]))
    return Cell(said, order=offered["price_median"])
