"""The tables and machine code that set-up keeps in the environment: `python -m pipelines.kept` makes them.

Tables are found by the hash of their forms and of the code that makes them, so they are never out of date; what is not
kept is made in memory, which takes a second or two. Nothing is written but by set-up and by an import of a taxonomy.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from unicodedata import unidata_version

from pipelines.matching.tables import Tables
from warehouse.taxonomy import share

_MADE_BY = ("words.py", "alphabet.py", "trie.py", "tables.py", "building.py", "kernels/layout.py")


def folder() -> Path:
    """Where set-up keeps tables and machine code."""
    return share() / "matching"


def open_kept(name: str, folders: Iterable[Path]) -> Tables | None:
    """The tables of this name, from the first folder that keeps them; None where none does."""
    found = (each / name for each in folders if (each / name).exists())
    return next(map(Tables.open, found), None)


def write(tables: Tables, name: str, into: Path) -> Path:
    """Write tables into a folder; returns the file."""
    beside = into / f"{name}.{os.getpid()}"
    into.mkdir(parents=True, exist_ok=True)
    beside.write_bytes(tables.block.tobytes())
    return beside.replace(into / name)


def name_of(groups: Sequence[Sequence[str]]) -> str:
    """The file name of the tables of these groups of forms, as this code makes them."""
    sizes = " ".join(str(len(group)) for group in groups)
    stated = "\0".join([_code(), sizes, *("\0".join(group) for group in groups)])
    return f"forms-{blake2b(stated.encode('utf-8', 'surrogatepass'), digest_size=10).hexdigest()}.tables"


@cache
def _code() -> str:
    sources = b"".join((files("pipelines.matching") / name).read_bytes() for name in _MADE_BY)
    return f"{blake2b(sources).hexdigest()} {unidata_version} {sys.byteorder}"
