"""What comes of a text: every mention of a skill or credential, whether it counts or why not, and what it rests on."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pipelines.credentials import Named
from pipelines.forms import DECOY
from pipelines.matching.lexicon import Match, longest
from pipelines.tagging.dictionary import FOREIGN, Dictionary, Found
from pipelines.tagging.links import Links
from pipelines.tagging.model import View
from pipelines.tagging.texts import Text
from pipelines.tags import Because
from warehouse.records import CredentialMention, Side, SkillMention

if TYPE_CHECKING:
    from pipelines.spans.model import Span

EXACT, SPAN, LINKED = "exact", "span", "linked"
KNOWLEDGE = "knowledge"
_CONTEXT = 40  # words that the model needs to see, to overrule
_LEAST = 0.6  # how likely a single word must be a span where it sees fewer
_SKILL_TYPES = {KNOWLEDGE: KNOWLEDGE, "skill": "skill/competence"}


class Settled(NamedTuple):
    """A mention, why it does not count (None where it does), and what it rests on."""

    mention: SkillMention | CredentialMention
    why: str | None
    because: Because


def settled(text: Text, view: View, dictionary: Dictionary, links: Links, explain: bool) -> Iterator[Settled]:
    """What counts and what does not: credentials, forms, spans; forms that mean nothing here only to `explain`."""

    in_context = _is_like_learnt(text, view)

    def of(match: Match) -> Found:
        likely, asked = view.means(match.first, match.last), text.scope.asked(match.first)
        return dictionary.found(text.cut, match, likely, in_context, asked is not None)

    def chosen(match: Match) -> Found | None:
        found = of(match)
        return found if dictionary.why_not(text.cut, match, found) is None else None

    found = list(longest(text.forms, chosen))
    for named in _not_within(text.named, found):
        yield Settled(_credential(text, named), None, Because(asked=text.scope.asked(named.first)))
    for form in _not_within(found, text.named):
        why = DECOY if form.meaning.form.kind == DECOY else text.why_not(form.first, form.last)
        yield _form(text, form, why)
    yield from _spans(text, view, links, [*found, *text.named], explain)
    if explain:
        yield from _in_vain(text, dictionary, [*found, *text.named], of)


def _is_like_learnt(text: Text, view: View) -> bool:
    """Whether the model may doubt forms: it learnt from advertisements, not from courses, titles or sentences."""
    return text.side is Side.DEMAND and text.name != "title" and view.asked >= _CONTEXT


def _form(text: Text, found: Found, why: str | None) -> Settled:
    form, _, trust = found.meaning
    concept = form.concept_uri or None, form.preferred_label or None, form.skill_type
    mention = SkillMention(*concept, *text.span(found.begin, found.end), found.score, EXACT, text.name)
    asked = text.scope.asked(found.first)
    return Settled(mention, why, Because(form.form, form.kind, trust, found.likely, asked=asked))


def _credential(text: Text, named: Named) -> CredentialMention:
    said = text.words(named.first, named.last)
    return CredentialMention(named.row.credential, named.row.issuer, *said, named.requirement, text.name)


def _spans(text: Text, view: View, links: Links, taken: Iterable[Found | Named], explain: bool) -> Iterator[Settled]:
    """What the model finds and no form names; what is done may hold what is known: `develop in Python`."""
    refused = {(match.first, match.last + 1) for match in text.matched}
    others: dict[int, tuple[int, int, bool]] = {}  # by their words
    for each in taken:
        others |= dict.fromkeys(range(each.first, each.last + 1), (each.first, each.last + 1, _is_decoy(each)))
    in_context = view.asked >= _CONTEXT
    likely_enough = (s for s in view.spans if in_context or s.end - s.start > 1 or s.score >= _LEAST)
    for span in sorted(likely_enough, key=lambda span: (span.kind != KNOWLEDGE, span.start)):
        words = range(span.start, span.end)
        near = {others[word] for word in words if word in others}
        if all(_may_hold(span.kind, span.start, span.end, *other) for other in near):
            others |= {word: (span.start, span.end, False) for word in words if word not in others}
            yield _span(text, view, links, span, (span.start, span.end) in refused, explain)


def _span(text: Text, view: View, links: Links, span: "Span", is_refused: bool, explain: bool) -> Settled:
    """A span with the concept that it names in other words; a form that our rules refuse gets none."""
    said, last = text.words(span.start, span.end - 1), span.end - 1
    candidate = None if is_refused else links.link(said[0])
    near = candidate or (links.nearest(said[0]) if explain and not is_refused else None)
    uri, label = (candidate.concept_uri, candidate.preferred_label) if candidate else (None, None)
    score, method = (candidate.score, LINKED) if candidate else (span.score, SPAN)
    mention = SkillMention(uri, label, _SKILL_TYPES[span.kind], *said, score, method, text.name)
    because = Because(
        likely=view.means(span.start, last),
        nearest=near.preferred_label if near else None,
        nearness=near.score if near else None,
        asked=text.scope.asked(span.start),
    )
    return Settled(mention, text.why_not(span.start, last), because)


def _is_decoy(taken: Found | Named) -> bool:
    return isinstance(taken, Found) and taken.meaning.form.kind == DECOY


def _may_hold(kind: str, start: int, end: int, first: int, stop: int, is_decoy: bool) -> bool:
    """Whether a span of this kind may hold another: it is longer, and speaks of doing, or the other names nothing."""
    return start <= first and stop <= end and (first, stop) != (start, end) and (is_decoy or kind != KNOWLEDGE)


def _in_vain(
    text: Text, dictionary: Dictionary, taken: Iterable[Found | Named], of: Callable[[Match], Found]
) -> Iterator[Settled]:
    """The forms that touch nothing of what was taken, each with the reason."""
    words = {word for each in taken for word in range(each.first, each.last + 1)}
    said = {(match.first, match.last) for match in text.forms}
    for match in longest(text.matched, lambda match: match):
        if words.isdisjoint(range(match.first, match.last + 1)):
            found = of(match)
            why = dictionary.why_not(text.cut, match, found) if (match.first, match.last) in said else FOREIGN
            yield _form(text, found, why)


T = TypeVar("T", Found, Named)


def _not_within(spans: Iterable[T], others: Iterable[Found | Named]) -> Iterator[T]:
    """The spans that lie in no longer one: no AWS in `AWS Certified Developer`. Both are in the order of the text."""
    cover = {word: other for other in others if other.last > other.first for word in range(other.first, other.last + 1)}
    for span in spans:
        wide = cover.get(span.first)
        if wide is None or span.last > wide.last or (span.first, span.last) == (wide.first, wide.last):
            yield span


def in_order(found: Iterable[Settled]) -> list[Settled]:
    """Mentions in the order of their text, the longer first."""
    return sorted(found, key=lambda each: (each.mention.start, -each.mention.end))
