"""A mapping file, read and checked: every fault is one sentence with its place."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from spiders.table_mapping import FORMS, TableMapping
from warehouse.records import KINDS, Closing, JobPosting

SHIPPED = Path(__file__).parent / "mappings"
_TOP = {"kind", "closing", "licence", "attribution", "attributes"}
_ORIGINS = {"from", "all", "template", "is"}
_PATTERNS = ("match", "find", "unless")
_TEXT, _LIST, _COLUMNS = (str, "a text"), (list, "a list"), ((str, list), "a column's name or a list of them")
_SHAPES: dict[str, tuple[Any, str]] = {
    "from": _COLUMNS,
    "all": _COLUMNS,
    "template": _TEXT,
    "is": ((str, int, float, bool, list), "a value"),
    "none": _LIST,
    "as": _TEXT,
    "match": _TEXT,
    "find": _TEXT,
    "split": _TEXT,
    "unless": _TEXT,
    "values": (dict, "a table of words"),
    "cut": (int, "a number of characters"),
    "apart_from": _LIST,
    "required": (bool, "true or false"),
}


class MappingError(ValueError):
    """A mapping that cannot be used: its name, the place in it, and what is wrong, in one sentence."""


def load_mapping(name: str | Path) -> TableMapping:
    """A shipped mapping by name, or the mapping in a file. Raises `MappingError` with the place of the first fault."""
    path = Path(name) if str(name).endswith(".toml") else SHIPPED / f"{name}.toml"
    if not path.is_file():
        shipped = ", ".join(sorted(each.stem for each in SHIPPED.glob("*.toml")))
        raise MappingError(f"no mapping {str(name)!r}: give a .toml file, or one of {shipped}")
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(f"{path.name}: {error}") from None
    return _checked(path.name, stated)


def _checked(name: str, stated: Mapping[str, Any]) -> TableMapping:
    if fault := _head_fault(stated):
        raise MappingError(f"{name}: {fault}")
    kind = KINDS[stated["kind"]]
    rules = {key: {"from": rule} if isinstance(rule, str) else rule for key, rule in stated["attributes"].items()}
    patterns: dict[str, dict[str, re.Pattern[str]]] = {}
    for attribute, rule in rules.items():
        known = attribute in kind.model_fields and attribute != "source"
        fault = _fault(rule) if known else f"no such attribute of a {kind.kind}"
        try:
            patterns[attribute] = {} if fault else {step: re.compile(rule[step]) for step in _PATTERNS if step in rule}
        except re.error as error:
            fault = f"not a pattern: {error}"
        if any(
            not patterns[attribute][step].groups for step in ("match", "find") if step in patterns.get(attribute, ())
        ):
            fault = "the pattern needs a group: put what you want in parentheses"
        if fault:
            raise MappingError(f"{name}: attributes.{attribute}: {fault}")
    for mandatory in ("identifier", "title" if kind is JobPosting else "name"):
        if mandatory not in rules:
            raise MappingError(f"{name}: attributes: {mandatory} is missing")
        rules[mandatory] = rules[mandatory] | {"required": True}
    about = {key: stated.get(key) for key in ("licence", "attribution")}
    return TableMapping(name, kind, rules, Closing(stated.get("closing", "shown")), **about, patterns=patterns)


def _head_fault(stated: Mapping[str, Any]) -> str:
    if unknown := sorted(stated.keys() - _TOP):
        return f"{unknown[0]}: unknown; known are {', '.join(sorted(_TOP))}"
    if stated.get("kind") not in list(KINDS):
        return "kind: must be 'job_posting' or 'credential'"
    if stated.get("closing", "shown") not in list(Closing):
        return "closing: must be 'shown' or 'assumed'"
    if not isinstance(stated.get("attributes"), dict) or not stated["attributes"]:
        return "attributes: a table [attributes] must say which column is what"
    return ""


def _fault(rule: Any) -> str:
    if not isinstance(rule, dict):
        return 'must be a column\'s name or a table such as { from = "column" }'
    if unknown := sorted(rule.keys() - _SHAPES.keys()):
        return f"unknown key {unknown[0]!r}; known are {', '.join(sorted(_SHAPES))}"
    if len(_ORIGINS & rule.keys()) != 1:
        return f"needs exactly one of {', '.join(sorted(_ORIGINS))}"
    wrong = next((key for key in rule if not isinstance(rule[key], _SHAPES[key][0])), None)
    if wrong:
        return f"{wrong} must be {_SHAPES[wrong][1]}"
    if rule.get("as", "text") not in FORMS:
        return f"as: {rule['as']!r} is none of {', '.join(FORMS)}"
    return ""
