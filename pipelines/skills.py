"""Which skills a text asks or teaches, and which credentials it names, each with its place in the given text."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple, Self

from pipelines.credentials import CredentialList
from pipelines.matching import Lexicon, Match, Words, words
from pipelines.sections import Zones, zones
from pipelines.text import Visible, visible
from warehouse.records import CredentialMention, Side, SkillMention

KNOWLEDGE, COMPETENCE = "knowledge", "skill/competence"
SCORES = {"preferred": 1.0, "alternative": 0.9, "derived": 0.8}


class _Form(NamedTuple):
    form: str
    kind: str
    concept_uri: str
    preferred_label: str
    skill_type: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """A mention that does not count, and why: negated, boilerplate, prerequisite, marketing, hidden or distrusted."""

    mention: SkillMention
    why: str


@dataclass(frozen=True, slots=True)
class Tags:
    """What a text names. `ignored` is filled only where an explanation is asked."""

    skills: list[SkillMention] = field(default_factory=list)
    credentials: list[CredentialMention] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)


class Tagger:
    """Finds skills of one or more taxonomies, and the credentials of our list."""

    def __init__(self, forms: Iterable[_Form]) -> None:
        self._forms = list(forms)
        self._lexicon = Lexicon(form.form for form in self._forms)
        self._credentials = CredentialList.load()

    @classmethod
    def load(cls, *taxonomies: Path) -> Self:
        """The tagger over these taxonomy folders. Takes about half a second."""
        return cls(form for folder in taxonomies for form in _forms(folder))

    def tag(self, text: str, side: Side | str, title: str = "", explain: bool = False) -> Tags:
        """The mentions in a title and a text (plain or HTML), in their order; offsets count code points as given."""
        tags = Tags()
        for name, given in (("title", title), ("description", text)):
            if given:
                self._read(given, name, Side(side), explain, tags)
        return tags

    def _read(self, given: str, name: str, side: Side, explain: bool, tags: Tags) -> None:
        seen = visible(given)
        cut = words(seen.text)
        scope = zones(seen.text, side)
        tags.credentials.extend(self._credentials.mentions(cut, scope, seen, given, name))
        for mention, why in self._skills(cut, scope, seen, given, name):
            if why is None:
                tags.skills.append(mention)
            elif explain:
                tags.ignored.append(Ignored(mention, why))

    def _skills(
        self, cut: Words, scope: Zones, seen: Visible, given: str, name: str
    ) -> Iterator[tuple[SkillMention, str | None]]:
        for match in self._lexicon.find(cut, lambda match: self._trusted(cut, match)):
            begin, end = cut.starts[match.first], cut.end(match.last)
            form = self._meant(match, seen.text[begin:end])
            start, stop = seen.source_span(begin, end)
            yield (
                SkillMention(
                    form.concept_uri, form.preferred_label, form.skill_type, given[start:stop], start, stop,
                    SCORES[form.kind], "exact", name,
                ),
                scope.why_not(begin),
            )  # fmt: skip

    def _trusted(self, cut: Words, match: Match) -> Match | None:
        form = self._forms[match.forms[0]].form
        if match.first == match.last and (
            form.islower() and self._forms[match.forms[0]].kind != "preferred" or len(form) < 2
        ):
            return None
        return match

    def _meant(self, match: Match, written: str) -> _Form:
        """Of several concepts with the same folded form: as written, then preferred, then the closest label."""

        def distance(form: _Form) -> tuple[bool, str, int, str]:
            kind = "" if form.kind == "preferred" else form.kind
            return form.form != written, kind, len(form.preferred_label), form.concept_uri

        return min((self._forms[number] for number in match.forms), key=distance)


def _forms(folder: Path) -> Iterator[_Form]:
    concepts = [line.split("\t", 3)[:3] for line in (folder / "concepts.tsv").read_text("utf-8").splitlines()[1:]]
    for line in (folder / "forms.tsv").read_text("utf-8").splitlines()[1:]:
        form, concept, kind = line.split("\t")
        yield _Form(form, kind, *concepts[int(concept)])
