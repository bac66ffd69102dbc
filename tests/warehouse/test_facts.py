"""Facts are the same bytes for the same warehouse, and readers see the old ones or the new ones."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from sqlalchemy import Engine

from tests.warehouse.told import load, offer, posting, week
from warehouse.facts import write_facts
from warehouse.failures import WarehouseError
from warehouse.frames import market
from warehouse.load import begin_run, write_shard
from warehouse.records import Run


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_the_same_rows_are_the_same_bytes_in_whatever_order_they_were_loaded(sqlite: Engine, tmp_path: Path):
    load(sqlite, [posting("a"), posting("b")], week(0))
    load(sqlite, [offer("c")], week(0))
    write_facts(sqlite, tmp_path / "facts")
    first = contents(tmp_path / "facts")
    write_facts(sqlite, tmp_path / "facts")
    assert contents(tmp_path / "facts") == first


def test_texts_lie_apart_and_every_file_is_typed_also_when_empty(warehouse: Engine, tmp_path: Path):
    write_facts(warehouse, tmp_path / "empty")
    load(warehouse, [posting("a", remote=True, pay_low=9.5, experience_months=12, date_posted=week(0))], week(0))
    load(warehouse, [offer("c", teaches=["Welding", "Ürün"])], week(0))
    write_facts(warehouse, tmp_path / "facts")
    full, empty = (
        {file.stem: pq.read_schema(file) for file in (tmp_path / place).glob("*.parquet")}
        for place in ("facts", "empty")
    )
    assert full == empty
    assert "description" not in full["postings"].names
    assert full["posting_texts"].names == ["version_id", "description"]
    assert pq.read_table(tmp_path / "facts" / "offers.parquet")["teaches"].to_pylist() == [
        '["Welding", "\\u00dcr\\u00fcn"]'
    ]


def test_a_reader_of_the_old_facts_is_not_disturbed(sqlite: Engine, tmp_path: Path):
    load(sqlite, [posting("a")], week(0))
    write_facts(sqlite, tmp_path / "facts")
    before = market(tmp_path / "facts")
    load(sqlite, [posting("a"), posting("b")], week(1))
    write_facts(sqlite, tmp_path / "facts")
    assert before.texts("job_posting", before.postings["posting_id"]) == {before.postings["posting_id"][0]: "python"}
    assert len(market(tmp_path / "facts").postings) == 2


def test_what_a_killed_writer_left_is_cleared_by_the_next(sqlite: Engine, tmp_path: Path):
    (tmp_path / ".facts-a").mkdir()
    (tmp_path / ".facts-a" / "half.parquet").write_bytes(b"PAR1")
    (tmp_path / ".facts.link").symlink_to("nowhere")
    write_facts(sqlite, tmp_path / "facts")
    assert not (tmp_path / "facts" / "half.parquet").exists()


def test_a_folder_that_is_not_ours_is_left_alone(sqlite: Engine, tmp_path: Path):
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "mine.csv").write_text("1")
    with pytest.raises(WarehouseError, match="not our link: remove it"):
        write_facts(sqlite, tmp_path / "facts")
    assert (tmp_path / "facts" / "mine.csv").read_text() == "1"


def test_half_a_load_is_no_fact(sqlite: Engine, tmp_path: Path):
    load(sqlite, [posting("a")], week(0))
    run = Run(source="acme", as_of=week(1), side="demand", platform="told", status="complete", parsed=2)
    opened = begin_run(sqlite, run, str(week(1)))
    assert opened
    write_shard(sqlite, opened, 0, [posting("a")], [])
    write_facts(sqlite, tmp_path / "facts")
    shown = market(tmp_path / "facts")
    assert (shown.as_of, len(shown.runs), shown.postings["last_seen"][0].date()) == (week(0), 1, week(0))


def test_without_facts_the_remedy_is_said(tmp_path: Path):
    with pytest.raises(WarehouseError, match=r"no facts in .*: run `credscope refresh` first"):
        market(tmp_path / "facts")
