"""Load what was landed into the warehouse, and derive the facts."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pandas as pd
from sqlalchemy import Engine

from flows.progress import Progress
from flows.settings import Settings
from flows.steps.offered import dated, offered
from flows.steps.reading_pool import Read, ReadingPool, Record
from pipelines.code_lists import isco_groups, nace_sections
from pipelines.credentials import listed_credentials
from pipelines.method import method
from spiders.landing import LandedRun, effective_runs, mark_withdrawn
from warehouse.database import engine
from warehouse.facts import LISTS, write_facts
from warehouse.load import OpenRun, begin_run, finish_run, unseen, write_shard
from warehouse.records import Rejected
from warehouse.tagging import take_up
from warehouse.taxonomy import find_taxonomies, load_concepts
from warehouse.withdrawal import withdraw as take_out

SHARD = 2_000  # records a transaction
AHEAD = 2  # shards being read while one is written


Pending = list[tuple[OpenRun, LandedRun]]


class BusyError(RuntimeError):
    """Another refresh or re-tagging of the same home is at work."""


@dataclass
class Refreshed:
    """What a refresh did: the runs it loaded, and what it could not load, in words."""

    loaded: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """One refresh or re-tagging of a home at a time. Raises `BusyError` in one sentence."""
    from filelock import FileLock, Timeout

    home.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(home / "refresh.lock", timeout=0):
            yield
    except Timeout:
        raise BusyError(f"another refresh or retag of {home} is at work: wait for it, then call this again") from None


def refresh(where: Settings, progress: Progress) -> Refreshed:
    """Load every landed run that is not loaded yet, shard by shard, then write the facts anew.

    May be killed at any moment and called again. A run that cannot be loaded is a failure; the others are loaded.
    """
    done = Refreshed()
    with alone(where.home):
        warehouse = engine(where.warehouse)
        opened = [(begin_run(warehouse, landed.run, landed.name), landed) for landed in effective_runs(where.home)]
        if pending := [(run, landed) for run, landed in opened if run]:
            _load(warehouse, pending, find_taxonomies(where.home), progress, done)
        progress.say("deriving the facts")
        derive_facts(where, warehouse)
    return done


def derive_facts(where: Settings, warehouse: Engine) -> None:
    """Write the facts of all that is loaded anew, with the lists by which the reports know names."""
    listed = [*(row._asdict() for row in listed_credentials()), *dated(warehouse, offered(warehouse))]
    lists = {
        "skills": load_concepts(find_taxonomies(where.home)),
        "credential_list": pd.DataFrame(listed).reindex(columns=[*LISTS["credential_list"]]).astype("string"),
        "occupations": pd.DataFrame(isco_groups(), columns=LISTS["occupations"]),
        "industries": pd.DataFrame(nace_sections(), columns=LISTS["industries"]),
    }
    write_facts(warehouse, where.facts, lists)


@dataclass
class _Shard:
    """A part of a run that is being read; the last one of a run closes its ledger."""

    run: OpenRun
    landed: LandedRun
    ordinal: int
    records: list[Record]
    read: Callable[[], Read]


def _load(warehouse: Engine, pending: Pending, taxonomies: list[Path], progress: Progress, done: Refreshed) -> None:
    """Read with the current method, and write one shard while the processes read the next ones."""
    rows = offered(warehouse, (landed for _, landed in pending))
    method_id = take_up(warehouse, method(taxonomies, rows))
    total = sum(landed.run.parsed for _, landed in pending)
    ahead: deque[_Shard] = deque()
    with ReadingPool(taxonomies, rows) as pool, progress.bar(f"loading {len(pending)} runs, records", total) as advance:
        for shard in _shards(warehouse, pending, pool, done):
            ahead.append(shard)
            if len(ahead) > AHEAD:
                advance(_write(warehouse, ahead.popleft(), method_id, done))
        while ahead:
            advance(_write(warehouse, ahead.popleft(), method_id, done))


def _shards(warehouse: Engine, pending: Pending, pool: ReadingPool, done: Refreshed) -> Iterator[_Shard]:
    for run, landed in pending:
        records = landed.records()
        try:
            for ordinal in range(1 + landed.run.parsed // SHARD):
                shard: list[Record] = list(islice(records, SHARD))
                yield _Shard(run, landed, ordinal, shard, pool.read(unseen(warehouse, shard)))
        except (Rejected, OSError, EOFError) as error:
            done.failures.append(f"{run.source} {landed.name} could not be loaded: {error}")


def _write(warehouse: Engine, shard: _Shard, method_id: int, done: Refreshed) -> int:
    readings, reasons = shard.read()
    write_shard(warehouse, shard.run, shard.ordinal, shard.records, readings, reasons, method_id)
    if shard.ordinal == shard.landed.run.parsed // SHARD:
        finish_run(warehouse, shard.run, shard.landed.rejects())
        done.loaded.append(f"{shard.run.source} {shard.landed.name}")
    return len(shard.records)


def withdraw(where: Settings, source: str, run: str | None, progress: Progress) -> list[str]:
    """Take one run, or all runs, of a source out of warehouse and facts; ledger and archive keep them, marked.

    Returns the names of the runs taken out; an attempt that one of them had replaced is loaded again.
    """
    with alone(where.home):
        named = set(mark_withdrawn(where.home, source, run))
        named |= set(take_out(engine(where.warehouse), source, run))
    refresh(where, progress)
    return sorted(named)
