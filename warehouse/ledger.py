"""The ledger's tables: every run and shard that was loaded, and every candidate that did not become a row.

Runs are numbered as they begin. Identities bear a hash of source and identifier, the same in every warehouse.
"""

from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from typing import Any, ClassVar

from sqlalchemy import Index, Table, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from warehouse.records import Closing, Run, RunStatus, Side

SQLModel.metadata.naming_convention = {  # unnamed constraints cannot be changed by a later migration
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}
IDENTITY_BITS = 53  # a page's script reads larger whole numbers inexactly
CONTENT_BITS = 63
ORDINAL_BITS = ROW_BITS = 20
WITHOUT_ROWID = {"sqlite_with_rowid": False}
UNVERSIONED = 0  # the method of what was tagged before methods had versions


def key_of(*parts: str, bits: int = IDENTITY_BITS) -> int:
    """A whole number of `bits` bits that stands for the texts: the same in every warehouse and on every machine."""
    digest = blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> (64 - bits)


def version_id(run_id: int, ordinal: int, row: int) -> int:
    """The key of the version that a run's shard was the first to give, in its `row`th record."""
    return (run_id << ORDINAL_BITS | ordinal) << ROW_BITS | row


def key_column(**more: Any) -> Any:
    """A column of the primary key whose value the row brings along."""
    return Field(primary_key=True, sa_column_kwargs={"autoincrement": False}, **more)


class RunRow(Run, table=True):
    """The ledger of runs: `records.Run`, and what loading made of its records."""

    __tablename__ = "run"
    __table_args__ = (UniqueConstraint("source", "name"), Index(None, "source", "as_of"))

    LOADING: ClassVar[str] = "loading"
    LOADED: ClassVar[str] = "loaded"
    REPLACED: ClassVar[str] = "replaced"

    id: int = key_column()
    name: str = Field(description="its landing folder: the date, with the number of a further attempt")
    state: str = Field(default=LOADING, description="loading, loaded, or replaced by another attempt for its date")
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected_in_loading: int = 0
    side: Side = Field(sa_type=Text)
    closing: Closing = Field(default=Closing.SHOWN, sa_type=Text)
    status: RunStatus = Field(sa_type=Text)


class ShardRow(SQLModel, table=True):
    """The ledger of shards: written in the same transaction as the shard's rows."""

    __tablename__ = "shard"

    run_id: int = key_column(foreign_key="run.id")
    ordinal: int = key_column()
    records: int
    rejected: int


class MethodRow(SQLModel, table=True):
    """A version of what tags: `records.Method`. Of several that read a version the one taken up last counts."""

    __tablename__ = "method"

    id: int = key_column()
    name: str = Field(unique=True)
    made_of: str
    taken_up: int = Field(description="its place in the order in which methods were last taken up")


class TaggingRow(SQLModel, table=True):
    """That a method read the versions which a shard was the first to give: when that was loaded, or later."""

    __tablename__ = "tagging"
    __table_args__ = WITHOUT_ROWID

    run_id: int = key_column()
    ordinal: int = key_column()
    method_id: int = key_column(foreign_key="method.id")
    in_force_date: date = Field(description="the day shown by the newest run that was loaded by then")


class RejectRow(SQLModel, table=True):
    """A candidate that did not become a row: why, and where its raw form lies."""

    __tablename__ = "reject"

    run_id: int = key_column(foreign_key="run.id")
    stage: str = Field(primary_key=True, description="parsing or loading")
    ordinal: int = key_column()
    row: int = key_column()
    reason: str
    url: str | None
    pointer: str | None


class MarkRow(SQLModel, table=True):
    """Whether this warehouse holds the fictional market or a real one: one row, set by the first load."""

    __tablename__ = "mark"

    id: int = key_column()
    sample: bool


def tables_of(*classes: type[SQLModel]) -> Iterator[Table]:
    """The tables behind the classes, for statements that carry many rows."""
    return (SQLModel.metadata.tables[str(c.__tablename__)] for c in classes)


RUN, SHARD, METHOD, TAGGING, REJECT, MARK = tables_of(RunRow, ShardRow, MethodRow, TaggingRow, RejectRow, MarkRow)
