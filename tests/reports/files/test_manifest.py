import json
from hashlib import sha256
from pathlib import Path


def test_every_file_but_itself_is_listed_with_its_digest(report: Path) -> None:
    listed = {entry["file"]: entry for entry in json.loads((report / "manifest.json").read_text())["files"]}
    there = {path.relative_to(report).as_posix() for path in report.rglob("*") if path.is_file()} - {"manifest.json"}
    assert set(listed) == there
    assert {"report.xlsx", "schema.json", "credentials.jsonld", "parquet/saturation.parquet"} <= there
    digests = {name: sha256((report / name).read_bytes()).hexdigest() for name in there}
    assert {name: entry["sha256"] for name, entry in listed.items()} == digests


def test_tables_say_how_many_rows_they_have(report: Path) -> None:
    rows = {e["file"]: e["rows"] for e in json.loads((report / "manifest.json").read_text())["files"]}
    assert rows["skill_demand.csv"] == rows["parquet/skill_demand.parquet"]
    assert rows["skill_demand.csv"] + 1 == (report / "skill_demand.csv").read_bytes().count(b"\r\n")
    assert rows["index.html"] is None


def test_it_has_a_line_a_file(report: Path) -> None:
    lines = (report / "manifest.json").read_text(encoding="utf-8").splitlines()
    assert sum('"sha256"' in line for line in lines) == len(json.loads("\n".join(lines))["files"])
