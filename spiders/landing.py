"""The landing folder: what each run of each source gave, immutable, with its ledger.

`<home>/landing/<source>/<run>/` holds `responses.warc.gz`, `records.jsonl.gz`, `rejects.jsonl.gz` and `run.json`;
`<run>` is the as-of date, or the date with the number of a further attempt (`2026-11-23.2`). `run.json` is written
last: a folder without it is an unfinished run, and the next attempt for that date goes on in it.
"""

import fcntl
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import count, groupby
from pathlib import Path
from time import monotonic, sleep
from typing import IO, TYPE_CHECKING, Any, Self

from spiders.whole_file import WholeLines, write_whole
from warehouse.privacy import without_contacts, without_secrets
from warehouse.records import Credential, JobPosting, Run, RunStatus, Side, record_from

if TYPE_CHECKING:  # its Scrapy takes half a second to import
    from spiders.source_spider import Record, Reject

ARCHIVE, RECORDS, REJECTS, LEDGER = "responses.warc.gz", "records.jsonl.gz", "rejects.jsonl.gz", "run.json"
_SOURCE = re.compile(r"[A-Za-z0-9][\w.:@+-]{0,199}")
SIDES = {JobPosting.kind: Side.DEMAND, Credential.kind: Side.SUPPLY}
RUN_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.(\d{1,6}))?")


class LandingBusyError(RuntimeError):
    """Another process is writing a run of the same source."""


class SourceNameError(ValueError):
    """A text that cannot name a source."""


def source_folder(home: Path, source: str) -> Path:
    """Where a source's runs lie. Raises `SourceNameError` for a name that cannot be a folder's."""
    if not _SOURCE.fullmatch(source):
        raise SourceNameError(f"{source!r} cannot name a source: letters, digits and . : @ + - _ only")
    return home / "landing" / source


def locked(path: Path, deadline: float) -> IO[str] | None:
    """The file, locked until it is closed or the process ends, however it ends; None after the deadline."""
    lock = path.open("w")
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if monotonic() >= deadline:
                lock.close()
                return None
            sleep(0.1)
        else:
            return lock


class RunWriter:
    """Writes one run; without `finish` it leaves an unfinished run behind, which the next attempt takes up.

    Only a crawl (`patience`: how many seconds it waits for an orphan to end) takes up what a killed crawl archived.
    Raises `LandingBusyError` where another process writes a run of the source.
    """

    def __init__(self, home: Path, source: str, as_of: date, patience: float | None = None) -> None:
        self.source, self.as_of = source, as_of
        self.parsed = self.rejected = 0
        self._kinds: set[str] = set()
        base = source_folder(home, source)
        base.mkdir(parents=True, exist_ok=True)
        lock = locked(base / ".lock", monotonic() + (patience or 0))
        if not lock:
            raise LandingBusyError(f"{source} is being collected by another process: wait for it or stop it")
        self._lock = lock
        folders = (base / (str(as_of) if n == 1 else f"{as_of}.{n}") for n in count(1))
        taken = (LEDGER,) if patience is not None else (LEDGER, ARCHIVE)
        self.folder = next(f for f in folders if not any((f / name).exists() for name in taken))
        self.folder.mkdir(exist_ok=True)
        self._digest = sha256()
        self._records, self._rejects = (WholeLines(self.folder / name) for name in (RECORDS, REJECTS))

    def write(self, record: "Record") -> None:
        """Add a record, which gets this run's source."""
        record.source = self.source
        self._kinds.add(record.kind)
        self._digest.update(self._records.write(record.line()))
        self.parsed += 1

    def reject(self, reject: "Reject") -> None:
        """Add a candidate that could not be a record, without contacts and secrets."""
        reason, url = without_contacts(reject.reason[:500]), without_secrets(reject.url[:4000])
        self._rejects.write({"reason": reason, "url": url, "pointer": without_secrets(reject.pointer)})
        self.rejected += 1

    def finish(self, **fields: Any) -> Run:
        """Put the files in place, the ledger last; `fields` are the rest of `Run`'s (side, platform, status …).

        A run without a record is never complete.
        """
        if fields["status"] == RunStatus.COMPLETE and not self.parsed:
            fields |= {"status": RunStatus.FAILED, "reason": "no record could be read"}
        counts = {"fetched": self.parsed + self.rejected, "parsed": self.parsed, "rejected": self.rejected}
        if len(self._kinds) == 1:  # what a run gave says its side better than what was expected of its source
            fields |= {"side": SIDES[self._kinds.pop()]}
        identity = {"source": self.source, "as_of": self.as_of, "input_sha256": self._digest.hexdigest()}
        run = Run.model_validate(identity | fields | counts)
        self._records.commit()
        self._rejects.commit()
        write_whole(self.folder / LEDGER, (run.model_dump_json(indent=1) + "\n").encode())
        return run

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._records.close()
        self._rejects.close()
        self._lock.close()


@dataclass(frozen=True)
class LandedRun:
    """A finished run in the landing folder."""

    folder: Path
    attempt: int
    run: Run

    @property
    def name(self) -> str:
        """The run's folder name: its date, with the attempt's number from the second on."""
        return self.folder.name

    def records(self) -> Iterator["Record"]:
        """Its records, validated, in the order landed."""
        yield from (record_from(line) for line in _lines(self.folder / RECORDS))

    def rejects(self) -> Iterator[dict[str, str]]:
        """Its rejects: reason, url and pointer."""
        yield from _lines(self.folder / REJECTS)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rb") as file:
        yield from map(json.loads, file)


def landed_runs(home: Path, source: str = "*") -> list[LandedRun]:
    """Every finished run (of one source), by as-of date, source and attempt."""
    runs = []
    for ledger in home.glob(f"landing/{source}/*/{LEDGER}"):
        if name := RUN_NAME.fullmatch(ledger.parent.name):
            run = Run.model_validate_json(ledger.read_bytes())
            runs.append(LandedRun(ledger.parent, int(name[2] or 1), run))
    return sorted(runs, key=lambda landed: (landed.run.as_of, landed.run.source, landed.attempt))


def effective_runs(home: Path) -> list[LandedRun]:
    """The run that counts for each date and source: the last complete one not withdrawn, else the last."""
    effective = []
    for _, group in groupby(landed_runs(home), key=lambda landed: (landed.run.as_of, landed.run.source)):
        attempts = [landed for landed in group if not landed.run.withdrawn]
        complete = [landed for landed in attempts if landed.run.status == RunStatus.COMPLETE]
        effective += (complete or attempts)[-1:]
    return effective


def last_complete(home: Path, source: str, as_of: date) -> LandedRun | None:
    """The newest complete run of a source up to a day; None where there is none."""
    runs = [landed for landed in landed_runs(home, source) if landed.run.as_of <= as_of and not landed.run.withdrawn]
    return next((landed for landed in reversed(runs) if landed.run.status == RunStatus.COMPLETE), None)


def mark_withdrawn(home: Path, source: str, name: str | None = None) -> list[str]:
    """Mark one run of a source, or all, as withdrawn in its ledger; the names of those marked now."""
    chosen = [r for r in landed_runs(home, source) if not r.run.withdrawn and name in {None, r.name}]
    for landed in chosen:
        ledger = landed.run.model_copy(update={"withdrawn": True})
        write_whole(landed.folder / LEDGER, (ledger.model_dump_json(indent=1) + "\n").encode())
    return [landed.name for landed in chosen]
