"""How schema.org writes values: one or many, a text or a thing with a name, an address, a number in words."""

import html
import re
from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any
from urllib.parse import urldefrag, urljoin

from spiders.structured_data import Node
from spiders.vocabulary import markup

_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
_MONEY_MARK = re.compile(r"^[A-Z]{0,3}\s?[$£€¥₹]\s?|^[A-Z]{3}\s|\s?[$£€¥₹]$|\s[A-Z]{3}$")


def listed(value: Any) -> list[Any]:
    """One or many as a list, without what is blank."""
    return [v for v in (value if isinstance(value, list) else [value]) if v not in (None, "", {}, [])]


def name_of(thing: Any) -> Any:
    """The words for a thing: a text itself, or the name of a node."""
    if isinstance(thing, Mapping):
        thing = next((thing[k] for k in ("name", "targetName", "value", "termCode") if thing.get(k)), None)
    return html.unescape(thing) if isinstance(thing, str) else thing


def names_of(value: Any) -> list[str]:
    """The words for one or many things."""
    return [str(name) for name in map(name_of, listed(value)) if name and not isinstance(name, list | dict)]


def prose(parts: Iterable[Any]) -> str:
    """Texts one under the other, their HTML unescaped where it came escaped."""
    texts = (each for part in parts for each in listed(part))
    return "\n".join(markup(t) if isinstance(t, str) else str(name_of(t)) for t in texts)


def first_name(value: Any) -> Any:
    """The words for the first of them."""
    return next(iter(names_of(value)), None)


def identifier_of(value: Any) -> Any:
    """The publisher's number; in a `PropertyValue` it is the value, while the name is often the employer's."""
    stated = next(iter(listed(value)), None)
    number = stated.get("value") if isinstance(stated, Mapping) else None
    return number or name_of(stated)


def all_of(nodes: Iterable[Any], key: str) -> list[Any]:
    """What the nodes state under a key, one after the other."""
    return [each for node in nodes if isinstance(node, Mapping) for each in listed(node.get(key))]


def address_of(node: Node, page_url: str) -> str:
    """The canonical address of the thing: its own, else the page's, without a fragment."""
    own = next((a for a in (node.get("url"), node.get("@id")) if isinstance(a, str) and not a.startswith("_:")), "")
    return urldefrag(urljoin(page_url, own))[0]


def country_of(places: Iterable[Any]) -> str | None:
    """The country of the first place, where it is stated as a code; names are left to cleaning."""
    address: Any = next(iter(all_of(places, "address")), None)
    code = first_name(address.get("addressCountry")) if isinstance(address, Mapping) else None
    return code.upper() if isinstance(code, str) and len(code) == 2 else None


def number_of(value: Any) -> float | None:
    """The number that a text such as `1,240.00`, `4,5` or `$49` writes; None for any other words."""
    text = _MONEY_MARK.sub("", str(value).strip())
    if re.search(r"\.\d{3},\d{1,2}$", text):
        text = text.replace(".", "")
    try:
        number = float(_THOUSANDS.sub("", text).replace(",", "."))
    except ValueError:
        return None
    return number if isfinite(number) else None
