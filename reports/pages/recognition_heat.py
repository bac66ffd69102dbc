"""The picture of recognition: which industries name which kinds of credentials."""

from collections.abc import Mapping
from itertools import pairwise

from reports.charts.heat_table import STEPS, heat_table
from reports.credential_types import type_name
from reports.findings import Findings
from reports.language import _
from reports.measures.units.counting import ALL
from reports.page import Picture
from reports.pages.recognised import industries, industry_name, types, with_evidence
from reports.rows import Row
from reports.voice import count, day, interval, number, place_name, plural, share, vacancies

PLACES = 8  # with a picture of their own: more are in the tables
THIN = 3  # rows without a colour to compare: more are in the tables
OTHER = "other"


def heats(findings: Findings) -> dict[str, Picture]:
    """A picture for each place that has two industries to compare, and for each industry beside all together."""
    found: dict[str, Picture] = {}
    for cut in findings.cuts:
        if cut.kind == "place" and len(found) < PLACES and len(with_evidence(industries(findings, cut.code))) > 1:
            picture = heat(findings, cut.code)
        elif cut.kind == "industry":
            picture = heat(findings, ALL, only=cut.code)
        else:
            continue
        if picture:
            found[cut.key] = picture
    return found


def heat(
    findings: Findings, place: str, cuts: Mapping[str, Picture] | None = None, only: str | None = None
) -> Picture | None:
    """The heat table of a place; of `only` one industry beside all together. None where no credential is named."""
    found = _shown(industries(findings, place), only)
    by_type = types(findings, place)
    kinds = [kind for kind, row in by_type.get(ALL, {}).items() if row["vacancy_count"]]
    if not found or not kinds or (only and only not in by_type):
        return None
    kinds.sort(key=lambda kind: (kind == OTHER, -by_type[ALL][kind]["vacancy_count"], kind))
    told = len(found) * len(kinds) < 200 and place == ALL
    values = [_cell(findings, row, by_type[row["industry"]][kind], told) for row in found for kind in kinds]
    names = [industry_name(row) for row in found]
    whole = found[0]
    subtitle = _(
        "Share of open vacancies naming a credential of the kind, with how many of how many; in {place}, {day}. "
        "Evidence is thin below 10 vacancies or 3 employers of the industry; all industries are in the table"
    )
    source = _("Source: {vacancies}, {employers}. Figures: recognition_types.csv.")
    return Picture(
        name="named-where",
        title=_finding(found, by_type, kinds),
        subtitle=subtitle.format(place=place_name(place), day=day(findings.market.as_of)),
        source=source.format(
            vacancies=vacancies(whole["vacancy_total"]), employers=plural(whole["employer_total"], "employer")
        ),
        spec=heat_table(values, names, [type_name(kind) for kind in kinds]),
        key=_key(any(row["evidence"] == "thin" for row in found)),
        cuts=cuts or {},
    )


def _shown(found: list[Row], only: str | None) -> list[Row]:
    kept = [row for row in found if only in (None, row["industry"]) or row["industry"] == ALL]
    thin = [row for row in kept if row["evidence"] == "thin"]
    return [*(row for row in kept if row["evidence"] != "thin"), *thin[:THIN]]


def _finding(found: list[Row], by_type: Mapping[str, Mapping[str, Row]], kinds: list[str]) -> str:
    known = with_evidence(found) or found[:1]
    cells = [(row, by_type[row["industry"]][kind]) for row in known for kind in kinds if kind != OTHER]
    cells = cells or [(row, by_type[row["industry"]][kind]) for row in known for kind in kinds]
    row, cell = max(cells, key=lambda pair: pair[1]["share_low"])  # the surest, not the smallest base
    pattern = _("{kind} in {industry}: named in {share} of the vacancies")
    kind = type_name(cell["credential_type"])
    return pattern.format(kind=kind[:1].upper() + kind[1:], industry=industry_name(row), share=share(cell["share"]))


def _cell(findings: Findings, row: Row, cell: Row, told: bool) -> Row:
    kind = cell["credential_type"]
    whole = row["industry"] == ALL
    href = findings.href("credential_type", kind) if whole else findings.href("industry", row["industry"])
    of = _("{} of {}").format(count(cell["vacancy_count"]), count(cell["vacancy_total"]))
    hint = f"{industry_name(row)}, {type_name(kind)}\n{share(cell['share'])} "
    hint += f"({interval(cell['share_low'], cell['share_high'])}): {of}\n{plural(cell['employer_count'], 'employer')}"
    return {
        "row": industry_name(row),
        "column": type_name(kind),
        "share": round(cell["share"], 4),
        "said": share(cell["share"]),
        "short": number(100 * cell["share"], 0),
        "base": of,
        "thin": row["evidence"] == "thin",
        **({"href": href} if href else {}),
        **({"hint": hint} if told else {}),
    }


def _key(thin: bool) -> list[tuple[str, str]]:
    ends = [number(100 * end, 0) for end in STEPS]
    steps = [_("none"), *(_("{} to {} %").format(*pair) for pair in pairwise(ends))]
    named = [(f"heat-{step}", word) for step, word in enumerate(steps)]
    return [*named, *([("heat-thin", _("thin evidence: no colour"))] if thin else [])]
