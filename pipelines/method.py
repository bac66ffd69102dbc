"""Which method tags: a name for everything that decides tags, so that the same name means the same tags.

That is the code that tagging imports, the data files that this code names, the taxonomies, which of them have tables of
linking, and the credentials that catalogues bring. A change of any of them, a comment too, is a new method version.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path

from pipelines.credentials import ListedCredential
from warehouse.records import Method

_ROOT = Path(__file__).parent
_TAGGING = ("pipelines.skills", "pipelines.occupations", "pipelines.industry")
_TABLES = ("concepts.tsv", "forms.tsv", "occupations.tsv")
_SHOWN = 8  # hexadecimal digits


def method(taxonomies: Sequence[Path], offered: Sequence[ListedCredential] = ()) -> Method:
    """The method that tags with these taxonomy folders and the `offered` credentials besides our list."""
    stated = blake2b(_shipped(), digest_size=16)
    for folder in taxonomies:
        linking = sorted(path.name for path in folder.glob("linking/*"))
        stated.update(f"\0{folder.name}\0{' '.join(linking)}\0".encode())
        for table in filter(Path.exists, (folder / name for name in _TABLES)):
            stated.update(blake2b(table.read_bytes()).digest())
    for row in offered:
        stated.update(("\0" + "\x1f".join(row)).encode())
    names = ", ".join(folder.name for folder in taxonomies) or "no taxonomy"
    brought = f"; credentials of catalogues: {len(offered):,}" if offered else ""
    base = taxonomies[0].name if taxonomies else "plain"
    return Method(f"{base}-{stated.hexdigest()[:_SHOWN]}", names + brought)


@cache
def _shipped() -> bytes:
    """A digest of the code and the data that decide tags whatever the taxonomies."""
    stated = blake2b(digest_size=16)
    for path in deciding_files():
        stated.update(f"\0{path.relative_to(_ROOT).as_posix()}\0".encode() + blake2b(path.read_bytes()).digest())
    return stated.digest()


def deciding_files() -> list[Path]:
    """The modules that tagging imports, directly or not, and the data files that they name; sorted."""
    data = {path.name: path for path in (_ROOT / "data").iterdir()}
    found: set[Path] = set()
    modules = [*_TAGGING]
    while modules:
        path = _source(modules.pop())
        if path is None or path in found:
            continue
        found.add(path)
        tree = ast.parse(path.read_bytes())
        modules.extend(_imported(tree))
        said = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
        found.update(data[name] for name in said if isinstance(name, str) and name in data)
    return sorted(found)


def _imported(tree: ast.AST) -> Iterator[str]:
    """The names that a module imports, as modules and as members of modules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))


def _source(module: str) -> Path | None:
    """The file of one of our modules; None for what is none."""
    first, *rest = module.split(".")
    base = _ROOT.joinpath(*rest)
    candidates: Iterable[Path] = (base.with_suffix(".py"), base / "__init__.py") if first == _ROOT.name else ()
    return next((path for path in candidates if path.is_file()), None)
