"""A record as its publisher meant it: plain text, ISO codes, numbers. What the publisher asserted is never replaced.

Words are put in the records' own words (`Vollzeit` is FULL_TIME, `Deutschland` DE); what names no country, level or
amount (`EMEA`, `not applicable`, a pay of 0) is not stated. Attributes that are then empty are read from the title, the
description and the other fields. Pure, and idempotent: a clean record is already clean.
"""

import re
from collections.abc import Callable
from typing import Any, TypeVar, cast

from pipelines.duration import duration
from pipelines.education import education_level
from pipelines.experience import experience_months
from pipelines.gazetteer import is_country
from pipelines.language import language, language_code
from pipelines.mojibake import is_misread, repaired
from pipelines.money import currency
from pipelines.organizations import is_agency, organization_key
from pipelines.pay import pay, pay_in_description
from pipelines.places import place
from pipelines.seniority import seniority
from pipelines.terms import terms
from pipelines.text import visible
from pipelines.wording import credential_type_of, worded
from warehouse.privacy import without_contacts
from warehouse.records import Credential, CredentialType, JobPosting, PayUnit

AnyRecord = TypeVar("AnyRecord", bound=JobPosting | Credential)

_SUBDIVISION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_SENIORITIES = {"intern", "entry", "mid", "senior", "lead", "director"}
_EDUCATIONS = {"none", "high school", "associate", "bachelor", "master", "doctorate"}


def clean(record: AnyRecord) -> AnyRecord:
    """The record with its description as the plain text that a reader sees, and with its empty attributes read.

    `clean(clean(record)) == clean(record)`; the record given is not changed. Never raises.
    """
    return cast(AnyRecord, record.model_copy(update=_updates(record)))


def _updates(record: JobPosting | Credential) -> dict[str, Any]:
    words = _words(record) | {"description": _text(record.description)}
    stated = record.model_copy(update=words)
    read = _read(stated).items()
    return words | {field: value for field, value in read if value is not None and getattr(stated, field) is None}


def _text(published: str | None) -> str | None:
    """Plain text of a description. Markup may have parted an address of a person, so contacts are sought again."""
    if not published:
        return published
    text = visible(published).text
    if (text != published or is_misread(text)) and (kept := without_contacts(repaired(text))) != text:
        text = visible(kept).text
    return text or None


def _line(published: str) -> str:
    """Plain text of a title or a name, on one line; one of nothing but markup stays as it is."""
    if "<" not in published and "&" not in published and not is_misread(published):
        return published
    line = repaired(" ".join(visible(published).text.split()))
    return " ".join(without_contacts(line).split()) or published


def _named(published: str | None) -> str | None:
    return _line(published) if published else published


def _words(record: JobPosting | Credential) -> dict[str, Any]:
    """The publisher's own values, in the records' words."""
    words = _words_of_posting(record) if isinstance(record, JobPosting) else _words_of_offer(record)
    return words | ({"language": language_code(record.language)} if record.language else {})


def _read(record: JobPosting | Credential) -> dict[str, Any]:
    """What the texts say of attributes that the publisher left empty."""
    read = _read_posting(record) if isinstance(record, JobPosting) else _read_offer(record)
    return read | ({} if record.language else {"language": language(record.description or "")})


def _words_of_posting(record: JobPosting) -> dict[str, Any]:
    ours: dict[str, Any] = {"title": _line(record.title), "job_location": _named(record.job_location)}
    ours["hiring_organization"] = _named(record.hiring_organization)
    ours |= _codes(record.country, record.subdivision)
    if record.base_salary:
        ours["base_salary"] = repaired(record.base_salary)
    ours |= {"pay_low": record.pay_low or None, "pay_high": record.pay_high or None}  # a pay of 0 is not stated
    if record.pay_currency:
        ours["pay_currency"] = currency(record.pay_currency, ours.get("country"))
    if record.employment_type:
        ours["employment_type"] = worded("employment_type", record.employment_type)
    if record.seniority:
        ours["seniority"] = _one_of(_SENIORITIES, "seniority", record.seniority, seniority)
    if record.education_level:
        ours["education_level"] = _one_of(_EDUCATIONS, "education_level", record.education_level, education_level)
    return ours


