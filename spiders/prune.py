"""Forgetting archived answers after their source's retention, save those that a younger archive refers to.

Records and ledgers stay. An archive is removed, or rewritten beside and renamed, so that a kill leaves the old one or
the new one; a pruned archive says so in its first record, and is replayed no more.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from pathlib import Path
from time import monotonic

from spiders.archive import ArchiveReader, info_member
from spiders.landing import ARCHIVE, LEDGER, RUN_NAME, LandingBusyError, locked, source_folder
from spiders.members import UNREADABLE, members, record_in
from spiders.revisits import Original, UnresolvedError, record_id
from spiders.whole_file import write_pieces
from warehouse.records import Run

RETENTION = 730  # days, where a run does not say
_REVISIT = re.compile(rb"\r\nWARC-Type: revisit\r")
Span = tuple[int, int]


@dataclass(frozen=True)
class Pruned:
    """What pruning made of an archive; `freed` in bytes, none where another name of the same file stays."""

    archive: Path
    freed: int
    kept: int  # answers that younger archives refer to


def prune(home: Path, source: str, today: date, older: int | None = None, dry_run: bool = False) -> list[Pruned]:
    """Prune a source's archives of runs older than its retention, or than `older` days.

    With `dry_run` it only says what would go. Raises `LandingBusyError` where the source is being collected.
    """
    folder = source_folder(home, source)
    lock = locked(folder / ".lock", monotonic())
    if not lock:
        raise LandingBusyError(f"{source} is being collected by another process: nothing of it was pruned")
    with lock:
        archives = sorted(path for path in folder.glob(f"*/{ARCHIVE}") if RUN_NAME.fullmatch(path.parent.name))
        old = [path for path in archives if _is_old(path.parent, today, older)]
        referred = _referred(path for path in archives if path not in old) if old else {}
        plan = [(path, list(_spans(path, referred.get(path.parent.name, set())))) for path in old]
        plan = [(path, kept) for path, kept in plan if not _is_pruned_to(path, kept)]
        found = list(_forecast(plan, today))
        if not dry_run:
            for path, kept in plan:
                _rewrite(path, kept, today)
    return found


def _is_old(run: Path, today: date, older: int | None) -> bool:
    name = RUN_NAME.fullmatch(run.name)
    if older is None:
        ledger = run / LEDGER
        stated = Run.model_validate_json(ledger.read_bytes()).retention_days if ledger.exists() else None
        older = RETENTION if stated is None else stated
    return bool(name) and today - date.fromisoformat(run.name[:10]) > timedelta(days=older)


def _referred(archives: Iterable[Path]) -> Mapping[str, set[str]]:
    """The records that archives refer to, by the run that holds them."""
    referred: defaultdict[str, set[str]] = defaultdict(set)
    for member in chain.from_iterable(map(members, archives)):
        if member.content and _REVISIT.search(member.content[:4096]):
            try:
                original = Original.stated_by(record_in(member.content).rec_headers)
            except (UnresolvedError, *UNREADABLE):
                continue
            referred[original.run].add(original.record_id)
    return referred


def _spans(archive: Path, referred: set[str]) -> Iterator[Span]:
    """Where the records that are referred to lie."""
    for member in members(archive) if referred else ():
        if member.content and record_id(member.content) in referred:
            yield member.start, member.end


def _is_pruned_to(archive: Path, kept: list[Span]) -> bool:
    """Whether an archive that has been pruned before holds nothing but what is kept."""
    return "pruned" in ArchiveReader(archive).info and len(kept) == sum(1 for _ in members(archive)) - 1


def _forecast(plan: list[tuple[Path, list[Span]]], today: date) -> Iterator[Pruned]:
    names: Counter[int] = Counter()
    for path, kept in plan:
        stated = path.stat()
        names[stated.st_ino] += 1
        last = names[stated.st_ino] == stated.st_nlink
        left = len(_opening(path, today)) + sum(end - start for start, end in kept) if kept else 0
        yield Pruned(path, (stated.st_size if last else 0) - left, len(kept))


def _opening(archive: Path, today: date) -> bytes:
    return info_member({**ArchiveReader(archive).info, "pruned": str(today)}, datetime.combine(today, time(), UTC))


def _rewrite(archive: Path, kept: list[Span], today: date) -> None:
    if not kept:
        archive.with_name(f"{archive.name}.part").unlink(missing_ok=True)  # of a rewriting that was killed
        archive.unlink()
        return
    with archive.open("rb") as file:

        def pieces() -> Iterator[bytes]:
            yield _opening(archive, today)
            for start, end in kept:
                file.seek(start)
                yield file.read(end - start)

        write_pieces(archive, pieces())
