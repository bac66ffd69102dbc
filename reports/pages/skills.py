"""Which skills are in demand, and which rise and fall?"""

from reports.charts.shares import ranked_dots
from reports.findings import TABLE_ROWS, Findings
from reports.language import _
from reports.page import Cell, Column, Cut, Page, Picture, Table
from reports.pages.cells import counted, evidence_cell, figure, shared, trend_cell
from reports.pages.peculiar import peculiar
from reports.pages.skill_groups import groups
from reports.pages.skill_sentences import NO_HISTORY, lead, moving, of_trades, slope, title, within
from reports.pages.weekly import weekly
from reports.rows import Row, rows
from reports.sentences import asked
from reports.voice import NOT_STATED, absent, brief, count, day, joined, quoted, share, vacancies

QUESTION = "Skills in demand"
SHOWN, SHOWN_OF_PART = 20, 10
ROWS_OF_PART = 40
_MARKS = (("rising", "rising"), ("falling", "falling"), ("flat", "flat"), ("unknown", NO_HISTORY))
_COLUMNS = (
    Column("Skill"),
    Column("Kind", hint="transversal: asked of nearly everyone and learnt at work, no market of its own"),
    Column("Vacancies", True, "open vacancies that name the skill"),
    Column("Share of vacancies", True, "with its 95 % interval"),
    Column("Employers", True, "distinct employers"),
    Column("Effective employers", True, "1 / Σ shareᵢ²: as many equal employers would be as concentrated"),
    Column("Trend", hint="of the weekly share of new vacancies"),
    Column("Change a week", True, "percentage points, with their 95 % interval"),
    Column("Evidence", hint="thin below 10 vacancies or 3 employers"),
)


def page(findings: Findings) -> Page:
    """The skills asked in open vacancies: what moves, what is asked most, and what each part asks more than all."""
    found, parts = findings.skills, _parts(findings)
    pictures = [*weekly(findings, _movers(found))]
    if found:
        cuts = {cut.key: _picture(findings, parts[cut.key], cut) for cut in findings.cuts}
        pictures.append(_picture(findings, found, None, cuts))
    return Page(
        name="skills",
        question=QUESTION,
        title=title(found),
        lead=lead(findings, found),
        pictures=pictures,
        tables=[_table(findings, found, parts), _more_than_all(findings), groups(findings)],
        cuts={cut.key: within(findings, cut, parts[cut.key]) for cut in findings.cuts},
    )


def _parts(findings: Findings) -> dict[str, list[Row]]:
    """What each part asks, most first: rows as of the whole; only places have trends of their own."""
    whole = {row["concept_uri"]: row["is_transversal"] for row in findings.skills}
    untested = {"trend": None, "slope": None, "slope_low": None, "slope_high": None}
    return {
        cut.key: [
            {**untested, **row, "is_transversal": whole.get(row["concept_uri"], False)}
            for row in rows(findings.skills_within.of(cut).head(ROWS_OF_PART))
        ]
        for cut in findings.cuts
    }


def _movers(found: list[Row]) -> list[Row]:
    """The skills that rise and fall fastest; where none does, those asked most."""
    moved = moving(found, "rising")[:3] + moving(found, "falling")[:3]
    return moved or [r for r in of_trades(found) if r["trend"] == "flat"][:3]


def _picture(findings: Findings, found: list[Row], cut: Cut | None, cuts: dict[str, Picture] | None = None) -> Picture:
    top = of_trades(found)[: SHOWN_OF_PART if cut else SHOWN]
    names = joined(quoted(r["preferred_label"]) for r in top[:3]) or _("no skill")
    total = top[0]["vacancy_total"] if top else 0
    told = _("Share of open vacancies naming a skill of a trade, with its 95 % interval; {part}, {day}")
    if not cut or cut.kind == "place":
        told = _(
            "Share of open vacancies naming a skill of a trade, with its 95 % interval; the mark shows its trend; "
            "{part}, {day}"
        )
    part = brief(cut.label) if cut else _("all places")
    source = _("Source: {}, of the sources listed under source health. Figures: {}.")
    file = "skill_demand.csv" if not cut or cut.kind == "place" else f"demand_by_{cut.kind}.csv"
    return Picture(
        name="most-asked",
        title=_("{part}, asked most: {names}").format(part=part, names=names)
        if cut
        else _("Asked most: {}").format(names),
        subtitle=told.format(part=part, day=day(findings.market.as_of)),
        source=source.format(vacancies(total), file),
        spec=ranked_dots(
            [_dot(r, findings.href("skill", r["concept_uri"])) for r in top], _("share of open vacancies")
        ),
        key=[(mark, _(word)) for mark, word in _MARKS],
        cuts=cuts or {},
    )


def _dot(row: Row, href: str | None) -> Row:
    name = brief(row["preferred_label"])
    ends = (("share", "share"), ("low", "share_low"), ("high", "share_high"))
    return {
        "label": name,
        "href": href,
        "trend": row["trend"] or NO_HISTORY,
        "said": share(row["share"]),
        **{end: row[column] for end, column in ends},
        "hint": f"{asked(row, name, None).unescape()}",
    }


def _table(findings: Findings, found: list[Row], parts: dict[str, list[Row]]) -> Table:
    note = _("The {} skills asked most.").format(count(TABLE_ROWS)) if len(found) == TABLE_ROWS else None
    return Table(
        name="skills",
        caption=_("Skills named in open vacancies"),
        columns=_COLUMNS,
        rows=[_cells(findings, row) for row in found],
        csv="skill_demand.csv",
        filters=6,
        note=note,
        empty=_("No vacancy of an open source names a skill."),
        cuts={key: [_cells(findings, row) for row in named] for key, named in parts.items()},
    )


def _cells(findings: Findings, row: Row) -> list[Cell]:
    href = findings.href("skill", row["concept_uri"])
    change = NOT_STATED if absent(row["slope"]) or absent(row["slope_low"]) else slope(row)
    return [
        Cell(str(row["preferred_label"]), href),
        Cell(_("transversal") if row["is_transversal"] else _("of a trade")),
        counted(row["vacancy_count"], href),
        shared(row, href),
        counted(row["employer_count"], href),
        figure(row["effective_employers"]),
        trend_cell(row) if row["trend"] else Cell(NOT_STATED, hint=_("tested over all and by place alone")),
        Cell(change, order="" if change == NOT_STATED else row["slope"]),
        evidence_cell(row),
    ]


def _more_than_all(findings: Findings) -> Table:
    words = Table(
        name="parts",
        caption=_("Asked more in a part of the market than in all: quotients whose whole interval lies above 1"),
        columns=(),
        rows=(),
        csv="skill_demand.csv",
        empty=_("No skill is asked in any one part more than in all, beyond chance."),
    )
    everywhere = {str(row["concept_uri"]): row for row in findings.skills}

    def subject(row: Row) -> tuple[str, str | None, str]:
        key = str(row["concept_uri"])
        return str(row["preferred_label"]), findings.href("skill", key), key

    return peculiar(findings, findings.skills_within, subject, _COLUMNS[0], everywhere, words)
