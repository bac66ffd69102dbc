"""The catalogues in and around Open edX as our records: its own, edX discovery, MITx Online and MIT xPRO."""

import re
from collections.abc import Iterable, Mapping
from statistics import mean
from typing import Any
from urllib.parse import quote, urljoin

from spiders.vocabulary import credential_type
from warehouse.records import Credential, CredentialType

_PACING = {"self": "self-paced", "instructor": "cohort"}
_OPEN = ("Current", "Starting Soon", "Upcoming")
_HOURS = re.compile(r"(\d{1,3}):(\d{2})")  # a week
_TAG = re.compile(r"<[^<>]{0,300}>")


def _named(things: Iterable[Any] | None) -> list[str]:
    return [
        str(t.get("name") or t.get("title") or t.get("key")) if isinstance(t, Mapping) else str(t) for t in things or ()
    ]


def _people(staff: Iterable[Mapping[str, Any]] | None) -> list[str]:
    return [" ".join(filter(None, (p.get("given_name"), p.get("family_name")))) for p in staff or ()]


def _points(texts: Iterable[Any] | None) -> list[str]:
    return [_TAG.sub("", str(text)) for text in texts or ()]


def _prose(*texts: Any) -> str:
    return "\n".join(str(text) for text in texts if text)


def _about(block: Mapping[str, Any]) -> Any:
    return block.get("full_description") or block.get("short_description")


def _middle(*limits: Any) -> float | None:
    stated = [float(limit) for limit in limits if limit not in (None, "")]
    return mean(stated) if stated else None


def _named_first(things: Iterable[Any] | None) -> str | None:
    return next(iter(_named(things)), None)


