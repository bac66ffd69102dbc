"""How much experience a text asks of a person."""

import re
from itertools import groupby

from ahocorasick_rs import AhoCorasick

from pipelines.text import lowered

_NUMBER_WORDS = {
    word: number
    for words in (
        "zero one two three four five six seven eight nine ten eleven twelve",
        "null ein zwei drei vier fünf sechs sieben acht neun zehn",
        "cero un dos tres cuatro cinco seis siete ocho nueve diez",
        "zéro une deux trois quatre cinq six sept huit neuf dix",
    )
    for number, word in enumerate(words.split())
} | {"eine": 1, "einem": 1, "einjährige": 1}
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(sorted(_NUMBER_WORDS, key=len, reverse=True))})"
_NUMBERS_BEFORE = re.compile(
    rf"\bentre (?P<between>{_NUMBER}) (?:y|et) {_NUMBER}\s?$"
    rf"|(?<!\+)\b(?P<low>{_NUMBER})(?:\s?\(\d{{1,2}}\))?\s?(?:\+|plus\b|or more\b)?"
    rf"(?:\s?(?:[-–—]|to|bis|or|oder|à|a|ou|o)\s?{_NUMBER}\s?\+?)?[\s-]?(?:full\s|or more\s|solid\s|volle\s)?$"
)
_LEAST = re.compile(
    r"(?:\bminimum|\bmin\.?|\bat least|\bmind(?:estens|\.)|\bwenigstens|\bat minimum|\brequires?|\bau moins|\bal menos"
    r"|\bmínim[oa])(?: of| de)?\W{0,3}$"
)
_OF_THE_FIRM = re.compile(
    r"(?:\bwe(?:'ve|’ve| have| bring| offer)|\bour|\bcombined|\bcollective|\bcompany|\bfirm|\bhas|\bhistory of|\bfor"
    r"|\bheritage of|\bwith over|\bwith more than|\bpast|\blast|\bnext|\bafter|\bwithin|\bseit|\bempresa|\bllevamos"
    r"|\bdepuis|\bdans|\bforte? de|\bgroupe|\bsociété|\bentreprise|\bblickt"
    r"|\b(?:unser|notre|nuestr)\w{0,3})\s(?:\w+\s){0,3}$"
)
_MORE_THAN = re.compile(r"\b(?:más de|plus de|über|mehr als|mit|avec|con)\W$")
_OF_EXPERIENCE = re.compile(
    r"[\w()]{0,4}\W{1,3}(?:(?!degree|course|contract|diploma|we\b|our\b)[\w/,&+’'.()-]+\s){0,8}?"
    r"(?:[dl]['’])?(?:experience|[a-zäöü]{0,12}erfahrung|track record|expérience|experiencia)"
)
_OF_DOING = re.compile(r"\w{0,4}\W{1,3}(?:in|as|with|of|building|developing|working|leading|managing|designing)\b")
_NO_REQUIREMENT = re.compile(
    r"\w{0,4}\W{1,3}(?:old|of age|contract|fixed|term|warranty|in business|degree|ago|or older|checkable|employment"
    r"|references|address|uk residen|residency|service|training p|project|alt\b|befrist|ausbildung|praktik|de edad"
    r"|d['’]ancienneté|d['’]études)"
)
_UNITS = ("year", "yrs", "jahr", "jähr", "año", " ans", " an(s)", "1 an", "un an ", "month", "monat", "meses", " mois")
_NONE_ASKED = (
    *(
        "no experience",
        "no prior experience",
        "no previous experience",
        "keine berufserfahrung",
        "ohne berufserfahrung",
    ),
    *(
        "keine erfahrung",
        "ohne erfahrung",
        "no se requiere experiencia",
        "sin experiencia",
        "no requerida",
        "experiencia no es nec",
    ),
    *("débutant accepté", "débutants acceptés", "débutante acceptée", "débutant(e) accepté", "aucune expérience"),
    "sans expérience",
)
_NOT_NEEDED = re.compile(r"(?!no\b)|(?:\w+ ){0,3}experience(?: is)? (?:required|necessary|needed)|no (?:se|requerida)")
_MENTIONS = AhoCorasick([*_UNITS, *_NONE_ASKED])
_MOST_YEARS, _YEARS_OF_A_FIRM, _MOST_MENTIONS = 25, 15, 40


def experience_months(text: str) -> int | None:
    """The least experience that a text asks, in months: the lower end of a range, the first requirement that is named.

    `3+ years`, `mindestens dreijährige Berufserfahrung`, `2 à 5 ans d'expérience`; of alternatives in one line
    (`5 years, or 3 with a Master's`) the least. 0 where it says that none is needed. A firm's own years, ages and
    contract terms are none. None where nothing is asked.
    """
    text = lowered(text)
    found = _MENTIONS.find_matches_as_indexes(text)[:_MOST_MENTIONS]
    units = [max(start, text.find(" an", start, end)) for mention, start, end in found if mention < len(_UNITS)]
    for _, line in groupby(units, lambda position: text.count("\n", 0, position)):
        asked = [months for position in line if (months := _months_asked(text, position)) is not None]
        if asked:
            return min(asked)
    denied = len(units) < len(found) and any(
        _NOT_NEEDED.match(text, start) for mention, start, _ in found if mention >= len(_UNITS)
    )
    return 0 if denied else None


def _months_asked(text: str, position: int) -> int | None:
    """The months of experience asked where a unit of time stands in a text, if they are asked."""
    before = text[max(0, position - 40) : position].rpartition("\n")[2]
    after = text[position + 4 : position + 140].partition("\n")[0]
    number = _NUMBERS_BEFORE.search(before)
    if not number or _NO_REQUIREMENT.match(after):
        return None
    earlier = before[: number.start()]
    low = number["low"] or number["between"]
    count = int(low) if low.isdigit() else _NUMBER_WORDS[low]
    if _OF_THE_FIRM.search(earlier) or (count >= _YEARS_OF_A_FIRM and _MORE_THAN.search(earlier)):
        return None
    in_months = text.startswith(("mon", "mes", " moi"), position)
    may_be_a_term = in_months and not re.match(r"\w{0,3}\s\w", after)
    named = _OF_EXPERIENCE.match(after) or any(word in earlier for word in ("experien", "expérien", "erfahrung"))
    open_ended = "+" in number[0] and _OF_DOING.match(after)
    if not (named or open_ended or (_LEAST.search(earlier) and not may_be_a_term)):
        return None
    months = count if in_months else 12 * count
    return months if months <= 12 * _MOST_YEARS else None
