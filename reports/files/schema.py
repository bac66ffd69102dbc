"""`schema.json`: what a row of each table may hold, as JSON Schema, for who checks what a program reads."""

import json
from collections.abc import Iterable
from typing import Any

from reports.files.dictionary import DAY, NUMBER, TEXT, TRUTH, WHOLE, Described, told, words

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TYPES = {TEXT: "string", WHOLE: "integer", NUMBER: "number", TRUTH: "boolean", DAY: "string"}
_BELOW_ZERO = (
    "natural",
    "relative",
    "share a week",
    "share or",
    "as its figure",
)  # units that can be less than nothing
_DIFFERENCES = ("difference",)


def schema_json(described: Iterable[Described]) -> str:
    """The schema of an object with a list of rows for each table; an empty cell is null."""
    columns: dict[str, list[Described]] = {}
    for each in described:
        columns.setdefault(each.file.removesuffix(".csv"), []).append(each)
    rows = {name: _row(name, each) for name, each in columns.items()}
    schema = {
        "$schema": DIALECT,
        "title": "credscope tables",
        "description": "Each property is a table: a CSV file, a Parquet file and a sheet; a blank cell is null.",
        "type": "object",
        "properties": {name: {"type": "array", "items": {"$ref": f"#/$defs/{name}"}} for name in rows},
        "$defs": rows,
    }
    return json.dumps(schema, indent=0, ensure_ascii=False) + "\n"


def _row(name: str, columns: list[Described]) -> dict[str, Any]:
    return {
        "description": told(name),
        "type": "object",
        "properties": {each.column: _cell(each) for each in columns},
        "required": [each.column for each in columns],
        "additionalProperties": False,
    }


def _cell(column: Described) -> dict[str, Any]:
    cell: dict[str, Any] = {"description": column.meaning, "type": [TYPES[column.type], "null"]}
    if column.type == DAY:
        cell["format"] = "date"
    if allowed := words(column.column):
        cell["enum"] = [*allowed, None]
    if column.type in {WHOLE, NUMBER} and not _may_be_negative(column):
        cell["minimum"] = 0
    if "from 0 to 1" in column.unit:
        cell["maximum"] = 1
    return cell


def _may_be_negative(column: Described) -> bool:
    return column.unit.startswith(_BELOW_ZERO) or column.column.startswith(_DIFFERENCES)
