"""The tables of recognition: industries, the credentials named in each, and the figures of the picture."""

from collections.abc import Mapping

import pandas as pd

from reports.credential_types import type_name
from reports.findings import Findings
from reports.language import _
from reports.measures.units.counting import ALL
from reports.page import Cell, Column, Table
from reports.pages.cells import counted, evidence_cell, figure, shared
from reports.pages.recognised import Named, industries, industry_name, named, types
from reports.rows import Row, credential_key, rows
from reports.voice import NOT_STATED, absent, count, joined, number, text

MOST = 40  # rows of one cut
MOST_TYPES = 40
_INDUSTRIES = (
    Column("Industry"),
    Column("Vacancies", True, "open vacancies of the industry"),
    Column("Employers", True, "distinct employers"),
    Column("Name a credential", True, "other than a degree; share of the vacancies with its 95 % interval"),
    Column("Name a micro-credential", True, "badge, micro-credential, nanodegree or professional certificate"),
    Column("State an education", True, "share that says what education it asks, none included"),
    Column("Of those, ask no degree", True, "vacancies that state an education and ask no degree"),
    Column("Ask no degree, at most", True, "upper bound: those silent about education are counted as asking none"),
    Column("Intensity", True, "(required + ½ preferred) ÷ mentions of credentials, degrees too; 1: all are required"),
    Column("Named most", hint="credentials named most there, with their vacancies"),
    Column("Evidence", hint="thin below 10 vacancies or 3 employers"),
)
_CREDENTIALS = (
    *(Column("Industry"), Column("Credential"), Column("Type")),
    Column("Named", True, "open vacancies of the industry that name it, a lower bound"),
    Column("Share of vacancies", True, "of the industry, with its 95 % interval"),
    *(Column("Required", True), Column("Preferred", True), Column("Mentioned", True)),
    Column("Intensity", True, "(required + ½ preferred) ÷ named"),
    Column("Quotient", True, "share here ÷ share in all open vacancies, with its 95 % interval"),
    Column("Employers", True),
    Column("Evidence", hint="thin below 10 vacancies or 3 employers"),
)
_TYPES = (
    *(Column("Industry"), Column("Type"), Column("Vacancies", True)),
    Column("Share of vacancies", True, "of the industry, with its 95 % interval"),
    Column("Employers", True),
    Column("Evidence", hint="of the industry: thin below 10 vacancies or 3 employers"),
)


def industries_table(findings: Findings) -> Table:
    """Each industry: how often it names a credential, and what it asks of education."""
    known = named(findings)
    everywhere = {row["industry"]: _industry(findings, row, known) for row in industries(findings, ALL)}
    cuts = {}
    for cut in findings.cuts:
        if cut.kind == "place":
            cuts[cut.key] = [_industry(findings, row, known) for row in industries(findings, cut.code)]
        elif cut.kind == "industry":
            cuts[cut.key] = [everywhere[code] for code in (ALL, cut.code) if code in everywhere]
    return Table(
        "industries",
        _("Industries: what their open vacancies name, and what they ask of education"),
        _INDUSTRIES,
        list(everywhere.values()),
        "recognition.csv",
        note=_("“Ask no degree” is read beside “State an education”: what is not stated is not waived."),
        empty=_("No vacancy is open."),
        cuts=cuts,
    )


def _industry(findings: Findings, row: Row, known: Mapping[tuple[str, str], Named]) -> list[Cell]:
    href = findings.href("industry", row["industry"])
    of = known.get((row["place"], row["industry"]))
    stated = row["education_stated_count"]
    told = _("{} of {}").format(count(row["stated_no_degree"]), count(stated)) if stated else NOT_STATED
    return [
        Cell(industry_name(row), href),
        counted(row["vacancy_total"], href),
        counted(row["employer_total"], href),
        *(shared(_part(row, name), href) for name in ("credential", "micro_credential", "education_stated")),
        Cell(told, order=row["stated_no_degree"] / stated if stated else ""),
        shared(_part(row, "no_degree"), href),
        figure(of.intensity if of else None, 2),
        Cell(joined(f"{name} ({count(amount)})" for name, amount in of.most) if of else NOT_STATED),
        evidence_cell(row),
    ]


