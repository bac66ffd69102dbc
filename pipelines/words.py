"""What a word is, in any script, and how words are compared.

A word is folded (case, compatibility forms, apostrophes, British and American spelling). Spaces and hyphens inside a
line join words; any other sign stands as a word of its own, so that a phrase never spans a comma or a full stop.
"""

import re
import unicodedata
from dataclasses import dataclass

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"  # written without spaces: each sign is a word
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"  # soft hyphens and zero-width signs inside a word
_LETTER = rf"[^\W_{_CJK}]"
WORD = re.compile(
    rf"({_LETTER}++(?:['’{_UNSEEN}]{_LETTER}++)*+(?:[+#]++(?!{_LETTER}))?+"  # don't, c++, c#
    r"|[^\w\s\-‐‑.]"
    r"|\n(?![a-z])"  # a line break, unless prose runs on in lower case
    rf"|\.(?:(?i:net|js)(?!{_LETTER}))?+"  # a full stop; .net, and the second half of node.js
    rf"|(?:(?<!{_LETTER})[-‐‑]|[-‐‑](?!{_LETTER}))"  # a hyphen, but not between letters
    rf"|[{_CJK}])"
)
_DROPPED = re.compile(rf"['’{_UNSEEN}]")
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


def fold(word: str) -> str:
    """A word as it is compared: case, compatibility forms, apostrophes and American spelling forgotten."""
    folded = unicodedata.normalize("NFKC", _DROPPED.sub("", word)).casefold()
    return _SPELLED.get(folded) or _AMERICAN.sub(lambda found: "z" if found[0] == "s" else "", folded)


def singular(word: str) -> str:
    """A folded word without a plural's ending."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics", "works")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("xes", "ches", "shes", "sses")) else word[:-1]


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words: folded, folded without plural, and where each begins (code points)."""

    text: str
    folded: list[str]
    singular: list[str]
    starts: list[int]

    @property
    def written(self) -> list[str]:
        """The words as they are written."""
        return WORD.findall(self.text)

    def word(self, number: int) -> str:
        """One word as it is written."""
        found = WORD.match(self.text, self.starts[number])
        return found[0] if found else ""

    def end(self, number: int) -> int:
        """Where the word with this number ends."""
        found = WORD.match(self.text, self.starts[number])
        return found.end() if found else self.starts[number]
