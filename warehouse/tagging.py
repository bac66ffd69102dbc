"""Method versions, and reading what is stored again under another one; what an earlier one found stays as it is.

Versions that one shard was the first to give are read together, in one transaction with their row of `tagging`: whoever
is killed goes on after the last shard that was written.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Column, Engine, func, insert, literal_column, select, update

from warehouse.database import writing
from warehouse.ledger import METHOD, ORDINAL_BITS, ROW_BITS, RUN, TAGGING, version_id
from warehouse.records import Credential, JobPosting, Method, Tagged
from warehouse.shards import Record, Rows, insert_all, keep_found
from warehouse.tables import SHELVES

RECORDS: dict[str, type[Record]] = {JobPosting.kind: JobPosting, Credential.kind: Credential}
SHARD = literal_column(f"id >> {ROW_BITS}", BigInteger)


class Part(NamedTuple):
    """What is stored of the versions that a shard was the first to give, and how many they are."""

    run_id: int
    ordinal: int
    record_count: int


def take_up(warehouse: Engine, method: Method) -> int:
    """Enter a method, or make a known one the newest again; its id."""
    with writing(warehouse, "ledger") as connection:
        known = connection.scalar(select(METHOD.c.id).where(METHOD.c.name == method.name))
        newest, highest = connection.execute(select(func.max(METHOD.c.taken_up), func.max(METHOD.c.id))).one()
        if known is None:
            entry = {"id": highest + 1, "name": method.name, "made_of": method.made_of, "taken_up": newest + 1}
            connection.execute(insert(METHOD).values(entry))
            return int(highest + 1)
        older = (METHOD.c.id == known, METHOD.c.taken_up < newest)
        connection.execute(update(METHOD).where(*older).values(taken_up=newest + 1))
        return int(known)


def unread(warehouse: Engine, method_id: int) -> list[Part]:
    """The parts that a method has not read, in the order of their keys."""
    counted: Counter[int] = Counter()
    with warehouse.connect() as connection:
        for shelf in SHELVES.values():
            stored = connection.execute(select(SHARD, func.count()).select_from(shelf.version).group_by(SHARD))
            counted.update({int(key): int(count) for key, count in stored})
        read = connection.execute(select(TAGGING.c.run_id, TAGGING.c.ordinal).where(TAGGING.c.method_id == method_id))
        done = {run_id << ORDINAL_BITS | ordinal for run_id, ordinal in read}
    keys = sorted(counted.keys() - done)
    return [Part(key >> ORDINAL_BITS, key & (1 << ORDINAL_BITS) - 1, counted[key]) for key in keys]


def stored_records(warehouse: Engine, part: Part) -> dict[int, Record]:
    """The cleaned records of a part by their versions' keys, in order."""
    found: dict[int, Record] = {}
    with warehouse.connect() as connection:
        for kind, shelf in SHELVES.items():
            record, named = RECORDS[kind], shelf.version.c
            columns = [named.id, *(named[name] for name in record.model_fields)]
            rows = connection.execute(select(*columns).where(*_within(named.id, part)).order_by(named.id))
            for version, *values in rows:
                found[version] = record.model_construct(**dict(zip(record.model_fields, values, strict=True)))
    return found


def write_tagging(warehouse: Engine, part: Part, method_id: int, found: Mapping[int, Tagged]) -> None:
    """Store what a method found in a part's versions; nothing where it has been stored, or they were withdrawn."""
    source = _source(warehouse, part)
    if source is None:
        return
    with writing(warehouse, source) as connection:
        key = {"run_id": part.run_id, "ordinal": part.ordinal, "method_id": method_id}
        if connection.scalar(select(TAGGING.c.ordinal).filter_by(**key)) is not None:
            return
        rows: Rows = defaultdict(list)
        for shelf in SHELVES.values():
            for version in connection.scalars(select(shelf.version.c.id).where(*_within(shelf.version.c.id, part))):
                keep_found(rows, shelf, version, method_id, found[version])
        newest = connection.scalar(select(func.max(RUN.c.as_of)).where(~RUN.c.withdrawn))
        rows[TAGGING].append(key | {"in_force_date": newest})
        insert_all(connection, rows)


def _within(key: Column[Any], part: Part) -> tuple[Any, Any]:
    return key >= version_id(part.run_id, part.ordinal, 0), key < version_id(part.run_id, part.ordinal + 1, 0)


def _source(warehouse: Engine, part: Part) -> str | None:
    """Whose the versions of a part are; None where none is left."""
    with warehouse.connect() as connection:
        for shelf in SHELVES.values():
            key = shelf.version.c.id
            if source := connection.scalar(select(shelf.version.c.source).where(*_within(key, part)).limit(1)):
                return str(source)
    return None
