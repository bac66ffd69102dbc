"""What is asked for and hardly taught: where is room for a new offer?"""

import math
from collections.abc import Mapping, Sequence

from reports.charts.gap_dots import gap_dots
from reports.findings import Findings
from reports.language import _
from reports.measures.markets.new_offer import Company, Unserved, company, unserved
from reports.page import Block, Cut, Page, Picture, Sentence, says
from reports.pages.opportunity_rows import Opportunity, in_one_place, opportunities_of
from reports.pages.opportunity_table import places, table
from reports.rows import Row
from reports.sentences import asked, gap_in_words, narrow, taught
from reports.voice import (
    absent,
    count,
    day,
    factor,
    interval,
    joined,
    place_name,
    plural,
    quoted,
    ratio,
    share,
    vacancies,
)

QUESTION = "Opportunities"
SHOWN, TOLD, DRAWN, OF_PLACE = 60, 3, 10, 10  # rows of the table, in sentences, in the picture; rows of one place
Unservedness = Mapping[str, Mapping[str, Unserved]]


def page(findings: Findings) -> Page:
    """The ten clearest gaps with enough evidence, who is nearest, and what a new offer would meet."""
    found = opportunities_of(findings)
    cuts = {cut: in_one_place(findings, cut.code) for cut in findings.cuts if cut.kind == "place"}
    shown, of_places = found[:SHOWN], {cut: here[:OF_PLACE] for cut, here in cuts.items()}
    left = _unserved(findings, [*shown, *(each for here in of_places.values() for each in here)])
    near = company(findings.measures.basis, [each.row["concept_uri"] for each in shown])
    maps = {cut.key: _picture(findings, here, cut) for cut, here in of_places.items() if here}
    rows_of = {cut.key: here for cut, here in of_places.items()}
    return Page(
        name="opportunities",
        question=QUESTION,
        title=_title(found),
        lead=_lead(findings, shown, left, near),
        pictures=[_picture(findings, shown, None, maps)] if shown else [],
        tables=[table(findings, shown, left, near, rows_of, more=len(found) > len(shown))],
        blocks=[_reading()],
        cuts={cut.key: _of_place(findings, cut, here, left) for cut, here in cuts.items()},
    )


def _unserved(findings: Findings, found: Sequence[Opportunity]) -> Unservedness:
    """By place and skill, computed once a place."""
    wanted: dict[str, list[str]] = {}
    for each in found:
        wanted.setdefault(each.row["place"], []).append(each.row["concept_uri"])
    return {place: unserved(findings.measures.basis, place, uris) for place, uris in wanted.items()}


def _title(found: Sequence[Opportunity]) -> str:
    if not found:
        return _("No gap has enough evidence to be called an opportunity")
    skills = {each.row["concept_uri"] for each in found}
    told = _("{skills} underserved with enough evidence, {name} most clearly")
    first, name = found[0].row, quoted(found[0].row["preferred_label"])
    if first["place"] != "all":
        name = _("{name} in {place}").format(name=name, place=place_name(first["place"]))
    return told.format(skills=plural(len(skills), "skill"), name=name)


def _lead(
    findings: Findings, found: Sequence[Opportunity], left: Unservedness, near: Mapping[str, Company]
) -> list[Sentence]:
    view = narrow(findings.measures.coverage, findings.market.view)
    sentences: list[Sentence] = [view] if view else []
    if not found:
        return [*sentences, _nothing(findings)]
    for number, each in enumerate(found[:TOLD], start=1):
        said = _told(findings, each.row, left)
        where = "" if each.row["place"] == "all" else _(" In {}:").format(place_name(each.row["place"]))
        with_it = near.get(each.row["concept_uri"])
        besides = joined(quoted(label) for label, _part in with_it.companions[:2]) if with_it else ""
        along = _(" Asked along with it most often: {}.").format(besides) if besides else ""
        sentences.append(says("<strong>{}.</strong>{} {}{}", count(number), where, said, along))
    return sentences