def _one_of(ours: set[str], field: str, said: str, read: Callable[[str], str | None]) -> str | None:
    """One of our words for what the publisher said; None where it is none of them, as for `not applicable`."""
    said = said.replace("_", " ").lower()
    found = said if said in ours else read(said) or worded(field, said)
    return found if found in ours else None


def _codes(country: str | None, subdivision: str | None) -> dict[str, Any]:
    """ISO codes of a country and a subdivision that the publisher names; None for what is neither code nor name."""
    codes: dict[str, Any] = {}
    if country:
        code = country.upper()
        codes["country"] = code if is_country(code) else place(country).country
    if subdivision and not _SUBDIVISION.fullmatch(subdivision):
        named = place(f"{subdivision}, {country}" if country else subdivision)
        agrees = named.country == codes.get("country", named.country)
        codes["subdivision"] = named.subdivision if agrees else None
    return codes


def _read_posting(record: JobPosting) -> dict[str, Any]:
    title, text = record.title, record.description or ""
    where = _where(record.job_location, record.country)
    read: dict[str, Any] = where | {"seniority": seniority(title)}
    if record.employment_type is None or (record.remote is None and where["remote"] is None):
        read["employment_type"], remote = terms(title, text)
        read["remote"] = remote if where["remote"] is None else where["remote"]
    if record.experience_months is None:
        read["experience_months"] = experience_months(text)
    if record.education_level is None:
        read["education_level"] = education_level(text)
    if record.pay_low is None and record.pay_high is None:
        read |= _pay(record.base_salary, text, record.country or where["country"])
    if record.hiring_organization:
        read["employer_key"] = organization_key(record.hiring_organization) or None
        read["is_agency"] = is_agency(record.hiring_organization)
    return read


def _where(location: str | None, asserted: str | None) -> dict[str, Any]:
    """Country, subdivision, town and remote of a published place that does not contradict the asserted country."""
    found = place(location, asserted)
    agrees = asserted is None or len(asserted) != 2 or found.country == asserted
    finer = {"subdivision": found.subdivision, "city": found.city} if agrees else {"subdivision": None, "city": None}
    return {"country": found.country, "remote": found.remote, **finer}


def _pay(base_salary: str | None, text: str, country: str | None) -> dict[str, Any]:
    found = pay(base_salary, country)
    if found.low is None and found.high is None:
        found = pay_in_description(text, country)
    unit = PayUnit(found.unit) if found.unit else None
    return {"pay_low": found.low, "pay_high": found.high, "pay_unit": unit, "pay_currency": found.currency}


def _words_of_offer(record: Credential) -> dict[str, Any]:
    ours: dict[str, Any] = {"name": _line(record.name), "location": _named(record.location)}
    ours["offered_by"] = _named(record.offered_by)
    ours |= _codes(record.country, record.subdivision)
    if record.price_currency:
        ours["price_currency"] = currency(record.price_currency, ours.get("country"))
    for field in ("level", "delivery_mode", "pacing", "price_kind"):
        if published := getattr(record, field):
            ours[field] = worded(field, published)
    return ours


def _read_offer(record: Credential) -> dict[str, Any]:
    where = _where(record.location, record.country)
    stated = duration(record.time_required)
    weeks = record.duration_weeks or stated.weeks
    pace = record.pace_hours_per_week or stated.hours_per_week
    kind = credential_type_of(record.name)
    return {
        "country": where["country"],
        "subdivision": where["subdivision"],
        "city": where["city"],
        "delivery_mode": "online" if where["remote"] else None,
        "duration_weeks": stated.weeks,
        "pace_hours_per_week": stated.hours_per_week,
        "duration_hours": stated.hours or (round(weeks * pace, 2) if weeks and pace else None),
        "credential_type": CredentialType(kind) if kind else None,
        "price_kind": _price_kind(record),
        "provider_key": organization_key(record.offered_by) or None,
    }


def _price_kind(record: Credential) -> str | None:
    if record.price is None:
        return None
    if record.price == 0:
        return "free"
    return "subscription" if record.price_unit else "one-time"
