"""The inner loops of matching as machine code, which set-up keeps (`pipelines.machine_code`)."""

import ctypes
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from pipelines import machine_code

_ARGUMENTS = {"find": "aaanaanann", "follow": "aaaaanann"}  # addresses and 64-bit numbers


class Loops(NamedTuple):
    """The loops of `kernels.finding`, compiled. The lock of the interpreter is let go while they run.

    The first argument is the address of a 64-bit number for the result, the second None, the rest are the loop's own.
    """

    find: Callable[..., int]
    follow: Callable[..., int]


@cache
def loops(folder: Path) -> Loops:
    """The compiled loops, from `folder` where they lie there."""
    found = machine_code.addresses(machine_code.kept(folder / _name(), _compiled))
    return Loops(*(_callable(name, address) for name, address in zip(_ARGUMENTS, found, strict=True)))


def keep(folder: Path) -> Path:
    """Compile the loops into `folder`; returns the file."""
    return machine_code.keep(folder / _name(), _compiled())


def _name() -> str:
    kernels = files("pipelines.matching.kernels")
    return machine_code.name_of((kernels / name).read_bytes() for name in ("layout.py", "cutting.py", "finding.py"))


def _compiled() -> bytes:
    import numba

    from pipelines.matching.kernels.finding import find, follow

    types: Any = numba.types
    wide, cells, number = types.CPointer(types.uint64), types.CPointer(types.uint32), types.int64
    finding = number(wide, cells, cells, number, cells, wide, number, cells, number, number)
    following = number(wide, cells, cells, cells, wide, number, cells, number, number)
    return machine_code.compiled(find, finding) + machine_code.compiled(follow, following)


def _callable(name: str, address: int) -> Callable[..., int]:
    """A loop as numba lays it out."""
    given = [ctypes.c_void_p if kind == "a" else ctypes.c_int64 for kind in _ARGUMENTS[name]]
    return ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, *given)(address)
