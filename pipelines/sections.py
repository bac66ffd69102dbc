"""Which parts of a text speak of the work or of what is taught, and how firmly they ask: headings and cue sentences.

A heading is a short line, or a few words before a colon; it holds until the next one. A cue phrase (`data/cues.tsv`,
and for courses `course_cues.tsv`) speaks for its sentence, as do words to a model that reads along (`prompt_cues.tsv`).
On the demand side what a company says of itself, diversity, benefits, the application and the law is boilerplate; on
the supply side what a learner must bring is a prerequisite, and careers, praise and prices are marketing.
"""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import compress, count, pairwise

from pipelines.matching.lexicon import Match, longest
from pipelines.matching.words import Words
from warehouse.records import Side

BOILERPLATE, PREREQUISITE, MARKETING = "boilerplate", "prerequisite", "marketing"
REQUIRED, PREFERRED = "required", "preferred"
_ROLE = "role"
_STOPS = frozenset(["\n", ".", "!", "?", "•", "·", "●", "▪", "■", ";", ":"])
_ASKING = frozenset([REQUIRED, PREFERRED])
_CUE_FILES = ("cues.tsv", "course_cues.tsv", "prompt_cues.tsv")
_HEADING_ENDS = frozenset([":", "\n", "?"])
_HEADING_WORDS, _HEADING_SIGNS = 8, 14

_IGNORED = frozenset([BOILERPLATE, PREREQUISITE, MARKETING])


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
    found, folded, kinds = Zones(_sentences(cut), [], [], []), cut.folded, _cue_kinds(side)
    cued = deque(longest(cues, lambda match: (match.first, kinds[match.forms[0]])))
    section: str | None = None
    passing = False
    for begin, end in pairwise([*found.sentences, len(folded)]):
        if passing and folded[begin - 1] == "\n":
            section, passing = None, False
        if heading := _heading(cut, begin, end, side):
            section, passing = heading, heading == BOILERPLATE and _runs_on(cut, end)
        here = []
        while cued and cued[0][0] < end:
            here.append(cued.popleft())
        if here and section in _IGNORED and any(kind == _ROLE for _, kind in here):
            section = None
        ignored = section if section in _IGNORED else None
        found.asks.append(section if section in _ASKING else None)
        found.parts.append(begin)
        found.reasons.append(ignored or _before(here))
        for place, kind in here:
            found.parts.append(place)
            found.reasons.append(ignored or (None if kind == _ROLE else kind))
    return found


def _before(cues: list[tuple[int, str]]) -> str | None:
    """What a sentence's cues say of the words before them: nothing, if one speaks of the role."""
    return cues[0][1] if cues and all(kind != _ROLE for _, kind in cues) else None


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
