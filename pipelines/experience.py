"""How much experience a text asks of a person."""

import re
from itertools import groupby

from ahocorasick_rs import AhoCorasick

_NUMBER_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_NUMBERS_BEFORE = re.compile(
    rf"(?P<low>\b\d{{1,2}}|\b(?:{'|'.join(_NUMBER_WORDS)}))(?:\s?\(\d{{1,2}}\))?\s?(?:\+|plus\b|or more\b)?"
    rf"(?:\s?(?:[-–—]|to|bis|or)\s?(?:\d{{1,2}}|{'|'.join(_NUMBER_WORDS)})\s?\+?)?[\s-]?(?:full\s|or more\s|solid\s)?$"
)
_LEAST = re.compile(r"(?:\bminimum|\bmin\.?|\bat least|\bmindestens|\bat minimum|\brequires?)(?: of)?\W{0,3}$")
_OF_THE_FIRM = re.compile(
    r"(?:\bwe(?:'ve|’ve| have| bring| offer)|\bour|\bcombined|\bcollective|\bcompany|\bfirm|\bhas|\bhistory of|\bfor"
    r"|\bheritage of|\bwith over|\bwith more than|\bpast|\blast|\bnext|\bafter)\s(?:\w+\s){0,3}$"
)
_OF_EXPERIENCE = re.compile(
    r"\w{0,4}\W{1,3}(?:(?!degree|course|contract|diploma|we\b|our\b)[\w/,&+’'.-]+\s){0,8}?"
    r"(?:experience|berufserfahrung|erfahrung|track record|expérience|experiencia)"
)
_OF_DOING = re.compile(r"\w{0,4}\W{1,3}(?:in|as|with|of|building|developing|working|leading|managing|designing)\b")
_NO_REQUIREMENT = re.compile(
    r"\w{0,4}\W{1,3}(?:old|of age|contract|fixed|term|warranty|in business|degree|ago|or older|checkable"
    r"|employment|references|address|uk residen|residency|service)"
)
_UNITS = AhoCorasick(["year", "yrs", "jahr", "month", "monat"])
_MOST_YEARS, _MOST_MENTIONS = 25, 40


def experience_months(text: str) -> int | None:
    """The least experience that a text asks, in months: the lower end of a range, the first requirement that is named.

    `3+ years`, `at least two years`, `5–7 years of experience`; of alternatives in one line (`5 years, or 3 with a
    Master's`) the least. A firm's own years, ages and contract terms are none. None where nothing is asked.
    """
    lowered = text.lower()
    found = [start for _, start, _ in _UNITS.find_matches_as_indexes(lowered)][:_MOST_MENTIONS]
    for _, line in groupby(found, lambda position: lowered.count("\n", 0, position)):
        asked = [months for position in line if (months := _months_asked(lowered, position)) is not None]
        if asked:
            return min(asked)
    return None


def _months_asked(text: str, position: int) -> int | None:
    """The months of experience asked where a unit of time stands in a text, if they are asked."""
    before = text[max(0, position - 40) : position].rpartition("\n")[2]
    after = text[position + 4 : position + 140].partition("\n")[0]
    number = _NUMBERS_BEFORE.search(before)
    if not number or _OF_THE_FIRM.search(before[: number.start()]) or _NO_REQUIREMENT.match(after):
        return None
    open_ended = "+" in number[0] and _OF_DOING.match(after)
    named = _OF_EXPERIENCE.match(after) or "experience" in before
    if not (named or open_ended or _LEAST.search(before[: number.start()])):
        return None
    low = number["low"]
    count = int(low) if low.isdigit() else _NUMBER_WORDS.index(low)
    months = count if text.startswith("mon", position) else 12 * count
    return months if months <= 12 * _MOST_YEARS else None
