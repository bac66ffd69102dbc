"""What a reader of the published page sees, as plain text, with every character's place in what was published.

One linear scan cuts the source into markup, entities, spaces and text; an element that hides its content (a script,
`hidden`, `display:none` …) takes the content with it. What still reads as markup afterwards, because it had been
entity-escaped, is scanned again.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import unescape
from html.entities import html5
from itertools import accumulate, chain

_Piece = tuple[str, int, int]  # characters of a text, and the part of its source that they stand for
_Event = tuple[int, int, int, str]  # for source[start:end] stands a gap of some width, or decoded characters

_PEELS = 6  # what is escaped deeper than this is no mistake but an attack, and then loses its angle brackets
_GAPS = ("", " ", "\n", "\n\n")
_JOINED, _SPACED, _BROKEN = 0, 1, 2


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _any(names: Iterable[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_INLINE = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark nobr q s samp small"
    " span strike strong sub sup time tt u var wbr"
)
_BLOCK = _names(
    "address article aside blockquote body br button center dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section select summary table tbody td"
    " textarea tfoot th thead tr ul"
)
_UNSEEN = _names("head iframe noscript script style svg template title")
_VOID = _names("area base br col embed hr img input link meta source track wbr")
_IMPLIED_END = {
    "p": _BLOCK - _names("br button option select textarea"),
    "head": _BLOCK,
    "li": _names("li"),
    "dt": _names("dt dd"),
    "dd": _names("dt dd"),
    "tr": _names("tr"),
    "td": _names("td th tr"),
}
_HTML = re.compile(rf"<(?:!--|/?(?:{_any(_INLINE | _BLOCK | _UNSEEN)})(?:[\s/][^<>]*)?>)", re.I)
_FLOWING = re.compile(rf"</?(?:{_any(_BLOCK - {'pre'})})(?:[\s/][^<>]*)?>", re.I)

_SPACES = r"\t\n\x0b\x0c\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_UNPRINTED = r"\xad\u200b\u2060\ufeff"
_AMP = r"(?:(?:amp|#0*+38|#[xX]0*+26);)*+"
_REFERENCE = r"(?:(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)?+"
_ENTITY = re.compile(f"(&{_AMP}{_REFERENCE})")
_ESCAPED_MARK = re.compile(rf"&{_AMP}(?:lt|LT|#0*+60|#[xX]0*+3[cC]);")

# A token begins with one of a set of characters, which `re` seeks in C; a look-behind then tells the kinds apart.
_LOOSE = rf"(?<=&){_AMP}{_REFERENCE}|(?<=[{_SPACES} ])[{_SPACES} ]*+|"
_SILENT = (
    r"!--.*?(?:-->|\Z)|[!?][^<>]*+>"
    r"|(?i:script|style)(?=[\s/>])[^>]*+(?:\Z|>.*?(?:</(?i:script|style)[^>]*+(?:>|\Z)|\Z))"
)
_NAME = r"(?P<shut>/?)(?P<name>[a-zA-Z][^\s/<>]*+)"
_QUOTED = rf"""(?<=<)(?:{_SILENT}|{_NAME}(?P<rest>(?:[^>"']++|"[^"]*+"|'[^']*+')*+)>|(?P<torn>/?[a-zA-Z]))|"""
_UNQUOTED = rf"(?<=<)(?:{_SILENT}|{_NAME}(?P<rest>[^<>]*+)>)|"


def _scanner(tags: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The tokens of a text without and with runs of plain spaces, which are dear to look for."""
    first = f"[{'<' if tags else ''}&{_SPACES}{_UNPRINTED}]"
    return tuple(re.compile(f"{start}(?:{tags}{_LOOSE})", re.S) for start in (first, f"(?:{first}| (?= ))"))  # type: ignore[return-value]


_PLAIN_TOKENS, _QUOTED_TOKENS, _UNQUOTED_TOKENS = _scanner(""), _scanner(_QUOTED), _scanner(_UNQUOTED)
_MAY_HIDE = re.compile(r"hidden|style", re.I)
_ATTRIBUTE = re.compile(r"""([^\s"'=<>/]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?+""")
_HIDING_STYLE = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|(?:font-size|opacity):0*+(?:\.0*+)?+(?![1-9.]))"
)


@dataclass(frozen=True)
class Visible:
    """Plain text, line breaks where blocks end, and the way back to the string that was published."""

    text: str
    layers: tuple[list[_Piece], ...] = field(default=(), repr=False)

    @cached_property
    def _begins(self) -> list[list[int]]:
        return [list(accumulate((len(piece) for piece, _, _ in layer), initial=0)) for layer in self.layers]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]`, not empty, stands in the given string; markup between its ends is included."""
        for layer, begins in zip(reversed(self.layers), reversed(self._begins), strict=True):
            last = bisect_right(begins, end - 1) - 1
            end = layer[last][2] if end == begins[last + 1] else layer[last][1] + end - begins[last]
            first = bisect_right(begins, start) - 1
            start = layer[first][1] + start - begins[first]
        return start, end


def visible(html_or_text: str) -> Visible:
    """The plain text that a reader sees: of HTML, of HTML escaped as entities (any number of times), or of text.

    Comments, scripts, styles and hidden elements are dropped; blocks, list items and `<br>` break the line; inline
    tags neither join nor part words; entities are decoded; runs of spaces are one. In text without block elements the
    publisher's own line breaks stay. Applied to its own result it changes nothing. Takes any string in linear time.
    """
    text, settled = html_or_text, False
    layers: list[list[_Piece]] = []
    while not settled or _is_markup(text) or _holds_entity(text):
        settled = True
        if len(layers) >= _PEELS:
            pieces = _join(text, _torn_marks(text))
        elif _is_markup(text):
            pieces = _join(text, _markup(text))
        elif _ESCAPED_MARK.search(text):
            pieces, settled = _unescaped(text), False
        else:
            pieces = _join(text, _plain(text))
        layers.append(pieces)
        text = "".join([piece for piece, _, _ in pieces])
    return Visible(text, tuple(layers))


def _is_markup(text: str) -> bool:
    return "<" in text and _HTML.search(text) is not None


def _holds_entity(text: str) -> bool:
    return "&" in text and any(map(_meaning, _ENTITY.findall(text)))


@lru_cache(4096)
def _decoded(entity: str) -> str:
    """The characters that an entity stands for, however often its ampersand was escaped; itself if it is none."""
    value = "&" + re.sub(f"^&{_AMP}", "", entity)
    if value[1:2] == "#":
        return unescape(value).replace("\0", "\ufffd")
    return html5.get(value[1:], value)


@lru_cache(4096)
def _meaning(entity: str) -> tuple[int, str] | None:
    """The gap or the characters that an entity stands for; None where it is text."""
    value = re.sub(f"[{_UNPRINTED}]", "", _decoded(entity))
    if value == entity:
        return None
    return (_SPACED, "") if value.isspace() else (_JOINED, value)


def _unescaped(text: str) -> list[_Piece]:
    """Entities decoded and nothing else: what is then markup must be read with its spaces."""
    pieces: list[_Piece] = []
    position = 0
    for token in _ENTITY.split(text):
        if token:
            end = position + len(token)
            pieces.append((_decoded(token) if token[0] == "&" else token, position, end))
            position = end
    return pieces


def _torn_marks(text: str) -> Iterator[_Event]:
    for match in re.finditer(rf"[<&{_SPACES} {_UNPRINTED}]++", text):
        yield *match.span(), _SPACED, ""


def _plain(text: str) -> Iterator[_Event]:
    for match in _PLAIN_TOKENS["  " in text].finditer(text):
        if event := _loose(match, breaks=True):
            yield event


def _loose(match: re.Match[str], breaks: bool) -> _Event | None:
    """The event for an entity, spaces or an unprinted character; None where it is only text."""
    found = match[0]
    if found[0] == "&":
        return (meaning := _meaning(found)) and (*match.span(), *meaning)
    if found == "<":
        return None
    lines = max(found.count("\n"), found.count("\r")) if breaks else 0
    return *match.span(), _SPACED + min(lines, 2) if found.isspace() else _JOINED, ""


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """The tokens of a text with tags; from a quotation mark that never closes on, tags end at their first `>`."""
    many_spaces = "  " in text
    for match in _QUOTED_TOKENS[many_spaces].finditer(text):
        if match["torn"]:
            yield from _UNQUOTED_TOKENS[many_spaces].finditer(text, match.start())
            return
        yield match


def _markup(text: str) -> Iterator[_Event]:
    breaks = _FLOWING.search(text) is None
    hidden: _Hidden | None = None
    for match in _tokens(text):
        name = match["name"]
        if name is None:
            if hidden is None and (event := _silent(match) or _loose(match, breaks)):
                yield event
            continue
        shut, name = match["shut"], name.lower()
        if hidden and not hidden.ends_before(shut, name):
            if hidden.ends_with(shut, name):
                yield hidden.start, match.end(), _BROKEN if name in _BLOCK else _JOINED, ""
                hidden = None
            continue
        if hidden:
            yield hidden.start, match.start(), _BROKEN, ""
        hidden = None if shut or name in _VOID or not _hides(name, match["rest"]) else _Hidden(name, match.start())
        if hidden is None:
            yield *match.span(), _BROKEN if name in _BLOCK else _JOINED, ""
    if hidden:
        yield hidden.start, len(text), _JOINED, ""


def _silent(match: re.Match[str]) -> _Event | None:
    """The event for a comment, a script or a style; None for another token, or for a `<` that is text."""
    whole = match[0][0] == "<" and match.end() - match.start() > 1
    return (*match.span(), _JOINED, "") if whole else None


def _hides(name: str, attributes: str) -> bool:
    if name in _UNSEEN:
        return True
    if not _MAY_HIDE.search(attributes):
        return False
    for attribute, *values in _ATTRIBUTE.findall(attributes):
        key, value = attribute.lower(), "".join(unescape("".join(values)).lower().split())
        if key == "hidden" or (key == "aria-hidden" and value == "true"):
            return True
        if key == "style" and _HIDING_STYLE.search(value):
            return True
    return False


class _Hidden:
    """The elements open inside an element that nobody sees, from its opening tag on."""

    def __init__(self, name: str, start: int) -> None:
        self.start = start
        self.names = [name]
        self.counts = Counter(self.names)

    def ends_before(self, shut: str, name: str) -> bool:
        """Whether a tag ends the hidden element without belonging to it."""
        if shut:
            return name in _BLOCK and not self.counts[name]
        return len(self.names) == 1 and name in _IMPLIED_END.get(self.names[0], ())

    def ends_with(self, shut: str, name: str) -> bool:
        """Takes a tag in; whether it closed the hidden element."""
        if not shut and name not in _VOID:
            self.names.append(name)
            self.counts[name] += 1
        while shut and self.counts[name]:
            closed = self.names.pop()
            self.counts[closed] -= 1
            if closed == name:
                break
        return not self.names


def _join(source: str, events: Iterator[_Event]) -> list[_Piece]:
    """The pieces that the events leave of the source. Gaps merge into their widest and vanish at both ends."""
    pieces: list[_Piece] = []
    position = gap = 0
    for start, end, width, decoded in chain(events, ((len(source), len(source), _JOINED, ""),)):
        if start > position:
            run = source[position:start]
            if run[0] == " ":
                gap, position = gap or _SPACED, position + 1
            if body := run.strip(" "):
                if gap and pieces:
                    pieces.append((_GAPS[gap], pieces[-1][2], position))
                pieces.append((body, position, position + len(body)))
                gap = _SPACED if run[-1] == " " else _JOINED
        gap = max(gap, width)
        if decoded:
            if gap and pieces:
                pieces.append((_GAPS[gap], pieces[-1][2], start))
            pieces.append((decoded, start, end))
            gap = _JOINED
        position = end
    return pieces
