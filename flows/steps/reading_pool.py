"""Records read in as many processes as there are cores, once there are enough of them to pay for the start."""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cached_property, partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from pipelines.credentials import ListedCredential
from pipelines.reading import Reader
from warehouse.records import Credential, JobPosting, Reading, Tagged

ENOUGH = 2_000  # a process takes a second to start, and reads that many in a second
CHUNK = 200

Record = JobPosting | Credential
Read = tuple[list[Reading], dict[str, str]]
T = TypeVar("T")
How = Callable[[Reader, Record], T]

_reader: Reader


def _start(taxonomies: Sequence[Path], offered: Sequence[ListedCredential]) -> None:
    global _reader
    _reader = Reader(taxonomies, offered)


def _each(how: How[T], records: Sequence[Record], reader: Reader | None = None) -> list[T | str]:
    return [_outcome(how, reader or _reader, record) for record in records]


def _outcome(how: How[T], reader: Reader, record: Record) -> T | str:
    """What comes of a record, or why nothing does."""
    try:
        return how(reader, record)
    except Exception as error:  # whatever one record does to a reader, its neighbours arrive
        return f"could not be read: {type(error).__name__}: {error}"


class ReadingPool:
    """Reads or tags lists of records, in order."""

    def __init__(self, taxonomies: Sequence[Path], offered: Sequence[ListedCredential] = ()) -> None:
        self._made_of = taxonomies, offered
        self._asked = 0
        self._pool: ProcessPoolExecutor | None = None

    @cached_property
    def _own(self) -> Reader:
        return Reader(*self._made_of)

    def read(self, records: Sequence[Record]) -> Callable[[], Read]:
        """Start to read; the returned call waits for the readings and, by content hash, why others could not be."""
        outcomes = self._spread(Reader.read, records)

        def read() -> Read:
            readings, reasons = [], {}
            for record, outcome in zip(records, outcomes, strict=True):
                if isinstance(outcome, Reading):
                    readings.append(outcome)
                else:
                    reasons[record.content_hash()] = outcome
            return readings, reasons

        return read

    def tag(self, records: Sequence[Record]) -> Callable[[], list[Tagged | str]]:
        """Start to tag cleaned records; the returned call waits for what was found in each, or why nothing could be."""
        outcomes = self._spread(Reader.tag, records)
        return lambda: list(outcomes)

    def _spread(self, how: How[T], records: Sequence[Record]) -> Iterable[T | str]:
        self._asked += len(records)
        if self._asked < ENOUGH:
            return _each(how, records, self._own)
        chunks = [records[start : start + CHUNK] for start in range(0, len(records), CHUNK)]
        return chain.from_iterable(self._processes().map(partial(_each, how), chunks))

    def _processes(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = get_context("spawn")  # a flow has threads, which a fork would tear
            self._pool = ProcessPoolExecutor(os.cpu_count(), context, _start, self._made_of)
        return self._pool

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
