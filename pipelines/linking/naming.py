"""Which concept a span names in other words: the one of whose forms all that counts is in the span.

`leading small teams` names `lead a team`, `stakeholder communication` names `communicate with stakeholders`; `storage`
does not name `food storage`, whose `food` it lacks. What counts of a form or a span are the stems of its words, but for
those that only hold it together, and those that say that something is done, is known or is good. A link's score is the
share of the span's rarity that the form's stems hold; what is rare in the taxonomy's forms weighs more.

A form's words stand in the span in their order, or the other way round where one says as a noun what the other says as
a verb (`budget management`, `managing budgets`); and what follows them says no more: `manage customer environments` is
not about customers.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import log
from typing import Any, NamedTuple, Self

import numpy as np

from pipelines.linking.chunks import words

_JOINING = frozenset(
    """
    a an the of for to in on at with and or by as is are be from into your our their its his her this that these those
    you we they any all each other such who which using via per within across through between about over under up out
    it both where when while than also no will would must should may etc
    """.split()
)
_DOING = "use utilise apply demonstrate analyse perform conduct undertake practise show have make"
_KNOWING = """

    theory technology technique principle method concept skill experience experienced knowledge ability able
    understanding understand proven demonstrated working familiarity proficiency proficient expertise expert
    fundamentals tool practice strong excellent good great effective effectively efficient efficiently solid deep
    basic advanced relevant related appropriate various new high highly quality level best ensure ensuring very key
    wide range variety multiple different complex successful successfully proactively proactive outstanding
    exceptional daily day main small large
    """
_SIGN, _HYPHEN = re.compile(r"[,;:()/\n]"), re.compile(r"(?<=\w)[-‐‑](?=\w)")
_NOUN = re.compile(r"(?:ment|tion)s?$")
_GERUNDS = frozenset(  # nouns, unless a span begins with them
    """
    building meeting training marketing engineering nursing accounting teaching learning banking housing lighting
    clothing catering pricing drawing networking reporting testing planning processing programming computing
    """.split()
)
_SHARE, _LEAST_WORD = 0.15, 4  # of its rarity that a word weighs which says little; letters that an ending leaves
_BETWEEN = 1  # words between those of a form that is turned round
LONGEST = 200  # code points of a span


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


_DONE = frozenset(map(stem, _DOING.split()))
_LITTLE = _DONE.union(map(stem, _KNOWING.split()))


class _Cut(NamedTuple):
    """The words of a text: their stems ("" for what only joins), which are nouns of doing, and which say little."""

    stems: list[str]
    nouns: list[bool]
    little: list[bool]

    @classmethod
    def of(cls, text: str, is_span: bool) -> Self:
        cut = words(_HYPHEN.sub("", text))
        verb = is_span and len(cut) > 1  # a span's first word
        found = ["" if word in _JOINING else stem(word, verb and not place) for place, word in enumerate(cut)]
        both = list(zip(cut, found, strict=True))
        nouns = [each in _GERUNDS or bool(_NOUN.search(word)) for word, each in both]
        return cls(found, nouns, [each == "" or each in _LITTLE or word.endswith("ly") for word, each in both])


class Named(NamedTuple):
    """A form that a span names: its concept's number, how much of the span it says (to 1), whether it is the label."""

    concept: int
    share: float
    is_label: bool


