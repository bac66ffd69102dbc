"""Prefect flow: collect, refresh and publish, the whole way in one go."""

from datetime import date
from pathlib import Path

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.collect import Sources, collect
from flows.publish import publish
from flows.refresh import refresh
from flows.settings import settings
from flows.steps.collect import asked


@flow(name="survey", log_prints=True)
def survey(
    sources: Sources = ["sample"],  # noqa: B006
    home: Path | None = None,
    warehouse: str | None = None,
    out: Path | None = None,
    as_of: date | None = None,
    since: date | None = None,
) -> State:
    """Read the sources, load what they gave, publish. A failed source is named in the state; the rest is published.

    Args:
        sources: `sample`, `live`, names of `credscope sources`, or `site:http://HOST/sitemap.xml`.
        home: where state lies; empty: what CREDSCOPE_HOME says, else var/ (var/sample/ for the sample).
        warehouse: SQLite file or postgresql:// address; empty: what CREDSCOPE_WAREHOUSE says, else a file in the home.
        out: where reports go; empty: what CREDSCOPE_OUT says, else out/.
        as_of: the market as it was on that day; empty: the newest run's.
        since: the day that it is compared with; empty: four weeks before, or the first day there is.
    """
    sample = asked(sources).sample
    where = settings(home, warehouse, out, sample=sample)
    place = {"home": where.home, "warehouse": where.warehouse}
    stages: list[State] = [collect(sources, **place, return_state=True), refresh(**place, return_state=True)]
    published: State = publish(as_of, **place, out=where.out, since=since, return_state=True)
    if not published.is_completed():
        return Failed(message=f"nothing could be published: {published.message}")
    failures = [str(stage.message) for stage in stages if not stage.is_completed() or stage.name != "Completed"]
    if failures:
        return Completed(name="Completed with failures", message="; ".join(failures))
    return Completed(message=str(published.message))
