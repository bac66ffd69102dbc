"""The rows that a shard of records becomes, and the fast way for many rows into either database."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import JSON, Column, Connection, Row, Table, insert, select, update

from warehouse.ledger import CONTENT_BITS, REJECT, TAGGING, UNVERSIONED, key_of, version_id
from warehouse.records import Classes, Credential, CredentialMention, JobPosting, Reading, SkillMention, Tagged
from warehouse.tables import SHELVES, Shelf

Record = JobPosting | Credential
Rows = dict[Table, list[dict[str, Any]]]

IDENTIFIER_BYTES = 1_800  # PostgreSQL indexes nothing over 2,704 bytes, the source's name included
LARGEST = 2**63 - 1
KEYS_AT_ONCE = 10_000  # SQLite takes 32,766 parameters a statement


def content_key(content_hash: str) -> int:
    """What stands for a record as landed, of which this is the hash."""
    return int(content_hash, 16) >> (128 - CONTENT_BITS)


def stored(connection: Connection, columns: Sequence[Column[Any]], keys: Iterable[int]) -> list[Row[Any]]:
    """These columns of the rows whose first one is among `keys`."""
    asked, found = sorted(set(keys)), list[Row[Any]]()
    for start in range(0, len(asked), KEYS_AT_ONCE):
        found += connection.execute(select(*columns).where(columns[0].in_(asked[start : start + KEYS_AT_ONCE])))
    return found


def stored_versions(connection: Connection, shelf: Shelf, record_ids: Iterable[int]) -> dict[int, int]:
    """The versions of these records: the content's key to the version's."""
    version = shelf.version.c
    columns = (version.record_id, version.content_key, version.id)
    return {content: key for _, content, key in stored(connection, columns, record_ids)}


def insert_rows(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Add rows that are not there yet: by COPY to PostgreSQL, by one prepared statement to SQLite."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(insert(table), rows)
        return
    quote = connection.dialect.identifier_preparer.quote
    named = [c.name for c in table.columns if c.name in rows[0]]
    objects = {c.name for c in table.columns if isinstance(c.type, JSON)}
    statement = f"COPY {quote(table.name)} ({', '.join(map(quote, named))}) FROM STDIN"
    cursor = connection.connection.cursor()
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([json.dumps(row[n]) if n in objects else row[n] for n in named])


def insert_shard(connection: Connection, shard: "Shard") -> int:
    """Insert what a shard brings that is not there yet; how many of its records were rejected.

    A record that cannot be kept becomes a row of rejects. Raises `UnreadError` when a reading is missing.
    """
    rows: Rows = defaultdict(list)
    for kind in sorted({record.kind for record in shard.records}):
        _Keeper(connection, SHELVES[kind], shard, rows).keep(kind)
    if any(rows[shelf.version] for shelf in SHELVES.values()):
        read = {"run_id": shard.run_id, "ordinal": shard.ordinal, "method_id": shard.method_id}
        rows[TAGGING].append(read | {"in_force_date": shard.as_of})
    insert_all(connection, rows)
    return len(rows[REJECT])


def insert_all(connection: Connection, rows: Rows) -> None:
    """Add rows to each table, first to those that others refer to."""
    for table in [t for shelf in SHELVES.values() for t in shelf if t is not None] + [REJECT, TAGGING]:
        insert_rows(connection, table, rows[table])


def keep_found(rows: Rows, shelf: Shelf, of: int, method_id: int, found: Reading | Tagged) -> None:
    """Add the rows of what a method found in the version `of`."""
    whose = {"version_id": of, "method_id": method_id}
    rows[shelf.skill] += [{**whose, "n": n, **_said(m)} for n, m in enumerate(found.skills)]
    rows[shelf.credential] += [{**whose, "n": n, **_said(m)} for n, m in enumerate(found.credentials)]
    if shelf.classes is not None and (classes := found.classes or Classes()) != Classes():
        rows[shelf.classes].append({**whose, **_said(classes)})


class UnreadError(RuntimeError):
    """A record's version is neither stored nor read."""


@dataclass(frozen=True)
class Shard:
    """Records of one run as landed, the `ordinal`th part; by content hash, readings, or why there can be none.

    `method_id` is of the method that tagged them.
    """

    run_id: int
    as_of: date
    ordinal: int
    records: Sequence[Record]
    readings: Mapping[str, Reading]
    reasons: Mapping[str, str]
    method_id: int = UNVERSIONED


