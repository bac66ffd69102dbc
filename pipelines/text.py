"""What a reader of the published page sees, as plain text, with every character's place in what was published.

`markup` says what to leave out and what to put in its place; here the pieces are joined. What still reads as markup
afterwards, because it had been entity-escaped, is read again.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, chain

from pipelines import markup

_Piece = tuple[str, int, int]  # characters of a text, and the part of its source that they stand for
_PEELS = 6  # what is escaped deeper than this is no mistake but an attack, and then loses its angle brackets
_GAPS = ("", " ", "\n", "\n\n")


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
            last, first = bisect_right(begins, end - 1) - 1, bisect_right(begins, start) - 1
            piece, begin, stop = layer[last]
            inside = end < begins[last + 1] and len(piece) == stop - begin  # else it stands for its source as a whole
            end = begin + end - begins[last] if inside else stop
            piece, begin, stop = layer[first]
            start = begin + (start - begins[first] if len(piece) == stop - begin else 0)
        return start, end


def visible(html_or_text: str) -> Visible:
    """The plain text that a reader sees: of HTML, of HTML escaped as entities (any number of times), or of text.

    Comments, scripts, styles and hidden elements are dropped; blocks, list items and `<br>` break the line; inline
    tags neither join nor part words; entities are decoded; runs of spaces are one. In text without block elements the
    publisher's own line breaks stay. Applied to its own result it changes nothing. Takes any string in linear time.
    """
    text, settled = html_or_text, False
    layers: list[list[_Piece]] = []
    while not settled or markup.is_markup(text) or markup.holds_entity(text):
        settled = True
        if len(layers) >= _PEELS:
            pieces = _join(text, markup.torn_marks(text))
        elif markup.is_markup(text):
            pieces = _join(text, markup.tagged(text))
        elif markup.holds_escaped_mark(text):  # what is then markup must be read with its spaces
            pieces, settled = list(markup.references(text)), False
        else:
            pieces = _join(text, markup.plain(text))
        layers.append(pieces)
        text = "".join([piece for piece, _, _ in pieces])
    return Visible(text, tuple(layers))


@lru_cache(1)
def lowered(text: str) -> str:
    """The text in lower case, made once for the several readers of one description."""
    return text.lower()


def _join(source: str, events: Iterator[markup.Event]) -> list[_Piece]:
    """The pieces that the events leave of the source. Gaps merge into their widest and vanish at both ends."""
    pieces: list[_Piece] = []
    position = gap = 0
    for start, end, width, characters in chain(events, ((len(source), len(source), markup.JOINED, ""),)):
        if start > position:
            run = source[position:start]
            if run[0] == " ":
                gap, position = gap or markup.SPACED, position + 1
            if body := run.strip(" "):
                if gap and pieces:
                    pieces.append((_GAPS[gap], pieces[-1][2], position))
                pieces.append((body, position, position + len(body)))
                gap = markup.SPACED if run[-1] == " " else markup.JOINED
        gap = max(gap, width)
        if characters:
            if gap and pieces:
                pieces.append((_GAPS[gap], pieces[-1][2], start))
            pieces.append((characters, start, end))
            gap = markup.JOINED
        position = end
    return pieces
