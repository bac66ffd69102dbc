"""Which skills a text asks or teaches, and which credentials it names, each with its place in the given text."""

import gc
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import NamedTuple, Self, TypeVar

from pipelines.credentials import CredentialList, Named
from pipelines.deciding import Trusted, in_address, means
from pipelines.forms import DECOY, GUARDED, NAME, Form, closest, read_forms
from pipelines.language import counts_in, language
from pipelines.matching.lexicon import Lexicon, Match, longest
from pipelines.matching.words import Words
from pipelines.requirements import DENYING, NEGATED, is_negated
from pipelines.sections import Zones, cue_phrases, zones
from pipelines.tags import Ignored, Tags
from pipelines.text import Visible, visible
from warehouse.records import CredentialMention, Side, SkillMention

_MARKUP = re.compile(r"<|&[#\w]")
DISTRUSTED = "distrusted"
Spoken = Callable[[], str | None]  # the language of a record's text, found out only where a form asks
# The trust in forms that no labelled text held, by their kind.
SCORES = {DECOY: 0.0, "preferred": 0.7, "curated": 0.7, "alternative": 0.6, "derived": 0.5, NAME: 0.6, GUARDED: 0.5}


class _Meaning(NamedTuple):
    """What a folded form is taken for, and what is known of it."""

    form: Form
    verdict: str
    score: float


class _Found(NamedTuple):
    """The words `first` to `last`, `text[begin:end]`, are a form."""

    first: int
    last: int
    begin: int
    end: int
    meaning: _Meaning


@dataclass(frozen=True, slots=True)
class _Text:
    """A given text, what is visible of it, its words, and which of them count."""

    given: str
    name: str
    seen: Visible
    cut: Words
    scope: Zones
    denials: list[int]  # the words that may deny what their sentence names

    def span(self, begin: int, end: int) -> tuple[str, int, int]:
        """What stands in the given text for a span of the visible text, and where."""
        start, stop = self.seen.source_span(begin, end)
        return self.given[start:stop], start, stop


