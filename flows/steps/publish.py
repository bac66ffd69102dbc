"""Write the reports from the facts."""

import os
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypedDict, Unpack

from flows.progress import Progress
from flows.settings import Settings
from flows.steps.part import EVERYTHING, Part

if TYPE_CHECKING:
    import pandas as pd

    from reports.measures.all_measures import Asked
    from warehouse.frames import StoredMarket


class Options(TypedDict, total=False):
    """What a report can be asked beside its day.

    - since: the day that it is compared with; by default, see `compared_with`
    - pathways: occupations as they are typed
    - weights: a table of official vacancies (by default `weights.csv` in the home, where there is one)
    - part: what alone the report is of
    """

    since: date | None
    pathways: Sequence[str]
    weights: Path | None
    part: Part


class NotWeighableError(ValueError):
    """Weights for what the official table does not count."""


class Earlier(NamedTuple):
    """What a market is compared with (METHOD §8).

    - then: the market of an earlier day, if there is one, in the vacancies and as far as may be with the tags of the
      later one, so that neither moves a figure
    - reread: the later day's records as the method of the earlier day reads them, if it reads some otherwise
    """

    then: "StoredMarket | None"
    reread: "StoredMarket | None"


STEPS = 10  # the lines that `made` says, and its end


class Order(NamedTuple):
    """All that a report is made of, and the folder that its dated folder will lie in."""

    market: "StoredMarket"
    out: Path
    asked: "Asked"


def publish(
    where: Settings, as_of: date | None, progress: Progress, method: str | None = None, **options: Unpack[Options]
) -> Path:
    """The folder of the report that `ordered` describes, published whole or not at all."""
    return made(ordered(where, as_of, method, **options), progress)


def made(order: Order, progress: Progress) -> Path:
    """Measure and write."""
    from reports.render import publish as render

    return render(order.market, order.out, progress.say, order.asked)


def ordered(where: Settings, as_of: date | None, method: str | None = None, **options: Unpack[Options]) -> Order:
    """What is needed for the report as of a day (the newest run's by default).

    `method` names an older one, with whose tags the report is made as it was before a newer one read the records.
    All that can be refused is refused here, before anything is measured: raises `NothingEarlierError`,
    `NoSuchPartError`, `UnknownOccupationError`, `OfficialVacanciesError`, `NotWrittenError`, each in one sentence.
    """
    from flows.steps.occupation_codes import ways_into
    from pipelines.duplicates.vacancies import remembering
    from reports.measures.all_measures import Asked
    from reports.publishing import refuse_unless_writable
    from warehouse.frames import market

    facts, part, pathways = facts_of(where), options.get("part", EVERYTHING), options.get("pathways", ())
    whole = market(facts, as_of, cluster=remembering(where.home), method=method)
    view = part.view(whole, where.home)
    now = whole.within(view)
    codes = ways_into(pathways, now, where.home) if pathways else ()
    official = _official(where.home, options.get("weights"), now)
    then, reread = (each and each.within(view) for each in earlier(facts, whole, options.get("since")))
    refuse_unless_writable(out := where.out / part.folder(view))
    return Order(now, out, Asked(then, reread, official, codes, part.currency, part.language))


def facts_of(where: Settings) -> Path:
    """The folder of the facts as they are now, derived of the warehouse where there are none."""
    if not where.facts.exists():
        from flows.steps.refresh import derive_facts
        from warehouse.database import engine

        derive_facts(where, engine(where.warehouse))
    return where.facts.resolve()


def _official(home: Path, given: Path | None, now: "StoredMarket") -> "pd.DataFrame | None":
    from warehouse.view import WHOLE

    if now.view != WHOLE:  # official counts are of the whole: a part has other shares of them
        if given is None:
            return None
        raise NotWeighableError("official vacancies weight the whole market: leave out --weights, or the part")
    file = home / "weights.csv" if given is None else given
    if given is None and not os.path.lexists(file):  # a link to nowhere is a table that was meant, and is refused
        return None
    from reports.official_vacancies import official_vacancies

    return official_vacancies(file, set(now.occupations["isco_group"]))


def earlier(facts: Path, now: "StoredMarket", since: date | None = None) -> Earlier:
    """What `now` of these facts is compared with. Postings are the vacancies that they are in `now`."""
    import pyarrow as pa

    from reports.measures.time.matched import DAYS, compared_with
    from warehouse.frames import market
    from warehouse.history import reread_since

    table = pa.table(now.columns("postings", "posting_id", "vacancy"))
    known: pd.Series[str] = table.to_pandas().set_index("posting_id")["vacancy"]

    def same(postings: "pd.DataFrame") -> "pd.Series[str]":
        return known.reindex(postings["posting_id"])

    day = compared_with(now.runs, now.as_of, since)
    newest = None if now.methods.empty else str(now.methods["name"].iloc[0])
    then = market(facts, day, same, newest) if day else None
    old = reread_since(now.facts, day or now.as_of - timedelta(days=DAYS))
    return Earlier(then, market(facts, now.as_of, same, old) if old else None)
