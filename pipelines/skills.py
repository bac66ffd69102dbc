"""Which skills a text asks or teaches, and which credentials it names, each with its place in the given text."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple, Self

from pipelines.credentials import CredentialList, Named
from pipelines.deciding import Trusted
from pipelines.matching import Lexicon, Match, Words, longest, words
from pipelines.requirements import DENYING, NEGATED, is_negated
from pipelines.sections import cue_phrases, zones
from pipelines.text import Visible, visible
from warehouse.records import CredentialMention, Side, SkillMention

KNOWLEDGE, COMPETENCE = "knowledge", "skill/competence"
DECOY = "decoy"  # words that look like a skill's and are none, such as `agile working`
RANKS = (DECOY, "preferred", "curated", "alternative", "derived")
SCORES = dict(zip(RANKS, (0.0, 0.7, 0.7, 0.6, 0.5), strict=True))  # of forms that no labelled text held


class Form(NamedTuple):
    """A surface form and the concept that it names."""

    form: str
    kind: str
    concept_uri: str
    preferred_label: str
    skill_type: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """A mention that does not count, and why: negated, boilerplate, prerequisite, marketing or decoy."""

    mention: SkillMention | CredentialMention
    why: str


@dataclass(frozen=True, slots=True)
class Tags:
    """What a text names. `ignored` is filled only where an explanation is asked."""

    skills: list[SkillMention] = field(default_factory=list)
    credentials: list[CredentialMention] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)


class Tagger:
    """Finds skills of one or more taxonomies, and the credentials of our list."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._forms = list(forms)
        self._meant = lru_cache(20_000)(self._choose)
        self._trust = Trusted.load()
        self._credentials = CredentialList.load()
        skills = (form.form for form in self._forms)
        self._lexicon = Lexicon(skills, self._credentials.forms, *map(cue_phrases, Side))

    @classmethod
    def load(cls, *taxonomies: Path) -> Self:
        """The tagger over these taxonomy folders. Takes about half a second."""
        return cls(read_forms(*taxonomies))

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
        skills, listed, *cues = self._lexicon.matches(cut)
        scope = zones(cut, side, cues[list(Side).index(side)])
        credentials = list(self._credentials.named(cut, scope, listed, is_title=name == "title"))
        for named in credentials:
            credential = _credential(named, cut, seen, given, name)
            why = scope.why_not(named.first) if side is Side.DEMAND else None
            if why is None:
                tags.credentials.append(credential)
            elif explain:
                tags.ignored.append(Ignored(credential, why))
        taken = {place for named in credentials for place in range(named.first, named.last + 1)}
        spans = {(named.first, named.last) for named in credentials}
        denied = not DENYING.isdisjoint(cut.folded)
        for match in longest(skills, lambda match: self._trusted(cut, match)):
            if match.first in taken and match.last in taken and (match.first, match.last) not in spans:
                continue  # AWS in `AWS Certified Developer`; first aid is both a skill and a credential
            why = scope.why_not(match.first)
            if self._meant(match.forms, match.key).kind == DECOY:
                why = DECOY
            elif why is None and denied and is_negated(cut, scope, match.first, match.last):
                why = NEGATED
            if why is None:
                tags.skills.append(self._skill(match, cut, seen, given, name))
            elif explain:
                tags.ignored.append(Ignored(self._skill(match, cut, seen, given, name), why))

    def _skill(self, match: Match, cut: Words, seen: Visible, given: str, name: str) -> SkillMention:
        begin, end = cut.starts[match.first], cut.end(match.last)
        form = self._meant(match.forms, match.key)
        start, stop = seen.source_span(begin, end)
        score = self._trust.score(match.key, SCORES[form.kind])
        named = form.concept_uri, form.preferred_label, form.skill_type
        return SkillMention(*named, given[start:stop], start, stop, score, "exact", name)

    def _trusted(self, cut: Words, match: Match) -> Match | None:
        form = self._meant(match.forms, match.key).form
        return None if self._trust.distrusts(cut, match, form) else match

    def _choose(self, numbers: tuple[int, ...], key: str) -> Form:
        """Of several concepts with the same folded form: its own name, then ours, then the closest name."""

        def distance(form: Form) -> tuple[int, bool, float, int, int, str]:
            rank = min(RANKS.index(form.kind), 3)
            words_of_form, words_of_label = (
                {word[:5] for word in words(text).singular} for text in (form.form, form.preferred_label)
            )
            apart = 1 - len(words_of_form & words_of_label) / len(words_of_form | words_of_label)
            return (
                rank,
                form.form.lower() != key,
                apart,
                RANKS.index(form.kind),
                len(form.preferred_label),
                form.concept_uri,
            )

        return min((self._forms[number] for number in numbers), key=distance)


def _credential(named: Named, cut: Words, seen: Visible, given: str, name: str) -> CredentialMention:
    start, stop = seen.source_span(cut.starts[named.first], cut.end(named.last))
    row = named.row
    return CredentialMention(row.credential, row.issuer, given[start:stop], start, stop, named.requirement, name)


def read_forms(*folders: Path) -> list[Form]:
    """The surface forms of taxonomy folders and those of `data/aliases.csv`, whose empty concepts are decoys."""
    forms = [form for folder in folders for form in _forms(folder)]
    named = {form.form: form for form in reversed(forms) if form.kind == "preferred"}
    lines = (files("pipelines") / "data" / "aliases.csv").read_text("utf-8").splitlines()
    rows = [(row["form"], row["preferred_label"]) for row in csv.DictReader(lines)]
    ours = [(form, named.get(label)) for form, label in rows if not label or label in named]
    nothing = Form("", DECOY, "", "", COMPETENCE)
    return forms + [
        meant._replace(form=form, kind="curated") if meant else nothing._replace(form=form) for form, meant in ours
    ]


def _forms(folder: Path) -> Iterator[Form]:
    """What lies in a taxonomy folder, `warehouse.taxonomy` says."""
    concepts = [line.split("\t", 3)[:3] for line in (folder / "concepts.tsv").read_text("utf-8").splitlines()[1:]]
    for line in (folder / "forms.tsv").read_text("utf-8").splitlines()[1:]:
        form, concept, kind = line.split("\t")
        yield Form(form, kind, *concepts[int(concept)])
