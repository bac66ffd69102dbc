"""Prefect flow: collect, refresh and publish, the whole way in one go."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.collect import Folder, Sources, Warehouse, collect
from flows.publish import AsOf, publish
from flows.refresh import refresh
from flows.settings import settings
from flows.steps.collect import asked


@flow(name="survey", log_prints=True)
def survey(
    sources: Sources = ["sample"],  # noqa: B006
    home: Folder = None,
    warehouse: Warehouse = None,
    out: Folder = None,
    as_of: AsOf = None,
) -> State:
    """Read the sources, load what they gave, publish. A failed source is named in the state; the rest is published."""
    sample = asked(sources).sample
    where = settings(home, warehouse, out, sample=sample)
    place = {"home": where.home, "warehouse": where.warehouse}
    stages: list[State] = [collect(sources, **place, return_state=True), refresh(**place, return_state=True)]
    published: State = publish(as_of, **place, out=where.out, return_state=True)
    if not published.is_completed():
        return Failed(message=f"nothing could be published: {published.message}")
    failures = [str(stage.message) for stage in stages if not stage.is_completed() or stage.name != "Completed"]
    if failures:
        return Completed(name="Completed with failures", message="; ".join(failures))
    return Completed(message=str(published.message))
