"""One given text on its way: what is visible of it, its words, the forms in it, and which of its parts count."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.credentials import Named
from pipelines.matching.lexicon import Match
from pipelines.matching.words import Words
from pipelines.requirements import NEGATED, is_negated
from pipelines.sections import Zones
from pipelines.text import Visible
from warehouse.records import Side


@dataclass(frozen=True, slots=True)
class Text:
    """A given text (title or description), cut and looked up.

    `forms` are the matches that its language allows of all that `matched`; `denials` are words that may deny something.
    """

    given: str
    name: str
    side: Side
    seen: Visible
    cut: Words
    scope: Zones
    matched: list[Match]
    forms: list[Match]
    named: list[Named]
    denials: Sequence[int]

    def span(self, begin: int, end: int) -> tuple[str, int, int]:
        """What stands in the given text for a span of the visible text, and where."""
        start, stop = self.seen.source_span(begin, end)
        return self.given[start:stop], start, stop

    def words(self, first: int, last: int) -> tuple[str, int, int]:
        """What stands in the given text for these words, and where."""
        return self.span(self.cut.starts[first], self.cut.end(last))

    def why_not(self, first: int, last: int) -> str | None:
        """Why what these words name does not count: their section, or a denial; None where it does."""
        why = self.scope.why_not(first)
        if why is not None or not self.denials:
            return why
        sentence = self.scope.sentence(first)
        near = self.denials[bisect_left(self.denials, sentence.start) :][:1]
        if near and (sentence.stop is None or near[0] < sentence.stop):
            return NEGATED if is_negated(self.cut, self.scope, first, last) else None
        return None

    def counting(self) -> Iterator[tuple[int, int]]:
        """The runs of words whose section counts, each from its first word to the one behind its last."""
        begin: int | None = None
        for first, reason in zip(self.scope.parts, self.scope.reasons, strict=True):
            if reason is None:
                begin = first if begin is None else begin
            elif begin is not None:
                yield begin, first
                begin = None
        if begin is not None:
            yield begin, len(self.cut.folded)