def _part(row: Row, name: str) -> Row:
    return {part: row[f"{name}_{part}"] for part in ("share", "share_low", "share_high")}


def credentials_table(findings: Findings) -> Table:
    """The credentials that each industry names, most named first."""
    sizes = {row["industry"]: -row["vacancy_total"] for row in industries(findings, ALL)}
    frame = findings.measures.credentials_by_industry
    frame = frame[frame["explicit_count"] > 0]
    codes = {name: frame[name].astype("string") for name in ("industry", "place", "credential", "issuer")}
    frame = frame.assign(**codes, size=codes["industry"].map(sizes).astype("Float64"))
    order = ["place", "size", "industry", "explicit_count", "credential", "issuer"]
    frame = frame.sort_values(order, ascending=[True, True, True, False, True, True], kind="stable")
    everywhere = frame[frame["place"] == ALL]
    cuts = {}
    for cut in findings.cuts:
        if cut.kind in ("place", "industry"):
            of = frame[frame["place"] == cut.code] if cut.kind == "place" else everywhere
            of = of if cut.kind == "place" else of[of["industry"] == cut.code]
            cuts[cut.key] = _credentials(findings, of.head(MOST))
    return Table(
        "credentials",
        _("Credentials that each industry names"),
        _CREDENTIALS,
        _credentials(findings, everywhere),
        "credentials_by_industry.csv",
        filters=0,
        note=_("Of places, whole countries alone, and what 10 vacancies of 3 employers name there."),
        empty=_("No vacancy of a known industry names a credential here."),
        cuts=cuts,
    )


def _credentials(findings: Findings, frame: pd.DataFrame) -> list[list[Cell]]:
    return [_credential(findings, row) for row in rows(frame)]


def _credential(findings: Findings, row: Row) -> list[Cell]:
    href = findings.href("credential", credential_key(row))
    ends = f"{number(row['quotient_low'])}–{number(row['quotient_high'])}"
    told = NOT_STATED if absent(row["quotient"]) else f"{number(row['quotient'])} ({ends})"
    return [
        Cell(industry_name(row), findings.href("industry", row["industry"])),
        Cell(text(row["credential"]), href, hint=None if absent(row["issuer"]) else str(row["issuer"])),
        Cell(type_name(row["credential_type"]), findings.href("credential_type", row["credential_type"])),
        counted(row["explicit_count"], href),
        shared(row, href),
        *(counted(row[f"{word}_count"]) for word in ("required", "preferred", "mentioned")),
        figure(row["requirement_intensity"], 2),
        Cell(told, order="" if absent(row["quotient"]) else row["quotient"]),
        counted(row["employer_count"], href),
        evidence_cell(row),
    ]


def types_table(findings: Findings) -> Table:
    """The figures of the picture: how often each industry names a kind of credential."""

    def cells(place: str, only: str | None = None, least: int = 0) -> list[list[Cell]]:
        by_type = types(findings, place)
        found = [
            (row, cell) for row in industries(findings, place) for cell in by_type.get(row["industry"], {}).values()
        ]
        kept = [
            (row, cell) for row, cell in found if cell["vacancy_count"] >= least and only in (None, row["industry"])
        ]
        return [_type(findings, *pair) for pair in kept]

    cuts = {cut.key: cells(cut.code, least=1)[:MOST_TYPES] for cut in findings.cuts if cut.kind == "place"}
    cuts |= {cut.key: cells(ALL, cut.code) for cut in findings.cuts if cut.kind == "industry"}
    return Table(
        "types",
        _("Kinds of credentials that each industry names"),
        _TYPES,
        cells(ALL),
        "recognition_types.csv",
        filters=0,
        empty=_("No open vacancy names a credential."),
        cuts=cuts,
    )


def _type(findings: Findings, industry: Row, row: Row) -> list[Cell]:
    href = findings.href("industry", row["industry"])
    return [
        Cell(industry_name(industry), href),
        Cell(type_name(row["credential_type"]), findings.href("credential_type", row["credential_type"])),
        counted(row["vacancy_count"], href),
        shared(row, href),
        counted(row["employer_count"]),
        evidence_cell(row),
    ]
