"""What reading a text gives: the mentions that count, and on request those that do not, with the reason."""

from dataclasses import dataclass, field

from warehouse.records import CredentialMention, SkillMention


@dataclass(frozen=True, slots=True)
class Because:
    """What a mention rests on; what was not asked is None.

    `form` of the dictionary as it lists it, of this `kind`; `trust` in the form, from 0 to 1; `likely` as the model
    says, from 0 to 1; the `nearest` concept of a span without a form, and how near; what its heading asks.
    """

    form: str | None = None
    kind: str | None = None
    trust: float | None = None
    likely: float | None = None
    nearest: str | None = None
    nearness: float | None = None
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class Ignored:
    """A mention that does not count, and why: `pipelines.tagging.reasons` lists the reasons."""

    mention: SkillMention | CredentialMention
    why: str
    because: Because = field(default_factory=Because)


@dataclass(frozen=True, slots=True)
class Tags:
    """What a text names. `because` (one a skill) and `ignored` are filled only where an explanation is asked."""

    skills: list[SkillMention] = field(default_factory=list)
    credentials: list[CredentialMention] = field(default_factory=list)
    because: list[Because] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
