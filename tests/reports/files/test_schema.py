import csv
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reports.currency import reporting_in
from reports.files.dictionary import dictionary, meaning, source, told, unit
from reports.files.schema import schema_json
from reports.findings import Findings

READ = {"integer": int, "number": float, "boolean": {"true": True, "false": False}.__getitem__, "string": str}


@pytest.fixture(scope="module")
def schema(folder: Path) -> Any:
    return json.loads((folder / "schema.json").read_text())


def read(path: Path, schema: Any) -> list[dict[str, Any]]:
    columns = schema["$defs"][path.stem]["properties"]
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return [{k: READ[columns[k]["type"][0]](v) if v else None for k, v in line.items()} for line in lines]


def test_every_published_file_is_as_its_schema_says(folder: Path, told: Findings, schema: Any) -> None:
    Draft202012Validator.check_schema(schema)
    tables = {name: read(folder / f"{name}.csv", schema) for name in told.csvs()}
    assert sum(map(len, tables.values())) > 100
    assert [error.message for error in Draft202012Validator(schema).iter_errors(tables)] == []


@pytest.mark.parametrize(
    ("table", "column", "wrong"),
    [
        ("skill_demand", "share", 1.5),
        ("skill_demand", "vacancy_count", -1),
        ("skill_demand", "vacancy_count", "many"),
        ("saturation", "class", "crowded"),
        ("skill_demand", "unheard_of", 1),
    ],
)
def test_a_cell_that_no_measure_gives_is_refused(
    table: str, column: str, wrong: Any, folder: Path, schema: Any
) -> None:
    row = read(folder / f"{table}.csv", schema)[0] | {column: wrong}
    assert not Draft202012Validator(schema).is_valid({table: [row]})


def test_a_gap_may_be_below_nought(schema: Any) -> None:
    assert "minimum" not in schema["$defs"]["saturation"]["properties"]["gap_low"]


def test_every_file_and_column_is_explained(told: Findings) -> None:
    from reports.files.dictionary import told as what

    assert [name for name in told.csvs() if not what(name)] == []
    lacking = [
        (each.file, each.column)
        for each in dictionary(told.csvs())
        if not (each.meaning and each.source and (each.unit or each.type in {"text", "true or false"}))
    ]
    assert lacking == []


def test_the_dictionary_says_type_unit_meaning_and_source() -> None:
    assert unit("share_low", "number") == unit("share", "number") == "share from 0 to 1"
    assert unit("gap_high", "number") == "natural logarithm of a ratio"
    assert unit("vacancy_count", "whole number") == "vacancies"
    assert unit("price_low_quartile", "number") == "USD"
    with reporting_in("EUR"):
        assert unit("price_low_quartile", "number") == "EUR"
    assert meaning("changes", "kind") != meaning("pathways", "kind")
    assert source("skill_demand", "concept_uri") == "ESCO"
    assert source("skill_demand", "share") == "vacancies"
    assert told("saturation")


def test_an_empty_market_has_the_same_schema(told: Findings, empty: Findings) -> None:
    assert schema_json(dictionary(empty.csvs())) == schema_json(dictionary(told.csvs()))
