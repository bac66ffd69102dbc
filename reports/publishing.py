"""A report folder appears whole or not at all: written beside, synced, renamed."""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")


class NotWrittenError(OSError):
    """A folder that could not be written; what stood there before stands."""


@contextmanager
def whole_folder(out: Path, name: str) -> Iterator[Path]:
    """A folder to write into that becomes `out/name` when the block ends well, in place of an earlier one.

    Two at once wait for each other. A killed attempt leaves `.name.new` or `.name.old`, mended by the next one. Raises
    `NotWrittenError` where `out` cannot be written; the earlier report then stays.
    """
    try:
        with _written_whole(out, name) as folder:
            yield folder
    except OSError as error:
        raise _not_written(out / name, error) from error


def refuse_unless_writable(out: Path) -> None:
    """Raises `NotWrittenError` where no folder can be made in `out`, before hours are spent on what to write there."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=out, prefix="."):
            pass
    except OSError as error:
        raise _not_written(out, error) from error


def write_texts(folder: Path, files: Mapping[str, str]) -> None:
    """Write what pages are made of, by name, with the folders that the names lie in."""
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8", errors="replace", newline="\n")


def _not_written(folder: Path, error: OSError) -> NotWrittenError:
    why = f"{error.strerror or error}{f' ({error.filename})' if error.filename else ''}"
    remedy = "make room and leave to write there, or name another folder with --out"
    return NotWrittenError(f"{folder} cannot be written: {why}; {remedy}")


@contextmanager
def _written_whole(out: Path, name: str) -> Iterator[Path]:
    out.mkdir(parents=True, exist_ok=True)
    target, new, old = out / name, out / f".{name}.new", out / f".{name}.old"
    with _alone(out):
        if old.exists() and not target.exists():
            old.rename(target)
        for left in (new, old):
            shutil.rmtree(left, ignore_errors=True)
        new.mkdir()
        try:
            yield new
            _sync(new)
            if target.exists():
                target.rename(old)
            new.rename(target)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            if old.exists() and not target.exists():
                old.rename(target)
            raise
        _point_latest(out)
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync(folder: Path) -> None:
    """Every file and folder below, and the folder itself, is on disk."""
    for path in (*folder.rglob("*"), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _point_latest(out: Path) -> None:
    """`out/latest` is a relative link to the report with the greatest as-of date, where there is one."""
    dated = [p.name for p in out.iterdir() if _DATED.fullmatch(p.name) and (p / "manifest.json").is_file()]
    if not dated:
        return
    beside = out / ".latest.new"
    beside.unlink(missing_ok=True)
    beside.symlink_to(max(dated), target_is_directory=True)
    beside.replace(out / "latest")
