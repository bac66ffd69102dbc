"""Whether a sentence says that what it names is not asked: no degree needed, not a Java job, kein Abschluss nötig.

Words come folded. Those before a mention are given nearest first, those after it in their order.
"""

from collections.abc import Set

from pipelines.asking import FAR, PREFERRING, is_loosely_wished

_NOUNS = frozenset(["no", "without", "neither", "nor", "kein", "keine", "keinen", "keinerlei", "ohne", "weder"])
_NEED_NOT = "neednt"
DENYING = _NOUNS | {"not", "dont", "doesnt", "isnt", "arent", "never", "wont", "nicht", _NEED_NOT}
_NOT_DENYING = frozenset(
    """
    only just less later fewer more limited exceed matter problem code sql doubt nur zuletzt weniger
    """.split()
)
# Between `no` and what it denies: no prior experience with X.
_BRIDGE = frozenset(
    """
    a an any the prior previous formal specific special experience knowledge in of with background
    understanding need needed for or and previously particular skills
    erfahrung erfahrungen kenntnisse vorkenntnisse berufserfahrung mit von einschlägige vorherige
    """.split()
)
_ASKING = frozenset(
    """
    required require requires necessary needed need essential mandatory expected assumed
    erforderlich nötig notwendig vorausgesetzt zwingend benötigt verlangt
    """.split()
)
_CONDITIONS = frozenset(["must", "muss", "requirement", "prerequisite", "voraussetzung", "bedingung"])
_SEARCHING = frozenset(["looking", "seeking", "hiring", "use", "uses", "using", "involve", "involves"])
_SPEAKING_ON = frozenset([",", "who", "that", "you", "we", "and"])
_POSTS = frozenset(["job", "jobs", "role", "position", "post", "developer", "engineer", "course", "shop", "company"])
_EXPERIENCE = frozenset(["experience", "knowledge", "background", "skills", "training"])
_TURNING = frozenset(["but", "however", "although", "though", ";", "."])
_MISSED = frozenset(  # without it you are lost; nothing works without it
    "lost cant cannot wont nothing nobody never not impossible fail struggle nichts niemand nicht".split()
)


def is_denied(before: list[str], after: list[str]) -> bool:
    """Whether the words before (nearest first) or after a mention say that it is not asked."""
    if DENYING.isdisjoint(before) and DENYING.isdisjoint(after):
        return False
    clause, following = _clause(before), _clause(after)
    for place, word in enumerate(clause):
        if word not in DENYING or (place and clause[place - 1] in _NOT_DENYING):
            continue
        if _denies_noun(clause, place, following) if word in _NOUNS else _denies_verb(clause, place, following):
            return True
    return any(word in DENYING and _denies_back(following, place) for place, word in enumerate(following[:8]))


def prefers_though(after: list[str]) -> bool:
    """Whether a denial before is taken back: not required but preferred, not needed, though a plus."""
    turn = _place(after, _TURNING)
    second_half = after[turn + 1 : turn + 6]
    return not PREFERRING.isdisjoint(second_half[:4]) or is_loosely_wished(second_half)


def _denies_noun(clause: list[str], place: int, following: list[str]) -> bool:
    if clause[place] in {"without", "ohne"} and _is_missed(clause, place, following):
        return False
    return (
        _BRIDGE.issuperset(clause[:place])  # no prior experience with Java
        or (place < 8 and not _ASKING.isdisjoint(following[:6]))  # no degree or PMP is required
        or (place < 12 and "and" not in clause[:place] and not _ASKING.isdisjoint(following[:2]))
        or (place < 6 and not _EXPERIENCE.isdisjoint(following[:1]))  # no Java or C++ experience
    )


def _is_missed(clause: list[str], place: int, following: list[str]) -> bool:
    """Whether what is denied would be missed, so that it is asked after all."""
    return not _MISSED.isdisjoint(clause[place + 1 :]) or (
        place == len(clause) - 1 and not _MISSED.isdisjoint(following)
    )


def _denies_verb(clause: list[str], place: int, following: list[str]) -> bool:
    if clause[place] == _NEED_NOT or clause[place + 1 : place + 2] == ["need"]:  # you need not know Java
        return place < 4
    if place == 1 and clause[0] in {"a", "an"}:  # not a Java job
        return not _POSTS.isdisjoint(following[:2])
    for asks in range(max(place - 3, 0), place):
        between = clause[:asks]
        if clause[asks] in _ASKING and "and" not in between:  # not: it is not essential, and you need a degree
            return True
        if clause[asks] in _SEARCHING and _SPEAKING_ON.isdisjoint(between):  # not looking for a PHP developer
            return True
    return False


def _denies_back(following: list[str], place: int) -> bool:
    """A degree is not required, German is not a must; but: Java, no experience needed."""
    behind = following[place + 1 : place + 4]
    if not _CONDITIONS.isdisjoint(behind[:1] if following[place] in _NOUNS else behind[1:2]):
        return True
    return following[place] not in _NOUNS and not _ASKING.isdisjoint(behind)


def _clause(around: list[str]) -> list[str]:
    """The words up to the next `but` or the like."""
    return around[: _place(around, _TURNING)]


def _place(around: list[str], cues: Set[str]) -> int:
    return next((place for place, word in enumerate(around) if word in cues), FAR)
