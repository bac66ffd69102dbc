"""Machine code of the inner loops: compiled by numba once, at set-up, and only mapped in afterwards.

numba itself takes half a second to import and keeps its cache beside the sources, which may be read-only. So what it
compiles is kept as an object file in the environment, under the hash of the sources, the compiler and the processor;
llvmlite alone loads it. Where there is none, the loops are compiled anew in memory, in a few seconds.
"""

import ctypes
import os
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import llvmlite.binding as llvm

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
    try:
        code = (folder / _name()).read_bytes()
    except OSError:
        code = _compiled()
    return _loaded(code)


def keep(folder: Path) -> Path:
    """Compile the loops into `folder`; returns the file."""
    path = folder / _name()
    beside = path.with_suffix(f".{os.getpid()}")
    folder.mkdir(parents=True, exist_ok=True)
    beside.write_bytes(_compiled())
    return beside.replace(path)


def _name() -> str:
    sources = [
        (files("pipelines.matching.kernels") / name).read_bytes() for name in ("layout.py", "cutting.py", "finding.py")
    ]
    host = [llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten(), llvm.get_process_triple()]
    parts = [*sources, *(part.encode() for part in [version("numba"), version("llvmlite"), *host])]
    return f"loops-{blake2b(b'|'.join(parts), digest_size=8).hexdigest()}.o"


def _compiled() -> bytes:
    """The object code of each loop behind a line with its name in it and its size."""
    import numba

    from pipelines.matching.kernels.finding import find, follow

    types: Any = numba.types
    compiler: Any = numba.njit
    wide, cells, number = types.CPointer(types.uint64), types.CPointer(types.uint32), types.int64
    signatures = {
        find: number(wide, cells, cells, number, cells, wide, number, cells, number, number),
        follow: number(wide, cells, cells, cells, wide, number, cells, number, number),
    }
    kept = b""
    for loop, signature in signatures.items():
        compiled = compiler(signature, no_cpython_wrapper=True, no_cfunc_wrapper=True, error_model="numpy")(loop)
        [result] = compiled.overloads.values()
        code = result.library.codegen._tm.emit_object(result.library._final_module)
        kept += f"{result.fndesc.llvm_func_name} {len(code)}\n".encode() + code
    return kept


def _loaded(kept: bytes) -> Loops:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    return Loops(*(_callable(name, address) for name, address in zip(_ARGUMENTS, _addresses(kept), strict=True)))


@cache
def _engines() -> list[Any]:
    """What must live as long as the machine code in it."""
    return []


def _addresses(kept: bytes) -> list[int]:
    found = []
    while kept:
        line, kept = kept.split(b"\n", 1)
        name, size = line.split(b" ")
        target = llvm.Target.from_default_triple().create_target_machine(jit=True)
        engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), target)
        engine.add_object_file(llvm.object_file.ObjectFileRef.from_data(kept[: int(size)]))
        engine.finalize_object()
        _engines().append(engine)
        found.append(engine.get_function_address(name.decode()))
        kept = kept[int(size) :]
    return found


def _callable(name: str, address: int) -> Callable[..., int]:
    """A loop as numba lays it out."""
    given = [ctypes.c_void_p if kind == "a" else ctypes.c_int64 for kind in _ARGUMENTS[name]]
    return ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, *given)(address)
