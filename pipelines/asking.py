"""The words by which a sentence asks, wishes, accepts or offers, and how far they stand from what they speak of.

Words come folded. Those before a mention are given nearest first, those after it in their order.
"""

import re

FAR = 1_000
_REACH, _LISTED, _REMARK, _NEAR_OR = 14, 2, 3, 4
_OR, _AND = frozenset(["or"]), frozenset(["and", ","])
_HAVING = frozenset(["a", "an", "have", "having", "hold", "holding", "completed", "completion", "relevant"])
# `PMP preferred` speaks of what stands before it, `ideally a PMP` of what follows; most words can do both.
_PREFERRING_BEFORE = frozenset(
    "preferred desirable desired advantageous beneficial favorable wünschenswert vorteil".split()
)
PREFERRING = _PREFERRING_BEFORE | {"preferably", "prefer", "preference", "ideally", "ideal", "wish", "advantages"}
_REQUIRING_BEFORE = frozenset(["required", "necessary", "needed", "essential", "mandatory", "compulsory"])
_REQUIRING = _REQUIRING_BEFORE | {"require", "requires", "need", "must", "minimum", "requirement", "requirements"}
# These wish only in their place: a plus, would be great; not `plus`, nor `a great team`.
_LOOSE = frozenset(
    "plus bonus advantage asset optional helpful useful welcome welcomed valued appreciated nice great".split()
)
_BEFORE_LOOSE = frozenset("a an be is are big huge definite real strong major would very also highly being".split())
_AFTER_LOOSE = frozenset(
    [*". , ; ) \n : ! - –".split(" "), *"but and to points if not for as though would is are or".split()]
)
_ELSEWHERE = r"(?!(?: \w+){0,2} (?:field|area|discipline|subject|industr|role|position)\w*)"
_INSTEAD = re.compile(
    r"(?<!\w)(?:equivalen\w*|(?:similar|comparable|commensurate|vergleichbare?\w?|ähnliche?\w?|gleichwertig\w*)"
    rf"{_ELSEWHERE}|lieu|or (?:\( )?(?:an? )?"
    r"(?:(?:\d+|relevant|related|work|military|practical|extensive|proven|significant) )*"
    r"(?:\+ )?(?:years|yrs|experience)|or ability to|équivalent\w*|similaires?)(?!\w)"
)
_APART = re.compile(r"(?<!\w)(?:and|with)(?!\w).*\( (?:or )?(?:its )?equivalent")  # X and Y (or equivalent): Y alone
_OFFERED = re.compile(
    r"(?<!\w)(?:we (?:\w+ ){0,2}(?:offer|provide|run|support)|offer you|(?:will|to) (?:gain|earn|achieve)|gaining"
    r"|completion of the|work\w* towards?|stud(?:y|ying) (?:\w+ )?towards?|opportunit\w+ to|the chance to|leads? to"
    r"|(?:will|to) (?:undertake|complete|undergo training)|support\w* (?:for|you)|training (?:including|to)|free"
    r"|develop our|team (?:of|consists)|(?:group|comprised|consists|made up) of|(?:founded|led|built|run) by"
    r"|alongside(?! being)|(?:partner|work|collaborat)\w* with|colleagues|paid for|fund\w*|sponsor\w*|enrol\w*|pursuing"
    r"|before)(?!\w)"
)
_SPOKEN_TO = re.compile(
    r"(?<!\w)(?:looking (?:for|to recruit)|seeking|recruit(?:ing)?|are you|you are|youre|youll|you (?:have|hold)"
    r"|you (?:will|must|should|may)|(?:should|must|will|to|and|either|also) (?:be|hold|have|possess)|possess\w*"
    r"|candidates?|applicants?|post ?holder|invited from|calling all|newly qualified|subject to|conditional|educated"
    r"|(?:arisen|opportunity|opportunities|open|vacancy|vacancies|position|role|suit|ideal) (?:\w+ ){0,3}(?:for|to)"
    r"|someone (?:who|with)|anyone|who (?:is|are|has)|within (?:\w+ )?months|eligible"
    r"|du hast|sie haben|verfügst|verfügen|bringst|vous (?:avez|êtes)|titulaire)(?!\w)"
)
_ITEMS = frozenset(["*", "-", "–"])


