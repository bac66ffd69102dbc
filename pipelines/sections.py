"""Which parts of a text speak of the work or of what is taught, and how firmly they ask: headings and cue sentences.

A heading is a short line, or a few words before a colon; it holds until the next one. A cue phrase (`data/cues.tsv`,
and for courses `course_cues.tsv`) speaks for its sentence, or where its kind ends in `>` for what follows it, as do
words to a model that reads along (`prompt_cues.tsv`).
On the demand side what a company says of itself, diversity, benefits, the application and the law is boilerplate; on
the supply side what a learner must bring is a prerequisite, and careers, praise and prices are marketing.
"""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import compress, count, pairwise

from pipelines.matching.lexicon import Match, longest
from pipelines.matching.words import Words
from warehouse.records import Side

BOILERPLATE, PREREQUISITE, MARKETING = "boilerplate", "prerequisite", "marketing"
REQUIRED, PREFERRED = "required", "preferred"
NEGATED = "negated"
_ROLE, _BACK, _ON = "role", "back", ">"
_STOPS = frozenset("\n.!?•·●▪■✓✔►➢◦;:")
_ASKING = frozenset([REQUIRED, PREFERRED, NEGATED])
_CUE_FILES = ("cues.tsv", "course_cues.tsv", "prompt_cues.tsv")
_HEADING_ENDS = frozenset([":", "\n", "?"])
_HEADING_WORDS, _HEADING_SIGNS = 8, 14

_IGNORED = frozenset([BOILERPLATE, PREREQUISITE, MARKETING, NEGATED])
_PASSING = frozenset([BOILERPLATE, NEGATED, PREFERRED])
_COUNTING = frozenset([_ROLE, _BACK])
_USERS = frozenset(["speakers", "users", "developers", "programmers"])
_TO_BE = frozenset(["aspiring", "future", "become", "becoming", "job", "jobs"])
_TEACHING = frozenset(["learn", "master", "build", "create", "write", "discover", "explore", "understand", "analyze"])


@dataclass(frozen=True, slots=True)
class Zones:
    """A text cut into sentences, and into parts that count or do not; places are numbers of words.

    Sentence i begins at `sentences[i]`, and its heading says `asks[i]` (required, preferred or nothing). Part i begins
    at `parts[i]`; `reasons[i]` says why what it names does not count, None where it does.
    """

    sentences: list[int]
    asks: list[str | None]
    parts: list[int]
    reasons: list[str | None]
    side: Side = Side.DEMAND

    def why_not(self, word: int) -> str | None:
        """Why a mention at this word does not count."""
        return self.reasons[bisect_right(self.parts, word) - 1]

    def asked(self, word: int) -> str | None:
        """What the heading above this word says: required, preferred or nothing."""
        return self.asks[bisect_right(self.sentences, word) - 1]

    def sentence(self, word: int) -> slice:
        """The words of the sentence around a word, the sign at its end included."""
        number = bisect_right(self.sentences, word)
        return slice(self.sentences[number - 1], self.sentences[number] if number < len(self.sentences) else None)


def zones(cut: Words, side: Side, cues: Iterable[Match]) -> Zones:
    """The sentences of a text, each with what its heading and its own words say of it.

    `cues` are the matches of this side's `cue_phrases`.
    """
    found, folded, kinds = Zones(_sentences(cut), [], [], [], side), cut.folded, _cue_kinds(side)
    cued = deque(longest(cues, lambda match: (match.first, kinds[match.forms[0]])))
    if side is Side.SUPPLY:
        cued = deque(sorted([*cued, *_audiences(folded)]))
    section: str | None = None
    passing = False
    for begin, end in pairwise([*found.sentences, len(folded)]):
        if passing and folded[begin - 1] == "\n":
            section, passing = None, False
        if heading := _heading(cut, begin, end, side):
            section, passing = heading, heading in _PASSING and _runs_on(cut, end)
        here = []
        while cued and cued[0][0] < end:
            here.append(cued.popleft())
        if here and section in _IGNORED and any(kind == _ROLE for _, kind in here):
            section = None
        ignored = section if section in _IGNORED else None
        found.asks.append(section if section in _ASKING else None)
        found.parts.append(begin)
        found.reasons.append(ignored or _before(here, folded[begin : begin + 1]))
        for place, kind in here:
            found.parts.append(place)
            found.reasons.append(ignored or (None if kind in _COUNTING else kind.rstrip(_ON)))
    return found


