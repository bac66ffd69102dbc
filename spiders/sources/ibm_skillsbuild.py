"""IBM SkillsBuild: the list behind the catalogue page of its site, one for each audience."""

from collections.abc import Iterable
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import Credential, Side

_AUDIENCES = ("adult-learner", "university", "high-school")


class IbmSkillsbuild(SourceSpider):
    """A course for two audiences has the same `lmsId` in both lists. IBM charges nobody for any of them."""

    name = "ibm-skillsbuild"
    platform = "ibm_skillsbuild"
    side = Side.SUPPLY
    host = "skillsbuild.org"
    organization = "IBM SkillsBuild"
    country = "US"
    terms_url = "https://skillsbuild.org/terms"
    blocks = "items"

    def starts(self) -> Iterable[str]:
        """The list of each audience."""
        return [f"https://{self.host}/api/learning-catalog?audience={each}&lang=en" for each in _AUDIENCES]

    def record(self, block: Any, page: Page) -> Record:
        """The offer of an entry; one that earns a digital credential is a badge."""
        stated = {
            "identifier": block["lmsId"],
            "name": block["title"],
            "description": block.get("description"),
            "offered_by": self.organization,
            "provider_kind": "company",
            "credential_type": "badge" if block.get("digitalCredential") else "course",
            "teaches": block.get("skillstags"),
            "level": block.get("level"),
            "delivery_mode": "online",
            "time_required": block.get("duration"),
            "price": 0,
            "price_kind": "free",
            "language": next(iter(block.get("languages") or ()), None),
            "url": block["url"],
        }
        return Credential.model_validate(stated)
