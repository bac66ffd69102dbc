"""The tables, derived from the records: what was given, when, by which run, and what was read in it.

A posting or an offer has one row of identity, and one row a version of what its publisher said. A sighting says that
a run gave a version; first seen, last seen, open and closed follow from sightings alone. What a method found in a
version lies in `mentions`.
"""

from datetime import date
from typing import NamedTuple

from sqlalchemy import BigInteger, Integer, Table, Text, UniqueConstraint
from sqlmodel import Field, SQLModel
from sqlmodel.sql.sqltypes import AutoString

from warehouse.ledger import WITHOUT_ROWID, key_column, tables_of
from warehouse.mentions import (
    CredentialCredential,
    CredentialSkill,
    JobPostingClasses,
    JobPostingCredential,
    JobPostingSkill,
)
from warehouse.records import Credential, CredentialType, JobPosting, PayUnit


class Identity(SQLModel):
    """One posting or offer of one source, under its publisher's own identifier."""

    id: int = key_column()
    source: str
    identifier: str
    first_seen_date: date = Field(description="of the loaded runs; as of an earlier day, ask the sightings")
    last_seen_date: date


class Version(SQLModel):
    """What reading adds to a cleaned record.

    Its key is of the place where a run first gave it, so that rows are appended in the order they come and mentions lie
    beside each other; a hash would scatter them over the disk.
    """

    id: int = key_column()
    content_key: int = Field(description="stands for the record as landed")
    text_key: str = Field(description="of the normalised text: equal for full duplicates")
    minhash: bytes


class Sighting(SQLModel):
    """That a run gave a version, as the `row`th record (from 0) of its `ordinal`th shard; the last of a run stands."""

    run_id: int = key_column(foreign_key="run.id")
    ordinal: int = key_column()
    row: int = key_column()


class JobPostingRow(Identity, table=True):
    """A posting's identity."""

    __tablename__ = "job_posting"
    __table_args__ = (UniqueConstraint("source", "identifier"),)


class CredentialRow(Identity, table=True):
    """An offer's identity."""

    __tablename__ = "credential"
    __table_args__ = (UniqueConstraint("source", "identifier"),)


class JobPostingVersion(Version, JobPosting, table=True):
    """A posting as cleaned from what its publisher said at one time."""

    __tablename__ = "job_posting_version"
    __table_args__ = (UniqueConstraint("record_id", "content_key"),)

    record_id: int = Field(foreign_key="job_posting.id")
    pay_unit: PayUnit | None = Field(default=None, sa_type=Text)


class CredentialVersion(Version, Credential, table=True):
    """An offer as cleaned from what its publisher said at one time."""

    __tablename__ = "credential_version"
    __table_args__ = (UniqueConstraint("record_id", "content_key"),)

    record_id: int = Field(foreign_key="credential.id")
    credential_type: CredentialType | None = Field(default=None, sa_type=Text)
    price_unit: PayUnit | None = Field(default=None, sa_type=Text)


class JobPostingSighting(Sighting, table=True):
    """That a run gave a posting's version."""

    __tablename__ = "job_posting_sighting"
    __table_args__ = WITHOUT_ROWID

    version_id: int = Field(foreign_key="job_posting_version.id", index=True)


class CredentialSighting(Sighting, table=True):
    """That a run gave an offer's version."""

    __tablename__ = "credential_sighting"
    __table_args__ = WITHOUT_ROWID

    version_id: int = Field(foreign_key="credential_version.id", index=True)


class Shelf(NamedTuple):
    """The tables of one kind of record."""

    identity: Table
    version: Table
    sighting: Table
    skill: Table
    credential: Table
    classes: Table | None = None


SHELVES = {
    JobPosting.kind: Shelf(
        *tables_of(
            *(JobPostingRow, JobPostingVersion, JobPostingSighting),
            *(JobPostingSkill, JobPostingCredential, JobPostingClasses),
        )
    ),
    Credential.kind: Shelf(
        *tables_of(CredentialRow, CredentialVersion, CredentialSighting, CredentialSkill, CredentialCredential)
    ),
}

# Limits stand in the records, where both databases keep them alike; SQLite knows no length and one width of number.
for _table in SQLModel.metadata.tables.values():
    for _column in _table.columns:
        if isinstance(_column.type, AutoString):
            _column.type = Text()
        elif isinstance(_column.type, Integer):
            _column.type = BigInteger()
