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
from typing import Any, NamedTuple

import numpy as np

from pipelines.linking.stems import DONE, LITTLE, Cut

_SIGN = re.compile(r"[,;:()/\n]")
_SHARE = 0.15  # of its rarity that a word weighs which says little
_BETWEEN = 2  # words between those of a form, one if it is turned
# What may be true of a name: of nouns of doing, a label, said with `with`, of a thing that something is done with.
NOUN, LABEL, WITH, THING = 1, 2, 4, 8
LONGEST = 200  # code points of a span


class Named(NamedTuple):
    """A form that a span names: its concept's number, how much of the span it says (to 1), whether it is the label."""

    concept: int
    share: float
    is_label: bool


class Names:
    """What the forms of C concepts say, as arrays: N names of stems, by their rarest stem."""

    FIELDS = (
        *("stems", "stem_rarity", "name_starts", "name_begins", "name_stems"),
        *("name_concepts", "name_traits"),
    )

    def __init__(self, arrays: dict[str, Any]) -> None:
        """With the arrays that `Names.arrays` makes."""
        known = arrays["stems"].tobytes().decode("utf-8").split("\n")
        self._numbers = {each: number for number, each in enumerate(known) if each}
        self._rarity, self._starts = arrays["stem_rarity"], arrays["name_starts"]
        self._begins, self._parts = arrays["name_begins"], arrays["name_stems"]
        self._concepts, self._traits = arrays["name_concepts"], arrays["name_traits"]
        self._rarest, self._at = float(self._rarity.max(initial=1)), lru_cache(20_000)(self._names_at)

    def find(self, span: str) -> list[Named]:
        """The concepts whose forms a span holds, the fullest first."""
        parts = [Cut.of(part, is_span=True) for part in _SIGN.split(span[:LONGEST])]
        said = {each for part in parts for each in part.stems if each}
        whole = sum(map(self._weight, said))
        found = {named for part in parts for named in self._within(part, whole)}
        return sorted(found, key=lambda named: (-named.share, not named.is_label, named.concept))

    def _within(self, said: Cut, whole: float) -> Iterator[Named]:
        numbers = [self._numbers.get(each, -1) for each in said.stems]
        much = {number for number, is_little in zip(numbers, said.little, strict=True) if not is_little}
        every = {*numbers} - {-1}
        for number in sorted(every):
            for name, parts in self._at(number):
                if not every.issuperset(parts) or (len(parts) == 1 and much != {*parts}):
                    continue
                if _stands(said, [numbers.index(each) for each in parts], int(self._traits[name])):
                    held = sum(float(self._rarity[each]) for each in parts)
                    is_label = bool(self._traits[name] & LABEL)
                    yield Named(int(self._concepts[name]), min(held / whole, 1.0), is_label)

    def _names_at(self, number: int) -> list[tuple[int, list[int]]]:
        """The names whose rarest stem this is, and their stems."""
        names = range(int(self._starts[number]), int(self._starts[number + 1]))
        return [(name, self._parts[self._begins[name] : self._begins[name + 1]].tolist()) for name in names]

    def _weight(self, said: str) -> float:
        number = self._numbers.get(said)
        rarity = float(self._rarity[number]) if number is not None else self._rarest
        return rarity * _SHARE if said in LITTLE else rarity

    @staticmethod
    def arrays(forms: Iterable[tuple[str, int, bool]]) -> dict[str, Any]:
        """The arrays of forms, each with its concept and whether it is its preferred label.

        `stems` K lines as bytes, `stem_rarity` (K); `name_starts` (K + 1) of the names by their rarest stem;
        `name_begins` (N + 1) in `name_stems`, in their order; `name_concepts` and `name_traits` (N), a sum of traits.
        """
        listed = [
            (Cut.of(form, is_span=False), concept, is_label) for form, concept, is_label in forms if form.islower()
        ]
        counted = Counter(part for cut, *_ in listed for part in {*cut.stems} - {""})
        known = sorted(counted)
        numbers = {stem: number for number, stem in enumerate(known)}
        rarity = np.array([log((len(listed) + 1) / (counted[each] + 1)) + 1 for each in known], np.float32)
        rows = sorted(
            (max(numbered, key=lambda each: (rarity[each], each)), numbered, concept, traits)
            for parts, concept, traits in _settled(listed)
            for numbered in [[numbers[each] for each in parts]]
        )
        return {
            "stems": np.frombuffer("\n".join(known).encode("utf-8"), np.uint8),
            "stem_rarity": rarity,
            "name_starts": np.searchsorted([row[0] for row in rows], np.arange(len(known) + 1)).astype(np.int32),
            "name_begins": np.cumsum([0, *(len(row[1]) for row in rows)], dtype=np.int32),
            "name_stems": np.array([each for row in rows for each in row[1]], np.int32),
            "name_concepts": np.array([row[2] for row in rows], np.int32),
            "name_traits": np.array([row[3] for row in rows], np.uint8),
        }


def _stands(said: Cut, places: list[int], traits: int) -> bool:
    """Whether a name's words stand in a span as it says them: in order or turned, near, and with nothing behind."""
    first, behind = min(places), max(places) + 1
    between = sum(map(bool, said.stems[first:behind])) - len(places)
    turned, is_noun = places != sorted(places), any(said.nouns[place] for place in places)
    if between > (_BETWEEN if not turned else 1) or (between and traits & THING):
        return False
    if "with" in said.words[first:behind] and not traits & WITH:
        return False
    return turned == (is_noun != bool(traits & NOUN)) and [*said.little, True][behind]


def _settled(listed: Iterable[tuple[Cut, int, bool]]) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """What counts of each form, its concept (a label's before an alias's), and its traits."""
    owners: dict[tuple[tuple[str, ...], bool], set[tuple[int, int, int]]] = {}
    for cut, concept, is_label in listed:
        every = tuple(dict.fromkeys(each for each in cut.stems if each))
        core = tuple(each for each in every if each not in DONE) if is_label else every
        if len(core) > 1 or (core and is_label):
            rank = 2 - is_label - (is_label and core == every)  # a label that says no more, a label, an alias
            is_noun = any(noun for each, noun in zip(cut.stems, cut.nouns, strict=True) if each in core)
            traits = NOUN * is_noun + LABEL * is_label + WITH * ("with" in cut.words) + THING * (core != every)
            owners.setdefault((core, is_noun), set()).add((rank, concept, traits))
    for (core, _), known in owners.items():
        best = min(known)
        if all(concept == best[1] for rank, concept, _ in known if rank == best[0]):
            yield core, best[1], best[2]
