"""Which skills are in demand, and which rise and fall?"""

from reports.charts import ranked_dots
from reports.findings import TABLE_ROWS, Findings, Row, rows
from reports.page import Cell, Column, Page, Picture, Sentence, Table
from reports.pages.cells import counted, evidence_cell, figure, shared, trend_cell
from reports.pages.weekly import weekly
from reports.sentences import asked
from reports.voice import count, day, joined, number, place_name, plural, quoted, share, vacancies

QUESTION = "Skills in demand"
SHOWN = 20
BY_PLACE = 100
_COLUMNS = (
    Column("Skill"),
    Column("Vacancies", True, "open vacancies that name the skill"),
    Column("Share of vacancies", True, "with its 95 % interval"),
    Column("Employers", True, "distinct employers"),
    Column("Effective employers", True, "1 / Σ shareᵢ²: as many equal employers would be as concentrated"),
    Column("Trend", hint="of the weekly share of new vacancies"),
    Column("Evidence", hint="thin below 10 vacancies or 3 employers"),
)
_PLACE_COLUMNS = (
    Column("Skill"),
    Column("Place"),
    Column("Quotient", True, "share here ÷ share in all places"),
    Column("Interval", True, "95 %"),
    Column("Vacancies", True),
    Column("Share of vacancies", True, "with its 95 % interval"),
    Column("Employers", True),
)


def page(findings: Findings) -> Page:
    """The skills asked in open vacancies, over all places and by place."""
    found = findings.skills
    return Page(
        name="skills",
        question=QUESTION,
        title=_title(found),
        lead=_lead(findings, found),
        pictures=[*([_picture(findings, found)] if found else []), *weekly(findings, _movers(found))],
        tables=[_table(findings, found), _by_place(findings)],
    )


def _moving(found: list[Row], trend: str) -> list[Row]:
    return sorted((r for r in found if r["trend"] == trend), key=lambda r: -abs(r["slope"] or 0))


def _movers(found: list[Row]) -> list[Row]:
    """The skills that rise and fall fastest; where none does, those asked most."""
    moving = _moving(found, "rising")[:3] + _moving(found, "falling")[:3]
    return moving or [r for r in found if r["trend"] == "flat"][:3]


def _title(found: list[Row]) -> str:
    if not found:
        return "No open vacancy names a skill yet"
    movers = {verb: _moving(found, trend)[:1] for trend, verb in (("rising", "rises"), ("falling", "falls"))}
    told = [f"{quoted(row['preferred_label'])} {verb} fastest" for verb, top in movers.items() for row in top]
    moved = joined(told) or "no skill rises or falls beyond chance"
    return f"{quoted(found[0]['preferred_label'])} is asked most; {moved}"


def _lead(findings: Findings, found: list[Row]) -> list[Sentence]:
    if not found:
        return [f"{vacancies(findings.vacancy_total)} open, none of them naming a skill we know."]
    tested = sum(r["trend"] != "not enough history" for r in found)
    trends = (
        f"Of {plural(tested, 'skill')} with enough history, {_named(found, 'rising')} and {_named(found, 'falling')}."
    )
    if not tested:
        trends = "No skill has history enough for a trend: it takes 8 weeks of the same sources."
    top = found[0]
    return [asked(top, top["preferred_label"], findings.href("skill", top["concept_uri"])) + ".", trends]


def _named(found: list[Row], trend: str) -> str:
    moving = _moving(found, trend)
    names = joined(quoted(r["preferred_label"]) for r in moving[:3])
    verb = "is" if len(moving) == 1 else "are"
    if not moving:
        return f"none is {trend}"
    return f"{count(len(moving))} {verb} {trend} beyond chance ({names}{' among them' if len(moving) > 3 else ''})"


def _picture(findings: Findings, found: list[Row]) -> Picture:
    top = found[:SHOWN]
    values = [_dot(r, findings.href("skill", r["concept_uri"])) for r in top]
    total = vacancies(findings.vacancy_total)
    return Picture(
        name="most-asked",
        title=f"Most asked: {joined(quoted(r['preferred_label']) for r in top[:3])}",
        subtitle="Share of open vacancies naming the skill, with its 95 % interval; the mark shows its trend; all "
        f"places, {day(findings.market.as_of)}",
        source=f"Source: {total} of the sources listed under source health. Figures: skill_demand.csv.",
        spec=ranked_dots(values, "share of open vacancies"),
        key=[("rising", "rising"), ("falling", "falling"), ("flat", "flat"), ("unknown", "not enough history")],
    )


def _dot(row: Row, href: str | None) -> Row:
    name = str(row["preferred_label"])
    return {
        "label": name,
        "href": href,
        "trend": row["trend"],
        "said": share(row["share"]),
        **{end: row[column] for end, column in (("share", "share"), ("low", "share_low"), ("high", "share_high"))},
        "hint": f"{asked(row, name, None).unescape()}\ntrend: {row['trend']}",
    }


def _table(findings: Findings, found: list[Row]) -> Table:
    def cells(row: Row) -> list[Cell]:
        href = findings.href("skill", row["concept_uri"])
        return [
            Cell(str(row["preferred_label"]), href),
            counted(row["vacancy_count"], href),
            shared(row, href),
            counted(row["employer_count"], href),
            figure(row["effective_employers"]),
            trend_cell(row),
            evidence_cell(row),
        ]

    note = f"The {count(TABLE_ROWS)} skills most asked." if len(found) == TABLE_ROWS else None
    caption = "Skills named in open vacancies, all places"
    return Table(
        "skills",
        caption,
        _COLUMNS,
        [cells(r) for r in found],
        "skill_demand.csv",
        filters=5,
        note=note,
        empty="No vacancy of an open source names a skill.",
    )


def _by_place(findings: Findings) -> Table:
    frame = findings.measures.skill_demand
    here = frame[(frame["place"] != "all") & (frame["evidence"] == "sufficient") & (frame["location_quotient_low"] > 1)]
    order = here.sort_values(["location_quotient_low", "concept_uri", "place"], ascending=[False, True, True]).head(
        BY_PLACE
    )

    def cells(row: Row) -> list[Cell]:
        href = findings.href("skill", row["concept_uri"])
        low, high = row["location_quotient_low"], row["location_quotient_high"]
        return [
            Cell(str(row["preferred_label"]), href),
            Cell(place_name(row["place"])),
            figure(row["location_quotient"], 2),
            Cell(f"{number(low)}–{number(high)}", order=low),
            counted(row["vacancy_count"], href),
            shared(row, href),
            counted(row["employer_count"]),
        ]

    caption = "Asked more in a place than elsewhere: location quotients whose whole interval lies above 1"
    return Table(
        "places",
        caption,
        _PLACE_COLUMNS,
        [cells(r) for r in rows(order)],
        "skill_demand.csv",
        note=f"At most {BY_PLACE}, the surest first." if len(here) > BY_PLACE else None,
        empty="No skill is asked in any one place more than elsewhere, beyond chance.",
    )
