"""How the columns of someone's table become our attributes: a small language in TOML.

    kind = "credential"            # or "job_posting"
    closing = "assumed"            # where the table never shows that a posting closed; "shown" when left out
    licence = "CC BY 4.0"          # of the data; may be left out, as may `attribution`

    [attributes]
    identifier = "course_id"                                    # a column, or a path into JSON: "jobLocation.address"
    offered_by = { is = "Udemy" }                               # the same for every row
    name = { from = ["title", "headline"], required = true }    # the first that is stated; else the row is rejected
    teaches = { all = ["skills", "outcomes"], find = "'([^']+)'" }  # all of them, one under the other; every match
    instructors = { from = "teachers", split = "; " }           # a list
    level = { from = "level", values = { "All Levels" = "all levels" } }  # other words stay as they are
    time_required = { template = "{weeks} weeks, {effort}" }    # nothing where one of them is not stated
    price = { from = "fee", match = "([0-9.]+) USD" }           # the first group of the first match, else nothing
    title = { from = "html", as = "line", cut = 120 }           # first visible line, at most so many characters

`as` is one of: `text` (HTML entities decoded), `markup` (escaped HTML unescaped), `line` (the first visible line of
HTML), `number` ("1.9k", "43K reviews", "6,706"). `none` lists words that mean not stated. A value is dropped where the
pattern `unless` is found in it, and where it stands in a column of `apart_from`, or that in it (a place, not a name).
The order is: from/all/template/is, none, as, match/find/split, unless, values, cut, apart_from, required.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from spiders.vocabulary import markup
from warehouse.records import Closing, Credential, JobPosting, Rejected, Side, record_from

_BREAK = re.compile(r"<\s{0,9}/?\s{0,9}(?:p|br|li|ul|ol|div|pre|h[1-6]|tr)\b[^<>]{0,500}>", re.I)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?([kKmM]?)\b")
_SCALE = {"": 1, "k": 1_000, "m": 1_000_000}


def _line(text: str) -> str:
    """The first line that HTML shows."""
    shown = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    return next((line for line in map(str.strip, shown.splitlines()) if line), "")


def _number(text: str) -> float | None:
    found = _NUMBER.search(text)
    return float(found[1].replace(",", "")) * _SCALE[found[2].lower()] if found else None


FORMS = {"text": html.unescape, "markup": markup, "line": _line, "number": _number}


@dataclass(frozen=True)
class TableMapping:
    """One table's way into records. `closing` and `side` go into the run's ledger."""

    name: str
    kind: type[JobPosting] | type[Credential]
    rules: Mapping[str, Mapping[str, Any]]
    closing: Closing = Closing.SHOWN
    licence: str | None = None
    attribution: str | None = None
    patterns: Mapping[str, Mapping[str, re.Pattern[str]]] = field(default_factory=dict)

    @property
    def side(self) -> Side:
        """The side of the market that the table shows."""
        return Side.DEMAND if self.kind is JobPosting else Side.SUPPLY

    def record(self, row: Mapping[str, Any], source: str) -> JobPosting | Credential:
        """The record that a row states. Raises `Rejected` in one sentence."""
        stated = {attribute: self._value(attribute, row) for attribute in self.rules}
        return record_from(stated | {"kind": self.kind.kind}, source)

    def _value(self, attribute: str, row: Mapping[str, Any]) -> Any:
        rule = self.rules[attribute]
        value = _origin(rule, row)
        if isinstance(value, str) and value in rule.get("none", ()):
            value = None
        if value is not None:
            value = self._shaped(attribute, value)
        if isinstance(value, str) and any(_overlap(value, _at(row, column)) for column in rule.get("apart_from", ())):
            value = None
        if value is None and rule.get("required"):
            raise Rejected(
                f"{attribute}: not stated in {rule.get('from') or rule.get('all') or rule.get('template')!r}"
            )
        return value

    def _shaped(self, attribute: str, value: Any) -> Any:
        rule, patterns = self.rules[attribute], self.patterns.get(attribute, {})
        if "as" in rule:
            value = FORMS[rule["as"]](str(value))
        if "match" in patterns:
            found = patterns["match"].search(str(value))
            value = found[1].strip() if found else None
        elif "find" in patterns:
            value = [next(filter(None, found.groups()), "") for found in patterns["find"].finditer(str(value))]
        elif "split" in rule:
            value = [part.strip() for part in str(value).split(rule["split"])]
        if value in (None, "", []) or ("unless" in patterns and patterns["unless"].search(str(value))):
            return None
        if "values" in rule:
            value = rule["values"].get(str(value), value)
        return value[: rule["cut"]].strip() if "cut" in rule and isinstance(value, str) else value


def _origin(rule: Mapping[str, Any], row: Mapping[str, Any]) -> Any:
    if "is" in rule:
        return rule["is"]
    if "template" in rule:
        parts = {name: _at(row, name) for name in re.findall(r"\{([^{}]+)\}", rule["template"])}
        whole = all(part is not None for part in parts.values())
        return re.sub(r"\{([^{}]+)\}", lambda name: str(parts[name[1]]), rule["template"]) if whole else None
    columns = rule.get("from", rule.get("all"))
    found = (_at(row, column) for column in ([columns] if isinstance(columns, str) else columns or ()))
    values = [value for value in found if value is not None and value not in rule.get("none", ())]
    if "all" in rule:
        return "\n".join(map(str, values)) or None
    return next(iter(values), None)


def _overlap(one: str, other: Any) -> bool:
    """Whether one text stands within the other, whatever the case."""
    small, large = sorted((one.casefold(), str(other or "").casefold()), key=len)
    return bool(small) and small in large


def _at(row: Mapping[str, Any], path: str) -> Any:
    """The value of a column, or at a dotted path into JSON; blank means not stated."""
    value: Any = row.get(path)
    if path not in row:
        value = row
        for key in path.split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
    return mended(value.strip()) or None if isinstance(value, str) else value


def mended(text: str) -> str:
    """UTF-8 that was once read as Windows-1252 (`Â·` for `·`), mended; any other text as it is."""
    if "Â" not in text and "Ã" not in text and "â" not in text:
        return text
    try:
        # half of the readers pass the five bytes that Windows-1252 leaves free through as they are, and so do we
        return bytes(ord(c) if c < "\u0100" else c.encode("windows-1252")[0] for c in text).decode()
    except UnicodeError:
        return text
