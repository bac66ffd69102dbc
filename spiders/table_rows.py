"""The rows of a table file, one after the other: CSV, TSV, a JSON array, JSON Lines or Parquet, plain, .gz or .zip.

What a file is, its first bytes say. A row that cannot be read comes as a `ValueError` among its neighbours; only a
file that is no table at all raises.
"""

import csv
import gzip
import json
import re
import zipfile
import zlib
from collections import deque
from collections.abc import Iterator
from io import BufferedReader, BytesIO, FileIO
from pathlib import Path
from typing import Any, cast

Row = dict[str, Any]
FIELD_LIMIT = 2_000_000  # characters in a cell; a longer one is a lost closing quote
CHUNK = 1 << 20  # characters read at a time
ELEMENT_LIMIT = 32 << 20  # characters of one element of an array
_DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile)
_BETWEEN = re.compile(r"[\s,\x00]*")
_NEXT_ELEMENT = re.compile(r"[}\]]\s{0,1000},\s{0,1000}(?=[{\[])")
_DELIMITERS = ",\t;|"


def rows(path: Path) -> Iterator[Row | ValueError]:
    """Every row of a file in its order. Raises `ValueError` or `OSError` in one sentence for what is not a table."""
    try:
        stream = _opened(path)
        start = stream.peek(4096)[:4096]
    except _DAMAGED as error:
        raise ValueError(f"{path.name} is damaged: {error}") from None
    if start[:4] == b"PAR1":
        return _parquet(path if isinstance(stream.raw, FileIO) else BytesIO(stream.read()))
    text = start.lstrip(b"\xef\xbb\xbf\x00 \t\r\n")
    if text[:1] == b"[":
        return _json_array(_lines(stream))
    if text[:1] == b"{":
        return _json_lines(_lines(stream))
    if not text:
        raise ValueError(f"{path.name} is empty")
    return _separated(_lines(stream), path.name)


def _opened(path: Path) -> BufferedReader:
    """The file's own bytes, unpacked. Raises `ValueError` for an archive that holds not exactly one file."""
    plain = path.open("rb")
    magic = plain.read(4)
    plain.seek(0)
    if magic[:2] == b"\x1f\x8b":
        return BufferedReader(cast(Any, gzip.GzipFile(fileobj=plain)))
    if magic == b"PK\x03\x04":
        archive = zipfile.ZipFile(plain)
        names = [name for name in archive.namelist() if not name.endswith("/") and "__MACOSX" not in name]
        if len(names) != 1:
            raise ValueError(f"{path.name} holds {len(names)} files: unpack it and import one at a time")
        return BufferedReader(cast(Any, archive.open(names[0])))
    plain.close()
    return path.open("rb")


def _lines(stream: BufferedReader) -> Iterator[str]:
    """The lines as text: UTF-8, or UTF-16 where the file says so; a line that is neither is read as Windows-1252."""
    start = stream.peek(2)[:2]
    codec = "utf-16" if start in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    lines: Iterator[bytes] = iter(stream)
    if codec == "utf-16":
        lines = (line.encode() for line in stream.read().decode(codec, "replace").splitlines(keepends=True))
    try:
        for number, line in enumerate(lines):
            try:
                yield line.decode("utf-8-sig" if not number else "utf-8")
            except UnicodeDecodeError:
                yield line.decode("windows-1252", "replace")
    except _DAMAGED as error:
        raise ValueError(f"the file is damaged: {error}") from None


