"""Which markets are crowded, and where does nobody teach?"""

from reports.charts import CLASSES
from reports.findings import TABLE_ROWS, Findings, Row, rows
from reports.market_map import market_map
from reports.page import Cell, Column, Page, Picture, Sentence, Table, says
from reports.pages.cells import counted, figure, gap_cell, trend_cell, word_cell
from reports.sentences import gap_in_words, narrow, taught, verdict
from reports.verdicts import extremes, of_class, sharpest
from reports.voice import absent, count, day, place_name, plural, text, vacancies

QUESTION = "Saturation"
BY_PLACE = 150
_PLACED = tuple(f"{side}_prominence{end}" for side in ("demand", "supply") for end in ("", "_low", "_high"))
_COLUMNS = (
    Column("Skill"),
    Column("Class", hint="decided by the interval of the gap, see method"),
    Column("Gap (95 % interval)", True, "ln(prominence in demand) − ln(prominence in supply), shrunk"),
    Column("Vacancies", True, "open vacancies that name the skill"),
    Column("Employers", True),
    Column("Offers", True, "open offers that teach it"),
    Column("Providers", True),
    Column("Effective providers", True, "1 / HHI of the offers"),
    Column("Trend", hint="of demand"),
    Column("Test failed", hint="what kept a contested market from a verdict"),
)
_PLACE_COLUMNS = (
    *(Column("Skill"), Column("Place"), Column("Class"), Column("Gap (95 % interval)", True)),
    *(Column("Vacancies", True), Column("Employers", True), Column("Offers", True), Column("Providers", True)),
)


def page(findings: Findings) -> Page:
    """The market map and the class of each skill, with the tests that decided it."""
    found = findings.markets
    return Page(
        name="saturation",
        question=QUESTION,
        title=title(found),
        lead=lead(findings, found),
        pictures=[picture(findings, found, extremes(found))] if placed(found) else [],
        tables=[_table(findings, found), _by_place(findings)],
    )


def title(found: list[Row]) -> str:
    """The finding in one line."""
    judged = [r for r in found if r["class"] != "thin"]
    if not judged:
        return "No skill has enough evidence for a verdict yet"
    gaps, crowded = (len(of_class(judged, name)) for name in ("underserved", "saturated"))
    return f"Of {plural(len(judged), 'skill')} judged, {_are(gaps)} underserved and {_are(crowded)} saturated"


def _are(number: int) -> str:
    return f"{count(number) if number else 'none'} {'are' if number > 1 else 'is'}"


def lead(findings: Findings, found: list[Row]) -> list[Sentence]:
    """The biggest gap, the most crowded market, and what one provider holds alone."""
    if not found:
        return ["Nothing is asked and nothing is taught in what the sources gave: there is no market to judge."]
    sentences: list[Sentence] = []
    for name, words in (
        ("underserved", "Biggest gap"),
        ("saturated", "Most crowded"),
        ("dominated", "One provider's market"),
    ):
        for row in sharpest(found, name)[:1]:
            told = verdict(row, findings.href("skill", row["concept_uri"]))
            sentences.append(says("<strong>{}.</strong> {}", words, told))
    thin = sum(r["class"] == "thin" for r in found)
    if view := narrow(findings.measures.coverage):
        sentences.insert(0, view)
    if not sentences:
        sentences.append("No market stands clear of balance: where both sides are seen, the intervals leave it open.")
    if thin:
        sentences.append(
            f"{plural(thin, 'more skill')} {'has' if thin == 1 else 'have'} too little evidence for a verdict."
        )
    return sentences


def placed(found: list[Row]) -> list[Row]:
    """The markets that have a place on the map: both prominences and the gap are known."""
    known = [r for r in found if not any(absent(r[name]) for name in _PLACED)]
    return [r for r in known if min(r[name] for name in _PLACED) > 0]


