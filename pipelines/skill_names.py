"""Which skills somebody means who writes them down by name, one by one: `Python; care planning; https://…`."""

from collections import defaultdict
from collections.abc import Iterable
from heapq import nsmallest
from pathlib import Path
from textwrap import shorten
from typing import NamedTuple, Self

from pipelines.forms import DECOY, Form, closest, read_forms
from pipelines.skills import Tagger
from warehouse.records import Side

NEAR = 3
ALIKE = 0.3  # of the letter triples of two names: below that, a name is no help


class Skill(NamedTuple):
    """A concept of a taxonomy and its name there."""

    concept_uri: str
    preferred_label: str


class UnknownSkillError(ValueError):
    """No concept is so called; the text names those that are called nearly so."""


class SkillNames:
    """Concepts by address, by name in any case, or as the tagger reads them in a text."""

    def __init__(self, forms: Iterable[Form], tagger: Tagger) -> None:
        self._forms = defaultdict[str, list[Form]](list)
        self._concepts = dict[str, Skill]()
        self._tagger = tagger
        for form in forms:
            if form.kind != DECOY:
                self._forms[_key(form.form)].append(form)
                self._concepts.setdefault(form.concept_uri, Skill(form.concept_uri, form.preferred_label))

    @classmethod
    def load(cls, *taxonomies: Path) -> Self:
        """Over these taxonomy folders; takes about two seconds."""
        return cls(read_forms(*taxonomies), Tagger.load(*taxonomies))

    def skills(self, text: str) -> list[Skill]:
        """The distinct skills of a list parted by semicolons, in its order. Raises `UnknownSkillError`."""
        names = [name for part in text.split(";") if (name := " ".join(part.split()))]
        if not names:
            raise UnknownSkillError("no skill is named: give names or addresses of ESCO's, parted by semicolons")
        return list(dict.fromkeys(skill for name in names for skill in self._named(name)))

    def _named(self, name: str) -> list[Skill]:
        """The concept with this address or name; else those that the name, read as what a course teaches, mentions."""
        if name in self._concepts:
            return [self._concepts[name]]
        if forms := self._forms.get(_key(name)):
            best = closest(forms, _key(name))
            return [self._concepts[best.concept_uri]]
        read = self._tagger.tag(name, Side.SUPPLY).skills
        if found := [Skill(each.concept_uri, str(each.preferred_label)) for each in read if each.concept_uri]:
            return found
        near = self._near(name)
        hint = f"near names: {'; '.join(near)}" if near else "ESCO names skills as `Python` or `manage budgets`"
        raise UnknownSkillError(f"no skill is called {shorten(name, 80)!r}; {hint}")

    def _near(self, name: str) -> list[str]:
        """Names of concepts with a form that has many of the name's letter triples."""
        wanted = _triples(_key(name))

        def alike(form: str) -> float:
            triples = _triples(form)
            return 2 * len(wanted & triples) / (len(wanted) + len(triples))

        scored = ((-score, form) for form in self._forms if (score := alike(form)) > ALIKE)
        best = nsmallest(4 * NEAR, scored)
        return list(dict.fromkeys(closest(self._forms[form], form).preferred_label for _, form in best))[:NEAR]


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _triples(name: str) -> set[str]:
    padded = f" {name} "
    return {padded[n : n + 3] for n in range(len(padded) - 2)}
