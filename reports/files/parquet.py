"""The tables as Parquet: the same rows and columns as the CSV files, typed, and the same bytes for the same table."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from reports.files.dictionary import DAY, NUMBER, TEXT, TRUTH, WHOLE, kind_of

ROWS_AT_ONCE = 200_000
FEW_ROWS = 200
LEVEL = 9
TYPES = {TEXT: pa.string(), WHOLE: pa.int64(), NUMBER: pa.float64(), TRUTH: pa.bool_(), DAY: pa.date32()}


def write_parquet(frame: pd.DataFrame, path: Path) -> None:
    """Write the frame, some rows at a time, so that it is never held twice. No metadata of its writer's is kept."""
    schema = pa.schema([(name, TYPES[kind_of(frame[name])]) for name in frame.columns])
    options: dict[str, Any] = {"compression": "zstd", "compression_level": LEVEL, "store_schema": False}
    # Dictionaries pay for texts that come again; statistics for tables that a reader would skip parts of.
    texts = [field.name for field in schema if field.type == pa.string()] if len(frame) > FEW_ROWS else []
    options |= {"use_dictionary": texts or False, "write_statistics": len(frame) > ROWS_AT_ONCE}
    with pq.ParquetWriter(path, schema, **options) as file:
        for part in _parts(frame, schema):
            file.write_table(part)


def _parts(frame: pd.DataFrame, schema: pa.Schema) -> Iterator[pa.Table]:
    for start in range(0, max(len(frame), 1), ROWS_AT_ONCE):
        rows = frame.iloc[start : start + ROWS_AT_ONCE]
        cells = [pa.array(_plain(rows[field.name], field.type), field.type) for field in schema]
        yield pa.Table.from_arrays(cells, schema=schema)


def _plain(values: "pd.Series[Any]", kind: pa.DataType) -> Any:
    if kind == pa.date32():
        return values.astype("datetime64[s]").dt.date
    if kind == pa.string():
        return values.astype("string")
    return values
