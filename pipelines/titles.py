"""A title of a posting cut into the phrases that may name an occupation, likeliest first.

What stands between signs (`Staff Nurse - Band 5`, `Acme | Developer | Berlin`) or before a preposition (`Consultant in
Microbiology`) is a part of it; ranks and grades at a part's end are left out. Words are compared as everywhere here,
without plural, and without the endings by which German names both sexes.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipelines.matching.words import fold, singular

READ = 300  # characters of a title
_SHE = ("erin", "ärin", "orin", "eurin", "istin", "entin", "antin", "ogin")  # how German names a woman's occupation
_LONGEST = 40  # letters of a word
_MANY = 8  # parts of a title
_LINK = re.compile(r"(?:https?:|www\.)\S*", re.IGNORECASE)
_BOTH = re.compile(r"[*:_/(](?<=[a-zäöüß].)-?(?:innen|in|r|frau)\b\)?")
_PARTS = re.compile(r"\s[-–—]+\s?|[-–—]+\s|[|()\[\],;:/•·!?\"*\n\t]|\s@\s|\.\s")
_PREPOSITIONS = frozenset("in for with to at who that from is are on within of als im für bei mit zur zum".split())
_WORD = re.compile(r"[^\W_]+(?:[+#]+)?|&")
_SPLIT = re.compile(r"co[-‐ ](?=ordinat)", re.IGNORECASE)
_RANKS = frozenset(
    "senior sr junior jr lead principal staff trainee graduate apprentice intern internship band grade level i ii iii "
    "iv v vi m w f d x mwd gn all gender remote bank hybrid onsite hourly part full time fulltime parttime fte new "
    "grad experienced temporary contract permanent locum fixed term co op coop needed wanted opportunity job position "
    "vacancy werkstudent praktikant praktikum azubi ausbildung vollzeit teilzeit".split()
).union(map(str, range(100)))


class Phrase(NamedTuple):
    """Words whose last ones may be an occupation's title; that counts if it has `least` words.

    `all_words`: how many words, without ranks, the title must have so that nothing else stands beside it.
    """

    words: tuple[str, ...]
    least: int
    all_words: int


@lru_cache(1 << 16)
def _word(word: str) -> str:
    folded = singular(fold(word))
    return folded[:-2] if folded.endswith(_SHE) and len(folded) > 7 else folded


def folded(title: str) -> tuple[str, ...]:
    """The words of a title as they are compared."""
    return tuple([_word(word) for word in _WORD.findall(title) if len(word) <= _LONGEST])


def phrases(title: str) -> list[Phrase]:
    """What may name an occupation; only the first `READ` characters of a title, and eight parts, are read."""
    text = _SPLIT.sub("co", _BOTH.sub("", title[:READ]))
    text = _LINK.sub(" | ", text) if "http" in text or "www" in text else text
    parts = [words for part in _PARTS.split(text) if (words := _bare(folded(part)))][:_MANY]
    found = [phrase for part in parts[:1] for phrase in _of_part(part, parts[1] if len(parts) > 1 else ())]
    return found + [phrase for part in parts[1:] for phrase in _of_part(part)]


def _of_part(words: tuple[str, ...], after: tuple[str, ...] = ()) -> Iterator[Phrase]:
    """A part up to its first preposition, with what follows, alone, and turned; then the same of what follows.

    A director of technology is a technology director, and so is a director, technology.
    """
    rest = words
    while rest:
        place = _before(rest, 1)
        own, given = _bare(rest[:place]), rest[place + 1 :]
        tail = _before(given, 0)
        if given:
            yield phrase(rest[: place + 1 + tail], tail + 2)
        yield phrase(own, 1, beside=1 if given and rest[place] == "of" else 0)
        if given or after:
            head = own[_ranks(own) :]
            yield phrase((given[:tail] or after) + head, len(head) + 1)
        rest, after = given, ()


def _before(words: tuple[str, ...], start: int) -> int:
    """How many words stand before the first preposition from `start`."""
    if _PREPOSITIONS.isdisjoint(words):
        return len(words)
    return next((number for number in range(start, len(words)) if words[number] in _PREPOSITIONS), len(words))


def phrase(words: tuple[str, ...], least: int = 1, beside: int = 0) -> Phrase:
    """A phrase of those words; `beside` are words that belong to it and follow."""
    return Phrase(words, least, len(words) - _ranks(words) + beside)


def _ranks(words: tuple[str, ...]) -> int:
    """How many ranks and numbers stand before the rest; none where nothing else would stay."""
    count = 0
    while count < len(words) and words[count] in _RANKS:
        count += 1
    return count if count < len(words) else 0


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words without ranks and numbers at their end; all of them where nothing else would stay."""
    end = len(words)
    while end and words[end - 1] in _RANKS:
        end -= 1
    return words[:end] or words
