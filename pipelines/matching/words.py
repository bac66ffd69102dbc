"""What a word is, in any script, and how words are compared.

A word is folded (case, compatibility forms, apostrophes, British and American spelling). Spaces and hyphens inside a
line join words; any other sign stands as a word of its own, so that a phrase never spans a comma or a full stop.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"  # written without spaces: each sign is a word
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"  # soft hyphens and zero-width signs inside a word
LETTER = rf"[^\W_{_CJK}]"
HYPHENS = "-‐‑"
_DASH = HYPHENS.replace("-", r"\-")
DROPPED = rf"['’{_UNSEEN}]"  # they join letters, and are forgotten
WORD = re.compile(
    rf"({LETTER}++(?:{DROPPED}{LETTER}++)*+(?:[+#]++(?!{LETTER}))?+"  # don't, c++, c#
    rf"|[^\w\s{_DASH}.]"
    r"|\n(?![a-z])"  # a line break, unless prose runs on in lower case
    rf"|\.(?:(?i:net|js)(?!{LETTER}))?+"  # a full stop; .net, and the second half of node.js
    rf"|(?:(?<!{LETTER})[{_DASH}]|[{_DASH}](?!{LETTER}))"  # a hyphen, but not between letters
    rf"|[{_CJK}])"
)
_DROPPED = re.compile(DROPPED)
_AMERICAN = re.compile(
    r"(?<=[a-z]{3}[^c]i)s(?=(?:e[drs]?|ing|ations?)$)|(?<=[a-z]{3}y)s(?=e[drs]?$)|(?<=[a-z]{4}l)l(?=(?:ed|ing)$)"
)
_SPELLED = {
    "behaviour": "behavior", "behavioural": "behavioral", "catalogue": "catalog", "centre": "center", "colour": "color",
    "defence": "defense", "favour": "favor", "fibre": "fiber", "labour": "labor", "licence": "license",
    "licences": "licenses", "metre": "meter", "neighbourhood": "neighborhood", "practise": "practice",
    "programme": "program", "programmes": "programs", "theatre": "theater", "tumour": "tumor", "&": "and",
    "paediatric": "pediatric", "paediatrics": "pediatrics", "orthopaedic": "orthopedic", "anaesthesia": "anesthesia",
    "gynaecology": "gynecology", "haematology": "hematology", "oncall": "on-call",
}  # fmt: skip
_SPELLINGS: dict[str, list[str]] = {}
for _one, _other in _SPELLED.items():
    _SPELLINGS.setdefault(_other, []).append(_one)


def plain(word: str) -> str:
    """A word with case, compatibility forms and apostrophes forgotten; its spelling stays."""
    return unicodedata.normalize("NFKC", _DROPPED.sub("", word)).casefold()


def _american(word: str) -> str:
    return _SPELLED.get(word) or _AMERICAN.sub(lambda found: "z" if found[0] == "s" else "", word)


def fold(word: str) -> str:
    """A word as it is compared: case, compatibility forms, apostrophes and American spelling forgotten."""
    return _american(plain(word))


def singular(word: str) -> str:
    """A folded word without a plural's ending."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics", "works")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("xes", "ches", "shes", "sses")) else word[:-1]


def spellings(folded: str) -> list[str]:
    """Every plain word that `fold` makes this word of, itself first if it is one of them."""
    given = [folded, *_SPELLINGS.get(folded, ())]
    given += [f"{folded[:place]}s{folded[place + 1 :]}" for place, sign in enumerate(folded) if sign == "z"]
    given += [f"{folded[:place]}l{folded[place:]}" for place, sign in enumerate(folded) if sign == "l"]
    return [word for word in dict.fromkeys(given) if _american(word) == folded]


def plurals(one: str) -> list[str]:
    """Every folded word that `singular` makes this word of."""
    return [word for word in (one, one + "s", one + "es", one[:-1] + "ies") if singular(word) == one]


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words: folded, folded without plural, and where each begins and ends (code points)."""

    text: str
    folded: list[str]
    singular: list[str]
    starts: list[int]
    ends: list[int]

    @property
    def written(self) -> list[str]:
        """The words as they are written."""
        return [self.text[start:end] for start, end in zip(self.starts, self.ends, strict=True)]

    def word(self, number: int) -> str:
        """One word as it is written."""
        return self.text[self.starts[number] : self.ends[number]]

    def end(self, number: int) -> int:
        """Where the word with this number ends."""
        return self.ends[number]


def folded_words(text: str) -> list[str]:
    """The words of a text, folded."""
    return [_remembered(word) if len(word) <= _LONGEST else fold(word) for word in WORD.findall(text)]


def cut(text: str) -> Words:
    """Cut a text into words in one linear pass."""
    spans = [match.span() for match in WORD.finditer(text)]
    folded = folded_words(text)
    return Words(text, folded, list(map(singular, folded)), [start for start, _ in spans], [end for _, end in spans])


_LONGEST = 40
_remembered = lru_cache(100_000)(fold)
