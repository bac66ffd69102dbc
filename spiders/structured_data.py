"""The things that a page says of itself in schema.org's words: JSON-LD, else microdata.

Publishers write JSON-LD by hand and by template, so a block may carry comments, raw line breaks, HTML entities or a
trailing comma. What can be mended without guessing is mended; what cannot is one `ValueError` among its neighbours.
"""

import html
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import jstyleson  # type: ignore[import-untyped]

from spiders.json_text import read_json

JOB_TYPES = frozenset({"JobPosting"})
MATERIAL = "LearningResource"  # slides, a tutorial, a video: an offer only where it says that it is a course or awards
OFFER_TYPES = frozenset(
    {"Course", "CourseInstance", "EducationalOccupationalCredential", "EducationalOccupationalProgram", MATERIAL}
)
TYPES = JOB_TYPES | OFFER_TYPES
_COURSE = re.compile(
    r"(?:[\w-]{1,20} )?(?:course|(?:online-?)?kurs|curso|cours|mooc|program(?:me)?"
    r"|micro-?credential|certificate|boot ?camp|nano-?degree)s?",
    re.I,
)
MENDABLE = 1_000_000  # characters of a broken block that are worth mending
_SAYS_NOTHING = {"@type", "@id", "@context"}
_SCRIPT = re.compile(r"<script\b([^>]{0,1000})>", re.I)
_SCRIPT_END = re.compile(r"</script", re.I)
_HTML_COMMENT = re.compile(r"\A\s*<!--[^<]{0,10000}-->")
Node = dict[str, Any]


def types(node: Mapping[str, Any]) -> list[str]:
    """The short names of a node's types: `https://schema.org/Course`, `schema:Course` and `Course` are one."""
    return [re.split(r"[/:#]", name)[-1] for name in _listed(node.get("@type")) if isinstance(name, str)]


def sought(node: Mapping[str, Any], wanted: Collection[str]) -> bool:
    """Whether a node is of a wanted type, and not mere learning material, which earns nothing and is no offer."""
    names = [name for name in types(node) if name in wanted]
    return bool(names) and (names != [MATERIAL] or _is_offer(node))


def _is_offer(material: Mapping[str, Any]) -> bool:
    stated = material.get("learningResourceType")
    kinds = (kind.get("name") if isinstance(kind, Mapping) else kind for kind in _listed(stated))
    said = any(_COURSE.fullmatch(re.split(r"[/#]", kind)[-1].strip()) for kind in kinds if isinstance(kind, str))
    return said or bool(_listed(material.get("educationalCredentialAwarded")))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def things(page: str, url: str = "", wanted: Collection[str] = TYPES) -> Iterator[Node | ValueError]:
    """Every node of a wanted type in a page (HTML, or bare JSON-LD), in the page's order.

    A block that cannot be read and names a wanted type comes as a `ValueError`. Nodes inside a wanted node are a part
    of it (the credential that a course awards, the degree that a job asks), not things of their own. Microdata is
    read only where no JSON-LD speaks of a wanted type.
    """
    read = list(documents(page, wanted))
    named = _by_id([document for document in read if not isinstance(document, ValueError)])
    found: list[Node | ValueError] = []
    for document in read:
        stated = [document] if isinstance(document, ValueError) else _wanted(document, wanted)
        found += [node if isinstance(node, ValueError) else _resolved(node, named) for node in stated]
    yield from found or _microdata(page, url, wanted)


def documents(page: str, wanted: Collection[str]) -> Iterator[Any]:
    """The JSON documents in a page, in its order; an unreadable one that names a wanted type is a `ValueError`."""
    for block in _blocks(page):
        try:
            yield _parsed(block)
        except (ValueError, RecursionError, IndexError) as error:
            if any(name in block for name in wanted):
                yield ValueError(f"unreadable JSON-LD block: {str(error) or 'nested too deep'}")


def _blocks(page: str) -> Iterator[str]:
    if page[:4096].lstrip("\ufeff \t\r\n")[:1] in {"{", "["}:
        yield page.lstrip("\ufeff \t\r\n")
        return
    for tag in _SCRIPT.finditer(page):
        if "ld+json" in tag[1].lower():
            end = _SCRIPT_END.search(page, tag.end())
            yield page[tag.end() : end.start() if end else len(page)]
            if not end:
                return


def _parsed(block: str) -> Any:
    """The JSON of a block. Raises `ValueError` where nothing but guessing would help."""
    text = block.strip().rstrip(";")
    if '"' not in text and "&quot;" in text:
        text = html.unescape(text)
    if not text:
        return None
    try:
        return read_json(text)
    except ValueError as error:
        if len(text) > MENDABLE:
            raise
        mended = jstyleson.dispose(_HTML_COMMENT.sub("", text).removeprefix("<![CDATA[").removesuffix("]]>"))
        try:
            return read_json(mended)
        except ValueError:
            raise error from None


def _walk(block: Any, inside: Collection[str] = ()) -> Iterator[Node]:
    """Every object in document order, without descending into objects of the types `inside`. Never recursive."""
    stack = [block]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            yield value
            if not sought(value, inside):
                stack.extend(reversed(value.values()))
        elif isinstance(value, list):
            stack.extend(reversed(value))


def _wanted(block: Any, wanted: Collection[str]) -> Iterator[Node]:
    for node in _walk(block, inside=wanted):
        if sought(node, wanted) and node.keys() - _SAYS_NOTHING:
            yield node


def _by_id(blocks: list[Any]) -> dict[str, Node]:
    """What `@id` references in a page lead to."""
    return {node["@id"]: node for node in _walk(blocks) if len(node) > 1 and isinstance(node.get("@id"), str)}


def _resolved(node: Node, named: Mapping[str, Node]) -> Node:
    """The node with its own references (`{"@id": …}` alone) replaced by what they name, one step deep."""

    def named_thing(value: Any) -> Any:
        if isinstance(value, list):
            return [named_thing(each) for each in value]
        if isinstance(value, dict) and value.keys() == {"@id"} and isinstance(value["@id"], str):
            return named.get(value["@id"], value)
        return value

    return {key: named_thing(value) for key, value in node.items()}


def _microdata(page: str, url: str, wanted: Collection[str]) -> Iterator[Node]:
    if "itemtype" not in page or not any(name in page for name in wanted):
        return
    import extruct  # slow to import, and few sites need it

    items = extruct.extract(page, base_url=url or None, syntaxes=["microdata"], uniform=True, errors="ignore")
    yield from _wanted(items.get("microdata"), wanted)
