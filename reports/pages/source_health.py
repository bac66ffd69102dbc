"""What did we see, and what did we miss?"""

from collections import Counter

from reports.charts.marks import STATUSES
from reports.charts.run_strip import run_strip
from reports.findings import Findings
from reports.language import _
from reports.page import Cell, Column, Page, Picture, Sentence, Table
from reports.pages.cells import counted, word_cell
from reports.pages.licences import licences
from reports.pages.source_records import iso_day, made_of, rejects
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
            rejects(findings),
            licences(newest(findings)),
            made_of(findings),
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
        return _("No source has been collected yet")
    whole = states.count("complete")
    if whole == len(states):
        return _("All {} sources answered completely").format(count(whole))
    return _("{} of {} answered completely").format(count(whole), plural(len(states), "source"))


def _lead(findings: Findings, found: list[Row]) -> list[Sentence]:
    if not found:
        return [_("There is no run to report: collect or import a source first, then refresh and publish.")]
    fetched, parsed, rejected = (sum(r[n] or 0 for r in found) for n in ("fetched", "parsed", "rejected"))
    stored = parsed - (rejected - (fetched - parsed))
    first = _("Their newest runs gave {records}: {kept} could be kept, {rejected} were rejected.").format(
        records=plural(fetched, "candidate record"), kept=count(stored), rejected=count(rejected)
    )
    poor = [r for r in newest(findings) if state(r) != "complete"]
    if not poor:
        return [first]
    named = [f"{r['source']} ({_(state(r))})" for r in poor[:5]]
    others = [_("{} more").format(count(len(poor) - 5))] if len(poor) > 5 else []
    return [
        first,
        _("Not complete: {}.").format(joined([*named, *others])),
        _("What a source did not give is never read as falling demand: its rows stay open, or stand aside as stale."),
    ]


def _picture(findings: Findings) -> Picture:
    runs = rows(findings.market.runs)
    whole, known = Counter(r["source"] for r in runs if state(r) == "complete"), Counter(r["source"] for r in runs)
    shown = sorted(known, key=lambda source: (whole[source] / known[source], source))[:_STRIPS]
    values = [
        {
            "label": r["source"],
            "day": r["as_of"].isoformat()[:10],
            "word": _strip_word(r),
            "hint": f"{r['source']}, {day(r['as_of'])}: {_(state(r))}\n"
            + _("{}, {} rejected").format(plural(r["fetched"], "candidate record"), count(r["rejected"])),
        }
        for r in runs
        if r["source"] in shown
    ]
    complete, sources = sum(r["status"] == "complete" for r in runs), plural(len(known), "source")
    least = _("those that answered least: {} of {}").format(_STRIPS, sources) if len(known) > _STRIPS else ""
    said = (_("a row a source, a mark a run, up to {}").format(day(findings.market.as_of)), least)
    return Picture(
        name="runs",
        title=_("Complete runs: {} of {}").format(count(complete), count(len(runs))),
        subtitle="; ".join(filter(None, said)),
        source=_("Source: the ledgers of {}. Figures of the newest runs: source_health.csv.").format(sources),
        spec=run_strip(values),
        key=[(name, _("stale or quarantined") if name == "stale" else _(name)) for name in STATUSES],
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
            *(Cell(_(text(row[name]))) for name in ("side",)),
            *(Cell(text(row[name])) for name in ("platform", "basis")),
            Cell(iso_day(row["as_of"])),
            *(counted(row[name]) for name in _COUNTS),
            Cell(why or text(None)),
        ]

    caption = _("Newest run of each source, in candidate records: fetched = inserted + updated + unchanged + rejected")
    return Table(
        "health",
        caption,
        _COLUMNS,
        [cells(r) for r in found],
        "source_health.csv",
        filters=1,
        empty=_("No source has a run up to this date."),
    )


def _runs(findings: Findings) -> Table:
    order = findings.market.runs.sort_values(["as_of", "source"], ascending=[False, True], kind="stable")
    found = [
        [
            Cell(text(r["source"])),
            Cell(iso_day(r["as_of"])),
            word_cell(state(r)),
            *(counted(r[n]) for n in _COUNTS),
            Cell(text(r["reason"])),
        ]
        for r in rows(order.head(1_000))
    ]
    note = _("The 1,000 newest runs.") if len(order) > 1_000 else None
    return Table("ledger", _("Every run"), _RUN_COLUMNS, found, filters=2, note=note, empty=_("No run yet."))