def _nothing(findings: Findings) -> str:
    if not findings.offer_total:
        return _("No offer was collected: without supply there is no gap to measure.")
    if not findings.vacancy_total:
        return _("No vacancy is open: without demand there is no gap to measure.")
    return _(
        "An opportunity is a market whose whole interval lies above 1.5 times as prominently asked as taught, with at "
        "least 10 vacancies of 3 employers. None is: the map under Saturation shows how near they come."
    )


def _told(findings: Findings, row: Row, left: Unservedness) -> Sentence:
    """What is asked, taught and unserved of one opportunity."""
    href = findings.href("skill", row["concept_uri"])
    told = _("{demand}. It is {supply}, so {gap}.")
    said = says(told, demand=asked(row, row["preferred_label"], href), supply=taught(row), gap=gap_in_words(row))
    found = left.get(row["place"], {}).get(row["concept_uri"])
    if found is None or absent(found.share):
        return said
    rest = _(
        " For {number} of these {vacancies} ({share}, {ends}) no single open offer teaches half of the skills asked."
    )
    parts = {"number": count(found.unserved), "vacancies": vacancies(found.asking), "share": share(found.share)}
    return said + says(rest, **parts, ends=interval(found.low, found.high))


def _of_place(findings: Findings, cut: Cut, found: Sequence[Opportunity], left: Unservedness) -> list[Sentence]:
    if not found:
        return [
            says(_("<strong>{}.</strong> No gap has enough evidence there to be called an opportunity."), cut.label)
        ]
    skills = plural(len(found), "skill")
    first: Sentence = says(_("<strong>{}.</strong> {} underserved with enough evidence."), cut.label, skills)
    return [first, *(_told(findings, each.row, left) for each in found[:2])]


def _picture(
    findings: Findings, found: Sequence[Opportunity], cut: Cut | None, cuts: Mapping[str, Picture] | None = None
) -> Picture:
    top = found[:DRAWN]
    name = quoted(top[0].row["preferred_label"])
    title = _("{name} is asked {times} as prominently as taught")
    gap = ratio(*(top[0].row[end] for end in ("gap", "gap_low", "gap_high")))
    place = cut.label if cut else _("all places, or the place named")
    told = _(
        "How many times as prominently asked as taught, with 95 % intervals, on a logarithmic axis; the surest first, "
        "by the low end. For {place}, {day}"
    )
    source = _("Source: {vacancies} and {offers}. At 1, asked and taught alike; beyond the dotted line underserved. ")
    totals = [max(each.row[side] or 0 for each in top) for side in ("demand_total", "offer_total")]
    return Picture(
        name="gaps",
        title=title.format(name=name, times=gap),
        subtitle=told.format(place=place, day=day(findings.market.as_of)),
        source=source.format(vacancies=vacancies(totals[0]), offers=plural(totals[1], "offer"))
        + _("Figures: opportunities.csv."),
        spec=gap_dots([_dot(findings, each, cut) for each in top], _("asked ÷ taught")),
        cuts=cuts or {},
    )


def _dot(findings: Findings, each: Opportunity, cut: Cut | None) -> Row:
    row, ends = each.row, ("gap", "gap_low", "gap_high")
    at, low, high = (float(f"{math.exp(row[end]):.4g}") for end in ends)
    label = str(row["preferred_label"])
    name = label if cut or row["place"] == "all" else f"{label}, {row['place']}"
    base = ", ".join((vacancies(row["demand_count"]), plural(row["employer_count"], "employer"), taught(row)))
    hint = "\n".join((label, places(each), gap_in_words(row), base))
    said = factor(*(row[end] for end in ends)).partition(" ")[0]
    href = findings.href("skill", row["concept_uri"])
    return {"label": name, "factor": at, "low": low, "high": high, "said": f"{said} ×", "href": href, "hint": hint}


def _reading() -> Block:
    """How to use it, and how not."""
    return Block(
        _("How to read it"),
        points=[
            _(
                "Asked and taught are compared within this market: a gap says what this supply leaves out, not how "
                "many would enrol."
            ),
            _(
                "Unserved are vacancies for which no single open offer teaches half of the skills that they ask in "
                "all: a new offer has to teach more than this one skill to serve them. What is asked along with it "
                "says which."
            ),
            _(
                "Traits asked of nearly everyone are no opportunity, and a skill is shown once for all places whose "
                "intervals meet."
            ),
        ],
    )