class Tagger:
    """Finds skills of one or more taxonomies, and the credentials of our list."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._forms = list(forms)
        self._foreign = {number for number, form in enumerate(self._forms) if form.language not in {"", "en"}}
        self._meaning = lru_cache(20_000)(self._describe)
        self._trust = Trusted.load()
        self._credentials = CredentialList.load()
        skills = (form.form for form in self._forms)
        self._lexicon = Lexicon(skills, self._credentials.forms, DENYING, *map(cue_phrases, Side))

    @classmethod
    def load(cls, *taxonomies: Path) -> Self:
        """The tagger over these taxonomy folders. Takes about half a second."""
        collects = gc.isenabled()
        gc.disable()  # a million small things are made here, none to be thrown away, then or later
        try:
            return cls(read_forms(*taxonomies))
        finally:
            gc.freeze()
            if collects:
                gc.enable()

    def tag(self, text: str, side: Side | str, title: str = "", explain: bool = False) -> Tags:
        """The mentions in a title and a text (plain or HTML), in their order; offsets count code points as given."""
        tags, spoken = Tags(), cache(partial(language, text or title))
        for name, given in (("title", title), ("description", text)):
            if given:
                self._read(given, name, Side(side), explain, tags, spoken)
        return tags

    def _read(self, given: str, name: str, side: Side, explain: bool, tags: Tags, spoken: Spoken) -> None:
        seen = visible(given) if _MARKUP.search(given) else Visible(given)
        cut, (forms, listed, denials, *cues) = self._lexicon.read(seen.text)
        forms = list(self._said(forms, spoken))
        scope = zones(cut, side, cues[list(Side).index(side)])
        text = _Text(given, name, seen, cut, scope, [match.first for match in denials])
        found = list(longest(forms, lambda match: self._trusted(cut, match)))
        named = list(self._credentials.named(cut, scope, listed, is_title=name == "title"))
        for credential in _not_within(named, found):
            why = scope.why_not(credential.first) if side is Side.DEMAND else None
            if why is None:
                tags.credentials.append(_credential(text, credential))
            elif explain:
                tags.ignored.append(Ignored(_credential(text, credential), why))
        for form in _not_within(found, named):
            why = _why_not(text, form)
            if why is None:
                tags.skills.append(_skill(text, form))
            elif explain:
                tags.ignored.append(Ignored(_skill(text, form), why))
        if explain:
            apart = longest(_apart(forms, found, named), lambda match: self._found(cut, match))
            tags.ignored.extend(Ignored(_skill(text, form), DISTRUSTED) for form in apart)

    def _said(self, matches: Iterable[Match], spoken: Spoken) -> Iterator[Match]:
        """The matches without the forms of a language other than English that is not the text's."""
        for match in matches:
            if self._foreign.isdisjoint(match.forms):
                yield match
            elif kept := tuple(n for n in match.forms if n not in self._foreign or self._speaks(n, spoken())):
                yield match._replace(forms=kept)

    def _speaks(self, number: int, spoken: str | None) -> bool:
        form = self._forms[number]
        return counts_in(form.form, form.language, spoken)

    def _found(self, cut: Words, match: Match) -> _Found:
        meaning = self._meaning(match.forms, match.key)
        return _Found(match.first, match.last, cut.starts[match.first], cut.end(match.last), meaning)

    def _trusted(self, cut: Words, match: Match) -> _Found | None:
        meaning = self._meaning(match.forms, match.key)
        if meaning.verdict == DISTRUSTED:
            return None
        found = self._found(cut, match)
        text, begin, end = cut.text, found.begin, found.end
        if (meaning.verdict or meaning.form.form != match.key) and not means(
            cut, match, begin, end, meaning.form.form, meaning.verdict
        ):
            return None
        return None if in_address(text, begin, end) else found

    def _describe(self, numbers: tuple[int, ...], key: str) -> _Meaning:
        form = closest((self._forms[number] for number in numbers), key)
        verdict = self._trust.verdict(key) or (form.kind if form.kind in {NAME, GUARDED} else "")
        return _Meaning(form, verdict, self._trust.score(key, SCORES[form.kind]))


T = TypeVar("T", _Found, Named)


def _why_not(text: _Text, found: _Found) -> str | None:
    if found.meaning.form.kind == DECOY:
        return DECOY
    why = text.scope.why_not(found.first)
    if why is not None or not text.denials:
        return why
    sentence = text.scope.sentence(found.first)
    near = text.denials[bisect_left(text.denials, sentence.start) :][:1]
    if near and (sentence.stop is None or near[0] < sentence.stop):
        return NEGATED if is_negated(text.cut, text.scope, found.first, found.last) else None
    return None


def _skill(text: _Text, found: _Found) -> SkillMention:
    form = found.meaning.form
    written, start, end = text.span(found.begin, found.end)
    concept = form.concept_uri or None, form.preferred_label or None, form.skill_type
    return SkillMention(*concept, written, start, end, found.meaning.score, "exact", text.name)


def _not_within(spans: Iterable[T], others: Iterable[_Found | Named]) -> Iterator[T]:
    """The spans that lie in no longer one: no AWS in `AWS Certified Developer`. Both are in the order of the text."""
    cover = {word: other for other in others if other.last > other.first for word in range(other.first, other.last + 1)}
    for span in spans:
        wide = cover.get(span.first)
        if wide is None or span.last > wide.last or (span.first, span.last) == (wide.first, wide.last):
            yield span


def _apart(forms: Iterable[Match], *found: Iterable[_Found | Named]) -> Iterator[Match]:
    """The matches that touch nothing of what was found."""
    taken = {word for spans in found for span in spans for word in range(span.first, span.last + 1)}
    return (match for match in forms if taken.isdisjoint(range(match.first, match.last + 1)))


def _credential(text: _Text, named: Named) -> CredentialMention:
    written, start, end = text.span(text.cut.starts[named.first], text.cut.end(named.last))
    return CredentialMention(named.row.credential, named.row.issuer, written, start, end, named.requirement, text.name)
