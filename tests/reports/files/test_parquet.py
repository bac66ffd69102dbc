from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from reports.files import parquet
from reports.files.csv_files import csv_bytes
from reports.files.parquet import write_parquet
from reports.findings import Findings


def test_each_table_has_the_rows_and_columns_of_its_csv(folder: Path, told: Findings) -> None:
    for name, frame in told.csvs().items():
        table = pq.read_table(folder / "parquet" / f"{name}.parquet")
        assert table.column_names == list(frame.columns)
        assert table.num_rows == len(frame)
        lines = (folder / f"{name}.csv").read_bytes()
        again = table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}.get)
        assert csv_bytes(again) == lines


def test_an_empty_table_keeps_its_types(tmp_path: Path) -> None:
    frame = pd.DataFrame({"n": pd.array([], dtype="Int64"), "day": pd.to_datetime([]), "kind": pd.Categorical([])})
    write_parquet(frame, tmp_path / "t.parquet")
    assert pq.read_schema(tmp_path / "t.parquet").types == [pa.int64(), pa.date32(), pa.string()]


def test_a_table_of_many_parts_is_whole_and_in_order(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(parquet, "ROWS_AT_ONCE", 7)
    write_parquet(pd.DataFrame({"n": pd.array(range(50), dtype="Int64")}), tmp_path / "t.parquet")
    assert pq.read_table(tmp_path / "t.parquet")["n"].to_pylist() == list(range(50))


def test_nothing_of_the_writers_machine_is_kept(folder: Path) -> None:
    assert not pq.read_schema(folder / "parquet" / "skill_demand.parquet").metadata
