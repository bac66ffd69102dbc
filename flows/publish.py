"""Prefect flow: write the reports from the facts."""

from datetime import date
from typing import Annotated

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import Field

from flows.collect import Folder, Warehouse
from flows.progress import Progress
from flows.settings import settings
from flows.steps.publish import publish as step
from flows.tell import report_summary

AsOf = Annotated[date | None, Field(description="the market as it was on that day; empty: the newest run's")]


@flow(name="publish", log_prints=True)
def publish(
    as_of: AsOf = None,
    home: Folder = None,
    warehouse: Warehouse = None,
    out: Folder = None,
    sample: bool | None = None,
) -> State:
    """Publish the report, whole or not at all."""
    folder = step(settings(home, warehouse, out, sample=sample), as_of, Progress(get_run_logger().info))
    report_summary(folder)
    return Completed(message=f"{folder / 'index.html'}")
