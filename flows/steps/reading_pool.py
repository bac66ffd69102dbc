"""Records read in as many processes as there are cores, once there are enough of them to pay for the start."""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cached_property
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Self

from pipelines.reading import Reader
from warehouse.records import Credential, JobPosting, Reading

ENOUGH = 2_000  # a process takes a second to start, and reads that many in a second
CHUNK = 200

Record = JobPosting | Credential
Outcome = Reading | tuple[str, str]  # or the content hash and why it could not be read
Read = tuple[list[Reading], dict[str, str]]

_reader: Reader


def _start(taxonomies: Sequence[Path]) -> None:
    global _reader
    _reader = Reader(taxonomies)


def _read(records: Sequence[Record]) -> list[Outcome]:
    return [_outcome(_reader, record) for record in records]


def _outcome(reader: Reader, record: Record) -> Outcome:
    try:
        return reader.read(record)
    except Exception as error:  # whatever one record does to a reader, its neighbours arrive
        return record.content_hash(), f"could not be read: {type(error).__name__}: {error}"


def _parted(outcomes: Iterable[Outcome]) -> Read:
    readings, reasons = [], {}
    for outcome in outcomes:
        if isinstance(outcome, Reading):
            readings.append(outcome)
        else:
            reasons[outcome[0]] = outcome[1]
    return readings, reasons


class ReadingPool:
    """Reads lists of records, in order."""

    def __init__(self, taxonomies: Sequence[Path]) -> None:
        self._taxonomies = taxonomies
        self._asked = 0
        self._pool: ProcessPoolExecutor | None = None

    @cached_property
    def _own(self) -> Reader:
        return Reader(self._taxonomies)

    def read(self, records: Sequence[Record]) -> Callable[[], Read]:
        """Start to read; the returned call waits for the readings and the reasons of what could not be read."""
        self._asked += len(records)
        if self._asked < ENOUGH:
            parts: Iterable[list[Outcome]] = ([_outcome(self._own, record) for record in records],)
        else:
            chunks = [records[start : start + CHUNK] for start in range(0, len(records), CHUNK)]
            parts = self._processes().map(_read, chunks)
        return lambda: _parted(chain.from_iterable(parts))

    def _processes(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = get_context("spawn")  # a flow has threads, which a fork would tear
            self._pool = ProcessPoolExecutor(os.cpu_count(), context, _start, (self._taxonomies,))
        return self._pool

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
