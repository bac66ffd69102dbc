"""The tables of an evidence pack, each with its file."""

from typing import TYPE_CHECKING

from reports.evidence.addresses import web_link
from reports.evidence.quoting import in_sentence, plain, short
from reports.language import _
from reports.measures.pack.pack import Pack
from reports.page import Cell, Column, Table
from reports.pages.cells import counted, evidence_cell, shared, trend_cell
from reports.rows import Row, rows
from reports.voice import NOT_STATED, absent, count, day, place_name, share, text

if TYPE_CHECKING:
    from warehouse.frames import Market

SHOWN = 12  # the files have all
REQUIREMENTS = ("required", "preferred", "mentioned")


def demand(found: Pack) -> Table:
    """A row a place, those with most vacancies naming it."""
    columns = (
        *(Column("Place"), Column("Naming it", True), Column("Vacancies", True), Column("Share (95 %)", True)),
        *(Column("Required / preferred / mentioned", True), Column("Employers", True), Column("Trend")),
        Column("Evidence"),
    )
    cells = [
        [
            Cell(place_name(row["place"])),
            *(counted(row["explicit_count"]), counted(row["vacancy_total"]), shared(row), _classes(row)),
            *(counted(row["employer_count"]), trend_cell(row), evidence_cell(row)),
        ]
        for row in rows(found.demand.head(SHOWN))
    ]
    note = _more(len(found.demand) - SHOWN, _("places with fewer"))
    return Table("pack", _("Who asks for it, by place"), columns, cells, "pack_demand.csv", note=note)


def _classes(row: Row) -> Cell:
    told = " / ".join(count(row[f"{word}_count"]) for word in REQUIREMENTS)
    return Cell(told, order=int(row["required_count"]))


def _more(number: int, what: str) -> str | None:
    return _("Not shown: {} {}.").format(count(number), what) if number > 0 else None


def employers(found: Pack) -> Table:
    """A row an employer, those with most vacancies naming it."""
    columns = (
        *(Column("Employer"), Column("Vacancies", True), Column("of those naming it", True)),
        Column("Required / preferred / mentioned", True),
    )
    cells = [
        [
            Cell(short(row["employer"]) if row["employer"] else _("no employer is named")),
            *(counted(row["vacancy_count"]), Cell(share(row["naming_share"]), order=row["naming_share"])),
            _classes(row),
        ]
        for row in rows(found.employers.head(SHOWN))
    ]
    empty, note = (
        _("No employer's vacancy names it here."),
        _more(len(found.employers) - SHOWN, _("employers with fewer")),
    )
    caption = _("Employers that name it")
    return Table("employers", caption, columns, cells, "pack_employers.csv", note=note, empty=empty)


def vacancies_named(market: "Market", found: Pack) -> Table:
    """The sample, each with the words that name the credential in their sentence."""
    sample = rows(found.vacancies)
    texts = market.texts("job_posting", [row["posting_id"] for row in sample])
    columns = (
        *(Column("Vacancy"), Column("Employer"), Column("Place"), Column("Posted")),
        *(Column("Named as"), Column("In its words"), Column("Source")),
    )
    cells = [
        [
            Cell(short(text(row["title"])), web_link(row["url"])),
            *(Cell(short(text(row[name]))) for name in ("employer", "job_location")),
            Cell(day(row["date_posted"]), order=str(row["date_posted"] or "")),
            *(Cell(_(text(row["requirement"]))), Cell(_words(row, texts)), Cell(text(row["source"]))),
        ]
        for row in sample
    ]
    note = _("First one of each employer, the newest first; {} of {} vacancies.").format(
        count(len(sample)), count(found.employers["vacancy_count"].sum())
    )
    empty = _("No vacancy names it here.")
    caption = _("Vacancies that name it: a sample")
    return Table("vacancies", caption, columns, cells, "pack_vacancies.csv", note=note if cells else None, empty=empty)


def _words(row: Row, texts: dict[int, str]) -> str:
    told = text(row["title"]) if row["field"] in ("title", "name") else texts.get(row["posting_id"], "")
    words = row["matched_text"]
    if absent(words) or absent(row["start"]) or told[row["start"] : row["end"]] != words:
        return NOT_STATED if absent(words) else plain(words)
    before, matched, after = in_sentence(told, row["start"], row["end"])
    spaces = [" " * part for part in (before[-1:].isspace(), after[:1].isspace())]
    return f"{plain(before)}{spaces[0]}“{plain(matched)}”{spaces[1]}{plain(after)}"
