"""Loading landed runs: begin a run, write its shards in any order, finish it; each step is one transaction.

Every step may be repeated, and several loaders may take the same steps at once: what was done is not done again. A run
counts for readers from `finish_run` on, and until then not at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, Engine, Row, bindparam, delete, func, insert, select, text, update

from warehouse.database import writing
from warehouse.failures import WarehouseError
from warehouse.ledger import MARK, ORDINAL_BITS, REJECT, ROW_BITS, RUN, SHARD, UNVERSIONED, RunRow, key_of
from warehouse.records import Reading, Run, RunStatus
from warehouse.shards import Record, Shard, content_key, insert_rows, insert_shard, stored_versions
from warehouse.tables import SHELVES
from warehouse.withdrawal import take_out

COUNTS = """
    SELECT count(*) FILTER (WHERE before IS NULL) AS inserted, count(*) FILTER (WHERE before <> now) AS updated,
        count(*) FILTER (WHERE before = now) AS unchanged
    FROM (
        SELECT run.id, sighting.version_id AS now, lag(sighting.version_id) OVER (
            PARTITION BY version.record_id ORDER BY run.as_of, sighting.ordinal, sighting.row) AS before
        FROM run
        JOIN {kind}_sighting AS sighting ON sighting.run_id = run.id
        JOIN {kind}_version AS version ON version.id = sighting.version_id
        WHERE run.id = :run_id OR (
            run.source = :source AND run.as_of < :as_of AND run.state = 'loaded' AND NOT run.withdrawn)
    ) AS given
    WHERE id = :run_id