def _separated(lines: Iterator[str], name: str) -> Iterator[Row | ValueError]:
    header_line = next(lines)
    delimiter = max(_DELIMITERS, key=header_line.count)
    header = next(csv.reader([header_line], delimiter=delimiter))
    if len(header) < 2 and not re.fullmatch(r"[\w .-]+", "".join(header).strip()):
        raise ValueError(f"{name} is not a table: give a CSV, TSV, JSON or Parquet file whose first line names columns")
    csv.field_size_limit(FIELD_LIMIT)
    for cells in _cells(lines, delimiter, len(header)):
        if isinstance(cells, ValueError):
            yield cells
        elif len(cells) != len(header):
            yield ValueError(f"the row has {len(cells)} cells, the header {len(header)}")
        elif any("\x00" in cell for cell in cells):
            yield ValueError("the row has a NUL byte: it is damaged")
        else:
            yield dict(zip(header, cells, strict=True))


def _cells(lines: Iterator[str], delimiter: str, width: int) -> Iterator[list[str] | ValueError]:
    """The cells of each row. A lost quote would swallow the rows after it: they are read again without it."""
    waiting: deque[str] = deque()
    used: list[str] = []

    def fed() -> Iterator[str]:
        while True:
            line = waiting.popleft() if waiting else next(lines, None)
            if line is None:
                return
            used.append(line)
            yield line

    reader = csv.reader(fed(), delimiter=delimiter, strict=True)
    while True:
        used.clear()
        try:
            cells = next(reader, None)
            if cells is None:
                return
            if cells:
                yield cells
        except csv.Error as error:
            loose = next(csv.reader(used, delimiter=delimiter), []) if "limit" not in str(error) else []
            if len(loose) == width and len(used) == 1:
                yield loose
            else:
                yield ValueError(f"the row cannot be read: {error}")
                waiting.extendleft(reversed(used[1:]))
            reader = csv.reader(fed(), delimiter=delimiter, strict=True)


def _checked(row: Any) -> Row | ValueError:
    return row if isinstance(row, dict) else ValueError(f"the row is not an object but {type(row).__name__}")


def _json_lines(lines: Iterator[str]) -> Iterator[Row | ValueError]:
    for line in lines:
        if line.strip():
            try:
                yield _checked(json.loads(line, strict=False, parse_constant=lambda name: None))
            except (ValueError, RecursionError) as error:
                yield ValueError(f"the row is not JSON: {error}")


def _json_array(lines: Iterator[str]) -> Iterator[Row | ValueError]:
    """The elements of an array, read piece by piece; after a broken element, the next that begins like one."""
    decoder = json.JSONDecoder(strict=False, parse_constant=lambda name: None)
    text, more = _piece(lines).lstrip("\ufeff \t\r\n").removeprefix("["), True
    place = 0
    while True:
        place = _BETWEEN.match(text, place).end()  # type: ignore[union-attr]  # matches nothing at the least
        if place >= len(text) and more:
            text, place = _piece(lines), 0
            more = bool(text)
            continue
        if place >= len(text) or text[place] == "]":
            return
        try:
            row, place = decoder.raw_decode(text, place)
            yield _checked(row)
        except (ValueError, RecursionError) as error:
            at = getattr(error, "pos", place)
            cut = at >= len(text) - 16 or str(error).startswith("Unterminated")
            if more and cut and len(text) - place < ELEMENT_LIMIT:
                piece = _piece(lines)
                more, text, place = bool(piece), text[place:] + piece, 0
                continue
            following = _NEXT_ELEMENT.search(text, at)
            yield ValueError(f"the row is not JSON: {error}")
            place = following.end() if following else len(text)


def _piece(lines: Iterator[str]) -> str:
    """About a megabyte of text; nothing at the end."""
    found: list[str] = []
    size = 0
    for line in lines:
        found.append(line)
        size += len(line)
        if size >= CHUNK:
            break
    return "".join(found)


def _parquet(file: Path | BytesIO) -> Iterator[Row | ValueError]:
    from pyarrow import ArrowException  # slow to import, and few files need it
    from pyarrow.parquet import ParquetFile

    try:
        for batch in ParquetFile(file).iter_batches(batch_size=1_000):
            yield from batch.to_pylist()
    except (ArrowException, OSError) as error:
        raise ValueError(f"the Parquet file cannot be read: {error}") from None
