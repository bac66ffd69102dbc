"""What reading a text gives: the mentions that count, and on request those that do not, with the reason."""

from dataclasses import dataclass, field

from warehouse.records import CredentialMention, SkillMention


@dataclass(frozen=True, slots=True)
class Ignored:
    """A mention that does not count: negated, boilerplate, prerequisite, marketing, decoy or distrusted."""

    mention: SkillMention | CredentialMention
    why: str


@dataclass(frozen=True, slots=True)
class Tags:
    """What a text names. `ignored` is filled only where an explanation is asked."""

    skills: list[SkillMention] = field(default_factory=list)
    credentials: list[CredentialMention] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
