"""Open Badges' achievements and badge classes as our records: the only place where their keys become ours."""

from collections.abc import Mapping
from typing import Any

from spiders.vocabulary import credential_type, delivery_mode
from warehouse.records import Credential, CredentialType


def listed(node: Mapping[str, Any], key: str) -> list[Any]:
    """What a key states, one or many, with or without its `@`."""
    value = node.get(key, node.get(f"@{key}"))
    return value if isinstance(value, list) else [value] if value else []


def badge_offer(badge: Mapping[str, Any], issuer: Any, organization: str | None = None) -> Credential:
    """The offer that a badge is; `issuer` stood nearest, where the badge names none itself."""
    criteria: Any = next(iter(listed(badge, "criteria") or listed(badge, "criteriaUrl")), {})
    criteria = criteria if isinstance(criteria, dict) else {"id": criteria}
    narrative = criteria.get("narrative") or badge.get("criteriaNarrative")
    kind = credential_type(badge.get("achievementType") or badge["name"])
    stated = {
        "identifier": badge.get("id") or badge.get("@id") or badge.get("openBadgeId") or badge["entityId"],
        "name": badge["name"],
        "description": "\n".join(filter(None, (badge.get("description"), narrative))),
        "credential_type": "badge" if kind is CredentialType.OTHER else kind,
        "delivery_mode": delivery_mode(badge.get("participationType")),
        "assessment": badge.get("assessmentType"),
        "language": badge.get("inLanguage"),
        "url": criteria.get("id") or badge.get("id"),
    }
    provider = _provider(badge.get("creator") or badge.get("issuer") or issuer, organization)
    return Credential.model_validate(stated | provider | _alignment(badge) | _load(badge))


def _provider(issuer: Any, organization: str | None) -> dict[str, Any]:
    if not isinstance(issuer, Mapping):
        return {"offered_by": organization}
    return {"offered_by": issuer.get("name"), "country": (issuer.get("address") or {}).get("addressCountryCode")}


def _alignment(badge: Mapping[str, Any]) -> dict[str, Any]:
    """Skills, level and accreditation; an extended target type (`ext:EQF`) is no skill."""
    aligned = [a for key in ("alignment", "alignments") for a in listed(badge, key) if isinstance(a, Mapping)]
    by_kind = {str(a.get("targetType")).split(":")[-1]: a for a in aligned}
    skills = [a["targetName"] for a in aligned if a.get("targetName") and ":" not in str(a.get("targetType"))]
    return {
        "teaches": skills + listed(badge, "tag") + listed(badge, "tags"),
        "level": by_kind.get("EQF", {}).get("targetName"),
        "accredited_by": by_kind.get("QualityAssurance", {}).get("targetUrl"),
    }


def _load(badge: Mapping[str, Any]) -> dict[str, Any]:
    """Credits, and the hours of study (SBU); both, but for `creditsAvailable`, are a Dutch and Flemish extension."""
    ects = badge.get("ECTS")
    value, unit = (ects, "ECTS") if ects is not None else (badge.get("creditsAvailable"), None)
    return {"duration_hours": badge.get("SBU"), "credit_value": value, "credit_unit": unit}
