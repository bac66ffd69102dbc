"""What a source may assert: the records that every room speaks, declared once.

A record is validated when it is made. It is the item a spider yields, the line of `records.jsonl.gz`, the base of
the table and the dtypes of the frame. Names follow schema.org, CTDL and Open Badges 3.0 in snake_case.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, ValidationError, field_validator
from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from warehouse.privacy import without_contacts, without_secrets

TITLE_LIMIT = 5_000
DESCRIPTION_LIMIT = 1_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


class Side(StrEnum):
    """Which side of the market a source shows."""

    DEMAND = "demand"
    SUPPLY = "supply"


class PayUnit(StrEnum):
    """The period that a stated pay or a subscription covers."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class CredentialType(StrEnum):
    """Kinds of offers, from CTDL's credential and learning-opportunity classes."""

    BADGE = "badge"
    MICRO_CREDENTIAL = "micro-credential"
    COURSE = "course"
    SPECIALISATION = "specialisation"
    CERTIFICATE = "certificate"
    PROFESSIONAL_CERTIFICATE = "professional certificate"
    NANODEGREE = "nanodegree"
    PROFESSIONAL_CERTIFICATION = "professional certification"
    LICENCE = "licence"
    ENDORSEMENT = "endorsement"
    APPRENTICESHIP = "apprenticeship"
    BOOTCAMP = "bootcamp"
    DIPLOMA = "diploma"
    DEGREE = "degree"
    OTHER = "other"


def _readable(value: Any) -> Any:
    """Text without control characters and lone surrogates; numbers become text; blank means not stated."""
    if value is None or isinstance(value, bool | dict | list):
        return value
    text = _CONTROL.sub("", str(value)).strip()
    return text or None


def _single_line(value: Any) -> Any:
    value = _readable(value)
    return _SPACE.sub(" ", value) if isinstance(value, str) else value


def _moment(value: Any) -> Any:
    """A calendar day from ISO 8601, RFC 2822, or seconds or milliseconds since 1970."""
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).date()
    text = str(value).strip()
    if text.lower() in {"", "none", "null", "nan", "nat"}:
        return None
    try:
        if re.fullmatch(r"\d{9,13}(\.\d*)?", text):
            seconds = float(text)
            return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC).date()
        if re.match(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text[:10])
        if re.match(r"[A-Za-z]{3},? \d", text):
            return parsedate_to_datetime(text).date()
        return datetime.fromisoformat(text).date()
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"{text[:40]!r} is not a date: give it as YYYY-MM-DD") from None


