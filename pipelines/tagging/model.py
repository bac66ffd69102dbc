"""What the trained model of spans says of texts: asked once a record, and only of sections that count."""

import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.matching.lexicon import longest
from pipelines.spans.told import Found as Told
from pipelines.tagging.dictionary import Dictionary
from pipelines.tagging.texts import Text

if TYPE_CHECKING:
    from pipelines.spans.model import Span, Spans

_MOST = 10_000  # words asked of at once, so that memory is bounded


@dataclass(slots=True)
class View:
    """What the model says of one text: how likely each word is part of a span, None where not asked; and the spans.

    `asked` counts the words that it was asked of.
    """

    inside: list[float | None]
    asked: int = 0
    spans: "list[Span]" = field(default_factory=list)

    def means(self, first: int, last: int) -> float | None:
        """How likely what these words name is asked or taught: the mean over them; None where not asked."""
        inside = [likely for likely in self.inside[first : last + 1] if likely is not None]
        return round(sum(inside) / len(inside), 4) if inside else None


@dataclass(slots=True)
class _Part:
    """Words that count, of one or more texts, as the model is given them; `places` say where each run comes from."""

    written: list[str] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    places: list[tuple[int, int, int]] = field(default_factory=list)

    def add(self, number: int, text: Text, first: int, end: int, told: Iterable[Told]) -> None:
        """Add the words `first` to `end` (behind the last) of a text."""
        here, cut = len(self.written), text.cut
        self.begins.append(here)
        self.places.append((number, first - here, end - first))
        spans = zip(cut.starts[first:end], cut.ends[first:end], strict=True)
        self.written += [cut.text[start:stop] for start, stop in spans]
        self.told += [each._replace(first=each.first - first + here, last=each.last - first + here) for each in told]
        if self.written[-1] != "\n":
            self.written.append("\n")


class Model:
    """The model of spans, loaded when it is first asked; each thread has its own."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._kept = threading.local()

    @property
    def _spans(self) -> "Spans":
        if not hasattr(self._kept, "spans"):
            from pipelines.spans.model import Spans  # takes a second, and some texts never need it

            self._kept.spans = Spans.fresh()
        spans: Spans = self._kept.spans
        return spans

    def read(self, texts: Sequence[Text]) -> list[View]:
        """What it says of each text."""
        views = [View([None] * len(text.cut.folded)) for text in texts]
        for part in self._parts(texts):
            read = self._spans.find(part.written, part.told)
            inside = read.inside.tolist()
            for (number, offset, size), begin in zip(part.places, part.begins, strict=True):
                views[number].inside[begin + offset : begin + offset + size] = inside[begin : begin + size]
                views[number].asked += size
            for span in read.spans:
                number, offset, _ = part.places[bisect_right(part.begins, span.start) - 1]
                views[number].spans.append(span._replace(start=span.start + offset, end=span.end + offset))
        return views

    def _parts(self, texts: Sequence[Text]) -> list[_Part]:
        parts = [_Part()]
        for number, text in enumerate(texts):
            told = [self._dictionary.told(match) for match in longest(text.forms, lambda match: match)]
            firsts = [each.first for each in told]
            for begin, end in text.counting():
                for first in range(begin, end, _MOST):
                    last = min(first + _MOST, end)
                    if len(parts[-1].written) + last - first > _MOST:
                        parts.append(_Part())
                    here = told[bisect_left(firsts, first) : bisect_left(firsts, last)]
                    parts[-1].add(number, text, first, last, here)
        return [part for part in parts if part.written]
