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
_STEPS = {"none", "as", "match", "find", "split", "unless", "apart_from", "values", "cut", "required"}


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
    def fail(place: str, fault: str) -> MappingError:
        return MappingError(f"{name}: {place}: {fault}")

    if unknown := sorted(stated.keys() - _TOP):
        raise fail(unknown[0], f"unknown; known are {', '.join(sorted(_TOP))}")
    if stated.get("kind") not in KINDS:
        raise fail("kind", "must be 'job_posting' or 'credential'")
    if stated.get("closing", "shown") not in set(Closing):
        raise fail("closing", "must be 'shown' or 'assumed'")
    kind, attributes = KINDS[stated["kind"]], stated.get("attributes")
    if not isinstance(attributes, dict) or not attributes:
        raise fail("attributes", "a table [attributes] must say which column is what")
    rules: dict[str, dict[str, Any]] = {}
    patterns: dict[str, dict[str, re.Pattern[str]]] = {}
    for attribute, rule in attributes.items():
        place = f"attributes.{attribute}"
        rules[attribute] = rule = {"from": rule} if isinstance(rule, str) else rule
        if attribute not in kind.model_fields or attribute == "source":
            raise fail(place, f"no such attribute of a {kind.kind}")
        if fault := _fault(rule):
            raise fail(place, fault)
        try:
            patterns[attribute] = {step: re.compile(rule[step]) for step in ("match", "find", "unless") if step in rule}
        except re.error as error:
            raise fail(place, f"not a pattern: {error}") from None
        if any(not patterns[attribute][step].groups for step in ("match", "find") if step in rule):
            raise fail(place, "the pattern needs a group: put what you want in parentheses")
    named = "title" if kind is JobPosting else "name"
    for mandatory in ("identifier", named):
        if mandatory not in rules:
            raise fail("attributes", f"{mandatory} is missing")
        rules[mandatory]["required"] = True
    about = {key: stated.get(key) for key in ("licence", "attribution")}
    return TableMapping(name, kind, rules, Closing(stated.get("closing", "shown")), **about, patterns=patterns)


def _fault(rule: Any) -> str:
    if not isinstance(rule, dict):
        return 'must be a column\'s name or a table such as { from = "column" }'
    if unknown := sorted(rule.keys() - _ORIGINS - _STEPS):
        return f"unknown key {unknown[0]!r}; known are {', '.join(sorted(_ORIGINS | _STEPS))}"
    if len(_ORIGINS & rule.keys()) != 1:
        return f"needs exactly one of {', '.join(sorted(_ORIGINS))}"
    if rule.get("as", "text") not in FORMS:
        return f"as: {rule['as']!r} is none of {', '.join(FORMS)}"
    shapes = {
        "split": str,
        "values": dict,
        "cut": int,
        "required": bool,
        "none": list,
        "match": str,
        "find": str,
        "unless": str,
    }
    return next(
        (
            f"{key} must be a {shape.__name__}"
            for key, shape in shapes.items()
            if not isinstance(rule.get(key, shape()), shape)
        ),
        "",
    )
