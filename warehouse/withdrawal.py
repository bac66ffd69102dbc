"""Taking runs out of the warehouse again; their ledger stays, marked."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, Engine, delete, exists, func, or_, select, update

from warehouse.database import writing
from warehouse.ledger import ORDINAL_BITS, ROW_BITS, RUN, TAGGING
from warehouse.tables import SHELVES, Shelf


def withdraw(warehouse: Engine, source: str, run: str | date | None = None) -> list[str]:
    """Take out one run (its folder's name), every attempt for a date, or all runs of a source; the names taken out.

    An attempt that the run had replaced is loaded again by the next refresh.
    """
    chosen = [RUN.c.source == source, ~RUN.c.withdrawn]
    if run:
        chosen.append(RUN.c.as_of == run if isinstance(run, date) else RUN.c.name == run)
    with writing(warehouse, source) as connection:
        names = {row.id: row.name for row in connection.execute(select(RUN.c.id, RUN.c.name).where(*chosen))}
        connection.execute(update(RUN).where(RUN.c.id.in_(names)).values(withdrawn=True))
        take_out(connection, source, list(names))
    return sorted(names.values())


def take_out(connection: Connection, source: str, run_ids: Sequence[int]) -> None:
    """Remove what only these runs of a source gave; what other runs gave too stays as they gave it."""
    for shelf in SHELVES.values():
        connection.execute(delete(shelf.sighting).where(shelf.sighting.c.run_id.in_(run_ids)))
        ours = select(shelf.identity.c.id).where(shelf.identity.c.source == source)
        given = exists().where(shelf.sighting.c.version_id == shelf.version.c.id)
        connection.execute(delete(shelf.version).where(shelf.version.c.record_id.in_(ours), ~given))
        said = exists().where(shelf.version.c.record_id == shelf.identity.c.id)
        connection.execute(delete(shelf.identity).where(shelf.identity.c.source == source, ~said))
        _redate(connection, shelf, source)
    first = (TAGGING.c.run_id * (1 << ORDINAL_BITS) + TAGGING.c.ordinal) * (1 << ROW_BITS)
    left = [exists().where(v.c.id.between(first, first + (1 << ROW_BITS) - 1)) for _, v, *_ in SHELVES.values()]
    connection.execute(delete(TAGGING).where(~or_(*left)))


def _redate(connection: Connection, shelf: Shelf, source: str) -> None:
    """First and last seen anew, from the runs that are left."""
    seen = (
        select(shelf.version.c.record_id, func.min(RUN.c.as_of).label("first"), func.max(RUN.c.as_of).label("last"))
        .join(shelf.sighting, shelf.sighting.c.version_id == shelf.version.c.id)
        .join(RUN, RUN.c.id == shelf.sighting.c.run_id)
        .where(RUN.c.source == source)
        .group_by(shelf.version.c.record_id)
        .cte("seen")
    )
    dates = {"first_seen_date": seen.c.first, "last_seen_date": seen.c.last}
    connection.execute(update(shelf.identity).where(shelf.identity.c.id == seen.c.record_id).values(dates))
