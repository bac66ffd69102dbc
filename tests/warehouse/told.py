"""Short words to tell a history in: records, their readings, and runs loaded the way a refresh loads them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import SQLModel

from warehouse.facts import write_facts
from warehouse.frames import Market, market
from warehouse.ledger import RunRow
from warehouse.load import begin_run, finish_run, unseen, write_shard
from warehouse.records import (
    Classes,
    Credential,
    CredentialMention,
    JobPosting,
    Method,
    Reading,
    Run,
    RunStatus,
    Side,
    SkillMention,
    Tagged,
)
from warehouse.tagging import stored_records, take_up, unread, write_tagging

Record = JobPosting | Credential
MONDAY = date(2026, 6, 1)
CONCEPTS = {"python": "esco:python", "welding": "esco:welding", "first aid": "esco:first-aid"}


def week(number: int) -> date:
    """The Monday of a week, counted from 0."""
    return MONDAY + timedelta(weeks=number)


def posting(identifier: str, text: str | None = "python", **more: Any) -> JobPosting:
    """A posting of `acme` with every field that a quarantine looks at."""
    stated = {"source": "acme", "title": f"Job {identifier}", "url": f"https://acme.test/{identifier}"}
    stated |= {"hiring_organization": "Acme", "job_location": "Berlin"}
    return JobPosting(**stated | {"identifier": identifier, "description": text} | more)


def offer(identifier: str, text: str | None = "python", **more: Any) -> Credential:
    """An offer of `academy`."""
    stated = {"source": "academy", "name": f"Course {identifier}", "url": f"https://academy.test/{identifier}"}
    return Credential(**stated | {"offered_by": "Academy", "identifier": identifier, "description": text} | more)


def read(record: Record) -> Reading:
    """The reading of a record: each of `CONCEPTS` that its text names, and `CPR` where its title does.

    The occupation and the industry that a posting states are the codes of its classes.
    """
    text, title = (record.description or ""), record.title if isinstance(record, JobPosting) else record.name
    at = title.find("CPR")
    named = [CredentialMention("CPR", "Red Cross", "CPR", at, at + 3, "required", "title")] if at >= 0 else []
    classes = Classes(isco_group=record.occupation, nace_section=record.industry) if _is_classed(record) else None
    skills = _named(text, CONCEPTS)
    return Reading(record.content_hash(), record, skills, tuple(named), text[:9], text.encode()[:8], classes)


def _is_classed(record: Record) -> bool:
    return isinstance(record, JobPosting) and bool(record.occupation or record.industry)


def _named(text: str, labels: Mapping[str, str]) -> tuple[SkillMention, ...]:
    return tuple(
        SkillMention(uri, label, "knowledge", label, at, at + len(label), 1.0, "exact")
        for label, uri in labels.items()
        if (at := text.find(label)) >= 0
    )


def run_of(records: Sequence[Record], as_of: date, **more: Any) -> Run:
    """The ledger that landing would have written of `records`."""
    side = Side.SUPPLY if records and isinstance(records[0], Credential) else Side.DEMAND
    stated = {"source": records[0].source if records else "acme", "side": side, "platform": "told"}
    stated |= {"status": RunStatus.COMPLETE, "parsed": len(records)}
    run = Run.model_validate(stated | {"as_of": as_of} | more)
    return run.model_copy(update={"fetched": run.parsed + run.rejected})


def load(
    warehouse: Engine,
    records: Sequence[Record],
    as_of: date,
    name: str | None = None,
    size: int = 4,
    rejects: Iterable[Mapping[str, str]] = (),
    method_id: int = 0,
    **more: Any,
) -> RunRow | None:
    """Load a run as refresh does, in shards of `size`; its ledger, or None when there was nothing to load."""
    run = run_of(records, as_of, rejected=len(rejects := list(rejects)), **more)
    opened = begin_run(warehouse, run, name or str(as_of))
    if opened is None:
        return None
    for ordinal, start in enumerate(range(0, len(records), size)):
        part = records[start : start + size]
        write_shard(warehouse, opened, ordinal, part, map(read, unseen(warehouse, part)), method_id=method_id)
    return finish_run(warehouse, opened, rejects)


def retag(warehouse: Engine, name: str, parts: int | None = None, **labels: str) -> int:
    """Read at most so many parts again, under the method `name`, which finds `labels` (text, concept); its id."""
    method_id = take_up(warehouse, Method(name, f"tells {', '.join(labels)}"))
    for part in unread(warehouse, method_id)[:parts]:
        records = stored_records(warehouse, part)
        found = {key: Tagged(_named(record.description or "", labels)) for key, record in records.items()}
        write_tagging(warehouse, part, method_id, found)
    return method_id


def rows(warehouse: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that the warehouse holds, by table, in an order of its own."""
    with warehouse.connect() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for name, table in SQLModel.metadata.tables.items()
        }


def shown(warehouse: Engine, folder: Path, as_of: date | None = None, **more: Any) -> Market:
    """The market that the warehouse shows, by way of its facts."""
    write_facts(warehouse, folder / "facts")
    return market(folder / "facts", as_of, **more)
