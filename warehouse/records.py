"""What a source may assert: the records that every room speaks, declared once.

A record is validated when it is made. It is the item a spider yields, the line of `records.jsonl.gz`, the base of
the table and the dtypes of the frame. Names follow schema.org, CTDL and Open Badges 3.0 in snake_case.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from typing import Any, ClassVar, Self

from pydantic import ValidationError, field_validator
from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from warehouse.privacy import without_contacts
from warehouse.stated import (
    Amount,
    Count,
    Day,
    Kind,
    Line,
    Link,
    NameOf,
    Period,
    PlaceText,
    Prose,
    RequiredLine,
    Salary,
    Texts,
)
from warehouse.stated import CredentialType as CredentialType
from warehouse.stated import PayUnit as PayUnit

TITLE_LIMIT = 5_000
DESCRIPTION_LIMIT = 1_000_000


class Side(StrEnum):
    """Which side of the market a source shows."""

    DEMAND = "demand"
    SUPPLY = "supply"


class Record(SQLModel):
    """What both sides share. `source` + `identifier` (the publisher's own) is the key."""

    kind: ClassVar[str]

    source: str = Field(default="", max_length=200, description="the source's name, given when the record is landed")
    identifier: RequiredLine = Field(min_length=1, max_length=1_000, description="the publisher's own identifier")
    url: Link = Field(default=None, description="the publisher's page, http or https, without secrets")
    language: Line = Field(default=None, description="BCP 47 tag of the text, e.g. en, de")

    def line(self) -> dict[str, Any]:
        """The record as one JSON object, with its `kind`; what is not stated is left out."""
        stated = self.model_dump(mode="json", exclude_none=True)
        return {"kind": self.kind} | {name: value for name, value in stated.items() if value not in ("", [])}

    def content_hash(self) -> str:
        """32 hex digits that change when anything the publisher says changes."""
        text = json.dumps(self.line(), sort_keys=True, ensure_ascii=False)
        return blake2b(text.encode(), digest_size=16).hexdigest()


class JobPosting(Record):
    """schema.org `JobPosting`, one advertisement of one publisher."""

    kind: ClassVar[str] = "job_posting"

    title: RequiredLine = Field(min_length=1, max_length=TITLE_LIMIT)
    description: Prose = Field(default=None, max_length=DESCRIPTION_LIMIT, description="text or HTML, as published")
    hiring_organization: NameOf = Field(default=None, max_length=1_000)
    job_location: PlaceText = Field(default=None, max_length=4_000, description="as published; several joined by '; '")
    country: Line = Field(default=None, description="ISO 3166-1 alpha-2 of the first place")
    subdivision: Line = Field(default=None, description="ISO 3166-2 of the first place, e.g. US-NY")
    city: Line = Field(default=None, description="the town of the first place, as published")
    remote: bool | None = Field(default=None, description="whether the work can be done from anywhere")
    date_posted: Day = None
    valid_through: Day = None
    employment_type: Line = Field(default=None, description="schema.org employmentType words, comma-separated")
    occupation: Line = Field(default=None, description="schema.org occupationalCategory, as published")
    industry: Line = Field(default=None, description="as published")
    seniority: Line = Field(default=None, description="intern, entry, mid, senior, lead or director")
    education_level: Line = Field(default=None, description="the least education asked")
    experience_months: Count = Field(default=None, description="the least experience asked, months")
    base_salary: Salary = Field(default=None, description="as published")
    pay_low: Amount = Field(default=None, description="pay_currency per pay_unit")
    pay_high: Amount = Field(default=None, description="pay_currency per pay_unit")
    pay_unit: Period = None
    pay_currency: Line = Field(default=None, description="ISO 4217")
    employer_key: Line = Field(default=None, description="normalised employer name, the cluster of every interval")
    is_agency: bool | None = Field(default=None, description="whether the organisation hires for others")

    @field_validator("title", "description")
    @classmethod
    def _no_contacts(cls, text: str | None) -> str | None:
        return None if text is None else without_contacts(text)


class Credential(Record):
    """An offer: one credential of one provider (CTDL `Credential`, Open Badges `Achievement`, schema.org `Course`)."""

    kind: ClassVar[str] = "credential"

    name: RequiredLine = Field(min_length=1, max_length=TITLE_LIMIT)
    description: Prose = Field(default=None, max_length=DESCRIPTION_LIMIT, description="text or HTML, as published")
    offered_by: NameOf = Field(default=None, max_length=1_000, description="the provider")
    provider_kind: Line = Field(
        default=None, description="university, college, company, platform, association, government"
    )
    provider_key: Line = Field(default=None, description="normalised provider name, the cluster of every interval")
    credential_type: Kind = None
    teaches: Texts = Field(default_factory=list, sa_type=JSON, description="skills or outcomes taught, as published")
    level: Line = Field(default=None, description="beginner, intermediate, advanced or the publisher's word")
    delivery_mode: Line = Field(default=None, description="online, in person or hybrid")
    pacing: Line = Field(default=None, description="self-paced or cohort")
    location: PlaceText = Field(default=None, max_length=4_000, description="as published")
    country: Line = Field(default=None, description="ISO 3166-1 alpha-2")
    subdivision: Line = Field(default=None, description="ISO 3166-2")
    city: Line = Field(default=None, description="the town, as published")
    time_required: Line = Field(default=None, description="as published: ISO 8601 duration or words")
    duration_hours: Amount = Field(default=None, description="hours of work in all")
    duration_weeks: Amount = Field(default=None, description="weeks from start to end")
    pace_hours_per_week: Amount = None
    price: Amount = Field(default=None, description="price_currency; 0 only where the publisher says free")
    price_currency: Line = Field(default=None, description="ISO 4217")
    price_kind: Line = Field(default=None, description="free, one-time or subscription")
    price_unit: Period = Field(default=None, description="the period of a subscription's price")
    accredited_by: Line = None
    credit_value: Amount = None
    credit_unit: Line = Field(default=None, description="ECTS, US credit hour, CEU, …")
    stackable_into: Texts = Field(
        default_factory=list, sa_type=JSON, description="what it counts towards or is part of"
    )
    assessment: Line = None
    instructors: Texts = Field(default_factory=list, sa_type=JSON, description="as the provider publishes them")
    career_support: Line = None
    industry_partners: Texts = Field(default_factory=list, sa_type=JSON)
    rating: Amount = Field(default=None, description="of 5")
    rating_count: Count = None
    enrolled_count: Count = None
    measured_date: Day = Field(default=None, description="the day of rating and enrolment")
    start_date: Day = Field(default=None, description="the next start")
    date_published: Day = None
    same_as: Link = Field(default=None, description="the same credential at its own provider, where this is a resale")

    @field_validator("name", "description")
    @classmethod
    def _no_contacts(cls, text: str | None) -> str | None:
        return None if text is None else without_contacts(text)


KINDS: dict[str, type[JobPosting] | type[Credential]] = {c.kind: c for c in (JobPosting, Credential)}


class Rejected(ValueError):
    """A candidate that cannot be a record; its text is one clear sentence."""

    @classmethod
    def because(cls, error: Exception) -> Self:
        """One sentence from a validation error, a missing key or a wrong shape."""
        if isinstance(error, ValidationError):
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            place = ".".join(map(str, first["loc"]))
            return cls(f"{place}: {first['msg'].removeprefix('Value error, ')}")
        if isinstance(error, KeyError):
            return cls(f"missing key {error.args[0]!r}")
        return cls(str(error) or type(error).__name__)


def record_from(line: Mapping[str, Any], source: str = "") -> JobPosting | Credential:
    """The record that a JSON object with a `kind` states.

    Unknown keys are left aside; `source` overrides the line's own. Raises `Rejected` in one sentence.
    """
    kind = line.get("kind") if isinstance(line, Mapping) else None
    if kind not in KINDS:
        raise Rejected(f"kind: {kind!r} is neither 'job_posting' nor 'credential'")
    stated = {name: value for name, value in line.items() if name in KINDS[kind].model_fields}
    try:
        return KINDS[kind].model_validate(stated | ({"source": source} if source else {}))
    except ValidationError as error:
        raise Rejected.because(error) from None


class RunStatus(StrEnum):
    """How a run ended. Only a complete run closes anything."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    FAILED = "failed"
    BLOCKED = "blocked"


class Closing(StrEnum):
    """Whether a source shows that a posting closed, or we assume it after 42 days."""

    SHOWN = "shown"
    ASSUMED = "assumed"


class Run(SQLModel):
    """The ledger of one run of one source: `run.json`. Counts are of candidate records."""

    source: str
    as_of: date = Field(description="the calendar day that the run shows")
    side: Side
    platform: str
    basis: str = Field(default="documented", description="captured, documented, contested, imported, simulated")
    publisher: str | None = Field(default=None, description="who publishes the data")
    terms_url: str | None = Field(default=None, description="the publisher's terms")
    licence: str | None = None
    attribution: str | None = Field(default=None, description="the line to print where the data is used")
    retention_days: int | None = Field(default=None, description="how long archived answers are kept")
    closing: Closing = Closing.SHOWN
    sample: bool = Field(default=False, description="whether the source is of the fictional market")
    method: str = Field(default="collect", description="collect, replay or import")
    status: RunStatus
    reason: str | None = Field(default=None, description="why the run ended otherwise than complete")
    robots: str | None = Field(default=None, description="the robots.txt decision, in words")
    fetched: int = 0
    parsed: int = 0
    rejected: int = 0
    expected: int | None = Field(default=None, description="records that the source says it has; None: it does not say")
    warnings: str | None = Field(default=None, description="what was noticed and did no harm, e.g. fields not known")
    requests: int = Field(default=0, description="HTTP answers, robots.txt included")
    not_asked: int = Field(default=0, description="pages of the run before that their publisher says have not changed")
    input_sha256: str | None = Field(default=None, description="of the imported file, or of the records")
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class SkillMention:
    """A span of a record's text that names a skill. Offsets count code points of the `field`'s text."""

    concept_uri: str | None
    preferred_label: str | None
    skill_type: str  # ESCO's `knowledge` or `skill/competence`
    matched_text: str
    start: int
    end: int
    score: float
    method: str
    field: str = "description"


@dataclass(frozen=True, slots=True)
class CredentialMention:
    """A span that names a credential, and what the text asks of it."""

    credential: str
    issuer: str
    matched_text: str
    start: int
    end: int
    requirement: str  # required, preferred, equivalent, mentioned or negated
    field: str = "description"


@dataclass(frozen=True, slots=True)
class Classes:
    """Where a posting stands in the standard classifications; None where no evidence says it."""

    occupation_uri: str | None = None  # ESCO's
    isco_group: str | None = None  # ISCO-08, of one to four digits
    onet_soc: str | None = None  # O*NET-SOC, `15-1252.00`
    occupation_score: float | None = None  # 0 to 1: how much of the title the occupation explains
    nace_section: str | None = None  # NACE Rev. 2, A to U
    naics: str | None = None  # the sector of NAICS 2022, of two digits


@dataclass(frozen=True, slots=True)
class Tagged:
    """What one method finds in a cleaned record; offsets count in its title and its description."""

    skills: tuple[SkillMention, ...] = ()
    credentials: tuple[CredentialMention, ...] = ()
    classes: Classes | None = None


@dataclass(frozen=True, slots=True)
class Method:
    """A version of what tags: the same name, the same tags for the same text. `made_of` says it in words."""

    name: str
    made_of: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the pipelines make of one record: cleaned, tagged, and signed for the search of duplicates."""

    content_hash: str  # of the record as landed
    record: JobPosting | Credential
    skills: tuple[SkillMention, ...] = ()
    credentials: tuple[CredentialMention, ...] = ()
    text_key: str = ""
    minhash: bytes = b""
    classes: Classes | None = None
