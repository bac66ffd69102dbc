"""The page of an industry: what its vacancies name, and how often they ask no degree."""

import pandas as pd

from reports.credential_types import type_name
from reports.evidence import panels
from reports.evidence.told import Rows, Teller, Told, keys_of, tops, within
from reports.findings import Findings
from reports.language import _
from reports.page import Block, Sentence, says
from reports.rows import Row, credential_key
from reports.voice import count, interval, plural, share, vacancies

EACH = 6  # credentials, and skills


def industries(findings: Findings) -> Teller:
    """What to say of an industry, by its section of NACE."""
    measures, keys = findings.measures, keys_of(findings, "industry")
    found = _everywhere(measures.recognition, keys, "vacancy_total", 1)
    types = _everywhere(measures.recognition_types, keys, "vacancy_count", 20)
    named = _everywhere(measures.credentials_by_industry, keys, "explicit_count", EACH)
    asked = _everywhere(measures.demand_by_industry, keys, "vacancy_count", EACH)

    def told(key: str) -> Told:
        row = found[key][0]
        kinds = [(type_name(t["credential_type"]), share_of(t, "")) for t in types.get(key, []) if t["vacancy_count"]]
        lists = [
            Block(_("Credentials named most"), points=credential_points(findings, named.get(key, []))),
            Block(_("Skills asked most"), points=skill_points(findings, asked.get(key, []))),
        ]
        blocks = [Block(_("By type of credential"), formulas=kinds)] if kinds else []
        return Told([_sentence(row)], _how(row), [], [*blocks, *(block for block in lists if block.points)])

    return told


def _everywhere(frame: pd.DataFrame, keys: list[str], amount: str, each: int) -> Rows:
    here = frame[frame["place"] == "all"]
    return tops(here, here["industry"], keys, amount, each)


def share_of(row: Row, name: str) -> str:
    """The formula of a share of an industry's vacancies. `name` with its underscore, as columns begin."""
    named = row[f"{name}count"] if name else row["vacancy_count"]
    told = _("{count} ÷ {total} vacancies = {share}, 95 % interval {interval} %")
    return told.format(
        count=count(named),
        total=count(row["vacancy_total"]),
        share=share(row[f"{name}share"]),
        interval=interval(row[f"{name}share_low"], row[f"{name}share_high"]),
    )


def _how(row: Row) -> panels.Formulas:
    return [
        (_("A credential other than a degree"), share_of(row, "credential_")),
        (_("A micro-credential"), share_of(row, "micro_credential_")),
        (_("No degree asked"), share_of(row, "no_degree_")),
        (_("Education stated at all"), share_of(row, "education_stated_")),
        (_("Employers"), count(row["employer_total"])),
        (_("Evidence"), panels.evidence(row)),
    ]


def _sentence(row: Row) -> Sentence:
    whole = vacancies(row["vacancy_total"])
    employers = plural(row["employer_total"], "employer")
    if row["evidence"] == "thin":
        thin = _("The evidence is thin: {vacancies} of {employers}, of which {count} name a credential.")
        return says(thin, vacancies=whole, employers=employers, count=count(row["credential_count"]))
    return says(
        _(
            "A credential other than a degree is named in {named} of vacancies ({named_range}), no degree is asked in "
            "{free} ({free_range}); {stated} say anything of education ({vacancies}, {employers})."
        ),
        named=share(row["credential_share"]),
        named_range=interval(row["credential_share_low"], row["credential_share_high"]),
        free=share(row["no_degree_share"]),
        free_range=interval(row["no_degree_share_low"], row["no_degree_share_high"]),
        stated=share(row["education_stated_share"]),
        vacancies=whole,
        employers=employers,
    )


def credential_points(findings: Findings, found: list[Row]) -> list[Sentence]:
    """Credentials as lines of a list, each with its share."""
    return [
        panels.shared(
            str(row["credential"]), within(findings, "credential", credential_key(row)), row, row["explicit_count"]
        )
        for row in found
    ]


def skill_points(findings: Findings, found: list[Row]) -> list[Sentence]:
    """Skills as lines of a list, each with its share."""
    return [
        panels.shared(
            str(row["preferred_label"]), within(findings, "skill", row["concept_uri"]), row, row["vacancy_count"]
        )
        for row in found
    ]
