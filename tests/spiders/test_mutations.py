"""The goldens catch what a careless hand would break: a wrong key, a wrong selector, a wrong unit, a lost page."""

import inspect
import json
import sys
from types import ModuleType

import pytest

from spiders import edx_catalogue, schema_mapping
from tests.spiders.test_platforms import CASES, KINDS, case_outcome

MUTATIONS = [
    ("greenhouse", 'stated["min_cents"] / 100', 'stated["min_cents"]'),  # cents for dollars
    ("greenhouse", 'block["location"]["name"]', 'block["title"]'),
    ("lever", '"pay_low": "min"', '"pay_low": "max"'),
    ("lever", 'categories.get("commitment")', 'categories.get("team")'),
    ("ashby", 'if not block["isListed"]', 'if block["isListed"]'),
    ("personio", "int(years[0]) * 12", "int(years[0])"),  # years for months
    ("personio", 'block.iterfind("*/jobDescription")', 'block.iterfind("jobDescription")'),
    ("workday", "range(LIMIT, answer", "range(2 * LIMIT, answer"),  # a page left out
    ("workday", 'info.get("endDate")', 'info.get("startDate")'),
    ("icims", "'Location'", "'Salary'"),
    ("jobvite", "jv-job-list-location", "jv-job-list-name"),
    ("futurelearn", '/ 100 if block.get("total_cost")', 'if block.get("total_cost")'),  # pence for pounds
    ("microsoft_learn", "/ 60 or None", "or None"),  # minutes for hours
    ("recruitee", "offers", "jobs"),
]
MAPPINGS = [
    ("schema_org", schema_mapping, "credential", 'least.get("priceCurrency")', 'least.get("price")'),
    ("schema_org", schema_mapping, "job_posting", 'node.get("validThrough")', 'node.get("datePosted")'),
    ("open_edx", edx_catalogue, "lms_course", '"name"', '"org"'),
]


def mutant(module: ModuleType, old: str, new: str) -> dict[str, object]:
    """What a module defines with one thing in it changed."""
    source = inspect.getsource(module)
    assert old in source, f"{module.__name__} has no {old!r} any more: choose another mutation"
    namespace: dict[str, object] = {"__name__": module.__name__, "__file__": module.__file__}
    exec(compile(source.replace(old, new), str(module.__file__), "exec"), namespace)
    return namespace


def fails_a_golden(folder: str) -> bool:
    cases = [case for case in CASES if case.parent.name == folder]
    goldens = [json.loads(case.with_suffix(".golden.json").read_text(encoding="utf-8")) for case in cases]
    return any(_outcome(case) != golden for case, golden in zip(cases, goldens, strict=True))


def _outcome(case: object) -> object:
    try:
        return case_outcome(case)  # type: ignore[arg-type]
    except Exception as error:
        return error


@pytest.mark.parametrize(("folder", "old", "new"), MUTATIONS)
def test_a_changed_platform_fails_its_goldens(monkeypatch: pytest.MonkeyPatch, folder: str, old: str, new: str) -> None:
    assert not fails_a_golden(folder)
    cls = KINDS[folder]
    monkeypatch.setitem(KINDS, folder, mutant(sys.modules[cls.__module__], old, new)[cls.__name__])
    assert fails_a_golden(folder)


@pytest.mark.parametrize(("folder", "module", "name", "old", "new"), MAPPINGS)
def test_a_changed_mapping_fails_its_goldens(
    monkeypatch: pytest.MonkeyPatch, folder: str, module: ModuleType, name: str, old: str, new: str
) -> None:
    platform = sys.modules[KINDS[folder].__module__]
    monkeypatch.setattr(platform, name, mutant(module, old, new)[name])
    assert fails_a_golden(folder)
