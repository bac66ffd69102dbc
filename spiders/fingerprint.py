"""The structure of an answer without its content: what a later answer is compared with to see that a site changed."""

import re
from collections.abc import Iterator
from typing import Any

from spiders.source_spider import Page
from spiders.structured_data import documents

LIMIT = 2_000  # paths, beyond which a structure says nothing more
_KINDS = {str: "text", bool: "yes or no", int: "number", float: "number", type(None): "nothing"}
_KEYLIKE = re.compile(r"[A-Za-z_@$][\w@$:.-]{0,60}")  # other keys (numbers, names) are content


def fingerprint(page: Page) -> list[str]:
    """The paths that an answer has, sorted: JSON keys with the kind of their values, else elements of XML or HTML.

    Of HTML: its elements one in the other, and the paths of the schema.org blocks in it.
    """
    start = page.text[:2_000].lstrip("\ufeff \t\r\n")
    if start[:1] in {"{", "["}:
        found = set(_of_json(page.json()))
    elif start[:5] == "<?xml" or "html" not in start.lower():
        found = {"/".join(_names(node)) for node in page.xml().iter()}
    else:
        blocks = (block for block in documents(page.text, ()) if not isinstance(block, ValueError))
        found = {path for block in blocks for path in _of_json(block, "ld+json")}
        found |= {"/".join(_names(node.root)) for node in page.html().css("body *")}
    return sorted(found)[:LIMIT]


def _of_json(value: Any, path: str = "") -> Iterator[str]:
    stack = [(value, path)]
    while stack:
        value, path = stack.pop()
        if isinstance(value, dict):
            stack += [(v, f"{path}.{k if _KEYLIKE.fullmatch(k) else '*'}".lstrip(".")) for k, v in value.items()]
        elif isinstance(value, list):
            stack += [(each, f"{path}[]") for each in value]
        else:
            yield f"{path}: {_KINDS[type(value)]}"


def _names(node: Any, depth: int = 6) -> list[str]:
    """The names of an element and of those around it, the outermost first."""
    names: list[str] = []
    while node is not None and len(names) < depth:
        names.append(str(node.tag).rpartition("}")[2])
        node = node.getparent()
    return names[::-1]
