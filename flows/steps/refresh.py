"""Load what was landed into the warehouse, and derive the facts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pandas as pd
from sqlalchemy import Engine

from flows.progress import Advance, Progress
from flows.settings import Settings
from flows.steps.reading_pool import ReadingPool, Record
from pipelines.credentials import listed_credentials
from spiders.landing import LandedRun, effective_runs, mark_withdrawn
from warehouse.database import engine
from warehouse.facts import CREDENTIAL_COLUMNS, write_facts
from warehouse.load import OpenRun, begin_run, finish_run, unseen, write_shard
from warehouse.records import Rejected
from warehouse.taxonomy import find_taxonomies, load_concepts
from warehouse.withdrawal import withdraw as take_out

SHARD = 4_000  # records a transaction


class BusyError(RuntimeError):
    """Another refresh of the same home is at work."""


@dataclass
class Refreshed:
    """What a refresh did: the runs it loaded, and what it could not load, in words."""

    loaded: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """One refresh of a home at a time. Raises `BusyError` in one sentence."""
    from filelock import FileLock, Timeout

    home.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(home / "refresh.lock", timeout=0):
            yield
    except Timeout:
        raise BusyError(f"another refresh of {home} is at work: wait for it, then call this again") from None


def refresh(where: Settings, progress: Progress) -> Refreshed:
    """Load every landed run that is not loaded yet, shard by shard, then write the facts anew.

    May be killed at any moment and called again. A run that cannot be loaded is a failure; the others are loaded.
    """
    done = Refreshed()
    with alone(where.home), ReadingPool(find_taxonomies(where.home)) as pool:
        warehouse = engine(where.warehouse)
        opened = [(begin_run(warehouse, landed.run, landed.name), landed) for landed in effective_runs(where.home)]
        pending = [(run, landed) for run, landed in opened if run]
        total = sum(landed.run.parsed for _, landed in pending)
        with progress.bar(f"loading {len(pending)} runs, records", total) as advance:
            for run, landed in pending:
                name = f"{run.source} {landed.name}"
                try:
                    _load(warehouse, run, landed, pool, advance)
                    done.loaded.append(name)
                except (Rejected, OSError, EOFError) as error:
                    done.failures.append(f"{name} could not be loaded: {error}")
        progress.say("deriving the facts")
        derive_facts(where, warehouse)
    return done


def derive_facts(where: Settings, warehouse: Engine) -> None:
    """Write the facts of all that is loaded anew, with the skills and credentials that the reports know by name."""
    listed = pd.DataFrame(listed_credentials())[[*CREDENTIAL_COLUMNS]].astype("string")
    write_facts(warehouse, where.facts, load_concepts(find_taxonomies(where.home)), listed)


def _load(warehouse: Engine, run: OpenRun, landed: LandedRun, pool: ReadingPool, advance: Advance) -> None:
    records = landed.records()
    for ordinal in range(1 + landed.run.parsed // SHARD):
        shard: list[Record] = list(islice(records, SHARD))
        readings, reasons = pool.read(unseen(warehouse, shard))
        write_shard(warehouse, run, ordinal, shard, readings, reasons)
        advance(len(shard))
    finish_run(warehouse, run, landed.rejects())


def withdraw(where: Settings, source: str, run: str | None, progress: Progress) -> list[str]:
    """Take one run, or all runs, of a source out of warehouse and facts; ledger and archive keep them, marked.

    Returns the names of the runs taken out; an attempt that one of them had replaced is loaded again.
    """
    with alone(where.home):
        named = set(mark_withdrawn(where.home, source, run))
        named |= set(take_out(engine(where.warehouse), source, run))
    refresh(where, progress)
    return sorted(named)
