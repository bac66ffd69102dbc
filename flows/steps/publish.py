"""Write the reports from the facts."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flows.progress import Progress
from flows.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

    from warehouse.frames import Market


@dataclass(frozen=True)
class Earlier:
    """What a market is compared with (METHOD §8).

    - then: the market of an earlier day, if there is one, in the vacancies and as far as may be with the tags of the
      later one, so that neither moves a figure
    - reread: the later day's records as the method of the earlier day reads them, if it reads some otherwise
    """

    then: "Market | None"
    reread: "Market | None"


def publish(
    where: Settings,
    as_of: date | None,
    progress: Progress,
    method: str | None = None,
    *,
    since: date | None = None,
    pathways: Sequence[str] = (),
    weights: Path | None = None,
) -> Path:
    """The folder of the report as of a day (the newest run's by default), published whole or not at all.

    `method` names an older one, with whose tags the report is made as it was before a newer one read the records.
    `since` is the day that it is compared with; by default, see `compared_with`. `pathways` are occupations as they
    are typed, `weights` a table of official vacancies (`weights.csv` in the home where it is None). Raises
    `NothingEarlierError`, `UnknownOccupationError`, `OfficialVacanciesError`, each in one sentence.
    """
    from flows.steps.occupation_codes import occupation_codes
    from pipelines.duplicates.vacancies import remembering
    from reports.measures.all_measures import Asked
    from reports.render import publish as render
    from warehouse.frames import market

    facts = facts_of(where)
    now = market(facts, as_of, cluster=remembering(where.home), method=method)
    before = earlier(facts, now, since)
    codes = occupation_codes(pathways, now.occupations, where.home) if pathways else ()
    asked = Asked(before.then, before.reread, _official(where.home, weights, now), codes)
    return render(now, where.out, progress.say, asked)


def facts_of(where: Settings) -> Path:
    """The folder of the facts as they are now, derived of the warehouse where there are none."""
    if not where.facts.exists():
        from flows.steps.refresh import derive_facts
        from warehouse.database import engine

        derive_facts(where, engine(where.warehouse))
    return where.facts.resolve()


def _official(home: Path, given: Path | None, now: "Market") -> "pd.DataFrame | None":
    file = home / "weights.csv" if given is None else given
    if given is None and not os.path.lexists(file):  # a link to nowhere is a table that was meant, and is refused
        return None
    from reports.official_vacancies import official_vacancies

    return official_vacancies(file, set(now.occupations["isco_group"]))


def earlier(facts: Path, now: "Market", since: date | None = None) -> Earlier:
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