class Names:
    """What the forms of C concepts say, as arrays: N names of stems, by their rarest stem."""

    FIELDS = (
        *("stems", "stem_rarity", "name_starts", "name_begins", "name_stems"),
        *("name_concepts", "name_nouns", "name_labels"),
    )

    def __init__(self, arrays: dict[str, Any]) -> None:
        """With the arrays that `Names.arrays` makes."""
        known = arrays["stems"].tobytes().decode("utf-8").split("\n")
        self._numbers = {each: number for number, each in enumerate(known) if each}
        self._rarity, self._starts = arrays["stem_rarity"], arrays["name_starts"]
        self._begins, self._parts = arrays["name_begins"], arrays["name_stems"]
        self._concepts = arrays["name_concepts"]
        self._nouns, self._labels = arrays["name_nouns"], arrays["name_labels"]
        self._rarest, self._at = float(self._rarity.max(initial=1)), lru_cache(20_000)(self._names_at)

    def find(self, span: str) -> list[Named]:
        """The concepts whose forms a span holds, the fullest first."""
        parts = [_Cut.of(part, is_span=True) for part in _SIGN.split(span[:LONGEST])]
        said = {each for part in parts for each in part.stems if each}
        whole = sum(map(self._weight, said))
        found = {named for part in parts for named in self._within(part, whole)}
        return sorted(found, key=lambda named: (-named.share, not named.is_label, named.concept))

    def _within(self, said: _Cut, whole: float) -> Iterator[Named]:
        numbers = [self._numbers.get(each, -1) for each in said.stems]
        much = {number for number, is_little in zip(numbers, said.little, strict=True) if not is_little}
        every = {*numbers} - {-1}
        for number in sorted(every):
            for name, parts in self._at(number):
                if not every.issuperset(parts) or (len(parts) == 1 and much != {*parts}):
                    continue
                places = [numbers.index(each) for each in parts]
                behind, is_noun = max(places) + 1, any(said.nouns[place] for place in places)
                turned = places != sorted(places)
                is_near = not turned or behind - min(places) <= len(parts) + _BETWEEN
                if is_near and turned == (is_noun != self._nouns[name]) and [*said.little, True][behind]:
                    held = sum(float(self._rarity[each]) for each in parts)
                    yield Named(int(self._concepts[name]), min(held / whole, 1.0), bool(self._labels[name]))

    def _names_at(self, number: int) -> list[tuple[int, list[int]]]:
        """The names whose rarest stem this is, and their stems."""
        names = range(int(self._starts[number]), int(self._starts[number + 1]))
        return [(name, self._parts[self._begins[name] : self._begins[name + 1]].tolist()) for name in names]

    def _weight(self, said: str) -> float:
        number = self._numbers.get(said)
        rarity = float(self._rarity[number]) if number is not None else self._rarest
        return rarity * _SHARE if said in _LITTLE else rarity

    @staticmethod
    def arrays(forms: Iterable[tuple[str, int, bool]]) -> dict[str, Any]:
        """The arrays of forms, each with its concept and whether it is its preferred label.

        `stems` K lines as bytes, `stem_rarity` (K); `name_starts` (K + 1) of the names by their rarest stem;
        `name_begins` (N + 1) in `name_stems`, in their order; `name_concepts`, `name_nouns`, `name_labels` (N).
        """
        listed = [
            (_Cut.of(form, is_span=False), concept, is_label) for form, concept, is_label in forms if form.islower()
        ]
        counted = Counter(part for cut, *_ in listed for part in {*cut.stems} - {""})
        known = sorted(counted)
        numbers = {stem: number for number, stem in enumerate(known)}
        rarity = np.array([log((len(listed) + 1) / (counted[each] + 1)) + 1 for each in known], np.float32)
        rows = sorted(
            (max(numbered, key=lambda each: (rarity[each], each)), numbered, concept, is_noun, is_label)
            for parts, concept, is_noun, is_label in _settled(listed)
            for numbered in [[numbers[each] for each in parts]]
        )
        return {
            "stems": np.frombuffer("\n".join(known).encode("utf-8"), np.uint8),
            "stem_rarity": rarity,
            "name_starts": np.searchsorted([row[0] for row in rows], np.arange(len(known) + 1)).astype(np.int32),
            "name_begins": np.cumsum([0, *(len(row[1]) for row in rows)], dtype=np.int32),
            "name_stems": np.array([each for row in rows for each in row[1]], np.int32),
            "name_concepts": np.array([row[2] for row in rows], np.int32),
            "name_nouns": np.array([row[3] for row in rows], bool),
            "name_labels": np.array([row[4] for row in rows], bool),
        }


def _settled(listed: Iterable[tuple[_Cut, int, bool]]) -> Iterator[tuple[tuple[str, ...], int, bool, bool]]:
    """What counts of each form, its concept (a label's before an alias's), whether it is of nouns, whether a label."""
    owners: dict[tuple[tuple[str, ...], bool], set[tuple[int, int]]] = {}
    for cut, concept, is_label in listed:
        every = tuple(dict.fromkeys(each for each in cut.stems if each))
        core = tuple(each for each in every if each not in _DONE) if is_label else every
        if len(core) > 1 or (core and is_label):
            rank = 2 - is_label - (is_label and core == every)  # a label that says no more, a label, an alias
            is_noun = any(noun for each, noun in zip(cut.stems, cut.nouns, strict=True) if each in core)
            owners.setdefault((core, is_noun), set()).add((rank, concept))
    for (core, is_noun), known in owners.items():
        best = min(rank for rank, _ in known)
        concepts = {concept for rank, concept in known if rank == best}
        if len(concepts) == 1:
            yield core, concepts.pop(), is_noun, best < 2
