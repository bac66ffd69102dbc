"""Which concept a span means that no form of the dictionary names: the nearest, where it says nothing that the span
does not.

`pipelines.linking` says which concept is nearest; where its name adds a word of its own (`pharmacy law` for pharmacy,
`provide ICT support` for support) the link is nearly always wrong. So a name may only turn the words of the span about,
leave some out, or say that something is done.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain, combinations
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.forms import Form
from pipelines.matching.words import folded_words, singular
from pipelines.tagging.spoken import ENGLISH
from warehouse.taxonomy import about

if TYPE_CHECKING:
    from pipelines.linking.linker import Candidate, Linker

_LONGEST = 8  # words that say something in a span that may be linked
_COVERED = 0.5  # the least share of the span's words that the concept's name must say; a single word must be all
# From which nearness on a concept is taken. Of all 161 different links in 500 postings of the NHS, 300 of Hacker News,
# and 500 courses, read by hand, 146 were right (91 %).
_NEAR = 0.6
# What says no more than that a thing is done, had or good.
_LIGHT = frozenset(
    """
    a an the of for and or to on in at by with within from as be have do is are your our their its this that
    carry out perform do use utilise utilize using make demonstrate show provide ensure apply conduct undertake
    skill skills ability abilities knowledge experience understanding good strong excellent effective effectively
    """.split()
)
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ing|ed|ment|ion|e)$")


class Links:
    """The English taxonomies that have tables of linking; loaded when a span first asks.

    Lists of names of products have no language: what stands close to such a name is seldom the product.
    """

    def __init__(self, forms: Iterable[Form] = (), folders: Sequence[Path] = ()) -> None:
        """With the forms of the dictionary, and the folders of its taxonomies."""
        self._forms, self._folders = forms, folders
        self.link = lru_cache(20_000)(self._link)

    @cached_property
    def _linkers(self) -> "list[Linker]":
        from pipelines.linking.linker import Linker
        from pipelines.linking.tables import FOLDER

        held = [folder for folder in self._folders if (folder / FOLDER).is_dir()]
        return [Linker(folder, threshold=0) for folder in held if about(folder).get("language") == ENGLISH]

    @cached_property
    def _names(self) -> set[frozenset[str]]:
        """What the names of concepts say."""
        return {stems(form.form) for form in self._forms if form.kind == "preferred"}

    def _link(self, span: str) -> "Candidate | None":
        """The concept that a span names in other words; None where none is near enough."""
        said = stems(span)
        if len(said) > _LONGEST or self._names.isdisjoint(_parts(said)):
            return None
        near = self.nearest(span)
        return near if near and near.score >= _NEAR and stems(near.preferred_label) in _parts(said) else None

    def nearest(self, span: str) -> "Candidate | None":
        """The nearest concept, near or not; None without tables."""
        found = filter(None, (linker.link(span) for linker in self._linkers))
        return max(found, key=lambda candidate: (candidate.score, candidate.concept_uri), default=None)


def _parts(said: frozenset[str]) -> Iterator[frozenset[str]]:
    """What a name may say of what a span says."""
    least = max(min(len(said), 2), ceil(_COVERED * len(said)), 1)
    return map(frozenset, chain.from_iterable(combinations(said, size) for size in range(least, len(said) + 1)))


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that say something: `managing the budgets` and `budget management` are alike."""
    return frozenset(_stem(word) for word in folded_words(text) if word[:1].isalnum() and word not in _LIGHT)


@lru_cache(50_000)
def _stem(word: str) -> str:
    short = _ENDING.sub("", singular(word))
    return (short[:-1] if len(short) > 3 and short[-1] == short[-2] else short)[:6]
