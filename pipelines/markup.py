"""HTML, or text with entities, cut into events in one linear scan: what stands where in place of the markup.

An element that hides its content (a script, `hidden`, `display:none` …) is one event with the content. The tables say
which tags break a line, which hide, and which end without being closed.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from html.entities import html5

from pipelines.hidden import BLOCK, INLINE, UNSEEN, VOID, Hidden, hides

Event = tuple[int, int, int, str]  # for source[start:end] stands a gap of some width, or decoded characters

JOINED, SPACED, _BROKEN = 0, 1, 2


def _any(names: Iterable[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_HTML = re.compile(rf"<(?:!--|/?(?:{_any(INLINE | BLOCK | UNSEEN)})(?:[\s/][^<>]*)?>)", re.I)
_FLOWING = re.compile(rf"</?(?:{_any(BLOCK - {'pre'})})(?:[\s/][^<>]*)?>", re.I)

_SPACES = r"\t\n\x0b\x0c\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_UNPRINTED = r"\xad\u200b\u2060\ufeff"
_AMP = r"(?:(?:amp|#0*+38|#[xX]0*+26);){0,16}+"
_REFERENCE = r"(?:(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)?+"
_ENTITY = re.compile(f"(&{_AMP}{_REFERENCE})")
_ESCAPED_MARK = re.compile(rf"&{_AMP}(?:lt|LT|#0*+60|#[xX]0*+3[cC]);")

# A token begins with one of a set of characters, which `re` seeks in C; a look-behind then tells the kinds apart.
_LOOSE = rf"(?<=&){_AMP}{_REFERENCE}|(?<=[{_SPACES} ])[{_SPACES} ]{{0,64}}+|"
_SILENT = (
    r"!--.*?(?:-->|\Z)|[!?][^<>]*+>"
    r"|(?i:script|style)(?=[\s/>])[^>]*+(?:\Z|>.*?(?:</(?i:script|style)[^>]*+(?:>|\Z)|\Z))"
)
_NAME = r"(/?)([a-zA-Z][^\s/<>]*+)"
_QUOTED = rf"""(?<=<)(?:{_SILENT}|{_NAME}((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>|(/?[a-zA-Z]))|"""
_UNQUOTED = rf"(?<=<)(?:{_SILENT}|{_NAME}([^<>]*+)>)|"


_TORN = 4  # the group of a tag that the quoted pattern cannot read


def _scanner(tags: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The tokens of a text without and with runs of plain spaces, which are dear to look for."""
    first = f"[{'<' if tags else ''}&{_SPACES}{_UNPRINTED}]"
    return tuple(re.compile(f"{start}(?:{tags}{_LOOSE})", re.S) for start in (first, f"(?:{first}| (?= ))"))  # type: ignore[return-value]


_PLAIN_TOKENS, _QUOTED_TOKENS, _UNQUOTED_TOKENS = _scanner(""), _scanner(_QUOTED), _scanner(_UNQUOTED)


@lru_cache(4096)
def _decoded(entity: str) -> str:
    """The characters that an entity stands for, however often its ampersand was escaped; itself if it is none."""
    value = "&" + re.sub(f"^&{_AMP}", "", entity)
    if value[1:2] == "#":
        return unescape(value).replace("\0", "\ufffd")
    return html5.get(value[1:], value)


@lru_cache(4096)
def _meaning(found: str, breaks: bool = True) -> tuple[int, str] | None:
    """The gap or the characters that an entity, spaces or an unprinted character stand for; None where it is text."""
    if found[0] == "&":
        value = re.sub(f"[{_UNPRINTED}]", "", _decoded(found))
        if value == found:
            return None
        return (SPACED, "") if value.isspace() else (JOINED, value)
    if not found.isspace():
        return None if found == "<" else (JOINED, "")
    lines = max(found.count("\n"), found.count("\r")) if breaks else 0
    return SPACED + min(lines, 2), ""


def is_markup(text: str) -> bool:
    """Whether there is a comment or a tag that HTML knows; `vector<int>` is none."""
    return "<" in text and _HTML.search(text) is not None


def holds_entity(text: str) -> bool:
    """Whether there is an entity that HTML knows."""
    return "&" in text and any(_meaning(entity) for entity in _ENTITY.findall(text))


def holds_escaped_mark(text: str) -> bool:
    """Whether there is a `<` written as an entity, so that there may be markup behind the entities."""
    return "&" in text and _ESCAPED_MARK.search(text) is not None


def references(text: str) -> Iterator[tuple[str, int, int]]:
    """The text in parts, entities decoded and nothing else done, each with its place in the text."""
    position = 0
    for part in filter(None, _ENTITY.split(text)):
        end = position + len(part)
        yield _decoded(part) if part[0] == "&" else part, position, end
        position = end


def plain(text: str) -> Iterator[Event]:
    """The events of a text without tags, whose line breaks count."""
    for match in _PLAIN_TOKENS["  " in text].finditer(text):
        if meaning := _meaning(match[0]):
            yield *match.span(), *meaning


def tagged(text: str) -> Iterator[Event]:
    """The events of a text with tags; its line breaks count only where no block element breaks lines."""
    breaks = _FLOWING.search(text) is None
    hidden: Hidden | None = None
    for match in _tokens(text):
        if match.lastindex is None:  # an entity, spaces, or what is silent in itself
            if hidden is None and (meaning := _silence(match) or _meaning(match[0], breaks)):
                yield *match.span(), *meaning
            continue
        shut, name, attributes = match[1], match[2].lower(), match[3]
        if hidden and not hidden.ends_before(shut, name):
            if hidden.ends_with(shut, name):
                yield hidden.start, match.end(), _BROKEN if name in BLOCK else JOINED, ""
                hidden = None
            continue
        if hidden:
            yield hidden.start, match.start(), _BROKEN, ""
        hidden = None if shut or name in VOID or not hides(name, attributes) else Hidden(name, match.start())
        if hidden is None:
            yield *match.span(), _BROKEN if name in BLOCK else JOINED, ""
    if hidden:
        yield hidden.start, len(text), JOINED, ""


def _silence(match: re.Match[str]) -> tuple[int, str] | None:
    """What a comment, a script or a style leaves: nothing; None for another token."""
    start, end = match.span()
    return (JOINED, "") if end - start > 1 and match.string[start] == "<" else None


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """The tokens of a text with tags; from a quotation mark that never closes on, tags end at their first `>`."""
    many_spaces = "  " in text
    for match in _QUOTED_TOKENS[many_spaces].finditer(text):
        if match.lastindex == _TORN:
            yield from _UNQUOTED_TOKENS[many_spaces].finditer(text, match.start())
            return
        yield match


def torn_marks(text: str) -> Iterator[Event]:
    """Events that leave neither `<` nor `&`."""
    for match in re.finditer(rf"[<&{_SPACES} {_UNPRINTED}]++", text):
        yield *match.span(), SPACED, ""
