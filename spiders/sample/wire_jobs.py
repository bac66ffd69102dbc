"""Fictional advertisements in the wire formats of Greenhouse, Lever and Ashby."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from html import escape
from typing import Any

from spiders.sample.html_forms import html, items, plain
from spiders.sample.postings import Posting, posted
from spiders.sample.texts import Section
from spiders.sample.vacancies import Pay, Vacancy

Block = dict[str, Any]
_ASHBY_UNITS = {"hour": "1 HOUR", "year": "1 YEAR"}
_LEVER_UNITS = {"hour": "per-hour-wage", "year": "per-year-salary"}


def broken(whole: Block) -> Block:
    """The block as a careless editor leaves it: without the key that says what it is."""
    return {key: value for key, value in whole.items() if key not in {"title", "text", "name", "ceterms:name"}}


def place_words(vacancy: Vacancy, style: int = 0) -> str:
    """The place as people write it."""
    place = vacancy.place
    if vacancy.remote:
        return (f"Remote - {place['country_name']}", f"Remote ({place['country']})", "Remote")[style % 3]
    if place["country"] == "US":
        return f"{place['city']}, {place['region']}"
    return ", ".join(filter(None, (place["city"], place["region"] if style else "", place["country_name"])))


def _moment(day: date, hour: int = 9) -> str:
    return datetime(day.year, day.month, day.day, hour, 15, tzinfo=timezone(-timedelta(hours=4))).isoformat()


def _greenhouse(posting: Posting, sections: list[Section], root: str, board: str) -> Block:
    vacancy, pay = posting.vacancy, posting.vacancy.pay
    metadata = [
        {
            "id": 1,
            "name": "Location Type",
            "value": "Remote" if vacancy.remote else "On site",
            "value_type": "single_select",
        }
    ]
    return {
        "absolute_url": f"{root}/{board}/jobs/{posting.identifier}",
        "internal_job_id": int(posting.identifier) + 1,
        "location": {"name": place_words(vacancy)},
        "metadata": metadata,
        "id": int(posting.identifier),
        "updated_at": _moment(posted(posting)),
        "requisition_id": vacancy.key.upper(),
        "title": vacancy.title,
        "company_name": vacancy.employer.name,
        "first_published": _moment(posted(posting)),
        "language": "en",
        "application_deadline": None,
        "content": escape(html(sections, "greenhouse")),
        "departments": [{"id": 7, "name": vacancy.employer.industry.title(), "child_ids": [], "parent_id": None}],
        "offices": [],
        **({"pay_input_ranges": [_cents(pay)]} if pay else {}),
    }


def _cents(pay: Pay) -> Block:
    title = "Annual salary" if pay.unit == "year" else "Hourly pay"
    limits = {"min_cents": round(pay.low * 100), "max_cents": round(pay.high * 100)}
    return {**limits, "currency_type": pay.currency, "title": title, "blurb": ""}


def _lever(posting: Posting, sections: list[Section], root: str, board: str) -> Block:
    vacancy, pay = posting.vacancy, posting.vacancy.pay
    first = next(i for i, s in enumerate(sections) if s.listed)
    last = max(i for i, s in enumerate(sections) if s.listed) + 1
    opening, lists, closing = sections[:first], [s for s in sections[first:last] if s.listed], sections[last:]
    closing = [s for s in sections[first:last] if not s.listed] + closing
    milliseconds = (posted(posting) - date(1970, 1, 1)).days * 86_400_000 + 36_000_000
    salary = (
        {"currency": pay.currency, "interval": _LEVER_UNITS[pay.unit], "min": pay.low, "max": pay.high} if pay else None
    )
    return {
        "additionalPlain": plain(closing),
        "additional": html(closing, "page"),
        "categories": {
            "commitment": "Full-time",
            "department": vacancy.employer.industry.title(),
            "location": place_words(vacancy, 1),
            "allLocations": [place_words(vacancy, 1)],
        },
        "createdAt": milliseconds,
        "descriptionPlain": plain(opening),
        "description": html(opening, "page"),
        "id": posting.identifier,
        "lists": [{"text": section.heading, "content": items(section)} for section in lists],
        "text": vacancy.title,
        "country": vacancy.place["country"],
        "workplaceType": "remote" if vacancy.remote else "on-site",
        "hostedUrl": f"{root}/{board}/{posting.identifier}",
        "applyUrl": f"{root}/{board}/{posting.identifier}/apply",
        **({"salaryRange": salary} if salary else {}),
    }


def _ashby(posting: Posting, sections: list[Section], root: str, board: str) -> Block:
    vacancy, pay = posting.vacancy, posting.vacancy.pay
    place = vacancy.place
    address = {
        "addressRegion": place["region"],
        "addressCountry": place["country_name"],
        "addressLocality": place["city"],
    }
    return {
        "id": posting.identifier,
        "title": vacancy.title,
        "department": vacancy.employer.industry.title(),
        "team": "Operations",
        "employmentType": "FullTime",
        "location": place_words(vacancy, 1),
        "shouldDisplayCompensationOnJobPostings": pay is not None,
        "secondaryLocations": [],
        "publishedAt": f"{posted(posting)}T08:30:00.000+00:00",
        "isListed": True,
        "isRemote": vacancy.remote,
        "workplaceType": "Remote" if vacancy.remote else "OnSite",
        "address": {"postalAddress": {"addressCountry": place["country_name"]} if vacancy.remote else address},
        "jobUrl": f"{root}/{board}/{posting.identifier}",
        "applyUrl": f"{root}/{board}/{posting.identifier}/application",
        "descriptionHtml": html(sections, "ashby"),
        "descriptionPlain": plain(sections),
        **({"compensation": _compensation(pay)} if pay else {}),
    }


def _compensation(pay: Pay) -> Block:
    salary = {
        "compensationType": "Salary",
        "interval": _ASHBY_UNITS[pay.unit],
        "currencyCode": pay.currency,
        "minValue": pay.low,
        "maxValue": pay.high,
    }
    return {"compensationTierSummary": f"{pay.currency} {pay.low:g} - {pay.high:g}", "summaryComponents": [salary]}


FORMATS: dict[str, Callable[[Posting, list[Section], str, str], Block]] = {
    "greenhouse": _greenhouse,
    "lever": _lever,
    "ashby": _ashby,
}
