"""DuckDB over frames, and the one place where published columns get their types, rounding and order."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, Final, TypeAlias

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
from pandas.api.extensions import ExtensionArray
from pandas.api.types import pandas_dtype

from warehouse.frames import BOUNDED

ALL: Final = "all"
REMOTE: Final = "remote"
SHARE: Final = 6
RATIO: Final = 4
SLOPE: Final = 8
ROWS_AT_ONCE: Final = 1_000_000

Frame: TypeAlias = pd.DataFrame | pa.Table | pa.RecordBatchReader
Schema = Mapping[str, str | int]
"""Column name → pandas dtype, or the number of decimals of a published Float64."""


def query(sql: str, **frames: Frame) -> pd.DataFrame:
    """The answer of `sql` over the named frames.

    Sums inside are of integers only: floating-point sums depend on the order in which threads deliver.
    """
    with _over(frames) as connection:
        found: pa.Table = connection.sql(sql).to_arrow_table()
    answer: pd.DataFrame = found.cast(pa.schema(map(_plain, found.schema))).to_pandas(
        types_mapper={pa.string(): pd.StringDtype()}.get
    )
    return answer


def distinct_pairs(sql: str, **frames: Frame) -> pd.DataFrame:
    """The distinct rows of `sql`, in their order: unit_id (int32) and a text, as a category.

    Texts are numbered as they come, some rows at a time, so that millions of them are never held.
    """
    known: dict[str, int] = {}
    parts = []
    with _over(frames) as connection:
        batches = connection.sql(sql).to_arrow_reader(ROWS_AT_ONCE)
        for batch in batches:
            texts = batch.column(1).dictionary_encode()
            number = [known.setdefault(text, len(known)) for text in texts.dictionary.to_pylist()]
            codes = np.array(number, dtype=np.int32)[texts.indices.to_numpy()]
            parts.append((batch.column(0).to_numpy().astype(np.int32), codes))
    order = sorted(known)
    rank = np.empty(len(order), dtype=np.int64)
    rank[[known[text] for text in order]] = np.arange(len(order))
    rows = [unit * np.int64(len(order)) + rank[codes] for unit, codes in parts]
    del parts
    row = np.concatenate([np.zeros(0, dtype=np.int64), *rows])
    del rows
    row.sort()
    is_first = np.ones(len(row), dtype=bool)
    np.not_equal(row[1:], row[:-1], out=is_first[1:])
    row = row[is_first]
    unit = (row // max(len(order), 1)).astype(np.int32)
    row -= unit * np.int64(len(order))
    columns = (unit, pd.Categorical.from_codes(row.astype(np.int32), categories=pd.Index(order, dtype="string")))
    return pd.DataFrame(dict(zip(batches.schema.names, columns, strict=True)))


@contextmanager
def _over(frames: Mapping[str, Frame]) -> "Iterator[duckdb.DuckDBPyConnection]":
    with _database().cursor() as connection:
        for name, frame in frames.items():
            is_frame = isinstance(frame, pd.DataFrame)
            connection.register(name, pa.Table.from_pandas(frame, preserve_index=False) if is_frame else frame)
        yield connection


def _plain(field: pa.Field) -> pa.Field:
    """Sums of whole numbers (128 bits) as floats, days as moments."""
    wide, day = pa.types.is_decimal(field.type), pa.types.is_date(field.type)
    return field.with_type(pa.float64() if wide else pa.timestamp("us") if day else field.type)


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """An empty database in memory: opening one takes 20 ms, a cursor of it, with names of its own, 1 ms."""
    return duckdb.connect(config=BOUNDED)


def shaped(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """The columns of `schema` in its order, typed and rounded, numbered from 0; an empty frame is typed too.

    Infinite and NaN become null: a figure that cannot be had is an empty cell, never a number.
    """
    columns = {name: _column(frame[name], kind) for name, kind in schema.items()}
    return pd.DataFrame(columns, columns=list(schema), index=pd.RangeIndex(len(frame)))


def _column(values: "pd.Series[Any]", kind: str | int) -> "ExtensionArray | npt.NDArray[Any]":
    """Of arrays, not series: a frame is made of them without a look at their index, which doubles the time of it."""
    if isinstance(kind, str):
        counts = values.astype("float64").round() if kind == "Int64" else values
        typed: ExtensionArray | npt.NDArray[Any] = counts.astype(pandas_dtype(kind)).array
        return typed
    numbers = values.astype("float64").to_numpy(dtype=np.float64, na_value=np.nan)
    unknown = ~np.isfinite(numbers)
    rounded = np.round(np.where(unknown, 0.0, numbers), kind) + 0.0  # + 0.0: no negative zero
    return pd.arrays.FloatingArray(rounded, unknown)
