"""Whose turn it is to ask a host: one request at a time among all the crawls of a home, as far apart as it wants."""

import fcntl
import os
from hashlib import blake2b
from pathlib import Path
from time import time

LONGEST = 120.0  # seconds; who wants more is not asked at all
_BUSY = 0.1  # seconds until the next look at a host that another crawl is asking


class Turn:
    """The turn to ask one host. It lies in a file, whose lock goes with the process that holds it.

    The file holds two moments, in seconds since 1970: of the last answer, and before which nobody asks again.
    """

    def __init__(self, folder: Path, host: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = blake2b(host.encode(), digest_size=16).hexdigest()
        self._file = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o644)

    def take(self, pause: float) -> float:
        """Take the turn, `pause` seconds after the last answer: 0; else in how many seconds to try again."""
        if (rest := self._rest(pause)) > 0:
            return rest
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return _BUSY
        if (rest := self._rest(pause)) > 0:  # another crawl came in between
            fcntl.flock(self._file, fcntl.LOCK_UN)
        return max(rest, 0.0)

    def give(self, rest: float) -> None:
        """Give the turn on; nobody takes it for `rest` seconds."""
        now = time()
        os.pwrite(self._file, f"{now:17.6f} {now + rest:17.6f}\n".encode(), 0)
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def _rest(self, pause: float) -> float:
        try:
            answered, not_before = map(float, os.pread(self._file, 64, 0).split())
        except ValueError:  # nobody asked before
            return 0.0
        return min(max(answered + pause, not_before) - time(), LONGEST)
