"""A title cut into the phrases that may name an occupation, its own part first.

What stands between signs (`Staff Nurse - Band 5`, `Acme | Developer | Berlin`) or before a preposition (`Consultant in
Microbiology`) is a part; ranks and grades at the end of one are left out. Words are compared as everywhere here,
without plural, and without the endings by which German names both sexes.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipelines.matching.words import fold, singular

READ = 300  # characters of a title
_LINK = re.compile(r"(?:https?:|www\.)\S*", re.IGNORECASE)
_BOTH = re.compile(r"(?<=[a-zäöüß])(?:[*:_]|/-?|\()(?:innen|in|r|frau)\b\)?|(?<=[a-zäöüß])(?=Innen\b)", re.IGNORECASE)
_PARTS = re.compile(r"\s[-–—]+\s?|[-–—]+\s|[|()\[\],;:/•·!?\"*\n\t]|\s@\s|\.\s")
_PREPOSITIONS = frozenset("in for with to at who that from is are on within of als im für bei mit zur zum".split())
_WORD = re.compile(r"[^\W_]+(?:[+#]+)?")
_RANKS = frozenset(
    "senior sr junior jr lead principal staff trainee graduate apprentice intern internship band grade level "
    "experienced i ii iii iv v vi m w f d x mwd gn all gender remote bank hybrid onsite hourly part full time "
    "fulltime parttime temporary contract permanent locum fixed term co op coop new grad needed wanted "
    "opportunity job position werkstudent praktikant praktikum azubi ausbildung vollzeit teilzeit".split()
)
_LONGEST = 40


class Phrase(NamedTuple):
    """Words that may end with an occupation's title, if at least the last `least` of them are it."""

    words: tuple[str, ...]
    least: int = 1


@lru_cache(1 << 16)
def _word(word: str) -> str:
    folded = singular(fold(word))
    return folded[:-2] if folded.endswith("erin") and len(folded) > 7 else folded


def folded(title: str) -> tuple[str, ...]:
    """The words of a title as they are compared."""
    return tuple(_word(word) for word in _WORD.findall(title) if len(word) <= _LONGEST)


def phrases(title: str) -> list[Phrase]:
    """What may name an occupation, likeliest first; only the first `READ` characters of a title are read."""
    text = _BOTH.sub("", _LINK.sub(" | ", title[:READ]))
    parts = [words for part in _PARTS.split(text) if (words := _bare(folded(part)))]
    found = [phrase for part in parts[:1] for phrase in _of_part(part, parts[1] if len(parts) > 1 else ())]
    return found + [phrase for part in parts[1:] for phrase in _of_part(part)]


def _of_part(words: tuple[str, ...], after: tuple[str, ...] = ()) -> Iterator[Phrase]:
    """A part up to its first preposition, alone and with what follows, then the same of what follows.

    A director of technology is a technology director, and so is a director, technology.
    """
    place = next((number for number, word in enumerate(words) if number and word in _PREPOSITIONS), len(words))
    own, rest = _bare(words[:place]), words[place + 1 :]
    tail = next((number for number, word in enumerate(rest) if word in _PREPOSITIONS), len(rest))
    if rest:
        yield Phrase(words[: place + 1 + tail], tail + 2)
    yield Phrase(own)
    if rest or after:
        yield Phrase((rest[:tail] or after) + own, len(own) + 1)
    if rest:
        yield from _of_part(rest)


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words without ranks and numbers at their end; all of them where nothing else would stay."""
    end = len(words)
    while end and (words[end - 1] in _RANKS or words[end - 1].isdigit()):
        end -= 1
    return words[:end] or words
