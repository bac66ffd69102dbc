"""Facts: the warehouse as Parquet files, which are read without it.

`runs`, `rejects`, `methods`, `taggings`, and for either side its versions (`postings`, `offers`; texts apart in
`…_texts`), `…_sightings`, and what each method found in them: `…_skills`, `…_credentials`, `posting_classes`; beside
them the lists by which reports know names: `skills`, the taxonomy's concepts, `credential_list`, `occupations` (ISCO-08
groups) and `industries` (NACE sections). Rows are ordered by their keys. The folder is a link to one of two: facts are
written into the other, then the link turns, so that readers see the old ones or the new ones, and those who still read
the old ones finish.
"""

import fcntl
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Connection,
    Date,
    Engine,
    Float,
    LargeBinary,
    Select,
    Text,
    cast,
    func,
    select,
    type_coerce,
)
from sqlalchemy.sql.elements import ColumnElement

from warehouse.database import reading
from warehouse.failures import WarehouseError
from warehouse.ledger import METHOD, REJECT, RUN, TAGGING, RunRow
from warehouse.records import Credential, JobPosting
from warehouse.tables import SHELVES

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

SIDES = {"posting": JobPosting.kind, "offer": Credential.kind}
LISTS = {
    "skills": (
        *("concept_uri", "preferred_label", "skill_type"),
        *("group_uri", "group_label", "parent_group_uri", "parent_group_label"),
    ),
    "credential_list": ("credential", "issuer", "credential_type", "field", "url", "offered_from_date"),
    "occupations": ("isco_group", "preferred_label"),
    "industries": ("nace_section", "preferred_label"),
}
ROWS_AT_ONCE = 50_000
TEXTS_AT_ONCE = 2_000
EFFECTIVE = (RUN.c.state == RunRow.LOADED, ~RUN.c.withdrawn)


def write_facts(warehouse: Engine, folder: Path, lists: "Mapping[str, pd.DataFrame] | None" = None) -> None:
    """Derive the facts of every loaded run, as one state of the warehouse, and put them in place of the old ones.

    `lists` has the frames of `LISTS` by name, with those columns; `credential_list` the day (ISO 8601) from which
    catalogues offer what our own list has not. One that is left out is empty: without `skills`, the concepts mentioned
    stand without their groups. A second writer waits for the first.
    """
    folder = folder.parent.resolve() / folder.name
    if folder.is_dir() and not folder.is_symlink():
        raise WarehouseError(f"{folder} is a folder of its own, not our link: remove it, facts are derived anew")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f".{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ours = [folder.with_name(f".{folder.name}-{slot}") for slot in "ab"]
        new = next(place for place in ours if place != folder.resolve())
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        with reading(warehouse) as connection:
            for name, (statement, at_once) in statements().items():
                _write(connection, statement, new / f"{name}.parquet", at_once)
        for name, columns in LISTS.items():
            _write_frame((lists or {}).get(name), columns, new / f"{name}.parquet")
        link = folder.with_name(f".{folder.name}.link")
        link.unlink(missing_ok=True)
        link.symlink_to(new.name)
        link.replace(folder)


def statements() -> dict[str, tuple[Select[Any], int]]:
    """By fact, its rows in the order of their keys, and how many of them are held at once."""
    found = {
        "runs": select(*RUN.c).where(*EFFECTIVE).order_by(RUN.c.source, RUN.c.as_of),
        "rejects": select(*REJECT.c).join(RUN).where(*EFFECTIVE).order_by(*REJECT.primary_key),
        "methods": select(*METHOD.c).order_by(METHOD.c.id),
        "taggings": select(*TAGGING.c).order_by(*TAGGING.primary_key),
    }
    texts = {}
    for side, kind in SIDES.items():
        shelf = SHELVES[kind]
        version, sighting = shelf.version.c, shelf.sighting
        length = func.length(version.description, type_=BigInteger).label("text_length")
        key = version.id.label("version_id")
        kept = [c for c in version if c.name not in {"id", "content_key", "description", "base_salary"}]
        found[f"{side}s"] = select(key, *kept, length).order_by(version.id)
        found[f"{side}_sightings"] = select(*sighting.c).join(RUN).where(*EFFECTIVE).order_by(*sighting.primary_key)
        for name, table in (("skills", shelf.skill), ("credentials", shelf.credential), ("classes", shelf.classes)):
            if table is not None:
                found[f"{side}_{name}"] = select(*table.c).order_by(*table.primary_key)
        text = select(key, version.description).where(version.description.is_not(None))
        texts[f"{side}_texts"] = text.order_by(version.id)
    return {n: (s, ROWS_AT_ONCE) for n, s in found.items()} | {n: (s, TEXTS_AT_ONCE) for n, s in texts.items()}


def _write(connection: Connection, statement: Select[Any], path: Path, at_once: int) -> None:
    """Write what a query finds, as the driver gives it: the types come from the tables, not from a row at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = list(statement.selected_columns)
    schema = pa.schema([(column.name, _arrow_type(column)) for column in columns])
    raw = statement.with_only_columns(*map(_raw, columns), maintain_column_froms=True)
    with path.open("wb") as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for rows in connection.execute(raw, execution_options={"yield_per": at_once}).partitions():
            arrays = [_array(values, field.type) for values, field in zip(zip(*rows, strict=True), schema, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema))
        writer.close()
        os.fsync(file.fileno())


def _raw(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(column, Text) if isinstance(column.type, JSON) else type_coerce(column, Text)


def _arrow_type(column: ColumnElement[Any]) -> "pa.DataType":
    import pyarrow as pa

    types = {
        BigInteger: pa.int64(),
        Boolean: pa.bool_(),
        Date: pa.date32(),
        Float: pa.float64(),
        LargeBinary: pa.binary(),
    }
    return next((known for kind, known in types.items() if isinstance(column.type, kind)), pa.string())


def _array(values: tuple[Any, ...], wanted: "pa.DataType") -> "pa.Array":
    import pyarrow as pa

    array = pa.array(values)
    return array if array.type == wanted else array.cast(wanted)


def _write_frame(frame: "pd.DataFrame | None", columns: tuple[str, ...], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.string()) for name in columns])
    empty = schema.empty_table()
    pq.write_table(
        empty
        if frame is None
        else pa.Table.from_pandas(frame.reindex(columns=list(columns)), schema, preserve_index=False),
        path,
    )
