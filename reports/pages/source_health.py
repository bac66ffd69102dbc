"""What did we see, and what did we miss?"""

from collections import Counter

from reports.charts.marks import STATUSES
from reports.charts.run_strip import run_strip
from reports.findings import Findings
from reports.page import Cell, Column, Page, Picture, Sentence, Table
from reports.pages.cells import counted, part, word_cell
from reports.pages.licences import licences
from reports.rows import Row, rows
from reports.voice import absent, count, day, joined, plural, text

QUESTION = "Source health"
_STRIPS = 40  # rows of the picture
_COUNTS = ("fetched", "parsed", "inserted", "updated", "unchanged", "rejected")
_COLUMNS = (
    *(
        Column("Source"),
        Column("Status", hint="of its newest run"),
        Column("Side"),
        Column("Platform"),
        Column("Basis"),
    ),
    Column("As of", True),
    *(Column(name.capitalize(), True) for name in _COUNTS),
    Column("Robots and reason"),
)
_RUN_COLUMNS = (
    *(Column("Source"), Column("As of", True), Column("Status")),
    *(Column(name.capitalize(), True) for name in _COUNTS),
    Column("Reason"),
)


def page(findings: Findings) -> Page:
    """Every source's newest run with its counts, the history of runs, and why records were rejected."""
    found = rows(findings.measures.source_health)
    return Page(
        name="source_health",
        question=QUESTION,
        title=title(findings),
        lead=_lead(findings, found),
        pictures=[_picture(findings)] if found else [],
        tables=[
            _table(findings, found),
            _rejects(findings),
            licences(newest(findings)),
            _coverage(findings),
            _runs(findings),
        ],
    )


def newest(findings: Findings) -> list[Row]:
    """Each source's newest run, sorted by source."""
    runs = findings.market.runs
    return rows(runs.sort_values(["source", "as_of"], kind="stable").drop_duplicates("source", keep="last"))


def state(run: Row) -> str:
    """A run's status, or that its records stand aside: quarantined, or stale."""
    for mark in ("quarantined", "stale"):
        if not absent(run[mark]) and run[mark]:
            return mark
    return str(run["status"])


def title(findings: Findings) -> str:
    """How many sources can be trusted today."""
    states = [state(r) for r in newest(findings)]
    if not states:
        return "No source has been collected yet"
    whole = states.count("complete")
    if whole == len(states):
        return f"All {count(whole)} sources answered completely"
    return f"{count(whole)} of {plural(len(states), 'source')} answered completely"


def _lead(findings: Findings, found: list[Row]) -> list[Sentence]:
    if not found:
        return ["There is no run to report: collect or import a source first, then refresh and publish."]
    fetched, parsed, rejected = (sum(r[n] or 0 for r in found) for n in ("fetched", "parsed", "rejected"))
    stored = parsed - (rejected - (fetched - parsed))
    first = f"Their newest runs gave {plural(fetched, 'candidate record')}: {count(stored)} could be kept, "
    first += f"{count(rejected)} were rejected{', for the reasons below' if rejected else ''}."
    poor = [r for r in newest(findings) if state(r) != "complete"]
    if not poor:
        return [first]
    named = joined(f"{r['source']} ({state(r)})" for r in poor[:5])
    note = "What a source did not give is never read as falling demand: its rows stay open, or stand aside as stale."
    return [first, f"Not complete: {named}{' and others' if len(poor) > 5 else ''}. {note}"]