"""


@dataclass(frozen=True)
class OpenRun:
    """A run that is being loaded; it may be sent to other processes."""

    id: int
    source: str
    as_of: date


def begin_run(warehouse: Engine, run: Run, name: str) -> OpenRun | None:
    """Enter a landed run (`name`: its landing folder's) in the ledger; None when there is nothing to load.

    The first run marks the warehouse as sample or real; `WarehouseError` refuses a run of the other kind. A run that
    another attempt has replaced is loaded again once that attempt is withdrawn.
    """
    if run.withdrawn:
        return None
    with writing(warehouse, run.source, "ledger") as connection:
        _mark(connection, sample=run.sample)
        same = select(RUN).where(RUN.c.source == run.source, RUN.c.name == name)
        row = connection.execute(same).one_or_none()
        if row and _is_settled(connection, row):
            return None
        if row and row.state == RunRow.REPLACED:
            _forget(connection, row)
            row = None
        if row is None:
            ledger = RunRow.model_validate(run.model_dump() | {"id": _number(connection), "name": name})
            connection.execute(insert(RUN).values(ledger.model_dump()))
            row = connection.execute(same).one()
    return OpenRun(row.id, row.source, row.as_of)


def unseen(warehouse: Engine, records: Iterable[Record]) -> list[Record]:
    """The records that are to be read: those of which this very content is not stored yet, each once, in order."""
    fresh = {content_key(record.content_hash()): record for record in records}
    with warehouse.connect() as connection:
        for kind, shelf in SHELVES.items():
            of_kind = [key_of(r.source, r.identifier) for r in fresh.values() if r.kind == kind]
            for content in stored_versions(connection, shelf, of_kind):
                fresh.pop(content, None)
    return list(fresh.values())


def write_shard(
    warehouse: Engine,
    run: OpenRun,
    ordinal: int,
    records: Sequence[Record],
    readings: Iterable[Reading],
    reasons: Mapping[str, str] | None = None,
    method_id: int = UNVERSIONED,
) -> None:
    """Store the `ordinal`th part of a run's records, with the readings of the unseen ones, and whose they are.

    `reasons` say, by content hash, why a record could not be read: it is rejected in loading. A record that is
    neither stored, read nor rejected so raises `UnreadError`, and nothing of the shard is stored.
    """
    by_hash = {reading.content_hash: reading for reading in readings}
    shard = Shard(run.id, run.as_of, ordinal, records, by_hash, reasons or {}, method_id)
    with writing(warehouse, run.source) as connection:
        state = select(RUN.c.state).where(RUN.c.id == run.id, ~RUN.c.withdrawn)
        done = select(SHARD.c.ordinal).where(SHARD.c.run_id == run.id, SHARD.c.ordinal == ordinal)
        if connection.scalar(state) != RunRow.LOADING or connection.scalar(done) is not None:
            return
        ledger = {"run_id": run.id, "ordinal": ordinal, "records": len(records)}
        connection.execute(insert(SHARD).values(ledger | {"rejected": insert_shard(connection, shard)}))


def finish_run(warehouse: Engine, run: OpenRun, rejects: Iterable[Mapping[str, str]] = ()) -> RunRow:
    """Close a run's ledger: count what it brought, keep its rejects in parsing, and let readers see it.

    Of several attempts for one date the last complete one stands, else the last; what only the other gave is removed.
    Where the shards are not what was landed (some are missing, or were cut otherwise) the run starts anew: raises
    `WarehouseError`, and the next load mends it.
    """
    ours, loaded = select(RUN).where(RUN.c.id == run.id), 0
    with writing(warehouse, run.source) as connection:
        row = connection.execute(ours).one_or_none()
        if row and row.state == RunRow.LOADING and not row.withdrawn:
            loaded, rejected = _totals(connection, run.id)
            if loaded == row.parsed:
                values = _counts(connection, row) | {"rejected_in_loading": rejected, "state": RunRow.LOADED}
                insert_rows(connection, REJECT, [_reject(run.id, n, reject) for n, reject in enumerate(rejects)])
                connection.execute(update(RUN).where(RUN.c.id == run.id).values(values))
                _settle(connection, row)
            else:
                _forget(connection, row)
        done = connection.execute(ours).one_or_none()
    if done is None:
        raise WarehouseError(f"{run.source} {run.as_of}: only {loaded} of its records were loaded: refresh again")
    return RunRow.model_validate(done._asdict())


def _mark(connection: Connection, *, sample: bool) -> None:
    mark = text("INSERT INTO mark (id, sample) VALUES (1, :sample) ON CONFLICT DO NOTHING")
    connection.execute(mark, {"sample": sample})
    if connection.scalar(select(MARK.c.sample)) != sample:
        here, there = ("a real", "the fictional sample") if sample else ("the fictional sample", "a real")
        raise WarehouseError(
            f"this warehouse holds {here} market and takes no run of {there} one: name another with --warehouse"
        )


def _is_settled(connection: Connection, run: Row[Any]) -> bool:
    replaced = run.state == RunRow.REPLACED and _rival(connection, run) is not None
    return bool(run.withdrawn or run.state == RunRow.LOADED or replaced)


def _rival(connection: Connection, run: Row[Any]) -> Row[Any] | None:
    """The other attempt for the same source and date that stands."""
    same = (RUN.c.source == run.source, RUN.c.as_of == run.as_of, RUN.c.id != run.id)
    return connection.execute(select(RUN).where(*same, RUN.c.state == RunRow.LOADED, ~RUN.c.withdrawn)).one_or_none()


def _settle(connection: Connection, run: Row[Any]) -> None:
    """Let one of two attempts for a date stand, and remove what the other gave."""
    if rival := _rival(connection, run):
        loser = min(run, rival, key=_rank).id
        connection.execute(update(RUN).where(RUN.c.id == loser).values(state=RunRow.REPLACED))
        take_out(connection, run.source, [loser])


def _forget(connection: Connection, run: Row[Any]) -> None:
    """Undo a run's beginning; begun again it has a new number, since what others saw too stays under the old one."""
    take_out(connection, run.source, [run.id])
    for table in (SHARD, REJECT):
        connection.execute(delete(table).where(table.c.run_id == run.id))
    connection.execute(delete(RUN).where(RUN.c.id == run.id))


def _number(connection: Connection) -> int:
    """The next run's, above every number that a run or a version bears."""
    versions = [connection.scalar(select(func.max(shelf.version.c.id))) or 0 for shelf in SHELVES.values()]
    runs = connection.scalar(select(func.max(RUN.c.id))) or 0
    return 1 + max(runs, *(key >> (ORDINAL_BITS + ROW_BITS) for key in versions))


def _rank(run: Row[Any]) -> tuple[bool, int]:
    return run.status == RunStatus.COMPLETE, int(run.name.partition(".")[2] or 1)


def _counts(connection: Connection, run: Row[Any]) -> dict[str, int]:
    """What a run's records were to what earlier runs of its source had given, and to each other."""
    counts = {"inserted": 0, "updated": 0, "unchanged": 0}
    for kind in SHELVES:
        what = {"run_id": run.id, "source": run.source, "as_of": run.as_of}
        query = text(COUNTS.format(kind=kind)).bindparams(bindparam("as_of", type_=Date))
        for name, count in connection.execute(query, what).one()._mapping.items():
            counts[name] += count
    return counts


def _totals(connection: Connection, run_id: int) -> tuple[int, int]:
    """How many records a run's shards hold, and how many of them were rejected."""
    sums = [func.coalesce(func.sum(column), 0) for column in (SHARD.c.records, SHARD.c.rejected)]
    records, rejected = connection.execute(select(*sums).where(SHARD.c.run_id == run_id)).one()
    return int(records), int(rejected)


def _reject(run_id: int, row: int, reject: Mapping[str, str]) -> dict[str, Any]:
    where = {"url": reject.get("url"), "pointer": reject.get("pointer")}
    return {"run_id": run_id, "stage": "parsing", "ordinal": 0, "row": row, "reason": reject["reason"]} | where
