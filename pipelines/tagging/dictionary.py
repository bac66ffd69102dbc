"""What the dictionary says of a text: which forms stand in it, and which of them mean their skill by our rules."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pipelines.deciding import Trusted, in_address, means
from pipelines.forms import DECOY, GUARDED, NAME, Form, closest
from pipelines.language import counts_everywhere, counts_in
from pipelines.matching.lexicon import Match
from pipelines.matching.words import Words
from pipelines.spans.told import Found as Told
from pipelines.spans.told import found_in
from pipelines.tagging.spoken import Spoken

DISTRUSTED, DOUBTED = "distrusted", "doubted"
ORDINARY, ADDRESS, FOREIGN = "ordinary word", "address", "language"
# The trust in forms that no labelled text held, by their kind.
SCORES = {DECOY: 0.0, "preferred": 0.7, "curated": 0.7, "alternative": 0.6, "derived": 0.5, NAME: 0.6, GUARDED: 0.5}
# How likely the model must find words asked or taught: below the first it overrules a form that the rules accept, from
# the second on one that they take for an ordinary word. Chosen on SkillSpan's development split and by reading.
DOUBT, SURE = 0.05, 0.8


class Meaning(NamedTuple):
    """What a folded form is taken for, and what is known of it."""

    form: Form
    verdict: str
    trust: float


class Found(NamedTuple):
    """The words `first` to `last`, `text[begin:end]`, are a form; `likely` as the model says, if it was asked."""

    first: int
    last: int
    begin: int
    end: int
    meaning: Meaning
    likely: float | None
    in_context: bool  # whether the model saw enough of the kind of text that it was taught, to doubt
    is_asked: bool  # whether it stands under a heading that asks, where the rules are sure

    @property
    def score(self) -> float:
        """How likely the text asks it: as the model says where it may doubt, else the share in which the form did."""
        return self.likely if self.in_context and self.likely is not None else self.meaning.trust


class Dictionary:
    """The surface forms of one or more taxonomies, and the trust in them."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self.forms = list(forms)
        self._bound = {n for n, form in enumerate(self.forms) if not counts_everywhere(form.form, form.language)}
        self._kept = lru_cache(20_000)(self._speaking)
        self._trust = Trusted.load()
        self._meaning = lru_cache(20_000)(self._describe)
        self._told = lru_cache(20_000)(self._tell)

    def said(self, matches: Iterable[Match], spoken: Spoken) -> Iterator[Match]:
        """The matches without the forms of a language that is not the text's."""
        for match in matches:
            if self._bound.isdisjoint(match.forms):
                yield match
            elif kept := self._kept(match.forms, spoken()):
                yield match if kept == match.forms else match._replace(forms=kept)

    def told(self, match: Match) -> Told:
        """What the model is told of a match."""
        return self._told(match.forms)._replace(first=match.first, last=match.last)

    def found(self, cut: Words, match: Match, likely: float | None, in_context: bool, is_asked: bool) -> Found:
        """A match with its meaning and its place."""
        meaning = self._meaning(match.forms, match.key)
        begin, end = cut.starts[match.first], cut.end(match.last)
        return Found(match.first, match.last, begin, end, meaning, likely, in_context, is_asked)

    def why_not(self, cut: Words, match: Match, found: Found) -> str | None:
        """Why a match does not mean its skill here; None where it does."""
        form, verdict, _ = found.meaning
        if verdict == DISTRUSTED:
            return DISTRUSTED
        if in_address(cut.text, found.begin, found.end):
            return ADDRESS
        if (verdict or form.form != match.key) and not means(cut, match, found.begin, found.end, form.form, verdict):
            return None if self._rescued(cut, match, found) else ORDINARY
        if found.likely is None or found.likely >= DOUBT or found.is_asked or not found.in_context:
            return None
        return DOUBTED

    @staticmethod
    def _rescued(cut: Words, match: Match, found: Found) -> bool:
        """Whether the model is sure of a name that the rules take for an ordinary word."""
        form = found.meaning.form.form
        return (
            found.likely is not None
            and found.likely >= SURE
            and found.meaning.verdict in {NAME, GUARDED}
            and means(cut, match, found.begin, found.end, form, "")
        )

    def _speaking(self, numbers: tuple[int, ...], spoken: str | None) -> tuple[int, ...]:
        forms = ((number, self.forms[number]) for number in numbers)
        return tuple(n for n, form in forms if n not in self._bound or counts_in(form.form, form.language, spoken))

    def _tell(self, numbers: tuple[int, ...]) -> Told:
        return found_in(0, 0, map(self.forms.__getitem__, numbers))

    def _describe(self, numbers: tuple[int, ...], key: str) -> Meaning:
        form = closest((self.forms[number] for number in numbers), key)
        verdict = form.kind if form.kind in {NAME, GUARDED} else self._trust.verdict(key)  # our own lists know better
        return Meaning(form, verdict, self._trust.score(key, SCORES[form.kind]))
