"""How firmly a sentence asks for what it names: required, preferred, equivalent, mentioned or negated.

Read from the words of the sentence around the mention, and where they say nothing, from the heading above it; last from
signs that a person is spoken of (looking for an RGN, subject to a DBS check), or that the mention is all there is in
the line, as in a list of what is asked.
"""

from pipelines.asking import FAR, PREFERRING, accepts_else, item, offered, spoken_to, wished
from pipelines.matching.words import Words
from pipelines.sections import PREFERRED, REQUIRED, Zones

EQUIVALENT, MENTIONED, NEGATED = "equivalent", "mentioned", "negated"
DENYING = frozenset(
    ["no", "not", "without", "dont", "doesnt", "isnt", "arent", "neither", "nor", "neednt", "never", "wont"]
)
_DENYING_NOUNS = frozenset(["no", "without", "neither", "nor"])
_NOT_DENYING = frozenset(
    ["only", "just", "less", "later", "fewer", "more", "limited", "exceed", "matter", "problem", "code", "sql", "doubt"]
)
# Between `no` and what it denies: no prior experience with X.
_BRIDGE = frozenset(
    """
    a an any the prior previous formal specific special experience knowledge in of with background
    understanding need needed for or and previously particular skills
    """.split()
)
_ASKING = frozenset(
    ["required", "require", "requires", "necessary", "needed", "need", "essential", "mandatory", "expected", "assumed"]
)
_EXPERIENCE = frozenset(["experience", "knowledge", "background", "skills", "training"])
_TURNING = frozenset(["but", "however", "although", "though", ";", "."])
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
        return PREFERRED if _prefers_though(after) else NEGATED
    wishes, place = wished(before, after)
    if not wishes and (accepts_else(before, after) or "equivalent" in cut.folded[first : last + 1]):
        return EQUIVALENT
    if offered(before) < place:
        return MENTIONED
    if wishes is not None:
        return PREFERRED if wishes else REQUIRED
    if said := _held(before) or scope.asked(first):
        return said
    return REQUIRED if spoken_to(before, after) or _is_bare(cut, scope, first) else MENTIONED


def is_negated(cut: Words, scope: Zones, first: int, last: int) -> bool:
    """Whether the sentence says that what the words `first` to `last` name is not asked."""
    return is_denied(*_around(cut, scope, first, last, _REACH))


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


def is_denied(before: list[str], after: list[str]) -> bool:
    """Whether the words before (nearest first) or after a mention say that it is not asked."""
    if DENYING.isdisjoint(before) and DENYING.isdisjoint(after):
        return False
    clause, following = _clause(before), _clause(after)
    for place, word in enumerate(clause):
        if word not in DENYING or (place and clause[place - 1] in _NOT_DENYING):
            continue
        if word not in _DENYING_NOUNS:
            denied = any(  # you do not need a degree; not: it is not essential, and you need a degree
                clause[asks] in _ASKING and "and" not in clause[:asks] for asks in range(max(place - 3, 0), place)
            )
        else:
            denied = (
                _BRIDGE.issuperset(clause[:place])  # no prior experience with Java
                or (place < 8 and not _ASKING.isdisjoint(following[:6]))  # no degree or PMP is required
                or (place < 6 and not _EXPERIENCE.isdisjoint(following[:1]))  # no Java or C++ experience
            )
        if denied:
            return True
    return any(
        word in DENYING and not _ASKING.isdisjoint(following[place + 1 : place + 4])  # a degree is not required
        for place, word in enumerate(following[:8])
    )


def _clause(around: list[str]) -> list[str]:
    """The words up to the next `but` or the like."""
    return around[: _place(around, _TURNING)]


def _prefers_though(after: list[str]) -> bool:
    """Whether a denial is taken back: not required but preferred."""
    turn = _place(after, _TURNING)
    return not PREFERRING.isdisjoint(after[turn + 1 : turn + 5])


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
