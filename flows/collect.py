"""Prefect flow: read the sources asked for into the landing folder, each in a task of its own."""

from collections.abc import Iterable
from functools import partial
from typing import Annotated

from prefect import flow, get_run_logger, task
from prefect.client.schemas.objects import State
from prefect.futures import as_completed
from prefect.states import Completed, Failed
from pydantic import Field

from flows.fields import Folder, Text
from flows.progress import Progress, RunProgress
from flows.settings import settings
from flows.steps import collect as step
from flows.tell import health_table
from warehouse.records import Run, RunStatus

Sources = Annotated[list[str], Field(min_length=1)]


@task(task_run_name="collect {name}")
def _crawl(crawl: step.Crawl, name: str) -> Run:
    return crawl(name)


def _as_tasks(crawl: step.Crawl, names: Iterable[str], progress: Progress) -> list[Run]:
    futures = [_crawl.submit(crawl, name) for name in names]
    with progress.bar("sources read", len(futures)) as advance:
        for _ in as_completed(futures):
            advance(1)
    return [future.result() for future in futures]


@flow(name="collect", log_prints=True)
def collect(sources: Sources = ["sample"], home: Folder = None, warehouse: Text = None) -> State:  # noqa: B006
    """Land the newest run of every source asked for; one that fails never stops the others.

    Args:
        sources: `sample`, `live`, names of `credscope sources`, or `site:http://HOST/sitemap.xml`.
        home: where state lies; empty: what CREDSCOPE_HOME says, else var/ (var/sample/ for the sample).
        warehouse: SQLite file or postgresql:// address; empty: what CREDSCOPE_WAREHOUSE says, else a file in the home.
    """
    chosen = step.asked(sources)
    where = settings(home, warehouse, sample=chosen.sample)
    progress = RunProgress(get_run_logger().info)
    runs = step.collect(chosen, where, progress, each=partial(_as_tasks, progress=progress))
    health_table(runs)
    failed = [run for run in runs if run.status in {RunStatus.FAILED, RunStatus.BLOCKED}]
    if failed and len(failed) == len(runs):
        return Failed(message=f"no source could be read: {failed[0].source}: {failed[0].reason}")
    if failed:
        reasons = "; ".join(f"{run.source}: {run.reason}" for run in failed)
        return Completed(
            name="Completed with failures", message=f"{len(failed)} of {len(runs)} sources failed: {reasons}"
        )
    return Completed(message=f"{len(runs)} sources read")
