"""The words of forms and of spans, so far as they are compared: their stems, and what they do in a text."""

import re
from functools import lru_cache
from typing import NamedTuple, Self

from pipelines.linking.chunks import words

_JOINING = frozenset(
    """
    a an the of for to in on at with and or by as is are be from into your our their its his her this that these those
    you we they any all each other such who which using via per within across through between about over under up out
    it both where when while than also no will would must should may etc
    """.split()
)
_DOING = "use utilise apply analyse perform conduct undertake practise show have make"
_KNOWING = """

    theory technology technique principle method concept skill experience experienced knowledge ability able
    understanding understand proven demonstrated working familiarity proficiency proficient expertise expert
    fundamentals tool practice strong excellent good great effective effectively efficient efficiently solid deep
    basic advanced relevant related appropriate various new high highly quality level best ensure ensuring very key
    wide range variety multiple different complex successful successfully proactively proactive outstanding
    exceptional daily day main small large
    """
_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=\w)")
_NOUN = re.compile(r"(?:ment|tion)s?$")
_GERUNDS = frozenset(  # nouns, unless a span begins with them
    """
    building meeting training marketing engineering nursing accounting teaching learning banking housing lighting
    clothing catering pricing drawing networking reporting testing planning processing programming computing
    """.split()
)
_LEAST_WORD = 4  # letters that an ending leaves


@lru_cache(50_000)
def stem(word: str, is_first: bool = False) -> str:
    """The beginning that a word shares with its plural, its past, its gerund and its noun of doing."""
    if not is_first and word.removesuffix("s") in _GERUNDS:
        return word.removesuffix("s")
    word = word.replace("iz", "is").replace("our", "or").replace("yz", "ys").replace("programme", "program")
    if word.endswith("ies") and len(word) > _LEAST_WORD:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for end in ("ement", "ment", "ing", "ed", "ion", "e"):
        if word.endswith(end) and len(word) - len(end) >= _LEAST_WORD - (end == "e"):
            word = word[: -len(end)] if end != "ion" or word.endswith("ation") else word
            break
    return word[:-1] if len(word) > _LEAST_WORD and word[-1] == word[-2] and word[-1] not in "sl" else word


DONE = frozenset(map(stem, _DOING.split()))
LITTLE = DONE.union(map(stem, _KNOWING.split()))


class Cut(NamedTuple):
    """A text's words, their stems ("" for what only joins), which are nouns of doing, and which say little."""

    words: list[str]
    stems: list[str]
    nouns: list[bool]
    little: list[bool]

    @classmethod
    def of(cls, text: str, is_span: bool) -> Self:
        """A text's words; those with a hyphen are one, and a span's first is a verb where it can be."""
        cut = words(_HYPHEN.sub("", text))
        verb = is_span and len(cut) > 1
        found = ["" if word in _JOINING else stem(word, verb and not place) for place, word in enumerate(cut)]
        both = list(zip(cut, found, strict=True))
        nouns = [each in _GERUNDS or bool(_NOUN.search(word)) for word, each in both]
        return cls(cut, found, nouns, [each == "" or each in LITTLE or word.endswith("ly") for word, each in both])
