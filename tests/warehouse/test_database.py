"""Every way to a warehouse: what its address may be, what is said when it cannot be used, and who may use it."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect, text

from tests.warehouse.told import load, offer, posting, retag, rows, shown, week
from warehouse import database
from warehouse.database import ROOT, engine, named, writing
from warehouse.failures import WarehouseError
from warehouse.withdrawal import withdraw

ALEMBIC = [sys.executable, "-m", "alembic"]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/data/jobs.sqlite", "sqlite:////data/jobs.sqlite"),
        (Path("/data/jobs.sqlite"), "sqlite:////data/jobs.sqlite"),
        ("sqlite:////data/jobs.sqlite", "sqlite:////data/jobs.sqlite"),
        ("postgres://ann:pw@db/market", "postgresql+psycopg://ann:***@db/market"),
        ("postgresql://db:5433/market?sslmode=require", "postgresql+psycopg://db:5433/market?sslmode=require"),
        ("postgresql+psycopg2://db/market", "postgresql+psycopg://db/market"),
    ],
)
def test_a_warehouse_is_a_file_or_an_address(target: str | Path, expected: str):
    assert str(named(target)) == expected


@pytest.mark.parametrize("target", ["mysql://db/market", "://", "sqlite://", "duckdb:///x"])
def test_any_other_address_is_refused(target: str):
    with pytest.raises(WarehouseError, match="neither a file nor"):
        named(target)


def test_without_a_name_the_environment_or_the_checkout_says_where(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("CREDSCOPE_WAREHOUSE", raising=False)
    assert named().database == str(ROOT / "var" / "warehouse.sqlite")
    monkeypatch.setenv("CREDSCOPE_WAREHOUSE", "postgresql://db/market")
    assert named().database == "market"


def test_sqlite_keeps_foreign_keys_and_lets_readers_read_while_it_is_written(sqlite: Engine):
    with writing(sqlite, "acme") as writer, sqlite.connect() as reader:
        pragma = {name: reader.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("foreign_keys", "journal_mode")}
        assert pragma == {"foreign_keys": 1, "journal_mode": "wal"}
        assert reader.exec_driver_sql("PRAGMA busy_timeout").scalar() == 30_000
        writer.exec_driver_sql("INSERT INTO mark VALUES (1, 1)")
        assert reader.exec_driver_sql("SELECT count(*) FROM mark").scalar() == 0


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path):
    file = tmp_path / "notes.txt"
    file.write_text("just my notes, " * 100)
    with pytest.raises(WarehouseError, match="is not a SQLite database: move the file away"):
        engine(file)
    assert file.read_text().startswith("just my notes")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WarehouseError, match="has no folder"):
        engine(tmp_path / "file" / "warehouse.sqlite")


def test_an_unreachable_server_is_said_without_its_password():
    with pytest.raises(WarehouseError, match="cannot be reached: start the server") as error:
        engine("postgresql://ann:secret@127.0.0.1:1/market")
    assert "secret" not in str(error.value)


def test_an_unknown_database_is_said(postgres: str):
    with pytest.raises(WarehouseError, match="does not exist on the server: make it with `createdb`"):
        engine(postgres.replace("/postgres?", "/nowhere?"))


def test_a_locked_warehouse_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(database, "LOCK_SECONDS", 0.1)
    warehouse = engine(tmp_path / "w.sqlite")
    other = sqlite3.connect(tmp_path / "w.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(WarehouseError, match=r"w.sqlite is locked by another program"):
        load(warehouse, [posting("a")], week(0))
    other.close()


@pytest.mark.parametrize(
    ("pragma", "sentence"),
    [("query_only=ON", "may only be read: make the file"), ("max_page_count=1", "the disk is full: free some space")],
)
def test_a_disk_that_does_not_take_more_loses_nothing(sqlite: Engine, pragma: str, sentence: str):
    load(sqlite, [posting("a")], week(0))
    before = rows(sqlite)
    with sqlite.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA {pragma}")
    with pytest.raises(WarehouseError, match=sentence):
        load(sqlite, [posting("b", "x" * 100_000)], week(1))
    assert rows(sqlite)["job_posting_version"] == before["job_posting_version"]


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("25006", "may only be read"),
        ("53100", "the server's disk is full"),
        ("53300", "no connection or memory left"),
        ("55P03", "is locked by another program"),
        ("57P01", "was shut down while we worked"),
        ("42501", "lets this role not do that"),
    ],
)
def test_what_a_server_refuses_is_said_with_the_remedy(postgres: str, state: str, sentence: str):
    warehouse = database.connectable(named(postgres))
    with pytest.raises(WarehouseError, match=sentence), writing(warehouse, "acme") as connection:
        connection.exec_driver_sql(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{state}'; END $$")


def test_a_warehouse_of_a_newer_version_is_left_alone(address: str):
    warehouse = engine(address)
    with warehouse.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    warehouse.dispose()
    with pytest.raises(WarehouseError, match="made by a newer credscope"):
        engine(address)


def alembic(address: str, *words: str) -> None:
    environment = os.environ | {"CREDSCOPE_WAREHOUSE": address}
    done = subprocess.run([*ALEMBIC, *words], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_was_loaded_before_methods_had_versions_is_kept_as_of_an_unversioned_one(address: str, tmp_path: Path):
    warehouse = engine(address)
    for number in range(2):
        load(warehouse, [posting(str(n), title="CPR trainer") for n in range(5 + number)], week(number))
        load(warehouse, [offer(str(n)) for n in range(5)], week(number))
    before = rows(warehouse)
    retag(warehouse, "newer-1", zig="ours:zig")
    warehouse.dispose()
    alembic(address, "downgrade", "0004")
    warehouse = engine(address)
    assert rows(warehouse) == before
    assert shown(warehouse, tmp_path).methods.to_numpy().tolist() == [[*before["method"][0][1:3], 6, 5]]
    warehouse.dispose()


def test_the_migrations_make_what_the_tables_say_and_can_be_undone(address: str):
    alembic(address, "upgrade", "head")
    alembic(address, "check")
    alembic(address, "downgrade", "base")
    left = create_engine(named(address))
    assert inspect(left).get_table_names() == ["alembic_version"]
    left.dispose()


def test_tables_are_made_once_however_many_begin_at_once_and_wherever(address: str, tmp_path: Path):
    code = f"from warehouse.database import engine; engine({address!r})"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    begun = [subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, env=environment) for _ in range(4)]
    assert [process.wait() for process in begun] == [0, 0, 0, 0]
    load(engine(address), [posting("a")], week(0))


def test_a_role_that_reads_and_writes_rows_is_enough(postgres: str, tmp_path: Path):
    administrator = create_engine(named(postgres), isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        for statement in (
            "CREATE DATABASE shared",
            "REVOKE TEMPORARY ON DATABASE shared FROM PUBLIC",
            "CREATE ROLE clerk LOGIN",
        ):
            connection.execute(text(statement))
    owner = engine(postgres.replace("/postgres?", "/shared?"))
    with owner.begin() as connection:
        connection.execute(text("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO clerk"))
    clerk = engine(postgres.replace("/postgres?", "/shared?").replace("postgres:@", "clerk:@"))
    with pytest.raises(WarehouseError, match="lets this role not do that"), clerk.begin() as connection:
        connection.execute(text("CREATE TABLE mine (id int)"))
    load(clerk, [posting("a")], week(0))
    load(clerk, [posting("a", "welding")], week(0), name="2026-06-01.2")
    assert list(shown(clerk, tmp_path).postings["identifier"]) == ["a"]
    assert withdraw(clerk, "acme") == ["2026-06-01", "2026-06-01.2"]
    for used in (administrator, owner, clerk):
        used.dispose()


def test_a_role_that_may_not_make_tables_is_told_who_must(postgres: str):
    administrator = create_engine(named(postgres), isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        for statement in ("CREATE DATABASE bare", "CREATE ROLE guest LOGIN"):
            connection.execute(text(statement))
    administrator.dispose()
    with pytest.raises(WarehouseError, match="`alembic upgrade head` as a role that owns them"):
        engine(postgres.replace("/postgres?", "/bare?").replace("postgres:@", "guest:@"))
