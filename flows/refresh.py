"""Prefect flow: load what was landed into the warehouse and derive the facts."""

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.fields import Folder, Text
from flows.progress import RunProgress
from flows.settings import settings
from flows.steps.refresh import refresh as step


@flow(name="refresh", log_prints=True)
def refresh(home: Folder = None, warehouse: Text = None, sample: bool | None = None) -> State:
    """Load every landed run that is not loaded yet; a second refresh at once is refused.

    Args:
        home: where state lies; empty: what CREDSCOPE_HOME says, else var/ (var/sample/ for the sample).
        warehouse: SQLite file or postgresql:// address; empty: what CREDSCOPE_WAREHOUSE says, else a file in the home.
        sample: whether the home is the sample's, where none is named.
    """
    done = step(settings(home, warehouse, sample=sample), RunProgress(get_run_logger().info))
    if done.failures:
        return Completed(name="Completed with failures", message="; ".join(done.failures))
    return Completed(message=f"{len(done.loaded)} runs loaded")
