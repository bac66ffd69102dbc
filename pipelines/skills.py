"""Which skills a text asks or teaches, and which credentials it names, each with its place in the given text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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
SCORES = {"preferred": 0.7, "alternative": 0.6, "derived": 0.5}  # of forms that no labelled text held


class Form(NamedTuple):
    """A surface form and the concept that it names."""

    form: str
    kind: str
    concept_uri: str
    preferred_label: str
    skill_type: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """A mention that does not count, and why: negated, boilerplate, prerequisite, marketing, hidden or distrusted."""

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
        self._trust = Trusted.load()
        self._credentials = CredentialList.load()
        skills = (form.form for form in self._forms)
        self._lexicon = Lexicon(skills, self._credentials.forms, *map(cue_phrases, Side))

    @classmethod
    def load(cls, *taxonomies: Path) -> Self:
        """The tagger over these taxonomy folders. Takes about half a second."""
        return cls(form for folder in taxonomies for form in read_forms(folder))

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
            if why is None and denied and is_negated(cut, scope, match.first, match.last):
                why = NEGATED
            if why is None:
                tags.skills.append(self._skill(match, cut, seen, given, name))
            elif explain:
                tags.ignored.append(Ignored(self._skill(match, cut, seen, given, name), why))

    def _skill(self, match: Match, cut: Words, seen: Visible, given: str, name: str) -> SkillMention:
        begin, end = cut.starts[match.first], cut.end(match.last)
        form = self._meant(match, seen.text[begin:end])
        start, stop = seen.source_span(begin, end)
        score = self._trust.score(match.key, SCORES[form.kind])
        named = form.concept_uri, form.preferred_label, form.skill_type
        return SkillMention(*named, given[start:stop], start, stop, score, "exact", name)

    def _trusted(self, cut: Words, match: Match) -> Match | None:
        form = self._forms[match.forms[0]].form
        return None if self._trust.distrusts(cut, match.first, match.last, match.key, form) else match

    def _meant(self, match: Match, written: str) -> Form:
        """Of several concepts with the same folded form: as written, then preferred, then the closest label."""

        def distance(form: Form) -> tuple[bool, str, int, str]:
            kind = "" if form.kind == "preferred" else form.kind
            return form.form != written, kind, len(form.preferred_label), form.concept_uri

        return min((self._forms[number] for number in match.forms), key=distance)


def _credential(named: Named, cut: Words, seen: Visible, given: str, name: str) -> CredentialMention:
    start, stop = seen.source_span(cut.starts[named.first], cut.end(named.last))
    row = named.row
    return CredentialMention(row.credential, row.issuer, given[start:stop], start, stop, named.requirement, name)


def read_forms(folder: Path) -> Iterator[Form]:
    """The surface forms of a taxonomy folder (`warehouse.taxonomy` says what lies in it)."""
    concepts = [line.split("\t", 3)[:3] for line in (folder / "concepts.tsv").read_text("utf-8").splitlines()[1:]]
    for line in (folder / "forms.tsv").read_text("utf-8").splitlines()[1:]:
        form, concept, kind = line.split("\t")
        yield Form(form, kind, *concepts[int(concept)])