def picture(
    findings: Findings,
    found: list[Row],
    heading: str,
    height: int = 560,
    drives: str | None = "saturation",
    most: int | None = None,
) -> Picture:
    """The market map under a finding; of the `most` important markets where so many are wanted."""
    marks = sorted(placed(found), key=_importance)[:most]
    base = f"{vacancies(findings.vacancy_total)} and {plural(findings.offer_total, 'offer')}"
    return Picture(
        name="market-map",
        title=heading,
        subtitle="Each mark is a skill: its share of all that is taught, across, and of all that is asked, up, both "
        "logarithmic. On the line they are equal; between the dotted lines they differ by less than half. "
        f"All places, {day(findings.market.as_of)}",
        source=f"Source: {base}. Crosses are 95 % intervals; a class also borrows strength from the skill's group (see "
        "method). Figures: saturation.csv.",
        spec=market_map([_mark(r, findings.href("skill", r["concept_uri"])) for r in marks], height),
        key=[(name, name) for name in CLASSES],
        drives=drives,
    )


def _importance(row: Row) -> tuple[bool, bool, float, str]:
    """Markets that stand clear of balance first, thin ones last, the surest before a doubtful one."""
    clear = row["class"] in ("underserved", "saturated", "dominated")
    return (row["class"] == "thin", not clear, -max(row["gap_low"], -row["gap_high"]), str(row["concept_uri"]))


def _mark(row: Row, href: str | None) -> Row:
    name = str(row["preferred_label"])
    base = f"{vacancies(row['demand_count'])} of {plural(row['employer_count'], 'employer')}, {taught(row)}"
    sides = [(side, end) for side in ("demand", "supply") for end in ("", "_low", "_high")]
    where = {side + end: row[f"{side}_prominence{end}"] for side, end in sides}
    hint = f"{name}\n{row['class']}: {gap_in_words(row)}\n{base}"
    return {"label": name, "class": row["class"], "href": href, "hint": hint, **where}


def _table(findings: Findings, found: list[Row]) -> Table:
    def cells(row: Row) -> list[Cell]:
        href = findings.href("skill", row["concept_uri"])
        return [
            Cell(str(row["preferred_label"]), href),
            word_cell(row["class"]),
            gap_cell(row, href),
            counted(row["demand_count"], href),
            counted(row["employer_count"], href),
            counted(row["offer_count"], href),
            counted(row["provider_count"], href),
            figure(row["effective_providers"]),
            trend_cell(row),
            Cell(text(row["failed_test"])),
        ]

    note = f"The {count(TABLE_ROWS)} skills most mentioned on either side." if len(found) == TABLE_ROWS else None
    return Table(
        "saturation",
        "Skills asked or taught, all places",
        _COLUMNS,
        [cells(r) for r in found],
        "saturation.csv",
        filters=1,
        note=note,
        empty="No skill is asked or taught in what the sources gave.",
    )


def _by_place(findings: Findings) -> Table:
    frame = findings.measures.saturation
    here = frame[(frame["place"] != "all") & frame["class"].isin(["underserved", "saturated", "dominated"])]
    order = here.assign(width=-here["gap"].abs()).sort_values(["width", "concept_uri", "place"]).head(BY_PLACE)

    def cells(row: Row) -> list[Cell]:
        href = findings.href("skill", row["concept_uri"])
        return [
            Cell(str(row["preferred_label"]), href),
            Cell(place_name(row["place"])),
            word_cell(row["class"]),
            gap_cell(row),
            *(counted(row[name]) for name in ("demand_count", "employer_count", "offer_count", "provider_count")),
        ]

    return Table(
        "places",
        "By place: markets that stand clear of balance",
        _PLACE_COLUMNS,
        [cells(r) for r in rows(order)],
        "saturation.csv",
        filters=2,
        note=f"The {BY_PLACE} widest gaps." if len(here) > BY_PLACE else None,
        empty="No market of a single place stands clear of balance.",
    )
