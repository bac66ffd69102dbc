"""Write the reports from the facts."""

from datetime import date
from pathlib import Path

from flows.progress import Progress
from flows.settings import Settings


def publish(where: Settings, as_of: date | None, progress: Progress, method: str | None = None) -> Path:
    """The folder of the report as of a day (the newest run's by default), published whole or not at all.

    `method` names an older one, with whose tags the report is made as it was before a newer one read the records.
    """
    from pipelines.duplicates import cluster
    from reports.render import publish as render
    from warehouse.frames import market

    if not where.facts.exists():
        from flows.steps.refresh import derive_facts
        from warehouse.database import engine

        derive_facts(where, engine(where.warehouse))
    return render(market(where.facts, as_of, cluster=cluster, method=method), where.out, progress.say)
