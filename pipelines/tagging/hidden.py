"""What a page holds and does not show: hidden elements, comments, scripts. Read only where an explanation is asked."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.text import Visible

HIDDEN = "hidden"
_MARKS = re.compile(r"<!--|-->|<[^>]*+>?|&#?\w{1,32};")


class Unseen(NamedTuple):
    """A part of a source that is not shown, from `begin` on, its marks blank; `source` leads back to what was given."""

    text: str
    begin: int
    source: Visible

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]`, not empty, stands in what was given."""
        return self.source.source_span(self.begin + start, self.begin + end)


def unseen(given: str, seen: Visible) -> Iterator[Unseen]:
    """The parts of a given text with letters in them of which nothing is `seen`."""
    source = given
    for number, layer in enumerate(seen.layers):
        shown, end = Visible(source, seen.layers[:number]), 0
        pieces = (piece for piece in layer if not piece[0].isspace())  # what parts lines stands for what is left out
        for _, start, stop in (*pieces, ("", len(source), len(source))):
            text = _MARKS.sub(lambda mark: " " * len(mark[0]), source[end:start])
            if any(map(str.isalnum, text)):
                yield Unseen(text, end, shown)
            end = max(end, stop)
        source = "".join(piece for piece, _, _ in layer)
