"""The tables of pathways: the steps, what stays uncovered, and the ways into all occupations beside each other."""

from collections.abc import Callable, Mapping

from reports.credential_types import type_name
from reports.findings import Findings
from reports.language import _
from reports.page import Cell, Column, Table
from reports.pages.amounts import amount_cell
from reports.pages.cells import counted, part, word_cell
from reports.pages.ways import DOUBTS, Way, hours, money
from reports.rows import Row
from reports.voice import NOT_STATED, count, interval, joined, quoted, share, text

Ways = Mapping[str, Mapping[str, Way]]
Cells = list[list[Cell]]
SKILLS = 3  # named in one cell
_STEPS = (
    *(Column("Occupation"), Column("Way"), Column("Step", True), Column("Offer"), Column("Provider"), Column("Type")),
    *(Column("Price", True, "of the whole offer, in the report's currency"), Column("Hours", True, "of work")),
    Column("Adds", hint="the skills that no earlier step names"),
    Column("Doubts", hint="why the step may be weak"),
    Column("Adds, share", True, "of the mentions of the skills asked"),
    Column("Named so far", True, "share of the mentions of the skills asked, with its 95 % interval given the steps"),
    *(Column("Price so far", True), Column("Hours so far", True)),
    Column("Counts towards more", hint="the offer says that it counts towards another, or gives credit"),
)
_UNCOVERED = (
    *(Column("Occupation"), Column("Way"), Column("Skill")),
    Column("Weight", True, "share of the mentions of the skills asked in the occupation's vacancies"),
    Column(
        "Offers", True, "open offers of the field that name it: none of them states what is compared, or adds over 1 %"
    ),
)
_WAYS = (
    *(Column("Occupation"), Column("Way"), Column("Vacancies", True), Column("Employers", True)),
    *(Column("Steps", True), Column("One skill", True, "steps that add a single skill")),
    Column("General", True, "steps that add only skills asked less than 1.25 times as often as elsewhere"),
    Column("Brief", True, "steps of at most four hours, which may only introduce a skill"),
    Column("Named", True, "share of the mentions of the skills asked, with its 95 % interval given the steps"),
    *(Column("Price", True, "of all steps; empty once one states none"), Column("Hours", True, "of all steps")),
    Column("Uncovered", hint="the heaviest skills that no step names"),
    Column("Evidence", hint="thin below 10 vacancies, 3 employers or 3 skills"),
)


def steps_table(findings: Findings, found: Ways) -> Table:
    """Every step of every way."""
    keys = _provider_keys(findings)

    def cells(way: Way) -> Cells:
        return [_step(findings, way, step, keys) for step in way.steps]

    return Table(
        "steps",
        _("The steps: offers in the order in which they add most for their cost"),
        _STEPS,
        [row for way in _flat(found) for row in cells(way)],
        "pathways.csv",
        filters=0,
        note=_(
            "The provider leads to the offers behind it. An offer without a stated price, or hours, cannot be compared."
        ),
        empty=_("No offer that states its price or its hours leads to what an occupation asks."),
        cuts=_by_occupation(findings, found, cells),
    )


def _step(findings: Findings, way: Way, step: Row, keys: Mapping[str, str]) -> list[Cell]:
    href = findings.href("provider", keys.get(str(step["offer"])))
    ends = interval(step["coverage_low"], step["coverage_high"])
    return [
        Cell(way.name, findings.href("occupation", way.occupation)),
        Cell(way_name(way)),
        counted(step["step"]),
        Cell(text(step["title"]), href),
        Cell(text(step["provider"]), href),
        Cell(type_name(step["credential_type"])),
        amount_cell(step["price"], money),
        amount_cell(step["hours"], hours),
        Cell(text(step["skills"])),
        Cell(", ".join(doubt_name(doubt) for doubt in step["doubts"]), mark="thin" if step["doubts"] else None),
        part(step["gain"]),
        Cell(f"{share(step['coverage'])} ({ends})", order=step["coverage"]),
        amount_cell(step["price_so_far"], money),
        amount_cell(step["hours_so_far"], hours),
        Cell(_("yes") if step["stackable"] else _("not stated")),
    ]


