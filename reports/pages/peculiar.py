"""What does each part of the market ask more than all vacancies do?"""

import math
from collections.abc import Callable

import pandas as pd

from reports.cuts import Within
from reports.findings import Findings
from reports.language import _
from reports.page import Cell, Column, Cut, Table
from reports.pages.cells import counted, evidence_cell, shared
from reports.rows import Row, rows
from reports.voice import NOT_STATED, absent, brief, factor, share

EACH = 60  # rows of a kind of part, over all its parts
OF_ONE = 40  # rows of one part
KINDS = ("place", "industry", "occupation", "level")
_AFTER = (
    Column("Part of"),
    Column("Part"),
    Column("Times as often", True, "share here ÷ share in all vacancies, with its 95 % interval"),
    Column("Share here", True, "with its 95 % interval"),
    Column("Share in all", True),
    Column("Vacancies", True, "open vacancies of the part that name it"),
    Column("Employers", True, "distinct employers"),
    Column("Evidence"),
)
Subject = Callable[[Row], tuple[str, str | None, str]]  # a row's name, address, and key in `everywhere`


def peculiar(
    findings: Findings, within: Within, subject: Subject, first: Column, everywhere: dict[str, Row], words: Table
) -> Table:
    """`words` (name, caption, csv, empty) with a row for each part and what its vacancies surely ask more than all do.

    Without a choice the surest of each kind of part stand there, with one those of the part.
    """
    labels = {(cut.kind, cut.code): cut.label for cut in findings.cuts}

    def cells(row: Row, kind: str) -> list[Cell]:
        part = brief(labels.get((kind, str(row[kind])), row[kind]))
        return _cells(row, Cell(kind_name(kind)), Cell(part), subject(row), everywhere)

    def told(frame: pd.DataFrame, kind: str, most: int) -> list[list[Cell]]:
        return [cells(row, kind) for row in rows(frame.head(most))]

    def of(cut: Cut) -> list[list[Cell]]:
        return told(within.peculiar(cut.kind, [cut.code]), cut.kind, OF_ONE)

    codes = {kind: [cut.code for cut in findings.cuts if cut.kind == kind] for kind in KINDS}
    return Table(
        name=words.name,
        caption=words.caption,
        columns=(first, *_AFTER),
        rows=[row for kind in KINDS for row in told(within.peculiar(kind, codes[kind]), kind, EACH)],
        csv=words.csv,
        filters=1,
        note=_(
            "The surest of each kind of part, at most {}. Of all compared, one in forty would be here by chance."
        ).format(EACH),
        empty=words.empty,
        cuts={cut.key: of(cut) for cut in findings.cuts},
    )


def _cells(
    row: Row, kind: Cell, part: Cell, subject: tuple[str, str | None, str], everywhere: dict[str, Row]
) -> list[Cell]:
    name, href, key = subject
    return [
        Cell(name, href),
        kind,
        part,
        times_cell(row),
        shared(row, href),
        Cell(share(everywhere.get(key, {}).get("share"))),
        counted(row.get("vacancy_count", row.get("explicit_count"))),
        counted(row["employer_count"]),
        evidence_cell(row),
    ]


def kind_name(kind: str) -> str:
    """What kind of part of the market a cut is, as it is read."""
    return {"place": _("place"), "industry": _("industry"), "occupation": _("occupation"), "level": _("level")}[kind]


def times(row: Row) -> str:
    """How many times as often as in all, no more exact than its interval: `3.1 (2.2 to 4.4)`."""
    ends = [row["quotient"], row["quotient_low"], row["quotient_high"]]
    if any(absent(end) or end <= 0 for end in ends):
        return NOT_STATED
    return factor(*map(math.log, ends))


def times_cell(row: Row) -> Cell:
    """The quotient as a cell, sorted by its estimate."""
    said = times(row)
    return Cell(said, order="" if said == NOT_STATED else row["quotient"])