class _Keeper:
    """Sorts a shard's records of one kind into rows."""

    def __init__(self, connection: Connection, shelf: Shelf, shard: Shard, rows: Rows) -> None:
        self.connection, self.shelf, self.shard, self.rows = connection, shelf, shard, rows

    def keep(self, kind: str) -> None:
        keyed = [
            (row, record, key_of(record.source, record.identifier), record.content_hash())
            for row, record in enumerate(self.shard.records)
            if record.kind == kind
        ]
        keys = {key for _, _, key, _ in keyed}
        identity = self.shelf.identity.c
        known = stored(self.connection, (identity.id, identity.source, identity.identifier), keys)
        names = {key: (source, identifier) for key, source, identifier in known}
        self._see_again(list(names))
        versions = stored_versions(self.connection, self.shelf, names)
        for row, record, key, content in keyed:
            name, stands_for = (record.source, record.identifier), content_key(content)
            if reason := self._flaw(record, content, stands_for not in versions, names.get(key, name)):
                self._reject(row, record, reason)
                continue
            if key not in names:
                names[key] = name
                self._identify(key, name)
            if stands_for not in versions:
                versions[stands_for] = version_id(self.shard.run_id, self.shard.ordinal, row)
                of = {"id": versions[stands_for], "record_id": key, "content_key": stands_for}
                self._read(of, self.shard.readings[content])
            sighting = {"run_id": self.shard.run_id, "ordinal": self.shard.ordinal, "row": row}
            self.rows[self.shelf.sighting].append(sighting | {"version_id": versions[stands_for]})

    def _flaw(self, record: Record, content: str, fresh: bool, holder: tuple[str, ...]) -> str | None:
        """Why a record cannot be kept; `holder` is whose key its own is."""
        if len(record.identifier.encode()) > IDENTIFIER_BYTES:
            return f"identifier: longer than {IDENTIFIER_BYTES:,} bytes"
        if holder != (record.source, record.identifier):
            return f"identifier: its key is also that of {holder[1]!r}"
        if not fresh:
            return None
        if content in self.shard.reasons:
            return self.shard.reasons[content]
        if content not in self.shard.readings:
            raise UnreadError(
                f"{record.source}: {record.identifier!r} was withdrawn or never read while it was loaded: refresh again"
            )
        return _unfit(self.shard.readings[content].record)

    def _identify(self, key: int, name: tuple[str, str]) -> None:
        seen = {"first_seen_date": self.shard.as_of, "last_seen_date": self.shard.as_of}
        self.rows[self.shelf.identity].append({"id": key, "source": name[0], "identifier": name[1]} | seen)

    def _see_again(self, keys: list[int]) -> None:
        """Widen the days between which known records were seen."""
        identity, day = self.shelf.identity, self.shard.as_of
        for start in range(0, len(keys), KEYS_AT_ONCE):
            among = identity.c.id.in_(keys[start : start + KEYS_AT_ONCE])
            earlier, later = identity.c.first_seen_date > day, identity.c.last_seen_date < day
            self.connection.execute(update(identity).where(among, earlier).values(first_seen_date=day))
            self.connection.execute(update(identity).where(among, later).values(last_seen_date=day))

    def _read(self, of: dict[str, int], reading: Reading) -> None:
        said = reading.record.model_dump() | {"text_key": reading.text_key, "minhash": reading.minhash}
        self.rows[self.shelf.version].append(said | of)
        keep_found(self.rows, self.shelf, of["id"], self.shard.method_id, reading)

    def _reject(self, row: int, record: Record, reason: str) -> None:
        where = {"run_id": self.shard.run_id, "ordinal": self.shard.ordinal, "row": row, "stage": "loading"}
        why = {"reason": reason, "url": record.url, "pointer": record.identifier}
        self.rows[REJECT].append(where | why)


def _said(found: SkillMention | CredentialMention | Classes) -> dict[str, Any]:
    return {name: getattr(found, name) for name in found.__slots__}


def _unfit(record: Record) -> str | None:
    """Why a database could not hold a cleaned record's values."""
    for name, value in record:
        if isinstance(value, int) and abs(value) > LARGEST:
            return f"{name}: too large a number to keep"
        if isinstance(value, str) and "\0" in value:
            return f"{name}: holds a NUL character"
    return None
