"""The picture of a way into an occupation: what it leads to, against what it has cost so far."""

from collections.abc import Mapping

from reports.charts.coverage_steps import coverage_steps
from reports.currency import report_currency
from reports.findings import Findings
from reports.language import _
from reports.page import Picture
from reports.pages.ways import Way, hours, money
from reports.rows import Row
from reports.voice import count, day, interval, plural, share, vacancies

LONG = 40  # characters of a label within the picture


def way_picture(findings: Findings, way: Way, cuts: Mapping[str, Picture] | None = None) -> Picture | None:
    """None where no offer leads there. `cuts` has the ways into other occupations."""
    if not way.steps:
        return None
    by_money = way.by == "price"
    last = way.steps[-1]
    told = {"occupation": way.name, "offers": plural(len(way.steps), "offer"), "share": share(way.coverage)}
    told["cost"] = money(last["price_so_far"]) if by_money else hours(last["hours_so_far"])
    half = next((step for step in way.steps if step["coverage"] >= way.coverage / 2), last)
    cheapest = money(half["price_so_far"]) if by_money else hours(half["hours_so_far"])
    told["half"] = cheapest
    title = _("{occupation}: half of the way is {half}, all of it {cost}")
    if told["half"] == told["cost"]:
        title = _("{occupation}: {share} of what is asked, {cost}")
    subtitle = (
        _("Share of the skills asked that the offers so far name, with its 95 % interval, against their price; {day}")
        if by_money
        else _(
            "Share of the skills asked that the offers so far name, with its 95 % interval, against their hours; {day}"
        )
    )
    source = _("Source: {vacancies}, {employers}. Figures: pathways.csv.")
    axis = _("price so far, {}").format(report_currency()) if by_money else _("hours so far")
    return Picture(
        name=f"by-{way.by}",
        title=title.format(**told),
        subtitle=subtitle.format(day=day(findings.market.as_of)),
        source=source.format(vacancies=vacancies(way.vacancies), employers=plural(way.employers, "employer")),
        spec=coverage_steps([_point(findings, way, step) for step in way.steps], axis),
        cuts=cuts or {},
    )


def _point(findings: Findings, way: Way, step: Row) -> Row:
    ends = interval(step["coverage_low"], step["coverage_high"])
    cost = money(step["price"]) if way.by == "price" else hours(step["hours"])
    hint = f"{count(step['step'])}. {step['title']}\n{step['provider']}, {cost}\n+ {step['skills']}\n"
    skills = str(step["skills"])
    return {
        "step": step["step"],
        "cost": step[f"{way.by}_so_far"],
        "coverage": step["coverage"],
        "low": step["coverage_low"],
        "high": step["coverage_high"],
        "label": skills if len(skills) <= LONG else f"{skills[: LONG - 1]}…",
        "hint": f"{hint}{share(step['coverage'])} ({ends})",
        **({"href": href} if (href := findings.href("occupation", way.occupation)) else {}),
    }