def _amount(value: Any) -> Any:
    """A finite number; NaN, blank and null mean not stated."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        value = value.strip().replace(",", "")
        if value.lower() in {"", "nan", "none", "null"}:
            return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{str(value)[:40]!r} is not a number") from None
    return number if math.isfinite(number) else None


def _count(value: Any) -> Any:
    number = _amount(value)
    return None if number is None else int(number)


def _link(value: Any) -> Any:
    """An http(s) address without secrets; any other scheme is not a link we pass on."""
    value = _single_line(value)
    if not isinstance(value, str) or len(value) > 4_000 or not re.match(r"https?://[^\s/]+", value, re.I):
        return None
    return without_secrets(value)


def _texts(value: Any) -> Any:
    """A list of texts from a list, or from one text with commas, semicolons, bars or line breaks."""
    if value is None:
        return []
    if isinstance(value, str):
        value = re.split(r"[;|\n]" if re.search(r"[;|\n]", value) else r",", value)
    if not isinstance(value, Iterable) or isinstance(value, Mapping):
        raise ValueError("is not a list of texts")
    texts = [_single_line(v.get("name") if isinstance(v, Mapping) else v) for v in value]
    if any(not isinstance(text, str | None) for text in texts):
        raise ValueError("is not a list of texts")
    return list(dict.fromkeys(filter(None, texts)))


def _place_text(value: Any) -> Any:
    """One line from text, a schema.org `Place`, a `PostalAddress` or a list of them (joined by '; ')."""
    if isinstance(value, list | tuple):
        return "; ".join(dict.fromkeys(p for p in map(_place_text, value) if isinstance(p, str))) or None
    if isinstance(value, Mapping):
        address = value.get("address", value)
        if not isinstance(address, Mapping):
            return _single_line(address)
        keys = ("addressLocality", "addressRegion", "addressCountry")
        parts = [(p.get("name") if isinstance(p, Mapping) else p) for p in map(address.get, keys)]
        return ", ".join(p for p in map(_single_line, parts) if isinstance(p, str)) or _single_line(value.get("name"))
    return _single_line(value)


def _name_of(value: Any) -> Any:
    """The name of a schema.org thing, or the text itself."""
    if isinstance(value, list | tuple):
        value = value[0] if value else None
    return _single_line(value.get("name") if isinstance(value, Mapping) else value)


def _salary_text(value: Any) -> Any:
    """A published salary, kept as text; a schema.org `MonetaryAmount` is kept as its JSON."""
    if isinstance(value, Mapping | list):
        value = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return _single_line(value)


def _credential_type(value: Any) -> Any:
    """CTDL's and schema.org's names of kinds in our words; an unknown kind is `other`."""
    if not isinstance(value, str) or not value.strip():
        return None
    word = re.sub(r"(?<=[a-z])(?=[A-Z])|[_\s]+", " ", value.split(":")[-1].strip()).lower()
    word = word.replace("micro credential", "micro-credential").replace("microcredential", "micro-credential")
    word = word.replace("license", "licence").replace("specialization", "specialisation")
    return CredentialType(word) if word in set(CredentialType) else CredentialType.OTHER


def _pay_unit(value: Any) -> Any:
    """HOUR, hourly, per year, yr, P1M … in our words; an unknown unit is not stated."""
    word = re.sub(r"^(per\b|an?\b|p?1|/)\W*", "", str(value or "").strip().lower())
    stems = {"h": "hour", "d": "day", "w": "week", "m": "month", "y": "year", "a": "year"}
    if word in {"minute", "min"}:
        return None
    return stems.get(word[:1])


Line = Annotated[str | None, BeforeValidator(_single_line)]
Prose = Annotated[str | None, BeforeValidator(_readable)]
Day = Annotated[date | None, BeforeValidator(_moment)]
Amount = Annotated[float | None, BeforeValidator(_amount)]
Count = Annotated[int | None, BeforeValidator(_count)]
Link = Annotated[str | None, BeforeValidator(_link)]
Texts = Annotated[list[str], BeforeValidator(_texts)]
PlaceText = Annotated[str | None, BeforeValidator(_place_text)]
NameOf = Annotated[str | None, BeforeValidator(_name_of)]


class Record(SQLModel):
    """What both sides share. `source` + `identifier` (the publisher's own) is the key."""

    kind: ClassVar[str]

    source: str = Field(default="", max_length=200, description="the source's name, given when the record is landed")
    identifier: Annotated[str, BeforeValidator(_single_line)] = Field(
        min_length=1, max_length=1_000, description="the publisher's own identifier"
    )
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

    title: Annotated[str, BeforeValidator(_single_line)] = Field(min_length=1, max_length=TITLE_LIMIT)
    description: Prose = Field(default=None, max_length=DESCRIPTION_LIMIT, description="text or HTML, as published")
    hiring_organization: NameOf = Field(default=None, max_length=1_000)
    job_location: PlaceText = Field(default=None, max_length=4_000, description="as published; several joined by '; '")
    country: Line = Field(default=None, description="ISO 3166-1 alpha-2 of the first place")
    subdivision: Line = Field(default=None, description="ISO 3166-2 of the first place, e.g. US-NY")
    remote: bool | None = Field(default=None, description="whether the work can be done from anywhere")
    date_posted: Day = None
    valid_through: Day = None
    employment_type: Line = Field(default=None, description="schema.org employmentType words, comma-separated")
    occupation: Line = Field(default=None, description="schema.org occupationalCategory, as published")
    industry: Line = Field(default=None, description="as published")
    seniority: Line = Field(default=None, description="intern, entry, mid, senior, lead or director")
    education_level: Line = Field(default=None, description="the least education asked")
    experience_months: Count = Field(default=None, description="the least experience asked, months")
    base_salary: Annotated[str | None, BeforeValidator(_salary_text)] = Field(default=None, description="as published")
    pay_low: Amount = Field(default=None, description="pay_currency per pay_unit")
    pay_high: Amount = Field(default=None, description="pay_currency per pay_unit")
    pay_unit: Annotated[PayUnit | None, BeforeValidator(_pay_unit)] = None
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

    name: Annotated[str, BeforeValidator(_single_line)] = Field(min_length=1, max_length=TITLE_LIMIT)
    description: Prose = Field(default=None, max_length=DESCRIPTION_LIMIT, description="text or HTML, as published")
    offered_by: NameOf = Field(default=None, max_length=1_000, description="the provider")
    provider_kind: Line = Field(
        default=None, description="university, college, company, platform, association, government"
    )
    provider_key: Line = Field(default=None, description="normalised provider name, the cluster of every interval")
    credential_type: Annotated[CredentialType | None, BeforeValidator(_credential_type)] = None
    teaches: Texts = Field(default_factory=list, sa_type=JSON, description="skills or outcomes taught, as published")
    level: Line = Field(default=None, description="beginner, intermediate, advanced or the publisher's word")
    delivery_mode: Line = Field(default=None, description="online, in person or hybrid")
    pacing: Line = Field(default=None, description="self-paced or cohort")
    location: PlaceText = Field(default=None, max_length=4_000, description="as published")
    country: Line = Field(default=None, description="ISO 3166-1 alpha-2")
    subdivision: Line = Field(default=None, description="ISO 3166-2")
    time_required: Line = Field(default=None, description="as published: ISO 8601 duration or words")
    duration_hours: Amount = Field(default=None, description="hours of work in all")
    duration_weeks: Amount = Field(default=None, description="weeks from start to end")
    pace_hours_per_week: Amount = None
    price: Amount = Field(default=None, description="price_currency; 0 only where the publisher says free")
    price_currency: Line = Field(default=None, description="ISO 4217")
    price_kind: Line = Field(default=None, description="free, one-time or subscription")
    price_unit: Annotated[PayUnit | None, BeforeValidator(_pay_unit)] = Field(
        default=None, description="the period of a subscription's price"
    )
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
    licence: str | None = None
    attribution: str | None = None
    closing: Closing = Closing.SHOWN
    sample: bool = Field(default=False, description="whether the source is of the fictional market")
    method: str = Field(default="collect", description="collect, replay or import")
    status: RunStatus
    reason: str | None = Field(default=None, description="why the run ended otherwise than complete")
    robots: str | None = Field(default=None, description="the robots.txt decision, in words")
    fetched: int = 0
    parsed: int = 0
    rejected: int = 0
    requests: int = Field(default=0, description="HTTP answers, robots.txt included")
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
class Reading:
    """What the pipelines make of one record: cleaned, tagged, and signed for the search of duplicates."""

    content_hash: str  # of the record as landed
    record: JobPosting | Credential
    skills: tuple[SkillMention, ...] = ()
    credentials: tuple[CredentialMention, ...] = ()
    text_key: str = ""
    minhash: bytes = b""
