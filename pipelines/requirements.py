"""How firmly a sentence asks for what it names: required, preferred, equivalent, mentioned or negated.

Read from the words of the sentence around the mention, and where they say nothing, from the heading above it; last from
signs that a person is spoken of (looking for an RGN, subject to a DBS check), or that the mention is all there is in
the line, as in a list of what is asked.
"""

from pipelines.asking import FAR, accepts_else, item, offered, spoken_to, wished
from pipelines.denying import DENYING as DENYING
from pipelines.denying import is_denied, prefers_though
from pipelines.matching.words import Words
from pipelines.sections import NEGATED as NEGATED
from pipelines.sections import PREFERRED, PREREQUISITE, REQUIRED, Zones
from warehouse.records import Side

EQUIVALENT, MENTIONED = "equivalent", "mentioned"
_HOLD = frozenset(["hold", "holds", "holding"])
_CANDIDATES = frozenset(["candidate", "candidates", "applicant", "applicants", "someone", "you", "anyone", "person"])
# Words of a line that tells something: it does not only name what is asked.
_TELLING = frozenset(
    """
    is are was were we our us your their will would has had have can join team posts post day night band course courses
    free including include includes offered know comply ensure provide support
    """.split()
)
_REACH, _WIDE, _LINE = 14, 40, 24


def requirement(cut: Words, scope: Zones, first: int, last: int) -> str:
    """The class of the mention made by the words `first` to `last`."""
    before, after = (item(words) for words in _around(cut, scope, first, last, _WIDE))
    if is_denied(before[:_REACH], after[:_REACH]):
        return PREFERRED if prefers_though(after) else NEGATED
    if scope.side is Side.SUPPLY and scope.why_not(first) != PREREQUISITE:
        return MENTIONED  # what a course leads to, prepares for or is part of
    wishes, place = wished(before, after)
    if not wishes and (accepts_else(before, after) or "equivalent" in cut.folded[first : last + 1]):
        return EQUIVALENT
    if offered(before) < place:
        return MENTIONED
    if wishes is not None:
        return PREFERRED if wishes else REQUIRED
    if said := _held(before) or scope.asked(first):
        return said
    if scope.side is Side.SUPPLY:
        return REQUIRED
    return REQUIRED if spoken_to(before, after) or _is_bare(cut, scope, first) else MENTIONED


def is_negated(cut: Words, scope: Zones, first: int, last: int) -> bool:
    """Whether the sentence says that what the words `first` to `last` name is not asked, nor wished."""
    before, after = _around(cut, scope, first, last, _REACH)
    return is_denied(before, after) and not prefers_though(after)


def _around(cut: Words, scope: Zones, first: int, last: int, reach: int) -> tuple[list[str], list[str]]:
    """The words of the sentence before a mention, nearest first, and those after it; `; or` goes on."""
    sentence = scope.sentence(first)
    size = len(cut.folded)
    stop = size if sentence.stop is None else sentence.stop
    if stop < size and cut.folded[stop] == "or":
        follows = scope.sentence(stop).stop
        stop = size if follows is None else follows
    return (
        cut.folded[max(sentence.start, first - reach) : first][::-1],
        cut.folded[last + 1 : min(stop, last + 1 + reach)],
    )


def _held(before: list[str]) -> str | None:
    """`You hold a PMP` asks for it; `colleagues who hold the PMP` only mentions it."""
    place = _place(before, _HOLD)
    if place == FAR:
        return None
    holders = before[place + 1 : place + 5]
    return MENTIONED if "who" in holders and _CANDIDATES.isdisjoint(holders) else REQUIRED


def _is_bare(cut: Words, scope: Zones, first: int) -> bool:
    """Whether a short line names it and tells nothing else, as in a list of what is asked."""
    words = cut.folded[scope.sentence(first)]
    return 1 < len(words) <= _LINE and _TELLING.isdisjoint(words)


def _place(around: list[str], cues: frozenset[str]) -> int:
    if cues.isdisjoint(around):
        return FAR
    return next(place for place, word in enumerate(around) if word in cues)