def _before(cues: list[tuple[int, str]], opening: list[str]) -> str | None:
    """What a sentence's cues say of the words before them: nothing, if one speaks of the role or only of what follows,
    or if it opens with a verb that teaches (Master SQL and land a job).
    """
    kinds = [kind for _, kind in cues]
    if not kinds or kinds[0].endswith(_ON) or not _COUNTING.isdisjoint(kinds):
        return None
    return None if kinds[0] == MARKETING and not _TEACHING.isdisjoint(opening) else kinds[0]


def _audiences(folded: list[str]) -> Iterator[tuple[int, str]]:
    """Where a course says for whom it is, and where it goes on: Git for Java developers, aimed at Excel users."""
    for users in compress(count(), map(_USERS.__contains__, folded)):
        near = folded[max(users - 4, 0) : users][::-1]
        reach = min(map(near.index, {"for", "at"}.intersection(near)), default=0)
        if reach and _TO_BE.isdisjoint(near) and _STOPS.isdisjoint(near[:reach]):
            yield users - reach, PREREQUISITE
            yield users, _BACK


def _runs_on(cut: Words, end: int) -> bool:
    """Whether a heading's line goes on behind its colon, so that it speaks for no more than the line."""
    return cut.folded[end - 1] == ":" and cut.folded[end : end + 1] not in ([], ["\n"])


def _sentences(cut: Words) -> list[int]:
    """Where sentences begin: behind a line break, a sign of a list, a colon, or a stop that ends a sentence."""
    folded, last = cut.folded, len(cut.folded) - 1
    begins = [0]
    for place in compress(count(), map(_STOPS.__contains__, folded)):
        if place < last and (folded[place] != "." or _ends(cut, place)):
            begins.append(place + 1)
    return begins


def _ends(cut: Words, place: int) -> bool:
    """Whether a full stop ends its sentence: a space follows, no small letter behind it, no single letter before."""
    follows = cut.text[cut.starts[place] + 1 : cut.starts[place] + 3]
    return follows[:1].isspace() and not follows[1:].islower() and len(cut.folded[place - 1]) > 1


def _heading(cut: Words, begin: int, end: int, side: Side) -> str | None:
    """What the section says that a short line, or a few words before a colon, opens; None for another sentence."""
    if end - begin > _HEADING_SIGNS:
        return None
    folded = cut.folded
    stop = folded[end - 1] if end > begin and folded[end - 1] in _STOPS else "\n"
    if stop not in _HEADING_ENDS:
        return None
    opens_line = begin == 0 or folded[begin - 1] == "\n"
    if stop == ":" and folded[end - 2] == '"' and "{" in folded[begin:end]:
        return BOILERPLATE  # data: {"skills": …
    if stop != ":" and (not opens_line or _is_listed(cut, begin, end)):
        return None
    phrase = [word for word in folded[begin:end] if word[:1].isalnum()]
    return _section(" ".join(phrase), side) if 0 < len(phrase) <= _HEADING_WORDS else None


def _is_listed(cut: Words, begin: int, end: int) -> bool:
    """Whether a line is an entry of a list (`- Python`), not a heading (`Skills`, `**Skills**`)."""
    return begin < end and cut.folded[begin] in "-–*" and "*" not in cut.folded[max(end - 2, begin + 1) : end]


@lru_cache(50_000)
def _section(heading: str, side: Side) -> str | None:
    return next((kind for kind, pattern in _headings(side) if pattern.search(heading)), None)


@cache
def _headings(side: Side) -> list[tuple[str, re.Pattern[str]]]:
    """The kinds of headings in their order: the first that matches decides."""
    patterns: dict[str, list[str]] = {}
    for _, kind, pattern in _rows("headings.tsv", side):
        patterns.setdefault(kind, []).append(pattern)
    return [(kind, re.compile("|".join(of_kind))) for kind, of_kind in patterns.items()]


def cue_phrases(side: Side) -> list[str]:
    """The phrases that speak for their sentence on this side of the market."""
    return [phrase for _, _, phrase in _cues(side)]


@cache
def _cue_kinds(side: Side) -> list[str]:
    return [kind for _, kind, _ in _cues(side)]


def _cues(side: Side) -> list[list[str]]:
    return [row for name in _CUE_FILES for row in _rows(name, side)]


@cache
def _rows(name: str, side: Side) -> list[list[str]]:
    lines = (files("pipelines") / "data" / name).read_text("utf-8").splitlines()
    return [row for row in (line.split("\t") for line in lines) if row[0] == side]
