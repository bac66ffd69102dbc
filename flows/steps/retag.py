"""Read what is stored again under the current method; what older methods found stays as it is."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Engine

from flows.progress import Advance, Progress
from flows.settings import Settings
from flows.steps.offered import offered
from flows.steps.reading_pool import ReadingPool
from flows.steps.refresh import AHEAD, alone, derive_facts
from pipelines.method import method
from warehouse.database import engine
from warehouse.records import Tagged
from warehouse.tagging import Part, stored_records, take_up, unread, write_tagging
from warehouse.taxonomy import find_taxonomies


@dataclass
class Retagged:
    """What a re-tagging did: the method, how many records it read, and which could not be, in words."""

    method: str
    made_of: str
    record_count: int
    failures: list[str] = field(default_factory=list)


def retag(where: Settings, progress: Progress) -> Retagged:
    """Read every stored version that the current method has not read, part by part, then write the facts anew.

    May be killed at any moment and called again. Raises `BusyError` where the home is being refreshed or re-tagged.
    """
    with alone(where.home):
        warehouse, taxonomies = engine(where.warehouse), find_taxonomies(where.home)
        rows = offered(warehouse)
        current = method(taxonomies, rows)
        method_id = take_up(warehouse, current)
        parts = unread(warehouse, method_id)
        done = Retagged(current.name, current.made_of, sum(part.record_count for part in parts))
        with (
            ReadingPool(taxonomies, rows) as pool,
            progress.bar(f"tagging with {current.name}, records", done.record_count) as advance,
        ):
            _Retagging(warehouse, method_id, pool, advance, done).run(parts)
        progress.say("deriving the facts")
        derive_facts(where, warehouse)
    return done


@dataclass
class _Retagging:
    warehouse: Engine
    method_id: int
    pool: ReadingPool
    advance: Advance
    done: Retagged

    def run(self, parts: list[Part]) -> None:
        """Write one part while the processes read the next ones."""
        ahead: deque[Callable[[], None]] = deque()
        for part in parts:
            ahead.append(self._begun(part))
            if len(ahead) > AHEAD:
                ahead.popleft()()
        while ahead:
            ahead.popleft()()

    def _begun(self, part: Part) -> Callable[[], None]:
        records = stored_records(self.warehouse, part)
        tagged = self.pool.tag(list(records.values()))

        def finish() -> None:
            found = dict(zip(records, tagged(), strict=True))
            for version, outcome in found.items():
                if isinstance(outcome, str):
                    self.done.failures.append(f"{records[version].source} {records[version].identifier} {outcome}")
                    found[version] = Tagged()
            write_tagging(
                self.warehouse, part, self.method_id, {k: t for k, t in found.items() if isinstance(t, Tagged)}
            )
            self.advance(part.record_count)

        return finish
