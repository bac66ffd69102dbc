"""Load what was landed into the warehouse, and derive the facts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass

SHARD = 2_000  # records a transaction

Say = Callable[[str], None]


class BusyError(RuntimeError):
    """Another refresh of the same home is at work."""


@dataclass
class Refreshed:
    """What a refresh did: the runs it loaded, and the failures in words."""

    loaded: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """One refresh of a home at a time. Raises `BusyError` in one sentence."""
    from filelock import FileLock, Timeout

    home.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(home / "refresh.lock", timeout=0):
            yield
    except Timeout:
        raise BusyError(f"another refresh of {home} is at work: wait for it, then call this again") from None
