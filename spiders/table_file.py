"""A table file becomes records: by a mapping, or as it is where its rows are our own records already."""

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from spiders.mapping_file import MappingError, load_mapping
from spiders.source_spider import Record, Reject
from spiders.table_mapping import TableMapping
from spiders.table_rows import Row, rows
from warehouse.records import Rejected, record_from

__all__ = ["MappingError", "TableMapping", "load_mapping", "read_table"]


def read_table(path: Path, mapping: TableMapping | str | None, source: str) -> Iterator[Record | Reject]:
    """Every row of a file as a record of `source`, or as a reject that names the row (the first is row 1).

    Without a mapping each row must be one of our records (`kind`, `identifier`, `title` or `name`, …). Raises
    `ValueError` in one sentence where the file is no table or the mapping cannot be used, before the first row.
    """
    rules = load_mapping(mapping) if isinstance(mapping, str) else mapping
    found = rows(path)
    first = list(islice(found, 1))  # so that an unreadable file fails here, not later
    return _records(path.name, chain(first, found), rules, source)


def _records(
    name: str, found: Iterator[Row | ValueError], mapping: TableMapping | None, source: str
) -> Iterator[Record | Reject]:
    for number, row in enumerate(found, start=1):
        try:
            if isinstance(row, ValueError):
                raise row
            yield mapping.record(row, source) if mapping else record_from(row, source)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            yield Reject(str(Rejected.because(error)), name, f"row {number}")
