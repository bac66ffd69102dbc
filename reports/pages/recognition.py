"""Where is a credential named at all?"""

from typing import Any

from reports.findings import Findings
from reports.language import _
from reports.measures.units.counting import ALL
from reports.page import Page, Sentence, link, says
from reports.pages.recognised import industries, industry_name, with_evidence
from reports.pages.recognition_heat import heat, heats
from reports.pages.recognition_tables import credentials_table, industries_table, types_table
from reports.rows import Row
from reports.voice import count, interval, plural, share, vacancies

QUESTION = "Recognition"
HARDLY = 0.01  # of the vacancies: below it no industry is worth comparing
NEARLY_ALL = 0.8  # of the vacancies: an industry that has them leaves none to compare with


def page(findings: Findings) -> Page:
    """How often each industry's vacancies name credentials, of which type, and ask no degree."""
    found = industries(findings, ALL)
    return Page(
        name="recognition",
        question=QUESTION,
        title=_title(found),
        lead=_lead(findings, found),
        pictures=[picture] if (picture := heat(findings, ALL, heats(findings))) else [],
        tables=[industries_table(findings), credentials_table(findings), types_table(findings)],
        cuts=_cuts(findings),
    )


def _title(found: list[Row]) -> str:
    if not found:
        return _("No vacancy is open, so none names a credential")
    whole, known = found[0], _comparable(found)
    if whole["credential_share"] < HARDLY:
        named, total = count(whole["credential_count"]), count(whole["vacancy_total"])
        return _("Hardly any vacancy names a credential other than a degree: {} of {}").format(named, total)
    order = sorted(known, key=lambda row: (-row["credential_share"], row["industry"]))
    if len(order) < 2:
        told = share((order or [whole])[0]["credential_share"])
        return _("{}: {} of the vacancies name a credential").format(industry_name((order or [whole])[0]), told)
    most, least = order[0], order[-1]
    if most["credential_share_low"] > least["credential_share_high"]:
        names = {"most": industry_name(most), "least": industry_name(least)}
        return _("{most}: credentials are named most here, and least in {least}").format(**names)
    ends = {"least": share(least["credential_share"]), "most": share(most["credential_share"])}
    return _("No industry stands out: {least} to {most} of their vacancies name a credential").format(**ends)


def _comparable(found: list[Row]) -> list[Row]:
    """The industries with evidence enough; one alone where it has nearly all the vacancies."""
    known = with_evidence(found)
    most = [row for row in known if row["vacancy_total"] >= NEARLY_ALL * found[0]["vacancy_total"]]
    return most or known


def _lead(findings: Findings, found: list[Row]) -> list[Sentence]:
    if not found:
        return [_("There is nothing to compare: collect or import a source of vacancies, then publish.")]
    known = sorted(_comparable(found), key=lambda row: (-row["credential_share"], row["industry"]))
    ends = [(row, industry_name(row)) for row in known[:1]]
    if len(known) > 1 and found[0]["credential_share"] >= HARDLY:
        named = zip((known[0], known[-1]), (_("{} (highest)"), _("{} (lowest)")), strict=True)
        ends = [(row, told.format(industry_name(row))) for row, told in named]
    note = _(
        "Named is a lower bound: many wanted credentials go unnamed, and an employer's industry is not always known."
    )
    return [
        *_sentences(findings, found[0]),
        *(_named(findings, row, where) for row, where in ends),
        note,
    ]


def _sentences(findings: Findings, row: Row, where: str = "") -> list[Sentence]:
    """What the vacancies of a market name: any credential, a micro-credential, a degree."""
    return [_named(findings, row, where), says("{} {}", _micro(row), _degrees(row))]


def _named(findings: Findings, row: Row, where: str) -> Sentence:
    href = findings.href("industry", row["industry"])
    told: dict[str, Any] = {"where": where, "base": _base(row, "credential"), "total": vacancies(row["vacancy_total"])}
    if row["evidence"] == "thin":
        told |= {"named": link(count(row["credential_count"]), href), "who": plural(row["employer_total"], "employer")}
        return says(_("{where}: the evidence is thin, {total} of {who}; {named} of them name a credential."), **told)
    told["share"] = link(share(row["credential_share"]), href)
    if where:
        return says(_("{where}: {share} of the vacancies name a credential other than a degree ({base})."), **told)
    return says(_("{share} of the vacancies name a credential other than a degree ({base})."), **told)


def _base(row: Row, name: str) -> str:
    ends = interval(row[f"{name}_share_low"], row[f"{name}_share_high"])
    return f"{ends}; {vacancies(row['vacancy_total'])}, {plural(row['employer_total'], 'employer')}"


def _micro(row: Row) -> str:
    if not row["micro_credential_count"]:
        told = _(
            "Not one names a badge, micro-credential, nanodegree or professional certificate (a course provider's, "
            "unlike the certification of an examining body): at most {high} do."
        )
        return told.format(high=share(row["micro_credential_share_high"]))
    ends = interval(row["micro_credential_share_low"], row["micro_credential_share_high"])
    told = _("{share} ({ends}) name a badge, micro-credential, nanodegree or professional certificate.")
    return told.format(share=share(row["micro_credential_share"]), ends=ends)


def _degrees(row: Row) -> str:
    """What is asked of education: first of those that say anything of it, then the upper bound of all."""
    if not row["education_stated_count"]:
        return _("None of them says what education it asks.")
    told = _(
        "No degree is asked in {none} of the {stated} that state an education ({share} of all, {ends}). Counting the "
        "silent as well, none is asked in {most} ({range}): an upper bound, since silence waives nothing."
    )
    return told.format(
        stated=count(row["education_stated_count"]),
        share=share(row["education_stated_share"]),
        ends=interval(row["education_stated_share_low"], row["education_stated_share_high"]),
        none=count(row["stated_no_degree"]),
        most=share(row["no_degree_share"]),
        range=interval(row["no_degree_share_low"], row["no_degree_share_high"]),
    )


def _cuts(findings: Findings) -> dict[str, list[Sentence]]:
    everywhere = {row["industry"]: row for row in industries(findings, ALL)}
    found: dict[str, list[Sentence]] = {}
    for cut in findings.cuts:
        rows = industries(findings, cut.code)[:1] if cut.kind == "place" else []
        if cut.kind == "industry" and cut.code in everywhere:
            rows = [everywhere[cut.code]]
        if rows:
            found[cut.key] = _sentences(findings, rows[0], cut.label)
    return found
