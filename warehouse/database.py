"""The way to the warehouse: SQLite by default, PostgreSQL by address; its tables are brought up to date when behind."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from warehouse.failures import LOCK_SECONDS, WarehouseError, explained, place
from warehouse.ledger import CONTENT_BITS, key_of

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

ROOT = Path(__file__).resolve().parents[1]
MIGRATIONS = Path(__file__).with_name("migrations")
SQLITE_CACHE_KIB = 64 * 1024


def named(target: str | Path | None = None) -> URL:
    """The address that a file name or URL means; without one `CREDSCOPE_WAREHOUSE`, else `var/warehouse.sqlite`.

    Raises `WarehouseError` for anything but SQLite and PostgreSQL.
    """
    asked = str(target or os.environ.get("CREDSCOPE_WAREHOUSE") or ROOT / "var" / "warehouse.sqlite")
    if "://" not in asked:
        return URL.create("sqlite", database=str(Path(asked).expanduser().absolute()))
    try:
        url = make_url(asked)
    except ArgumentError:
        url = None
    name = url.drivername.split("+")[0] if url else ""
    if url and name in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    if url and name == "sqlite" and url.database:
        return URL.create("sqlite", database=str(Path(url.database).absolute()))
    raise WarehouseError("the warehouse's address is neither a file nor sqlite:///FILE nor postgresql://HOST/NAME")


def engine(target: str | Path | None = None) -> Engine:
    """A connection pool to the warehouse with its tables up to date; no table is touched when they already are.

    Raises `WarehouseError` in one sentence when it cannot be used.
    """
    made = connectable(named(target))
    _bring_up_to_date(made)
    return made


def connectable(url: URL, *, migrating: bool = False) -> Engine:
    """A connection pool as the warehouse needs it, tables unseen. A migration rebuilds tables that others refer to."""
    if url.get_backend_name() == "sqlite":
        made = _sqlite(url, foreign_keys=not migrating)
    else:
        options = {"connect_timeout": LOCK_SECONDS // 3, "options": f"-c lock_timeout={LOCK_SECONDS}s"}
        unsaid = {name: value for name, value in options.items() if name not in url.query}
        made = create_engine(url, connect_args=unsaid, poolclass=NullPool if migrating else None)

    @event.listens_for(made, "handle_error")
    def explain(context: ExceptionContext) -> None:
        if context.original_exception and (error := explained(context.original_exception, url)):
            raise error from context.original_exception

    return made


def _sqlite(url: URL, *, foreign_keys: bool) -> Engine:
    try:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WarehouseError(f"the warehouse {place(url)} has no folder: {error.strerror}; name another") from None
    made = create_engine(url, connect_args={"timeout": LOCK_SECONDS}, poolclass=NullPool if not foreign_keys else None)

    @event.listens_for(made, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # or the driver would begin by itself, without taking the write lock
        connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute(f"PRAGMA cache_size=-{SQLITE_CACHE_KIB}")

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return made


@contextmanager
def writing(warehouse: Engine, *what: str) -> Iterator[Connection]:
    """A transaction that writes; one at a time for the same `what` (a source, then the ledger), others wait."""
    with warehouse.execution_options(writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            lock = text("SELECT pg_advisory_xact_lock(:key)")
            for name in what:
                connection.execute(lock, {"key": key_of("credscope", name, bits=CONTENT_BITS)})
        try:
            yield connection
        except connection.dialect.loaded_dbapi.Error as error:  # COPY goes past SQLAlchemy
            raise explained(error, warehouse.url) or error from error


@contextmanager
def reading(warehouse: Engine) -> Iterator[Connection]:
    """A transaction in which every query sees the same state, whatever is loaded meanwhile."""
    with warehouse.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


def configuration() -> "Config":
    """Alembic's settings, from any working directory."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return made


def _bring_up_to_date(warehouse: Engine) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    settings = configuration()
    scripts = ScriptDirectory.from_config(settings)
    with warehouse.connect() as connection:
        if not _behind(connection, scripts):
            return
    migrating = connectable(warehouse.url, migrating=True)
    with writing(migrating, "migration") as connection:
        if _behind(connection, scripts):  # else another process was faster
            settings.attributes["connection"] = connection
            command.upgrade(settings, "head")


def _behind(connection: Connection, scripts: "ScriptDirectory") -> bool:
    from alembic.runtime.migration import MigrationContext

    current = MigrationContext.configure(connection).get_current_revision()
    if current and current not in {script.revision for script in scripts.walk_revisions()}:
        whose = place(connection.engine.url)
        raise WarehouseError(f"the warehouse {whose} was made by a newer credscope, or is not ours: update credscope")
    return bool(current != scripts.get_current_head())
