"""Open Badges: achievements of version 3.0, bare or inside the credentials that award them, and 2.0 badge classes."""

from collections.abc import Iterable, Mapping
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from spiders.structured_data import documents
from spiders.vocabulary import credential_type, delivery_mode
from warehouse.records import Credential, CredentialType, Side

BADGES = ("Achievement", "BadgeClass")


class OpenBadges(SourceSpider):
    """`board` is the path of a badge's document, or several joined by `+`; who earned a badge is never read."""

    platform = "open_badges"
    side = Side.SUPPLY
    basis = "captured"
    terms_url = "https://www.imsglobal.org/spec/ob/v3p0/"

    def starts(self) -> Iterable[str]:
        """Each badge's document."""
        return [f"{self.scheme}://{self.host}/{path.strip('/')}" for path in self.board.split("+") if path]

    def candidates(self, page: Page) -> Iterable[Any]:
        """The badges of a document, each with the issuer that stands nearest."""
        stack: list[tuple[Any, Any]] = [(list(documents(page.text, BADGES)), None)]
        while stack:
            value, issuer = stack.pop()
            if isinstance(value, ValueError) or (isinstance(value, dict) and set(BADGES) & set(_listed(value, "type"))):
                yield value, issuer
            elif isinstance(value, dict):
                stack.extend((each, value.get("issuer", issuer)) for each in reversed(value.values()))
            elif isinstance(value, list):
                stack.extend((each, issuer) for each in reversed(value))

    def record(self, block: Any, page: Page) -> Record:
        """The badge as an offer; study load (SBU) and ECTS are the Dutch and Flemish extension of the standard."""
        badge, nearest = block
        if isinstance(badge, ValueError):
            raise badge
        issuer = badge.get("creator") or badge.get("issuer") or nearest
        criteria = badge.get("criteria") or badge.get("criteriaUrl") or {}
        criteria = criteria if isinstance(criteria, dict) else {"id": criteria}
        aligned = [a for key in ("alignment", "alignments") for a in _listed(badge, key) if isinstance(a, dict)]
        by_kind = {str(a.get("targetType")).split(":")[-1]: a for a in aligned}
        kind = credential_type(badge.get("achievementType") or badge["name"])
        skills = [a["targetName"] for a in aligned if a.get("targetName") and ":" not in str(a.get("targetType"))]
        stated = {
            "identifier": badge.get("id") or badge.get("@id") or badge.get("openBadgeId") or badge["entityId"],
            "name": badge["name"],
            "description": "\n".join(filter(None, (badge.get("description"), criteria.get("narrative")))),
            "offered_by": issuer if isinstance(issuer, dict) else self.organization,
            "country": ((issuer.get("address") or {}) if isinstance(issuer, dict) else {}).get("addressCountryCode"),
            "credential_type": "badge" if kind is CredentialType.OTHER else kind,
            "teaches": skills + _listed(badge, "tag") + _listed(badge, "tags"),
            "level": by_kind.get("EQF", {}).get("targetName"),
            "delivery_mode": delivery_mode(badge.get("participationType")),
            "duration_hours": badge.get("SBU"),
            "accredited_by": by_kind.get("QualityAssurance", {}).get("targetUrl"),
            "credit_value": badge.get("ECTS", badge.get("creditsAvailable")),
            "credit_unit": "ECTS" if "ECTS" in badge else None,
            "assessment": badge.get("assessmentType"),
            "language": badge.get("inLanguage"),
            "url": criteria.get("id") or badge.get("id"),
        }
        return Credential.model_validate(stated)


def _listed(node: Mapping[str, Any], key: str) -> list[Any]:
    value = node.get(key, node.get(f"@{key}"))
    return value if isinstance(value, list) else [value] if value else []
