"""Machine code of inner loops: compiled by numba once, at set-up, and only mapped in afterwards.

numba itself takes most of a second to import and keeps its cache beside the sources, which may be read-only. So what it
compiles is kept as an object file in the environment, under the hash of the sources, the compiler and the processor;
llvmlite alone loads it. Where there is none, the loops are compiled anew in memory, in some seconds.
"""

import os
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm


def name_of(sources: Iterable[bytes]) -> str:
    """The file name of what this compiler makes of these sources for this processor."""
    host = [llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten(), llvm.get_process_triple()]
    parts = [*sources, *(part.encode() for part in [version("numba"), version("llvmlite"), *host])]
    return f"loops-{blake2b(b'|'.join(parts), digest_size=8).hexdigest()}.o"


def kept(file: Path, make: Callable[[], bytes]) -> bytes:
    """The code in a file, or where there is none, made anew."""
    try:
        return file.read_bytes()
    except OSError:
        return make()


def keep(file: Path, code: bytes) -> Path:
    """Write code into a file; returns it."""
    beside = file.with_suffix(f".{os.getpid()}")
    file.parent.mkdir(parents=True, exist_ok=True)
    beside.write_bytes(code)
    return beside.replace(file)


def compiled(loop: Callable[..., Any], signature: Any, **options: Any) -> bytes:
    """The object code of a loop, behind a line with its name in it and its size."""
    import numba

    compiler: Any = numba.njit
    made = compiler(signature, no_cpython_wrapper=True, no_cfunc_wrapper=True, error_model="numpy", **options)(loop)
    [result] = made.overloads.values()
    code: bytes = result.library.codegen._tm.emit_object(result.library._final_module)
    return f"{result.fndesc.llvm_func_name} {len(code)}\n".encode() + code


def addresses(code: bytes) -> list[int]:
    """Where the loops of joined object code lie, once they are loaded."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    found = []
    while code:
        line, code = code.split(b"\n", 1)
        name, size = line.split(b" ")
        target = llvm.Target.from_default_triple().create_target_machine(jit=True)
        engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), target)
        engine.add_object_file(llvm.object_file.ObjectFileRef.from_data(code[: int(size)]))
        engine.finalize_object()
        _engines().append(engine)
        found.append(engine.get_function_address(name.decode()))
        code = code[int(size) :]
    return found


@cache
def _engines() -> list[Any]:
    """What must live as long as the machine code in it."""
    return []
