"""Prefect flow: write the reports from the facts."""

from datetime import date
from pathlib import Path

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.progress import Progress
from flows.settings import settings
from flows.steps.publish import publish as step
from flows.tell import report_summary


@flow(name="publish", log_prints=True)
def publish(
    as_of: date | None = None,
    home: Path | None = None,
    warehouse: str | None = None,
    out: Path | None = None,
    sample: bool | None = None,
    since: date | None = None,
) -> State:
    """Publish the report, whole or not at all.

    Args:
        as_of: the market as it was on that day; empty: the newest run's.
        home: where state lies; empty: what CREDSCOPE_HOME says, else var/ (var/sample/ for the sample).
        warehouse: SQLite file or postgresql:// address; empty: what CREDSCOPE_WAREHOUSE says, else a file in the home.
        out: where reports go; empty: what CREDSCOPE_OUT says, else out/.
        sample: whether the home is the sample's, where none is named.
        since: the day that the market is compared with; empty: four weeks before, or the first day there is.
    """
    where = settings(home, warehouse, out, sample=sample)
    folder = step(where, as_of, Progress(get_run_logger().info), since=since)
    report_summary(folder)
    return Completed(message=f"{folder / 'index.html'}")
