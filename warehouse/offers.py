"""What is offered, under which name and by whom: from which the credentials that only catalogues know are made."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import Engine, func, select

from warehouse.facts import EFFECTIVE
from warehouse.ledger import RUN
from warehouse.records import Credential
from warehouse.tables import SHELVES

NAMES_AT_ONCE = 500
_SHELF = SHELVES[Credential.kind]
_VERSION = _SHELF.version.c
_STATED = (_VERSION.name, func.coalesce(_VERSION.offered_by, ""), func.coalesce(_VERSION.credential_type, ""))


class Offered(NamedTuple):
    """The name of an offer, who offers it and its kind, both empty where not known."""

    name: str
    offered_by: str
    credential_type: str


def stored_offers(warehouse: Engine) -> set[Offered]:
    """What every stored offer is called, closed ones included."""
    with warehouse.connect() as connection:
        return {Offered(*row) for row in connection.execute(select(*_STATED).distinct())}


def first_offered(warehouse: Engine, offers: Collection[Offered]) -> dict[Offered, date]:
    """The day of the first run that gave each of these offers; without those that no loaded run gives."""
    names, found = sorted({offer.name for offer in offers}), dict[Offered, date]()
    seen = _SHELF.version.join(_SHELF.sighting, _VERSION.id == _SHELF.sighting.c.version_id)
    with warehouse.connect() as connection:
        for start in range(0, len(names), NAMES_AT_ONCE):
            among = _VERSION.name.in_(names[start : start + NAMES_AT_ONCE])
            dated = select(*_STATED, func.min(RUN.c.as_of)).select_from(seen.join(RUN)).where(among, *EFFECTIVE)
            found |= {Offered(*stated): day for *stated, day in connection.execute(dated.group_by(*_STATED))}
    return {offer: found[offer] for offer in offers if offer in found}
