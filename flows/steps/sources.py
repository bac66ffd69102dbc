"""Every source, with what is known of it and how its last run went."""

from collections.abc import Iterator
from typing import Any

from flows.settings import Settings


def sources(settings: Settings) -> Iterator[dict[str, Any]]:
    """One object a source: those we ship, and those that were only ever imported into this home."""
    from spiders.catalogue import sources as known
    from spiders.landing import effective_runs

    newest = {landed.run.source: landed for landed in effective_runs(settings.home)}
    shipped = known()
    for name in sorted(shipped.keys() | newest.keys()):
        spider, landed = shipped.get(name), newest.get(name)
        run = landed.run if landed else None
        stated: Any = spider or run
        yield {
            "source": name,
            "organization": spider.organization if spider else None,
            "country": spider.country if spider else None,
            "side": str(stated.side),
            "platform": stated.platform,
            "basis": stated.basis,
            "live_checked_on": None,
            "licence": stated.licence,
            "robots": run.robots if run else None,
            "last_run": landed.name if landed else None,
            "health": str(run.status) if run else "never run",
            "reason": run.reason if run else None,
            "sample": bool(getattr(stated, "sample", False)),
        }
