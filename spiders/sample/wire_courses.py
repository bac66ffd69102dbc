"""Fictional offers in the wire formats of edX discovery, Open edX, CTDL and Open Badges 3.0."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from spiders.sample.course_texts import course, course_name
from spiders.sample.economy import monday, stream
from spiders.sample.html_forms import html, plain
from spiders.sample.offers import Offer

Block = dict[str, Any]
_CTDL_TYPES = {
    "certificate": "ceterms:Certificate",
    "micro-credential": "ceterms:MicroCredential",
    "badge": "ceterms:DigitalBadge",
    "course": "ceterms:Course",
    "diploma": "ceterms:Diploma",
}
_CTDL_MODES = {"online": "OnlineOnly", "onsite": "InPerson", "blended": "BlendedDelivery"}
_CTDL_AGENTS = {
    "university": "FourYear",
    "college": "TwoYear",
    "company": "Business",
    "association": "ProfessionalAssociation",
}


def ctid(shown: Offer) -> str:
    """The offer's number in the registry."""
    return f"ce-{UUID(int=stream(f'ctid:{shown.key}:{shown.provider.name}').getrandbits(128), version=4)}"


def offer_url(shown: Offer, root: str, board: str) -> str:
    """Where people read about the offer."""
    return f"{root}{board}{shown.key}" if board.startswith("/") else f"{root}/course/{shown.key}"


def discovery(shown: Offer, week: int, root: str) -> Block:
    """A course of edX discovery, with its owner, its seats and its next run."""
    price = shown.price_in(week)
    seats = (
        []
        if price is None
        else [{"type": "verified", "price": f"{price:.2f}", "currency": "USD", "credit_hours": shown.credits or None}]
    )
    seats += [{"type": "audit", "price": "0.00", "currency": "USD"}] if price else []
    sections = course(shown)
    run = {
        "key": f"course-v1:{shown.key}+2026",
        "title": course_name(shown),
        "seats": seats,
        "start": f"{monday(week) + timedelta(days=21)}T15:00:00Z",
        "pacing_type": "self_paced" if shown.self_paced else "instructor_paced",
        "content_language": "en-us",
        "min_effort": max(1, shown.hours // shown.weeks - 1),
        "max_effort": shown.hours // shown.weeks + 1,
        "weeks_to_complete": shown.weeks,
        "availability": "Current",
    }
    return {
        "key": f"{_initials(shown)}+{shown.key}",
        "uuid": str(UUID(int=stream(f"edx:{shown.key}").getrandbits(128), version=4)),
        "title": course_name(shown),
        "course_runs": [run],
        "owners": [{"key": _initials(shown), "name": shown.provider.name}],
        "short_description": sections[0].lines[0],
        "full_description": html(sections, "page"),
        "outcome": None,
        "level_type": shown.level,
        "skills": [{"name": ask.skill.preferred_label} for ask in shown.taught],
        "enrollment_count": shown.learners,
        "course_type": "bootcamp-2u" if shown.kind == "bootcamp" else "verified-audit",
        "marketing_url": offer_url(shown, root, ""),
    }


def open_edx(shown: Offer, week: int, root: str) -> Block:
    """A course of Open edX's own list, which knows neither price nor skills."""
    number = shown.key.upper()
    return {
        "blocks_url": f"{root}/api/courses/v1/blocks/?course_id={number}",
        "effort": f"{max(1, shown.hours // shown.weeks)} hours",
        "start": f"{monday(week) + timedelta(days=14)}T09:00:00Z",
        "end": None,
        "id": f"course-v1:PLAIN+{number}+2026",
        "course_id": f"course-v1:PLAIN+{number}+2026",
        "name": course_name(shown),
        "number": number,
        "org": "PLAIN",
        "short_description": html(course(shown), "plain"),
        "pacing": "self" if shown.self_paced else "instructor",
        "hidden": False,
        "mobile_available": False,
    }


def _owner_address(shown: Offer, root: str) -> str:
    return f"{root}/resources/org-{_initials(shown)}"


def ctdl_owner(shown: Offer, root: str) -> Block:
    """The provider as a node of a CTDL graph."""
    return {
        "@id": _owner_address(shown, root),
        "@type": "ceterms:CredentialOrganization",
        "ceterms:name": {"en-US": shown.provider.name},
        "ceterms:agentType": [_aligned(_CTDL_AGENTS[shown.provider.kind])],
    }


def ctdl(shown: Offer, week: int, root: str) -> Block:
    """A credential as a node of a CTDL graph."""
    price = shown.price_in(week)
    cost: Block = {"@type": "ceterms:CostProfile", "ceterms:price": price, "ceterms:currency": "US Dollar"}
    cost |= {"ceterms:paymentPattern": {"en-US": "monthly"}} if shown.monthly else {}
    duration = {"@type": "ceterms:DurationProfile", "ceterms:exactDuration": f"P{shown.weeks}W"}
    return {
        "@id": f"{root}/resources/{ctid(shown)}",
        "@type": _CTDL_TYPES[shown.kind],
        "ceterms:ctid": ctid(shown),
        "ceterms:name": {"en-US": course_name(shown)},
        "ceterms:description": {"en-US": plain(course(shown))},
        "ceterms:ownedBy": [_owner_address(shown, root)],
        "ceterms:offeredBy": [_owner_address(shown, root)],
        "ceterms:inLanguage": ["en"],
        "ceterms:subjectWebpage": offer_url(shown, root, ""),
        "ceterms:teaches": [_aligned(ask.skill.preferred_label, ask.skill.concept_uri) for ask in shown.taught],
        "ceterms:audienceLevelType": [_aligned(shown.level)],
        "ceterms:deliveryType": [_aligned(_CTDL_MODES[shown.mode])],
        "ceterms:estimatedDuration": [duration],
        "ceterms:lifeCycleStatusType": _aligned("Active"),
        **({"ceterms:estimatedCost": [cost]} if price is not None else {}),
    }


def badge(shown: Offer, week: int, root: str) -> Block:
    """An achievement of Open Badges 3.0, aligned with ESCO."""
    sections = course(shown)
    skills = [(ask.skill.preferred_label, ask.skill.concept_uri) for ask in shown.taught]
    return {
        "id": f"{root}/achievements/{shown.key}",
        "type": ["Achievement"],
        "achievementType": "MicroCredential" if shown.kind == "micro-credential" else "Badge",
        "name": course_name(shown),
        "description": plain(sections[:1]),
        "criteria": {"id": f"{root}/achievements/{shown.key}/criteria", "narrative": plain(sections[1:])},
        "creator": {"id": f"{root}/issuers/{_initials(shown)}", "type": ["Profile"], "name": shown.provider.name},
        "alignment": [{"type": ["Alignment"], "targetName": name, "targetUrl": uri} for name, uri in skills],
        "inLanguage": "en",
    }


def _aligned(name: str, target: str = "") -> Block:
    node: Block = {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNodeName": {"en-US": name}}
    return node | ({"ceterms:targetNode": target} if target else {})


def _initials(shown: Offer) -> str:
    return "".join(filter(str.isalnum, shown.provider.name))


def offer_identifier(shown: Offer, platform: str, root: str, board: str) -> str:
    """The publisher's own identifier, as a reader of the wire format finds it."""
    identifiers = {
        "open_edx": f"{_initials(shown)}+{shown.key}" if board else f"PLAIN+{shown.key.upper()}",
        "ctdl": ctid(shown),
        "open_badges": f"{root}/achievements/{shown.key}",
        "schema_org": offer_url(shown, root, board),
    }
    return identifiers[platform]
