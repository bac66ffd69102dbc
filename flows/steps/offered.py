"""The credentials that catalogues bring, for the tagger to look for as well.

They are those of all offers that are stored and of all that are about to be: whether a refresh is killed and begun
again, or called twice, the same offers make the same credentials, and so the same method.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Engine

from pipelines.cleaning import clean
from pipelines.credentials import ListedCredential
from pipelines.offered import Offer, may_name, offered_credentials, row_of
from spiders.landing import LandedRun
from warehouse.offers import Offered, first_offered, stored_offers
from warehouse.records import Credential, Rejected, Side

OFFERED_FROM = "offered_from_date"


def offered(warehouse: Engine, landed: Iterable[LandedRun] = ()) -> tuple[ListedCredential, ...]:
    """The rows to add to our list, from the warehouse and from runs that are to be loaded into it."""
    offers = stored_offers(warehouse)
    for run in landed:
        if run.run.side == Side.SUPPLY:
            offers |= _landed(run)
    return offered_credentials(map(_offer, sorted(offers)))


def dated(warehouse: Engine, rows: Sequence[ListedCredential]) -> list[dict[str, str]]:
    """The rows, each with the day (ISO 8601) from which a loaded run offers it; without those that none offers."""
    made = {offer: row for offer in stored_offers(warehouse) if may_name(offer.name) and (row := row_of(_offer(offer)))}
    first: dict[tuple[str, str], str] = {}
    for offer, day in first_offered(warehouse, made).items():
        key = _key(made[offer])
        first[key] = min(first.get(key, str(day)), str(day))
    return [row._asdict() | {OFFERED_FROM: first[_key(row)]} for row in rows if _key(row) in first]


def _landed(run: LandedRun) -> set[Offered]:
    """What the offers of a landed run will be called once they are cleaned."""
    found = set()
    try:
        for record in run.records():
            if isinstance(record, Credential) and may_name(record.name):
                stated = clean(record)
                found.add(Offered(stated.name, stated.offered_by or "", stated.credential_type or ""))
    except (Rejected, OSError, EOFError):  # loading says so
        pass
    return found


def _offer(offered: Offered) -> Offer:
    return Offer(*offered)


def _key(row: ListedCredential) -> tuple[str, str]:
    return row.credential.casefold(), row.issuer
