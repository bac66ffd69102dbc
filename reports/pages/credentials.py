"""Which credentials do employers name?"""

from reports.charts import REQUIREMENTS, stacked_shares
from reports.findings import Findings, Row, credential_key, rows
from reports.page import Cell, Column, Page, Picture, Sentence, Table
from reports.pages.cells import counted, evidence_cell, shared
from reports.sentences import named_in
from reports.voice import count, day, joined, place_name, share, text, vacancies

QUESTION = "Credentials in demand"
SHOWN = 15
BY_PLACE = 100
_COLUMNS = (
    Column("Credential"),
    Column("Issuer"),
    Column("Named", True, "explicit: open vacancies that name it, a lower bound"),
    Column("Share of vacancies", True, "explicit, with its 95 % interval"),
    *(Column(word.capitalize(), True, f"vacancies in which the credential is {word}") for word in REQUIREMENTS),
    Column("Implied ½", True, "vacancies whose skills cover at least half of what it teaches"),
    Column("Implied ¾", True, "at least three quarters"),
    Column("Implied all", True, "everything it teaches"),
    Column("Employers", True, "distinct employers that name it"),
    Column("Industries", True, "distinct industries that name it"),
    Column("Evidence", hint="thin below 10 vacancies or 3 employers"),
)
_PLACE_COLUMNS = (
    *(Column("Credential"), Column("Place"), Column("Named", True), Column("Share of vacancies", True)),
    *(Column("Required", True), Column("Employers", True), Column("Evidence")),
)


def page(findings: Findings) -> Page:
    """The credentials named in open vacancies, or implied by the skills these ask."""
    named = [r for r in findings.credentials if r["explicit_count"]]
    return Page(
        name="credentials",
        question=QUESTION,
        title=_title(named),
        lead=_lead(findings, named),
        pictures=[_picture(findings, named[:SHOWN])] if named else [],
        tables=[_table(findings), _by_place(findings)],
    )


def _title(named: list[Row]) -> str:
    if not named:
        return "No open vacancy names a credential yet"
    others = joined(str(r["credential"]) for r in named[1:3])
    return f"{named[0]['credential']} is the credential named most" + (f", before {others}" if others else "")


def _lead(findings: Findings, named: list[Row]) -> list[Sentence]:
    if not named:
        return [f"{vacancies(findings.vacancy_total)} open, none of them naming a credential we know."]
    note = (
        "Named is a lower bound: many wanted credentials go unnamed. What is implied stands apart, never added to it."
    )
    return [*(named_in(r, findings.href("credential", credential_key(r))) for r in named[:5]), note]


def _picture(findings: Findings, top: list[Row]) -> Picture:
    total = findings.vacancy_total
    labels = _labels(top)
    parts = [part for r, label in zip(top, labels, strict=True) for part in _parts(findings, r, label)]
    dots = [
        {
            "label": label,
            "share": r["share"],
            "low": r["share_low"],
            "high": r["share_high"],
            "said": share(r["share"]),
            "hint": str(named_in(r, None).unescape()),
        }
        for r, label in zip(top, labels, strict=True)
    ]
    first = top[0]
    return Picture(
        name="most-named",
        title=f"{first['credential']} is required in {count(first['required_count'])} of the "
        f"{vacancies(first['explicit_count'])} that name{'s' if first['explicit_count'] == 1 else ''} it",
        subtitle="Share of open vacancies naming the credential (dot, with its 95 % interval), split by what "
        f"they ask of it; the {count(len(top))} named most, all places, {day(findings.market.as_of)}",
        source=f"Source: {vacancies(total)}. Figures: credential_demand.csv.",
        spec=stacked_shares(parts, dots, "share of open vacancies", REQUIREMENTS, "asked"),
        key=[(word, word) for word in REQUIREMENTS],
    )


def _labels(top: list[Row]) -> list[str]:
    """Names, with the issuer where two credentials share one."""
    names = [str(r["credential"]) for r in top]
    return [f"{n} ({text(r['issuer'])})" if names.count(n) > 1 else n for n, r in zip(names, top, strict=True)]


def _parts(findings: Findings, row: Row, label: str) -> list[Row]:
    """The stacked parts of one credential's share, from the left."""
    parts, start, total = [], 0.0, findings.vacancy_total
    href = findings.href("credential", credential_key(row))
    for word in REQUIREMENTS:
        amount = row[f"{word}_count"] or 0
        end = start + amount / total
        hint = f"{row['credential']}: {word} in {vacancies(amount)} of {count(total)}"
        parts.append({"label": label, "word": word, "from": start, "to": end, "href": href, "hint": hint})
        start = end
    return parts


def _table(findings: Findings) -> Table:
    def cells(row: Row) -> list[Cell]:
        href = findings.href("credential", credential_key(row))
        return [
            Cell(str(row["credential"]), href),
            Cell(text(row["issuer"])),
            counted(row["explicit_count"], href),
            shared(row, href if row["explicit_count"] else None),
            *(counted(row[f"{word}_count"], href) for word in REQUIREMENTS),
            *(counted(row[f"implied_{part}_count"], href) for part in ("half", "three_quarters", "all")),
            counted(row["employer_count"], href),
            counted(row["industry_count"], href),
            evidence_cell(row),
        ]

    found = findings.credentials
    everywhere = (findings.measures.credential_demand["place"] == "all").sum()
    note = f"{count(len(found))} of {count(everywhere)}: those named, then those implied most."
    return Table(
        "credentials",
        "Credentials named in open vacancies or implied by them, all places",
        _COLUMNS,
        [cells(r) for r in found],
        "credential_demand.csv",
        filters=1,
        note=note if len(found) < everywhere else None,
        empty="No open vacancy names or implies a credential of our list or of the catalogues.",
    )


def _by_place(findings: Findings) -> Table:
    frame = findings.measures.credential_demand
    here = frame[(frame["place"] != "all") & (frame["explicit_count"] > 0)]
    order = here.sort_values(["explicit_count", "credential", "place"], ascending=[False, True, True]).head(BY_PLACE)

    def cells(row: Row) -> list[Cell]:
        href = findings.href("credential", credential_key(row))
        return [
            Cell(str(row["credential"]), href),
            Cell(place_name(row["place"])),
            counted(row["explicit_count"], href),
            shared(row, href),
            counted(row["required_count"]),
            counted(row["employer_count"]),
            evidence_cell(row),
        ]

    return Table(
        "places",
        "By place: where credentials are named",
        _PLACE_COLUMNS,
        [cells(r) for r in rows(order)],
        "credential_demand.csv",
        note=f"The {BY_PLACE} rows with most vacancies." if len(here) > BY_PLACE else None,
        empty="No credential is named in a vacancy with a stated place.",
    )
