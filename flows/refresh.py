"""Prefect flow: load what was landed into the warehouse and derive the facts."""

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.collect import Folder, Warehouse
from flows.progress import Progress
from flows.settings import settings
from flows.steps.refresh import refresh as step


@flow(name="refresh", log_prints=True)
def refresh(home: Folder = None, warehouse: Warehouse = None, sample: bool | None = None) -> State:
    """Load every landed run that is not loaded yet; a second refresh at once is refused."""
    done = step(settings(home, warehouse, sample=sample), Progress(get_run_logger().info))
    if done.failures:
        return Completed(name="Completed with failures", message="; ".join(done.failures))
    return Completed(message=f"{len(done.loaded)} runs loaded")
