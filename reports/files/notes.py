"""What a reader of the tables must know before the first figure: the notes of the workbook."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from reports.files.dictionary import told
from reports.files.workbook import ALL_ROWS, Note
from reports.language import _
from reports.made_by import METHOD, TAXONOMY, release
from reports.voice import count, day, plural, text, vacancies

if TYPE_CHECKING:
    from warehouse.frames import Market

SOURCES = 200  # lines; the sheet of source health has all


def notes(
    market: "Market", sheets: Mapping[str, tuple[int, int]], totals: Sequence[int], what: str | None = None
) -> Iterator[Note]:
    """Term and text, in order.

    `sheets`: of each table how many rows it has, and how many its sheet shows. `totals`: the open vacancies and offers.
    `what`: what the tables tell of, if not all.
    """
    if market.sample:
        yield _("Fictional"), _("A sample market that nobody recruits in or learns from. Use no figure of it.")
    yield _("What"), what or _("What employers ask and what providers teach: skills, credentials and their markets")
    asked, offered = totals
    base = _("{}: {} and {}, open on that day")
    yield _("As of"), base.format(day(market.as_of), vacancies(asked), plural(offered, "offer"))
    yield from _method(market)
    yield _("Thin"), _("The evidence is thin below 10 vacancies or 3 employers: read such a row as a hint, no more.")
    for limit in _limits():
        yield _("Limit"), limit
    yield from _shortened(sheets)
    for name, (whole, _shown) in sheets.items():
        rows = plural(whole, "row")
        yield (
            _("Sheet"),
            _("{name}: {what} ({rows} in {file})").format(name=name, what=_(told(name)), rows=rows, file=f"{name}.csv"),
        )
    yield from _sources(market)


def _method(market: "Market") -> Iterator[Note]:
    made = _("Method {method} of credscope {version}; the formulas are on the page Method of the report.")
    yield _("Method"), made.format(method=METHOD, version=release())
    for tagging in market.methods.itertuples():
        yield _("Read by"), text(tagging.name)
    yield _("Taxonomy"), _(TAXONOMY)


def _limits() -> Iterator[str]:
    yield _("Vacancies are advertisements: they show what employers say they want, not whom they hire.")
    yield _("Intervals hold 95 % and count each employer or provider once; they do not know what no source showed.")
    yield _("An empty cell is a figure that cannot be had. It is never nought.")


def _shortened(sheets: Mapping[str, tuple[int, int]]) -> Iterator[Note]:
    rule = _("Sheets of tables with more than {} rows leave out single places; the CSV files have all rows.")
    some = {name: (whole, shown) for name, (whole, shown) in sheets.items() if shown < whole}
    if some:
        yield _("Shortened"), rule.format(count(ALL_ROWS))
    for name, (whole, shown) in some.items():
        yield (
            _("Shortened"),
            _("{name}: {shown} of {rows}").format(name=name, shown=count(shown), rows=plural(whole, "row")),
        )


def _sources(market: "Market") -> Iterator[Note]:
    columns = ["source", "publisher", "licence", "attribution"]
    newest = market.runs.drop_duplicates("source", keep="last").sort_values("source")[columns]
    for run in newest.head(SOURCES).itertuples():
        told_of = _("{source}. Published by: {publisher}. Licence: {licence}. Attribution: {attribution}.")
        yield (
            _("Source"),
            told_of.format(
                source=text(run.source),
                publisher=text(run.publisher),
                licence=text(run.licence),
                attribution=text(run.attribution),
            ),
        )
    if len(newest) > SOURCES:
        yield _("Source"), _("{} more: see the sheet source_health").format(count(len(newest) - SOURCES))