def item(around: list[str]) -> list[str]:
    """The words up to the next item of a list that runs on in its line: `* 3 years * BSc`, `- BSc - SQL - Java`."""
    if _ITEMS.isdisjoint(around):
        return around
    signs = [place for place, word in enumerate(around) if word in _ITEMS]
    return around[: signs[0]] if len(signs) > 1 or "*" in around else around


def wished(before: list[str], after: list[str]) -> tuple[bool | None, int]:
    """Whether the nearest cue wishes rather than requires, and how many words away it is; None without a cue.

    One that follows counts as nearer, since `X preferred` is the common order. Far behind it speaks for a list alone.
    """
    after = _unbracketed(after)
    wish = min(_place(after, _PREFERRING_BEFORE), _loosely(after))
    wish = min(wish, _place(before, PREFERRING) + 2, _loosely(before, backwards=True) + 2)
    need = min(_place(after, _REQUIRING_BEFORE), _place(before, _REQUIRING) + 2)
    place, wishes = min(wish, need), wish <= need
    if place >= FAR or (place > _REACH and after[:place].count(",") < _LISTED):
        return None, FAR
    return wishes, place


def is_loosely_wished(after: list[str]) -> bool:
    """Whether the words call something a plus, an advantage or nice to have."""
    return _loosely(after) < FAR


def accepts_else(before: list[str], after: list[str]) -> bool:
    """Whether something else does as well: or equivalent, or 5 years of experience, in lieu of it."""
    following = " ".join(after)
    found = _INSTEAD.search(following)
    if "lieu" in before[:4] or (found is not None and not _APART.search(following[: found.end()])):
        return True
    turn = _place(before, _OR)  # previous experience of such work or have completed a BTEC
    earlier = before[turn + 1 :]
    return (
        turn < _NEAR_OR
        and not _HAVING.isdisjoint(before[:turn][-1:])
        and "experience" in earlier
        and _AND.isdisjoint(earlier)
    )


def offered(before: list[str]) -> int:
    """How many words before it is said that it is gained here, or held by others."""
    written = " ".join(before[:_REACH][::-1])
    ends = [found.end() for found in _OFFERED.finditer(written)]
    return len(written[ends[-1] :].split()) if ends else FAR


def spoken_to(before: list[str], after: list[str]) -> bool:
    """Whether the sentence speaks of the person that is sought."""
    return bool(_SPOKEN_TO.search(" ".join(before[::-1]))) or (before[-1:] == ["with"] and "you" in " ".join(after))


def _unbracketed(after: list[str]) -> list[str]:
    """The words without a later bracket that is a remark of its own: X, Y or equivalent (Y strongly preferred)."""
    if "(" not in after[1:]:
        return after
    begin = after.index("(", 1)
    end = after.index(")", begin) if ")" in after[begin:] else begin
    return after[:begin] + after[end + 1 :] if end - begin > _REMARK else after


def _loosely(around: list[str], *, backwards: bool = False) -> int:
    """How far the nearest word is that wishes only in its place; `backwards`, where the nearest comes first."""
    if _LOOSE.isdisjoint(around):
        return FAR
    words = around[::-1] if backwards else around
    places = (place for place in range(len(around)) if _wishes(words, len(words) - 1 - place if backwards else place))
    return next(places, FAR)


def _wishes(words: list[str], place: int) -> bool:
    """Whether the word at this place wishes: the words around it make it do so."""
    if words[place] not in _LOOSE:
        return False
    following = words[place + 1] if place + 1 < len(words) else "."
    led = place > 0 and words[place - 1] in _BEFORE_LOOSE
    return (led or following in ("to", "points", ":")) and following in _AFTER_LOOSE


def _place(around: list[str], cues: frozenset[str]) -> int:
    if cues.isdisjoint(around):
        return FAR
    return next(place for place, word in enumerate(around) if word in cues)
