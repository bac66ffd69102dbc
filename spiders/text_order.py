"""A page as the lines that a person reads, in their order: for pages of which the words are known, not the markup."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from lxml import etree

from spiders.exchange import Page

_INLINE = frozenset(
    "a abbr b bdi cite code em font i img input label mark q s small span strong sub sup time u".split()
)
_UNSEEN = frozenset("head script style template noscript nav footer".split())
_EVENTS = ("start", "end", "comment", "pi")


class Line(NamedTuple):
    """A line, the block that holds it (`p`, `li`, `h2`, …), and the last link in it, as it stands."""

    text: str
    tag: str
    href: str = ""


def lines(page: Page) -> list[Line]:
    """The lines of a page, without menus, footers and scripts; what `br` or a new block parts is two lines."""
    found: list[Line] = []
    words: list[str] = []
    tags, href = ["body"], ""
    walk = etree.iterwalk(page.html().root, events=_EVENTS)
    for event, node in walk:
        block = event in {"start", "end"} and node.tag not in _INLINE
        if block:
            found += _line(words, tags[-1], href)
            words, href = [], ""
        if event == "start":
            tags += [node.tag] if block else []
            href = (node.get("href") if node.tag == "a" else None) or href
            words.append("" if node.tag in _UNSEEN else node.text or "")
            if node.tag in _UNSEEN:
                walk.skip_subtree()
            continue
        if block:
            tags.pop()
        words.append(node.tail or "")
    return [*found, *_line(words, tags[-1], href)]


def _line(words: list[str], tag: str, href: str) -> list[Line]:
    text = " ".join("".join(words).split())
    return [Line(text, tag, href)] if text else []


def sections(read: Sequence[Line], begins: Callable[[str], Any]) -> Iterator[tuple[Line, list[Line]]]:
    """Each line whose text begins a section, and the lines below it up to the next such line."""
    heads = [number for number, line in enumerate(read) if begins(line.text)]
    for head, end in zip(heads, [*heads[1:], len(read)], strict=False):
        yield read[head], list(read[head + 1 : end])


def after(label: str, read: Iterable[Line]) -> str | None:
    """What stands after a label, on its line or on the next one; None where the label does not stand."""
    texts = [line.text for line in read]
    for text, following in zip(texts, [*texts[1:], ""], strict=True):
        if text.lower().startswith(label.lower()):
            return text[len(label) :].lstrip(" :") or following or None
    return None
