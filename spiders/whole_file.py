"""Files that are there whole or not at all: written beside, synced, renamed."""

import gzip
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any


class WholeLines:
    """JSON Lines, gzipped without a clock, in a file that takes its name only when whole."""

    def __init__(self, path: Path) -> None:
        self._path, self._part = path, path.with_name(path.name + ".part")
        self._raw = self._part.open("wb")
        self._file = gzip.GzipFile(filename="", mode="wb", compresslevel=5, fileobj=self._raw, mtime=0)

    def write(self, line: dict[str, Any]) -> bytes:
        """Add an object; its line as written. What Unicode does not know is replaced."""
        text = json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        self._file.write(text)
        return text

    def commit(self) -> None:
        """Give the file its name."""
        self._file.close()
        _sync(self._raw)
        self._raw.close()
        self._part.rename(self._path)

    def close(self) -> None:
        """Close the file; without `commit` it stays a part."""
        if not self._raw.closed:
            self._file.close()
            self._raw.close()


def _sync(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside, sync it and rename it: readers see the old one or the new one, never half."""
    write_pieces(path, [content])


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """The same of a file that need not fit in memory."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.writelines(pieces)
        _sync(file)
    part.rename(path)
