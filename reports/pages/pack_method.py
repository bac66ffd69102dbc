"""How an evidence pack is figured, what it cannot say, and whose data it is made of."""

from typing import TYPE_CHECKING

from reports.language import _
from reports.page import Block
from reports.rows import rows
from reports.voice import absent, count, day, text

if TYPE_CHECKING:
    from warehouse.frames import Market

SOURCES = 20


def limits() -> Block:
    """What is counted, and what a reader must not conclude."""
    return Block(
        _("How this is figured, and its limits"),
        points=[
            _(
                "A vacancy is a cluster of postings judged the same. Vacancies are advertisements: they show what "
                "employers say they want, not whom they hire, and many wanted credentials go unnamed."
            ),
            _(
                "Shares have Wilson's 95 % interval at the effective sample size, with employers as clusters. The "
                "evidence is thin below 10 vacancies or 3 employers."
            ),
            _(
                "The trend is the Theil–Sen slope of the weekly share of new vacancies, tested by Mann and Kendall's "
                "test, over the sources that were read in nearly every week."
            ),
            _(
                "Likeness is weighted Jaccard: the weights of the skills that both teach over those of the skills that "
                "either teaches; what few offers teach weighs more."
            ),
            _(
                "Pay is compared within an occupation and country, with a bootstrap of employers. Who names a "
                "credential differs in more than that: it is no effect of the credential."
            ),
            _(
                "Prices and hours are as published. Completion, placement and earnings of its holders, which a funding "
                "decision needs too, are in no source that we read."
            ),
        ],
    )


def sources(market: "Market") -> Block:
    """Each source with its publisher, its licence and the day of its newest run."""
    newest = market.runs.sort_values(["source", "as_of"], kind="stable").drop_duplicates("source", keep="last")
    told = _("{source} ({publisher}), read on {day}. Licence: {licence}.")
    points = [
        told.format(
            source=text(run["source"]),
            publisher=text(run["publisher"]),
            day=day(run["as_of"]),
            licence=text(run["licence"]),
        )
        + ("" if absent(run["attribution"]) else f" {run['attribution']}")
        for run in rows(newest.head(SOURCES))
    ]
    if len(newest) > SOURCES:
        points.append(_("{} more are in the notes of report.xlsx.").format(count(len(newest) - SOURCES)))
    return Block(_("Sources"), sentences=[] if points else [_("No source has been read yet.")], points=points)
