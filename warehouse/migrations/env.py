"""Alembic's way in: over a given connection, or on its own to the warehouse that CREDSCOPE_WAREHOUSE names."""

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

import warehouse.tables  # noqa: F401 - declares the tables
from warehouse.database import connectable, named, writing


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        include_name=lambda name, kind, _: kind != "table" or name in SQLModel.metadata.tables,
        render_as_batch=True,
        compare_type=True,
    )
    context.run_migrations()


if given := context.config.attributes.get("connection"):
    migrate(given)
else:
    with writing(connectable(named(), migrating=True), "migration") as connection:
        migrate(connection)