def _picture(findings: Findings) -> Picture:
    runs = rows(findings.market.runs)
    whole, known = Counter(r["source"] for r in runs if state(r) == "complete"), Counter(r["source"] for r in runs)
    shown = sorted(known, key=lambda source: (whole[source] / known[source], source))[:_STRIPS]
    values = [
        {
            "label": r["source"],
            "day": r["as_of"].isoformat()[:10],
            "word": _strip_word(r),
            "hint": f"{r['source']}, {day(r['as_of'])}: {state(r)}\n"
            f"{plural(r['fetched'], 'candidate record')}, {count(r['rejected'])} rejected",
        }
        for r in runs
        if r["source"] in shown
    ]
    complete = sum(r["status"] == "complete" for r in runs)
    return Picture(
        name="runs",
        title=f"{count(complete)} of {plural(len(runs), 'run')} were complete",
        subtitle=f"A row a source, a mark a run, up to {day(findings.market.as_of)}"
        + (f"; the {_STRIPS} of {plural(len(known), 'source')} that answered least" if len(known) > _STRIPS else ""),
        source=f"Source: the ledgers of {plural(len(known), 'source')}. Figures of the newest runs: source_health.csv.",
        spec=run_strip(values),
        key=[(name, "stale or quarantined" if name == "stale" else name) for name in STATUSES],
    )


def _strip_word(run: Row) -> str:
    word = state(run)
    return "stale" if word == "quarantined" else word


def _table(findings: Findings, found: list[Row]) -> Table:
    last = {r["source"]: r for r in newest(findings)}

    def cells(row: Row) -> list[Cell]:
        run = last.get(row["source"], row)
        why = "; ".join(text(run.get(name)) for name in ("robots", "reason", "warnings") if not absent(run.get(name)))
        return [
            Cell(text(row["source"])),
            word_cell(state(run)),
            *(Cell(text(row[name])) for name in ("side", "platform", "basis")),
            Cell(_iso(row["as_of"])),
            *(counted(row[name]) for name in _COUNTS),
            Cell(why or text(None)),
        ]

    caption = "Newest run of each source, in candidate records: fetched = inserted + updated + unchanged + rejected"
    return Table(
        "health",
        caption,
        _COLUMNS,
        [cells(r) for r in found],
        "source_health.csv",
        filters=1,
        empty="No source has a run up to this date.",
    )


def _iso(value: object) -> str:
    return str(value)[:10] if not absent(value) else text(None)


def _rejects(findings: Findings) -> Table:
    rejects = findings.market.rejects.sort_values(["count", "source", "reason"], ascending=[False, True, True])
    columns = (Column("Source"), Column("As of", True), Column("Stage"), Column("Reason"), Column("Records", True))
    found = [
        [
            Cell(text(r["source"])),
            Cell(_iso(r["as_of"])),
            *(Cell(text(r[n])) for n in ("stage", "reason")),
            counted(r["count"]),
        ]
        for r in rows(rejects.head(300))
    ]
    note = "The 300 most frequent." if len(rejects) > 300 else None
    return Table("rejects", "Why records were rejected", columns, found, note=note, empty="No record was rejected.")


def _coverage(findings: Findings) -> Table:
    columns = (Column("Of the open vacancies, by"), Column("Value"), Column("Vacancies", True), Column("Share", True))
    found = [
        [Cell(row["aspect"]), Cell(row["value"] or "not stated"), counted(row["vacancy_count"]), part(row["share"])]
        for row in rows(findings.measures.coverage)
    ]
    caption = "What the open vacancies are made of, and so what these figures over-represent"
    return Table(
        "made-of", caption, columns, found, filters=0, note="The ten largest of each.", empty="No vacancy is open."
    )


def _runs(findings: Findings) -> Table:
    order = findings.market.runs.sort_values(["as_of", "source"], ascending=[False, True], kind="stable")
    found = [
        [
            Cell(text(r["source"])),
            Cell(_iso(r["as_of"])),
            word_cell(state(r)),
            *(counted(r[n]) for n in _COUNTS),
            Cell(text(r["reason"])),
        ]
        for r in rows(order.head(1_000))
    ]
    note = "The 1,000 newest runs." if len(order) > 1_000 else None
    return Table("ledger", "Every run", _RUN_COLUMNS, found, filters=2, note=note, empty="No run yet.")
