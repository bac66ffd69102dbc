"""The libraries that a report carries: what they are, from where, under which licence. `make assets` fetches them."""

import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

VENDOR = Path(__file__).parent / "assets" / "vendor"
LIST = VENDOR / "libraries.toml"


@dataclass(frozen=True)
class Library:
    """One library. `file` lies in assets/vendor/ (else it comes within the package `within`); npm has it at `path`."""

    name: str
    version: str
    licence: str
    home: str
    use: str
    file: str = ""
    path: str = ""
    sha256: str = ""
    within: str = ""

    @property
    def terms(self) -> Path:
        """Its licence, in full."""
        return VENDOR / "licences" / f"{self.name}.txt"


@cache
def libraries() -> tuple[Library, ...]:
    """All of them, as libraries.toml lists them."""
    found = tomllib.loads(LIST.read_text(encoding="utf-8"))["library"]
    return tuple(Library(**entry) for entry in found)


def library_files() -> dict[str, bytes]:
    """What goes into the folder of a report: the files, and the licences that must go with them."""
    files = {lib.file: (VENDOR / lib.file).read_bytes() for lib in libraries() if lib.file}
    terms = (f"{lib.name} {lib.version}\n\n{lib.terms.read_text(encoding='utf-8').strip()}\n" for lib in libraries())
    return {**files, "licences.txt": f"\n{'-' * 80}\n\n".join(terms).encode()}


def digest(content: bytes) -> str:
    """What the list holds of a file."""
    return sha256(content).hexdigest()


def refresh() -> Iterator[str]:
    """Fetch each file from npm in the version that the list names, and write its digest there; a line a file."""
    for lib in libraries():
        if not lib.path:
            continue
        with tempfile.TemporaryDirectory() as folder:
            command = [shutil.which("npm") or "npm", "pack", "--silent", f"{lib.name}@{lib.version}"]
            packed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()
            with tarfile.open(Path(folder) / packed) as archive:
                member = archive.extractfile(f"package/{lib.path}")
                content = member.read() if member else b""
        (VENDOR / lib.file).write_bytes(content)
        listed = LIST.read_text(encoding="utf-8").replace(lib.sha256, digest(content))
        LIST.write_text(listed, encoding="utf-8")
        yield f"{lib.file}: {lib.name} {lib.version}, {'as it was' if digest(content) == lib.sha256 else 'changed'}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in refresh())
