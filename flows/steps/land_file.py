"""Land a table file as one run of a source."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.progress import Progress
from flows.settings import Settings
from warehouse.records import Credential, JobPosting, Run, RunStatus, Side

if TYPE_CHECKING:
    from spiders.table_mapping import TableMapping

ANNOUNCE_EVERY = 10_000
IMPORTERS_OWN = "not stated: as its importer holds it"


@dataclass(frozen=True)
class Landed:
    """What became of a file: its ledger, and whether the same bytes had been landed for that day before."""

    run: Run
    again: bool


def land_file(
    file: Path,
    source: str,
    mapping: str | None,
    where: Settings,
    as_of: date,
    *,
    partial: bool,
    progress: Progress,
) -> Landed:
    """Land every row of a file as one run of `source`, as of a day; an identical file is not read again.

    A row that cannot be a record is a counted reject. Raises `ValueError` in one sentence for an unreadable file or
    mapping, before anything is landed.
    """
    from spiders.landing import RunWriter, effective_runs
    from spiders.source_spider import Reject
    from spiders.table_file import load_mapping, read_table

    digest = _sha256(file)
    for landed in effective_runs(where.home):
        if (landed.run.source, landed.run.as_of, landed.run.input_sha256) == (source, as_of, digest):
            return Landed(landed.run, again=True)
    rules = load_mapping(mapping) if mapping else None
    with RunWriter(where.home, source, as_of) as writer:
        for count, outcome in enumerate(read_table(file, rules, source), start=1):
            if isinstance(outcome, Reject):
                writer.reject(outcome)
            else:
                writer.write(outcome)
            if count % ANNOUNCE_EVERY == 0:
                progress.say(f"{source}: {count:,} rows read")
        run = writer.finish(
            **_ledger(source, rules),
            platform=Path(rules.name).stem if rules else "records",
            basis="imported",
            method="import",
            status=RunStatus.PARTIAL if partial else RunStatus.COMPLETE,
            reason="imported as a part of the source (--partial)" if partial else None,
            input_sha256=digest,
        )
    return Landed(run, again=False)


def _ledger(source: str, rules: "TableMapping | None") -> dict[str, Any]:
    """Whose data a file is: as its mapping says, else as the catalogue says of the source, else the importer's own."""
    from spiders.catalogue import sources
    from spiders.tally import LICENCE_LEDGER, described

    known = described(sources()[source]) if source in sources() else {"publisher": source, "licence": IMPORTERS_OWN}
    names = ("side", "closing", "licence", "attribution")
    stated = {name: getattr(rules, name) for name in names if rules and getattr(rules, name)}
    return {"side": Side.DEMAND} | {name: known.get(name) for name in LICENCE_LEDGER} | stated


def try_rows(file: Path, source: str, mapping: str | None, count: int) -> Iterator[JobPosting | Credential | str]:
    """The first `count` records that a mapping makes, and the reasons of the rejects met on the way; lands nothing."""
    from spiders.source_spider import Reject
    from spiders.table_file import load_mapping, read_table

    outcomes = read_table(file, load_mapping(mapping) if mapping else None, source)
    for outcome in islice(outcomes, count):
        yield f"rejected {outcome.pointer}: {outcome.reason}" if isinstance(outcome, Reject) else outcome


def _sha256(file: Path) -> str:
    digest = sha256()
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