def way_name(way: Way) -> str:
    """What a way costs least of."""
    return _("least money") if way.by == "price" else _("least time")


def doubt_name(doubt: str) -> str:
    """Why a step may be weak, as it is read."""
    return {"single": _("one skill"), "general": _("asked as much elsewhere"), "brief": _("a few hours")}[doubt]


def _provider_keys(findings: Findings) -> dict[str, str]:
    """The key of the provider of each offer, by the offer's."""
    units = findings.measures.basis.supply.units[["key", "organization"]].dropna().astype(str)
    return dict(zip(units["key"], units["organization"], strict=True))


def _flat(found: Ways) -> list[Way]:
    return [way for of in found.values() for way in of.values()]


def _by_occupation(findings: Findings, found: Ways, cells: Callable[[Way], Cells]) -> dict[str, Cells]:
    """The rows of each occupation that has ways; none of one that can be chosen and has none."""
    cuts: dict[str, Cells] = {cut.key: [] for cut in findings.cuts if cut.kind == "occupation"}
    return cuts | {f"occupation={code}": [r for way in of.values() for r in cells(way)] for code, of in found.items()}


def uncovered_table(findings: Findings, found: Ways) -> Table:
    """What is asked and no step names: the white space."""

    def cells(way: Way) -> Cells:
        return [_gap(findings, way, row) for row in way.white_space]

    return Table(
        "uncovered",
        _("What stays uncovered: skills asked that no step names"),
        _UNCOVERED,
        [row for way in _flat(found) for row in cells(way)],
        "pathways.csv",
        filters=0,
        empty=_("Nothing stays uncovered."),
        cuts=_by_occupation(findings, found, cells),
    )


def _gap(findings: Findings, way: Way, row: Row) -> list[Cell]:
    href = findings.href("skill", row["concept_uri"])
    return [
        Cell(way.name, findings.href("occupation", way.occupation)),
        Cell(way_name(way)),
        Cell(text(row["preferred_label"]), href),
        part(row["weight"]),
        counted(row["offer_count"], href),
    ]


def ways_table(findings: Findings, found: Ways) -> Table:
    """The ways into all occupations beside each other."""

    def cells(way: Way) -> Cells:
        return [_beside(findings, way)]

    return Table(
        "ways",
        _("All occupations: by least money and by least time"),
        _WAYS,
        [row for way in _flat(found) for row in cells(way)],
        "pathways.csv",
        filters=1,
        empty=_("No occupation has vacancies enough to find a way into it."),
        cuts=_by_occupation(findings, found, cells),
    )


def _beside(findings: Findings, way: Way) -> list[Cell]:
    href = findings.href("occupation", way.occupation)
    last: Row = way.steps[-1] if way.steps else {}
    ends = f" ({interval(last['coverage_low'], last['coverage_high'])})" if last else ""
    skills = [quoted(row["preferred_label"]) for row in way.white_space]
    more = [_("{} more").format(count(len(skills) - SKILLS))] if len(skills) > SKILLS else []
    return [
        Cell(way.name, href),
        Cell(way_name(way)),
        counted(way.vacancies, href),
        counted(way.employers, href),
        counted(len(way.steps)),
        *(counted(way.doubted(doubt)) for doubt in DOUBTS),
        Cell(f"{share(way.coverage)}{ends}", href, order=way.coverage),
        amount_cell(last.get("price_so_far"), money),
        amount_cell(last.get("hours_so_far"), hours),
        Cell(joined([*skills[:SKILLS], *more]) or NOT_STATED),
        word_cell("thin" if way.is_thin else "sufficient"),
    ]
