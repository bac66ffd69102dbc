"""The evidence on one credential, for who decides whether to fund it."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flows.progress import Progress
from flows.settings import Settings

if TYPE_CHECKING:
    from reports.page import Page


class Wanted(NamedTuple):
    """A credential as it is typed, its issuer where several have one of that name, and a place."""

    credential: str
    issuer: str | None = None
    place: str = "all"


def pack(where: Settings, wanted: Wanted, as_of: date | None, progress: Progress) -> tuple[Path, "Page"]:
    """The folder that tells of the credential as of a day (the newest run's by default), and its page.

    Raises `UnknownCredentialError`, `NoVacancyHereError`, each in one sentence.
    """
    from flows.steps.publish import facts_of
    from pipelines.duplicates.vacancies import remembering
    from reports.measures.pack.pack import Asked
    from reports.measures.pack.pack import pack as measure
    from reports.measures.units.basis import basis
    from reports.pack_report import write
    from warehouse.frames import market

    progress.say("reading the market")
    held = market(facts_of(where), as_of, cluster=remembering(where.home))
    place = wanted.place.lower() if wanted.place.lower() in {"all", "remote"} else wanted.place.upper()
    counted = basis(held)
    progress.say("gathering the evidence")
    found = measure(held, counted, Asked(wanted.credential, wanted.issuer, place))
    totals = int(counted.demand.units["open"].sum()), int(counted.supply.units["open"].sum())
    return write(held, found, totals, where.out)
