"""The inner loops of the model of spans as machine code, which set-up keeps (`pipelines.machine_code`)."""

import ctypes
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipelines import machine_code

_SOURCES = ("features_loops.py", "loops.py", "chain_loops.py", "kernel.py", "machine.py")
# The arrays of each loop, in the order of its arguments: type of the cells, number of axes.
_ARRAYS = {
    "read": (
        "i4 1 i4 2 f4 1 i8 2 f4 1"
        " u1 1 u4 2 i4 3 f4 1 f8 1 f4 3 f4 3 f4 3 i8 2 i8 2 i4 3 i8 1 i1 2 f4 1 f4 3 f4 2 f4 1 f4 3 f4 1 f8 3"
        " i4 1 u1 1 i4 1 u4 2 f4 1 i8 1 u4 1 i4 1 i4 1 f4 2 f4 2 f4 2 f4 2 i8 2 f4 2 i8 1"
        " f8 2 f8 2 f8 2 f8 1 f4 2 f8 1 i8 1 i8 2"
    ),
    "said": "u4 2 i4 3 i8 1 i1 2 f4 1 f4 2",
    "projected": "i4 1 i1 2 f4 2 f4 2",
}
Arrays = Sequence[NDArray[Any]]


class Loops(NamedTuple):
    """The compiled loops; each takes what `flat` makes of its arrays. They let the interpreter's lock go."""

    read: Callable[..., int]
    said: Callable[..., int]
    projected: Callable[..., int]


@cache
def loops(folder: Path) -> Loops:
    """The compiled loops, from `folder` where they lie there."""
    found = machine_code.addresses(machine_code.kept(folder / _name(), _compiled))
    return Loops(*(_callable(name, address) for name, address in zip(_ARRAYS, found, strict=True)))


def keep(folder: Path) -> Path:
    """Compile the loops into `folder`; returns the file."""
    return machine_code.keep(folder / _name(), _compiled())


def flat(*arrays: NDArray[Any]) -> list[int]:
    """Arrays, without gaps, as numba passes them: owner, parent, cells, bytes a cell, address, shape, strides."""
    return [
        number
        for array in arrays
        for number in (0, 0, array.size, array.itemsize, array.ctypes.data, *array.shape, *array.strides)
    ]


def _name() -> str:
    return machine_code.name_of((files("pipelines.spans") / name).read_bytes() for name in _SOURCES)


def _shapes(name: str) -> list[tuple[np.dtype[Any], int]]:
    cells = _ARRAYS[name].split()
    return [(np.dtype(kind), int(axes)) for kind, axes in zip(cells[::2], cells[1::2], strict=True)]


def _compiled() -> bytes:
    import numba

    from pipelines.spans import kernel
    from pipelines.spans import loops as inner

    types: Any = numba.types
    code = b""
    for name, loop in (("read", kernel.read), ("said", inner.said.py_func), ("projected", inner.projected.py_func)):
        given = [types.Array(numba.from_dtype(kind), axes, "C") for kind, axes in _shapes(name)]
        result = types.int64 if name == "read" else types.void
        code += machine_code.compiled(loop, result(*given), fastmath=name != "read", nogil=True, _nrt=False)
    return code


def _callable(name: str, address: int) -> Callable[..., int]:
    """A loop that takes flat arrays and gives its result."""
    count = sum(5 + 2 * axes for _, axes in _shapes(name))
    loop = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, *[ctypes.c_int64] * count)(address)

    def call(*given: int) -> int:
        result = ctypes.c_int64()
        loop(ctypes.addressof(result), None, *given)
        return result.value

    return call