def _run(runs: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The run that can be taken next, else the last one."""
    return next((run for run in runs if run.get("availability") in _OPEN), runs[-1] if runs else {})


def _seat(run: Mapping[str, Any], course: Mapping[str, Any]) -> dict[str, Any]:
    """The price of the certificate: what a paid seat or entitlement costs. An audit seat earns no credential."""
    places = [*(run.get("seats") or ()), *(course.get("entitlements") or ())]
    paid = [seat for seat in places if float(seat.get("price") or 0) > 0]
    credit: Mapping[str, Any] = next((seat for seat in places if seat.get("credit_hours")), {})
    found = {"accredited_by": credit.get("credit_provider"), "credit_value": credit.get("credit_hours")}
    if paid:
        least = min(paid, key=lambda seat: float(seat["price"]))
        return found | {"price": least["price"], "price_currency": least["currency"], "price_kind": "one-time"}
    return found | (
        {"price": 0, "price_kind": "free"} if any(s["type"] == "honor" for s in places if "type" in s) else {}
    )


def lms_course(block: Mapping[str, Any], page_url: str, organization: str | None = None) -> Credential:
    """A course of Open edX's own course API; every run of a course is the same offer."""
    if block.get("hidden"):
        raise ValueError("hidden: not in the provider's own catalogue")
    effort, key = block.get("effort") or "", block.get("course_id") or block["id"]
    weekly = _HOURS.fullmatch(effort)
    stated = {
        "identifier": f"{block['org']}+{block['number']}",
        "name": block["name"],
        "description": block.get("short_description"),
        "offered_by": organization or block["org"],
        "credential_type": "course",
        "delivery_mode": "online",
        "pacing": _PACING.get(block.get("pacing") or ""),
        "pace_hours_per_week": int(weekly[1]) + int(weekly[2]) / 60 if weekly else None,
        "time_required": None if weekly else effort if "week" in effort or not effort else f"{effort} per week",
        "start_date": block["start"] if block.get("start_type") != "empty" else None,  # `empty`: a mere default
        "url": urljoin(page_url, f"/courses/{quote(key, safe=':+')}/about"),
    }
    return Credential.model_validate(stated)


def discovery_course(block: Mapping[str, Any], page_url: str, organization: str | None = None) -> Credential:
    """A course of edX discovery; what differs between runs is taken from the run that can be taken next."""
    run = _run(block["course_runs"])
    level = block.get("level_type") or run.get("level_type")
    kind = credential_type(block.get("course_type") or "course")
    stated = {
        "identifier": block["key"],
        "name": block["title"],
        "description": _prose(_about(block) or _about(run), block.get("outcome"), block.get("syllabus_raw")),
        "offered_by": _named_first(block["owners"]) or organization,
        "credential_type": kind if kind is CredentialType.BOOTCAMP else CredentialType.COURSE,
        "teaches": _named(block.get("skills")) + _points(block.get("expected_learning_items")),
        "level": level.get("value") if isinstance(level, Mapping) else level,
        "delivery_mode": "online",
        "pacing": _PACING.get((run.get("pacing_type") or "").removesuffix("_paced")),
        "duration_weeks": run.get("weeks_to_complete"),
        "pace_hours_per_week": _middle(run.get("min_effort"), run.get("max_effort")),
        "language": run.get("content_language"),
        "stackable_into": _named(block.get("programs")),
        "instructors": _people(run.get("staff")),
        "industry_partners": _named(block.get("sponsors")),
        "enrolled_count": block.get("enrollment_count"),
        "start_date": run.get("start"),
        "url": block.get("marketing_url") or run.get("marketing_url"),
    }
    return Credential.model_validate(stated | _seat(run, block))


def discovery_program(block: Mapping[str, Any], page_url: str, organization: str | None = None) -> Credential:
    """A programme of edX discovery (MicroMasters, XSeries, professional certificate, …) that is still offered."""
    if block["status"] != "active":
        raise ValueError(f"{block['status']}: no longer offered")
    prices: Mapping[str, Any] = next(iter(block.get("price_ranges") or ()), {})
    offered = block.get("subscription_prices") if block.get("subscription_eligible") else ()
    monthly: Mapping[str, Any] = next(iter(offered or ()), {})
    stated = {
        "identifier": block["uuid"],
        "name": block["title"],
        "description": _prose(block.get("overview"), block.get("subtitle"), block.get("marketing_hook")),
        "offered_by": _named_first(block["authoring_organizations"]) or organization,
        "credential_type": credential_type(block["type"]),
        "teaches": _named(block.get("skills")) + _points(block.get("expected_learning_items")),
        "delivery_mode": "online",
        "duration_hours": block.get("total_hours_of_effort"),
        "duration_weeks": block.get("weeks_to_complete"),
        "pace_hours_per_week": _middle(block.get("min_hours_effort_per_week"), block.get("max_hours_effort_per_week")),
        "price": prices.get("total") or monthly.get("price"),
        "price_currency": (prices or monthly).get("currency"),
        "price_kind": "one-time" if prices.get("total") else "subscription" if monthly else None,
        "price_unit": "month" if monthly and not prices.get("total") else None,
        "accredited_by": ", ".join(_named(block.get("credit_backing_organizations"))),
        "instructors": _people(block.get("staff")),
        "career_support": "; ".join(_points(block.get("job_outlook_items"))),
        "industry_partners": [e.get("corporation_name") for e in block.get("corporate_endorsements") or ()],
        "url": block.get("marketing_url"),
    }
    return Credential.model_validate(stated)


def mit_offer(block: Mapping[str, Any], page_url: str, organization: str | None = None) -> Credential:
    """A course or programme of MITx Online or MIT xPRO."""
    page, runs = block.get("page") or {}, block.get("courseruns") or []
    run = next((run for run in runs if run.get("is_enrollable")), runs[0] if runs else {})
    products = [product["price"] for product in run.get("products") or () if product.get("is_active")]
    prices = (block.get("current_price"), *products, run.get("current_price"), block.get("min_price"))
    price = next(filter(None, prices), None)
    kind = "course" if block["readable_id"].startswith("course") else block.get("program_type")
    anytime = run.get("is_self_paced") or block.get("availability") == "anytime"
    stated = {
        "identifier": block["readable_id"],
        "name": block["title"],
        "description": page.get("description") or block.get("description"),
        "offered_by": organization or "Massachusetts Institute of Technology",
        "provider_kind": "university",
        "credential_type": credential_type(kind, block.get("certificate_type") if kind != "course" else None),
        "delivery_mode": "online" if block.get("format", "Online") == "Online" else block["format"].lower(),
        "pacing": "self-paced" if anytime else "cohort",
        "time_required": ", ".join(filter(None, (block.get("duration"), block.get("time_commitment")))),
        "price": price,
        "price_currency": "USD" if price else None,
        "price_kind": "one-time" if price else None,
        "credit_value": block.get("credits"),
        "credit_unit": "CEU" if block.get("credits") else None,
        "stackable_into": _named(block.get("programs")),
        "instructors": _named(page.get("instructors") or run.get("instructors") or block.get("instructors")),
        "start_date": run.get("start_date") or block.get("start_date"),
        "url": urljoin(page_url, page.get("page_url") or block.get("url") or ""),
    }
    return Credential.model_validate(stated)
