"""How firmly a sentence asks for what it names: required, preferred, equivalent, mentioned or negated.

Read from the words of the sentence around the mention, and where they say nothing, from the heading above it.
"""

from pipelines.sections import PREFERRED, REQUIRED, Zones
from pipelines.words import Words

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
# `PMP preferred` speaks of what stands before it, `ideally a PMP` of what follows; most words can do both.
_PREFERRING_BEFORE = frozenset(
    """
    preferred desirable desired plus bonus advantage advantageous beneficial asset helpful useful
    optional welcome welcomed favorable valued appreciated nice great
    """.split()
)
_PREFERRING = _PREFERRING_BEFORE | {"preferably", "prefer", "preference", "ideally", "ideal", "wish", "advantages"}
_REQUIRING_BEFORE = frozenset(["required", "necessary", "needed", "essential", "mandatory", "compulsory", "must"])
_REQUIRING = _REQUIRING_BEFORE | {"require", "requires", "need", "minimum", "requirement", "requirements"}
_EQUIVALENT = frozenset(["equivalent", "equivalents", "equivalence", "comparable"])
_EXPERIENCE = frozenset(["experience", "knowledge", "background", "skills", "training"])
_TURNING = frozenset(["but", "however", "although", "though", ";", "."])
_HOLD = frozenset(["hold", "holds", "holding"])
_CANDIDATES = frozenset(["candidate", "candidates", "applicant", "applicants", "someone", "you", "anyone", "person"])
_REACH, _FAR = 14, 1_000


def requirement(cut: Words, scope: Zones, first: int, last: int) -> str:
    """The class of the mention made by the words `first` to `last`."""
    before, after = _around(cut, scope, first, last)
    if is_denied(before, after):
        return PREFERRED if _prefers_though(after) else NEGATED
    asked = _asked(before, after)
    if asked != PREFERRED and not _EQUIVALENT.isdisjoint(after):
        return EQUIVALENT
    return asked or scope.asked(first) or MENTIONED


def is_negated(cut: Words, scope: Zones, first: int, last: int) -> bool:
    """Whether the sentence says that what the words `first` to `last` name is not asked."""
    return is_denied(*_around(cut, scope, first, last))


def _around(cut: Words, scope: Zones, first: int, last: int) -> tuple[list[str], list[str]]:
    """The words of the sentence before a mention, nearest first, and those after it."""
    sentence = scope.sentence(first)
    stop = len(cut.folded) if sentence.stop is None else sentence.stop
    return (
        cut.folded[max(sentence.start, first - _REACH) : first][::-1],
        cut.folded[last + 1 : min(stop, last + 1 + _REACH)],
    )


def is_denied(before: list[str], after: list[str]) -> bool:
    """Whether the words before (nearest first) or after a mention say that it is not asked."""
    clause, following = _clause(before), _clause(after)
    for place, word in enumerate(clause):
        if word not in DENYING or (place and clause[place - 1] in _NOT_DENYING):
            continue
        if word not in _DENYING_NOUNS:
            denied = not _ASKING.isdisjoint(clause[:place])  # you do not need a degree
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
    return not _PREFERRING.isdisjoint(after[turn + 1 : turn + 5])


def _asked(before: list[str], after: list[str]) -> str | None:
    """What the nearest cue says; one that follows counts as nearer, since `X preferred` is the common order."""
    places = [
        (_place(after, _PREFERRING_BEFORE), PREFERRED),
        (_place(after, _REQUIRING_BEFORE), REQUIRED),
        (_place(before, _PREFERRING) + 2, PREFERRED),
        (_place(before, _REQUIRING) + 2, REQUIRED),
    ]
    place, cue = min(places)
    return cue if place < _FAR else _held(before)


def _held(before: list[str]) -> str | None:
    """`You hold a PMP` asks for it; `colleagues who hold the PMP` only mentions it."""
    place = _place(before, _HOLD)
    if place == _FAR:
        return None
    holders = before[place + 1 : place + 5]
    return MENTIONED if "who" in holders and _CANDIDATES.isdisjoint(holders) else REQUIRED


def _place(around: list[str], cues: frozenset[str]) -> int:
    return next((place for place, word in enumerate(around) if word in cues), _FAR)
